package dev.ordinal.policy;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The fields of a map of a policy file. That a required one is missing was reported when they were opened. */
final class Fields {

    private final Node node;
    private final Shape shape;
    private final JsonObject object;

    private Fields(Node node, Shape shape, JsonObject object) {
        this.node = node;
        this.shape = shape;
        this.object = object;
    }

    /** Opens a map; reports the fields that its shape does not have, and those it lacks. */
    static Fields of(Node node, Shape shape, JsonObject object) {
        Set<String> known = shape.fields();
        for (String field : object.keySet()) {
            if (!known.contains(field)) {
                reportUnknown(node, shape, field);
            }
        }
        for (String field : shape.required()) {
            if (!object.containsKey(field)) {
                reportMissing(node, field);
            }
        }
        return new Fields(node, shape, object);
    }

    /** Reports that a field is missing which the shape does not always require. */
    void reportMissing(String field) {
        reportMissing(node, field);
    }

    /** Reports a field, if it is there, that means something only beside another, which is not. */
    void reportUseless(String field, String other) {
        find(field)
                .ifPresent(found -> found.document()
                        .wrongField(
                                Problem.Kind.FIELD,
                                found.path(),
                                found.path() + ": says nothing in a policy without `" + other + "`"));
    }

    private static void reportMissing(Node node, String field) {
        node.document()
                .wrongField(
                        Problem.Kind.FIELD, node.path(), prefix(node.path()) + "the field `" + field + "` is missing");
    }

    private static void reportUnknown(Node node, Shape shape, String field) {
        FieldPath path = node.path().child(field);
        String hint = Nearest.to(field, shape.fields())
                .map(near -> "did you mean `" + near + "`?")
                .orElseGet(() -> "known here are " + String.join(", ", shape.fields()));
        node.document()
                .wrongField(
                        Problem.Kind.UNKNOWN_FIELD,
                        path,
                        prefix(node.path()) + "unknown field `" + field + "`; " + hint);
    }

    private static String prefix(FieldPath path) {
        return path.isRoot() ? "" : path + ": ";
    }

    /** The map itself. */
    Node node() {
        return node;
    }

    /** A field's value, if it is there. */
    Optional<Node> find(String field) {
        if (!shape.fields().contains(field)) {
            throw new IllegalArgumentException(shape.name() + " has no field " + field);
        }
        return Optional.ofNullable(object.get(field))
                .map(value -> new Node(node.document(), node.path().child(field), value));
    }

    /** A field's value, or the other value if it is absent or will not do. */
    <T> T get(String field, Function<Node, Optional<T>> as, T otherwise) {
        return find(field).flatMap(as).orElse(otherwise);
    }

    /** One line of text; empty if absent. */
    String line(String field) {
        return get(field, Node::line, "");
    }

    /** Text; empty if absent. */
    String words(String field) {
        return get(field, Node::words, "");
    }

    /** A name: lower-case letters, digits and hyphens; empty if absent. */
    String name(String field) {
        return get(field, Names::label, "");
    }

    /** A map whose fields anybody may choose; empty if absent. */
    JsonObject tree(String field) {
        return get(field, Node::tree, JsonObject.EMPTY);
    }

    /** An expression, if there is one. */
    Optional<Expression> expression(String field) {
        return find(field).flatMap(Node::expression);
    }

    /** The items of a list, empty if absent. */
    List<Node> items(String field) {
        return get(field, Node::items, List.of());
    }

    /** What can be made of the items of a list; the others were reported. */
    <T> List<T> items(String field, Function<Node, Optional<T>> as) {
        var all = new ArrayList<T>();
        for (Node item : items(field)) {
            as.apply(item).ifPresent(all::add);
        }
        return all;
    }

    /**
     * As {@link #items(String, Function)}, and reports a list without items.
     *
     * @param complaint says that there must be one
     */
    <T> List<T> someItems(String field, String complaint, Function<Node, Optional<T>> as) {
        find(field)
                .filter(node -> node.value() instanceof JsonArray list && list.isEmpty())
                .ifPresent(node -> node.wrong(complaint));
        return items(field, as);
    }
}
