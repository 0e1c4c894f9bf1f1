package dev.ordinal.policy;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.Policy.Named;
import java.util.Optional;
import java.util.function.Function;

/** Reads a document of kind Policy. */
final class PolicySpecReader {

    private static final String CATEGORY = "other";

    private PolicySpecReader() {}

    /**
     * Reads a policy.
     *
     * @param header what the document says around it
     * @return a policy of which only a sound document may make use
     */
    static Optional<Policy> read(Header header, Node spec) {
        return spec.fields(Shape.POLICY).map(fields -> read(header, fields));
    }

    private static Policy read(Header header, Fields fields) {
        boolean judges = fields.find("validations").isPresent();
        ActionByOperation action = fields.get(
                "action",
                ActionReader::byOperation,
                // nothing of a policy without rules can mean anything for the change
                ActionByOperation.always(judges ? Action.DENY : Action.AUDIT));
        reportEmpty(fields, judges);
        if (!judges) {
            fields.reportUseless("judgedAtMutation", "validations");
        }
        Names.reportRepeated(fields.items("variables"), "variable");
        Names.reportRepeated(fields.items("matchConditions"), "match condition");
        Names.reportRepeated(fields.items("validations"), "validation");
        return new Policy(
                header.name(),
                fields.line("title"),
                fields.words("description"),
                fields.get("category", Names::label, CATEGORY),
                action,
                fields.get("matchConstraints", node -> Optional.of(MatchReader.read(node)), MatchReader.NOTHING),
                fields.items("matchConditions", PolicySpecReader::matchCondition),
                ImpactParam.check(fields),
                ParamValuesReader.read(fields),
                fields.items("variables", PolicySpecReader::variable),
                fields.someItems(
                        "validations", "needs at least one validation", rule -> ValidationReader.read(rule, action)),
                MutationReader.read(header.name(), fields),
                fields.get("judgedAtMutation", Node::flag, false),
                fields.get("exemptable", Node::flag, true),
                fields.get("onStale", ActionReader::word, Action.WARN),
                fields.get("failurePolicy", node -> node.oneOf(Vocabulary.FAILURE_POLICIES), FailurePolicy.FAIL),
                header.position());
    }

    /** Reports a policy that does nothing, and one that judges and does not say what its findings mean. */
    private static void reportEmpty(Fields fields, boolean judges) {
        if (judges && fields.find("action").isEmpty()) {
            fields.reportMissing("action");
        }
        if (!judges
                && fields.find("mutations").isEmpty()
                && fields.find("creations").isEmpty()) {
            Node node = fields.node();
            node.document()
                    .wrongField(
                            Problem.Kind.FIELD,
                            node.path(),
                            node.path() + ": a policy needs `validations`, `mutations` or `creations`");
        }
    }

    /** Whether nothing that may be a variable is missing from what was read of a policy. */
    static boolean hasAllVariables(Node spec, Policy policy) {
        if (!(spec.value() instanceof JsonObject fields)) {
            return false;
        }
        return switch (fields.get("variables")) {
            case null ->
                fields.keySet().stream()
                        .noneMatch(field -> Nearest.to(field, Shape.POLICY.fields())
                                .filter("variables"::equals)
                                .isPresent());
            case JsonArray list ->
                list.size() == policy.variables().size()
                        && policy.variables().stream()
                                .noneMatch(variable -> variable.name().isEmpty());
            default -> false;
        };
    }

    private static Optional<Named> matchCondition(Node node) {
        return node.fields(Shape.MATCH_CONDITION).flatMap(fields -> named(fields, Names::qualified));
    }

    private static Optional<Named> variable(Node node) {
        return node.fields(Shape.VARIABLE).flatMap(fields -> named(fields, Names::identifier));
    }

    /** A named expression. */
    static Optional<Named> named(Fields fields, Function<Node, Optional<String>> name) {
        String found = fields.get("name", name, "");
        return fields.expression("expression").map(expression -> new Named(found, expression));
    }
}
