package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.PolicyTest.Case;
import dev.ordinal.policy.PolicyTest.Expected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one case of a policy's test.
 *
 * @param shared the objects of all cases, by short name
 * @param reader reads those of one case
 */
record CaseReader(Map<String, Manifest> shared, ObjectReader reader) {

    private static final Map<String, Operation> OPERATIONS = Vocabulary.of(
            Map.entry("CREATE", Operation.CREATE),
            Map.entry("UPDATE", Operation.UPDATE),
            Map.entry("DELETE", Operation.DELETE));

    /** Reads a case of which only a sound document may make use. */
    Optional<Case> read(Node node) {
        return node.fields(Shape.CASE).map(this::read);
    }

    private Case read(Fields fields) {
        Map<String, Manifest> objects = objects(fields);
        fields.find("patch").ifPresent(patch -> patch(objects, patch));
        Map<String, Manifest> subjects = subjects(fields, objects);
        Operation operation = fields.get("operation", node -> node.oneOf(OPERATIONS), Operation.CREATE);
        boolean partial = fields.get("partial", Node::flag, false);
        boolean whole = fields.get("whole", Node::flag, false);
        if (partial && whole) {
            fields.find("whole").ifPresent(node -> node.wrong("the objects are `partial` or `whole`, not both"));
        }
        return new Case(
                fields.line("name"),
                operation,
                fields.line("subresource"),
                List.copyOf(objects.values()),
                List.copyOf(subjects.values()),
                oldObjects(fields, operation, subjects),
                partial,
                whole,
                ImpactParam.check(fields),
                fields.items("expect", CaseReader::expected),
                fields.items("notKnown", Names::label),
                fields.items("mutations", CaseReader::mutation),
                fields.items("creations", Node::tree),
                fields.node().namePosition());
    }

    /** By short name; those of the case alone by kind and name. */
    private Map<String, Manifest> objects(Fields fields) {
        Optional<Node> list = fields.find("objects");
        if (list.isEmpty()) {
            return new LinkedHashMap<>(shared);
        }
        Map<String, Manifest> objects = new LinkedHashMap<>();
        for (Node item : fields.items("objects")) {
            if (item.value() instanceof String name) {
                known("object", name, item, shared).ifPresent(object -> objects.put(name, object));
            } else if (item.value() instanceof JsonObject) {
                reader.read(item).ifPresent(object -> objects.put(longName(object), object));
            } else {
                item.wrong("expected the short name of an object, or an object");
            }
        }
        return objects;
    }

    private static String longName(Manifest object) {
        return object.kind() + "/" + object.name();
    }

    /** Applies a patch by name; one that is null takes the object away. */
    private void patch(Map<String, Manifest> objects, Node patches) {
        patches.entries()
                .ifPresent(entries -> entries.forEach((name, patch) -> {
                    Optional<Manifest> object = known("object", name, patch, objects);
                    if (object.isPresent() && patch.value().equals(JsonObject.NULL)) {
                        objects.remove(name);
                    } else {
                        object.flatMap(found -> patched(found, patch)).ifPresent(changed -> objects.put(name, changed));
                    }
                }));
    }

    private Optional<Manifest> patched(Manifest object, Node patch) {
        return patch.tree()
                .flatMap(changes -> reader.named(
                        patch,
                        MergePatch.apply(object.root(), changes),
                        object.source().orElseGet(() -> patch.document().source())));
    }

    private Map<String, Manifest> subjects(Fields fields, Map<String, Manifest> objects) {
        if (fields.find("subjects").isEmpty()) {
            return objects;
        }
        Map<String, Manifest> subjects = new LinkedHashMap<>();
        for (Node item : fields.items("subjects")) {
            item.text()
                    .ifPresent(name ->
                            known("object", name, item, objects).ifPresent(subject -> subjects.put(name, subject)));
        }
        return subjects;
    }

    private List<Manifest> oldObjects(Fields fields, Operation operation, Map<String, Manifest> subjects) {
        Optional<Node> oldPatch = fields.find("oldPatch");
        if (operation != Operation.UPDATE) {
            oldPatch.ifPresent(node -> node.wrong("only an UPDATE has an `oldPatch`"));
            return List.of();
        }
        Map<String, Node> patches = oldPatch.flatMap(Node::entries).orElse(Map.of());
        patches.forEach((name, patch) -> known("subject", name, patch, subjects));
        var before = new ArrayList<Manifest>();
        subjects.forEach((name, subject) -> {
            Node patch = patches.get(name);
            before.add(patch == null ? subject : patched(subject, patch).orElse(subject));
        });
        return before;
    }

    private static Optional<Manifest> known(String what, String name, Node node, Map<String, Manifest> objects) {
        Optional<Manifest> object = Optional.ofNullable(objects.get(name));
        if (object.isEmpty()) {
            String hint = Nearest.to(name, objects.keySet())
                    .map(near -> "; did you mean `" + near + "`?")
                    .orElse(objects.isEmpty() ? "" : "; there are " + String.join(", ", objects.keySet()));
            node.wrong("there is no " + what + " `" + name + "`" + hint);
        }
        return object;
    }

    private static Optional<Expected> expected(Node node) {
        return node.fields(Shape.EXPECTED)
                .map(fields -> new Expected(
                        fields.name("rule"),
                        fields.find("action").flatMap(ActionReader::word),
                        fields.find("subject").flatMap(CaseReader::subject),
                        fields.find("fieldPath").flatMap(Node::fieldPath),
                        fields.find("message").flatMap(Node::line)));
    }

    private static Optional<JsonObject> mutation(Node node) {
        return node.fields(Shape.EXPECTED_MUTATION).flatMap(fields -> {
            fields.find("subject").ifPresent(CaseReader::subject);
            return node.tree();
        });
    }

    private static Optional<String> subject(Node node) {
        Optional<String> subject = node.line();
        if (subject.isPresent() && subject.get().indexOf('/') < 1) {
            node.wrong(
                    "`" + subject.get() + "` is not an object; expected its kind and name, such as `StatefulSet/web`");
            return Optional.empty();
        }
        return subject;
    }
}
