package dev.ordinal.policy;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a policy file. Who asks it for a type that it does not have gets nothing, and the document a problem.
 *
 * @param document holds it
 * @param path where in the document
 * @param value a tree value
 */
record Node(PolicyDocument document, FieldPath path, Object value) {

    /** The place of the value. */
    SourcePosition position() {
        return document.source().value(path).orElseGet(() -> document.source().nearest(path));
    }

    /** The place of the field's name. */
    SourcePosition namePosition() {
        return document.source().nearest(path);
    }

    /** The value of a field, if this is a map that has it. */
    Optional<Node> child(String field) {
        return value instanceof JsonObject object
                ? object.find(field).map(inner -> new Node(document, path.child(field), inner))
                : Optional.empty();
    }

    /** The fields of a map; reports unknown and missing ones. */
    Optional<Fields> fields(Shape shape) {
        return tree().map(object -> Fields.of(this, shape, object));
    }

    /** A map whose fields anybody may choose. */
    Optional<JsonObject> tree() {
        return value instanceof JsonObject object ? Optional.of(object) : otherThan("a map");
    }

    /** The items of a list. */
    Optional<List<Node>> items() {
        if (!(value instanceof JsonArray array)) {
            return otherThan("a list");
        }
        var items = new ArrayList<Node>(array.size());
        for (int i = 0; i < array.size(); i++) {
            items.add(new Node(document, path.child(i), array.get(i)));
        }
        return Optional.of(items);
    }

    /** The entries of a map whose fields anybody may choose. */
    Optional<Map<String, Node>> entries() {
        return tree().map(object -> {
            var entries = new LinkedHashMap<String, Node>();
            object.forEach((key, entry) -> entries.put(key, new Node(document, path.child(key), entry)));
            return entries;
        });
    }

    /** Text; it may be empty. */
    Optional<String> text() {
        if (value instanceof String text) {
            return Optional.of(text);
        }
        return switch (value) {
            case Boolean _, Long _, Double _ -> otherThan("text", "; put quotes around it");
            default -> otherThan("text");
        };
    }

    /** Text that says something, without white space around it. */
    Optional<String> words() {
        Optional<String> words = text().map(String::strip);
        if (words.isPresent() && words.get().isEmpty()) {
            wrong("expected text, found nothing in it");
            return Optional.empty();
        }
        return words;
    }

    /** Text of one line. */
    Optional<String> line() {
        Optional<String> line = words();
        if (line.isPresent() && line.get().indexOf('\n') >= 0) {
            wrong("expected a single line of text");
            return Optional.empty();
        }
        return line;
    }

    /** Text that is a field path. */
    Optional<String> fieldPath() {
        Optional<String> text = line();
        if (text.isPresent() && FieldPath.parse(text.get()).isEmpty()) {
            wrong("`" + text.get()
                    + "` is not a field path; expected one such as `spec.ports[0].name` or `metadata.labels['a.b/c']`");
            return Optional.empty();
        }
        return text;
    }

    /** True or false. */
    Optional<Boolean> flag() {
        return value instanceof Boolean flag ? Optional.of(flag) : otherThan("true or false");
    }

    /** One of a few words. */
    <E> Optional<E> oneOf(Map<String, E> known) {
        if (!(value instanceof String word)) {
            return otherThan(choice(known.keySet()));
        }
        Optional<E> meaning = Optional.ofNullable(known.get(word));
        if (meaning.isEmpty()) {
            wrong("expected " + choice(known.keySet()) + ", found " + foundWord(word, known.keySet()));
        }
        return meaning;
    }

    /** A word that is none of the known ones, with the nearest of them. */
    static String foundWord(String word, Collection<String> known) {
        return "`" + word + "`"
                + Nearest.to(word, known)
                        .map(near -> "; did you mean `" + near + "`?")
                        .orElse("");
    }

    /** The known words, as one says what to choose from. */
    static String choice(Collection<String> known) {
        List<String> words = known.stream().map(word -> "`" + word + "`").toList();
        int last = words.size() - 1;
        return last < 1 ? String.join("", words) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** A CEL expression; whether it compiles is not known yet. */
    Optional<Expression> expression() {
        Optional<String> text = text();
        if (text.isPresent() && text.get().isBlank()) {
            wrong("expected a CEL expression, found nothing in it");
            return Optional.empty();
        }
        return text.map(words ->
                new Expression(words, new ScalarOrigin(document.source().file(), position(), words)));
    }

    /** Reports that the value will not do. */
    void wrong(String message) {
        document.wrongValue(path, (path.isRoot() ? "" : path + ": ") + message);
    }

    private <T> Optional<T> otherThan(String expected) {
        return otherThan(expected, "");
    }

    private <T> Optional<T> otherThan(String expected, String hint) {
        wrong("expected " + expected + ", found " + nameOf(value) + hint);
        return Optional.empty();
    }

    /** What a value is, in words. */
    static String nameOf(Object value) {
        return switch (value) {
            case String _ -> "text";
            case Boolean flag -> "the boolean " + flag;
            case Long _, Double _ -> "the number " + value;
            case JsonArray _ -> "a list";
            case JsonObject _ -> "a map";
            default -> "nothing";
        };
    }
}
