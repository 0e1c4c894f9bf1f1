package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a label selector of the form with {@code matchLabels} and {@code matchExpressions}, as the API server takes it.
 */
final class SelectorReader {

    private static final Map<String, Operator> OPERATORS = Vocabulary.of(
            Map.entry("In", Operator.IN),
            Map.entry("NotIn", Operator.NOT_IN),
            Map.entry("Exists", Operator.EXISTS),
            Map.entry("DoesNotExist", Operator.DOES_NOT_EXIST));

    private SelectorReader() {}

    /** Reads a selector; what it holds is sound if no problem was reported. */
    static Optional<JsonObject> read(Node node) {
        node.fields(Shape.LABEL_SELECTOR).ifPresent(fields -> {
            fields.find("matchLabels").ifPresent(SelectorReader::checkLabels);
            fields.items("matchExpressions", item -> item.fields(Shape.SELECTOR_REQUIREMENT))
                    .forEach(SelectorReader::checkRequirement);
        });
        return node.value() instanceof JsonObject selector ? Optional.of(selector) : Optional.empty();
    }

    private static void checkLabels(Node labels) {
        labels.entries().ifPresent(entries -> entries.values().forEach(Node::text));
    }

    private static void checkRequirement(Fields requirement) {
        requirement.words("key");
        List<String> values = requirement.items("values", Node::text);
        Optional<Operator> operator = requirement.find("operator").flatMap(node -> node.oneOf(OPERATORS));
        operator.ifPresent(found -> {
            boolean takesValues = found == Operator.IN || found == Operator.NOT_IN;
            if (takesValues && values.isEmpty()) {
                requirement.node().wrong("the operators In and NotIn need `values`");
            } else if (!takesValues && !values.isEmpty()) {
                requirement.node().wrong("the operators Exists and DoesNotExist take no `values`");
            }
        });
    }
}
