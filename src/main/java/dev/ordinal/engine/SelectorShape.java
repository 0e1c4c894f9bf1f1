package dev.ordinal.engine;

import dev.ordinal.engine.Shape.Struct;
import dev.ordinal.manifest.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the API server asks of a label selector beyond the types of its fields: each requirement has a key and one of
 * four operators, and labels stand under {@code matchLabels}. Such a selector it refuses or, where labels stand beside
 * {@code matchLabels}, reads as one that selects everything.
 */
final class SelectorShape {

    private static final String SELECTOR = "LabelSelector";

    private static final String REQUIREMENT = "SelectorRequirement";

    private static final List<String> FIELDS = List.of("matchLabels", "matchExpressions");

    private static final Set<String> OPERATORS = Set.of("In", "NotIn", "Exists", "DoesNotExist");

    /**
     * What is wrong.
     *
     * @param field the field of the object that it stands in; empty for the whole object
     * @param words what was expected, what was found
     */
    record Fault(Optional<String> field, String words) {}

    private SelectorShape() {}

    /** What is wrong with an object whose fields have the right types; empty for all other types of objects. */
    static Optional<Fault> fault(Struct type, JsonObject object) {
        return switch (type.toString()) {
            case SELECTOR -> selector(object);
            case REQUIREMENT -> requirement(object);
            default -> Optional.empty();
        };
    }

    private static Optional<Fault> selector(JsonObject selector) {
        boolean known = selector.isEmpty() || FIELDS.stream().anyMatch(selector::containsKey);
        return known
                ? Optional.empty()
                : Optional.of(new Fault(
                        Optional.empty(),
                        "expected a label selector with `matchLabels` or `matchExpressions`, found `%s`"
                                .formatted(selector.keySet().iterator().next())));
    }

    private static Optional<Fault> requirement(JsonObject requirement) {
        if (requirement.text("key").orElse("").isEmpty()) {
            return Optional.of(new Fault(Optional.empty(), "expected the `key` of a label, found none"));
        }
        Optional<String> operator = requirement.text("operator");
        if (operator.filter(OPERATORS::contains).isPresent()) {
            return Optional.empty();
        }
        String expected = "expected In, NotIn, Exists or DoesNotExist, found ";
        return Optional.of(operator.map(text -> new Fault(Optional.of("operator"), expected + WrongType.text(text)))
                .orElseGet(() -> new Fault(Optional.empty(), "expected an `operator`, found none")));
    }
}
