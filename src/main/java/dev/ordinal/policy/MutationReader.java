package dev.ordinal.policy;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.Policy.Mutation;
import dev.ordinal.policy.Policy.Mutations;
import dev.ordinal.policy.Policy.PatchType;
import dev.ordinal.policy.Policy.ReinvocationPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a policy adds to objects, with the fields of a MutatingAdmissionPolicy. */
final class MutationReader {

    /** Resources that no policy changes, with their groups and why. */
    private static final Map<String, Untouchable> UNTOUCHABLE = Map.of(
            "pods", new Untouchable("", "Pods"),
            "replicasets", new Untouchable("apps", "ReplicaSets"),
            "jobs", new Untouchable("batch", "Jobs"));

    private record Untouchable(String group, String words) {}

    private MutationReader() {}

    /**
     * Reads the fields of a policy that are about mutations.
     *
     * @param policy the policy's own name
     */
    static Mutations read(String policy, Fields fields) {
        Names.reportRepeated(fields.items("creations"), "creation");
        if (fields.find("mutations").isPresent()) {
            reportUntouchable(fields.node());
        } else {
            fields.reportUseless("reinvocationPolicy", "mutations");
            fields.reportUseless("mutateAfter", "mutations");
        }
        return new Mutations(
                fields.someItems("mutations", "needs at least one mutation", MutationReader::mutation),
                fields.someItems("creations", "needs at least one creation", MutationReader::creation),
                fields.get(
                        "reinvocationPolicy",
                        node -> node.oneOf(Vocabulary.REINVOCATION_POLICIES),
                        ReinvocationPolicy.NEVER),
                fields.items("mutateAfter", node -> after(policy, node)));
    }

    private static Optional<Mutation> mutation(Node node) {
        return node.fields(Shape.MUTATION).flatMap(fields -> {
            // both are read, whichever counts, so that all is told at once
            Optional<Expression> apply = expression(fields, PatchType.APPLY_CONFIGURATION);
            Optional<Expression> patch = expression(fields, PatchType.JSON_PATCH);
            return fields.find("patchType")
                    .flatMap(word -> word.oneOf(Vocabulary.PATCH_TYPES))
                    .flatMap(type -> {
                        boolean agrees = agrees(fields, type);
                        return (type == PatchType.JSON_PATCH ? patch : apply)
                                .filter(_ -> agrees)
                                .map(expression -> new Mutation(type, expression));
                    });
        });
    }

    private static Optional<Expression> expression(Fields fields, PatchType type) {
        return fields.find(field(type))
                .flatMap(node ->
                        node.fields(type == PatchType.JSON_PATCH ? Shape.JSON_PATCH : Shape.APPLY_CONFIGURATION))
                .flatMap(inner -> inner.expression("expression"));
    }

    private static String field(PatchType type) {
        return switch (type) {
            case APPLY_CONFIGURATION -> "applyConfiguration";
            case JSON_PATCH -> "jsonPatch";
        };
    }

    private static String word(PatchType type) {
        return switch (type) {
            case APPLY_CONFIGURATION -> "ApplyConfiguration";
            case JSON_PATCH -> "JSONPatch";
        };
    }

    /** Whether just the field is given that goes with the type. */
    private static boolean agrees(Fields fields, PatchType type) {
        PatchType otherType = type == PatchType.JSON_PATCH ? PatchType.APPLY_CONFIGURATION : PatchType.JSON_PATCH;
        boolean own = fields.find(field(type)).isPresent();
        Optional<Node> other = fields.find(field(otherType));
        other.ifPresent(node -> node.document()
                .wrongField(
                        Problem.Kind.FIELD,
                        node.path(),
                        node.path() + ": `" + field(otherType) + "` goes with the patchType `" + word(otherType)
                                + "`, and this one is `" + word(type) + "`"
                                + (own ? "" : ", which needs `" + field(type) + "`")));
        if (!own && other.isEmpty()) {
            fields.reportMissing(field(type));
        }
        return own && other.isEmpty();
    }

    private static Optional<Policy.Named> creation(Node node) {
        return node.fields(Shape.CREATION).flatMap(fields -> PolicySpecReader.named(fields, Names::label));
    }

    private static Optional<String> after(String policy, Node node) {
        Optional<String> name = Names.label(node);
        if (name.filter(policy::equals).isPresent()) {
            node.wrong("`" + policy + "` is this policy itself");
            return Optional.empty();
        }
        return name;
    }

    /** Reports resources named in the policy's constraints that are never changed, whatever a policy says. */
    private static void reportUntouchable(Node spec) {
        for (Node rule : items(spec.child("matchConstraints").flatMap(match -> match.child("resourceRules")))) {
            List<Object> groups =
                    items(rule.child("apiGroups")).stream().map(Node::value).toList();
            for (Node resource : items(rule.child("resources"))) {
                if (resource.value() instanceof String name) {
                    complaint(name, groups).ifPresent(resource::wrong);
                }
            }
        }
    }

    private static List<Node> items(Optional<Node> list) {
        return list.filter(node -> node.value() instanceof JsonArray)
                .flatMap(Node::items)
                .orElse(List.of());
    }

    private static Optional<String> complaint(String resource, List<Object> groups) {
        if (resource.contains("/") && !resource.equals("*/*")) {
            return Optional.of("a policy with `mutations` cannot name `" + resource
                    + "`: subresources are never changed; judge them in a policy of their own");
        }
        Untouchable untouchable = UNTOUCHABLE.get(resource);
        return untouchable == null || !(groups.contains(untouchable.group()) || groups.contains("*"))
                ? Optional.empty()
                : Optional.of("a policy with `mutations` cannot name `" + resource + "`: " + untouchable.words()
                        + " are never changed; change the template that they are made from");
    }
}
