package dev.ordinal.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A label selector: the {@code matchLabels} and {@code matchExpressions} of a workload or a PodDisruptionBudget, or the
 * plain map of a Service. It follows the API server: an empty selector of the first form matches everything.
 *
 * @param labels labels that must have just these values
 * @param requirements what else must hold
 */
public record LabelSelector(Map<String, String> labels, List<Requirement> requirements) {

    /** What a requirement says of the label's value. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    /** One of {@code matchExpressions}. */
    public record Requirement(String key, Operator operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }

        private boolean matches(Map<String, ?> labels) {
            Object value = labels.get(key);
            return switch (operator) {
                case IN -> value instanceof String text && values.contains(text);
                case NOT_IN -> !(value instanceof String text && values.contains(text));
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }
    }

    public LabelSelector {
        labels = Map.copyOf(labels);
        requirements = List.copyOf(requirements);
    }

    /**
     * Reads a selector of either form: an object with {@code matchLabels} or {@code matchExpressions} holding an object
     * or an array is of the first form, any other is a plain map of labels.
     *
     * @return empty if it is malformed: a value that is not text, an unknown operator, a requirement without key
     */
    public static Optional<LabelSelector> of(JsonObject selector) {
        boolean structured = selector.get("matchLabels") instanceof JsonObject
                || selector.get("matchExpressions") instanceof JsonArray
                || selector.isEmpty();
        return structured
                ? structured(selector.object("matchLabels"), selector.array("matchExpressions"))
                : structured(selector, JsonArray.EMPTY);
    }

    private static Optional<LabelSelector> structured(JsonObject matchLabels, JsonArray matchExpressions) {
        var labels = new LinkedHashMap<String, String>();
        for (Map.Entry<String, Object> label : matchLabels.entrySet()) {
            if (!(label.getValue() instanceof String value)) {
                return Optional.empty();
            }
            labels.put(label.getKey(), value);
        }
        var requirements = new ArrayList<Requirement>();
        for (Object item : matchExpressions) {
            Optional<Requirement> requirement =
                    item instanceof JsonObject expression ? requirement(expression) : Optional.empty();
            if (requirement.isEmpty()) {
                return Optional.empty();
            }
            requirements.add(requirement.get());
        }
        return Optional.of(new LabelSelector(labels, requirements));
    }

    private static Optional<Requirement> requirement(JsonObject expression) {
        Optional<String> key = expression.text("key");
        Optional<Operator> operator = switch (expression.text("operator").orElse("")) {
            case "In" -> Optional.of(Operator.IN);
            case "NotIn" -> Optional.of(Operator.NOT_IN);
            case "Exists" -> Optional.of(Operator.EXISTS);
            case "DoesNotExist" -> Optional.of(Operator.DOES_NOT_EXIST);
            default -> Optional.empty();
        };
        var values = new ArrayList<String>();
        for (Object value : expression.array("values")) {
            if (!(value instanceof String text)) {
                return Optional.empty();
            }
            values.add(text);
        }
        return key.isEmpty() || operator.isEmpty()
                ? Optional.empty()
                : Optional.of(new Requirement(key.get(), operator.get(), values));
    }

    /** Whether it matches everything. */
    public boolean isEmpty() {
        return labels.isEmpty() && requirements.isEmpty();
    }

    /** Whether an object with these labels matches. */
    public boolean matches(Map<String, ?> candidate) {
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!label.getValue().equals(candidate.get(label.getKey()))) {
                return false;
            }
        }
        for (Requirement requirement : requirements) {
            if (!requirement.matches(candidate)) {
                return false;
            }
        }
        return true;
    }
}
