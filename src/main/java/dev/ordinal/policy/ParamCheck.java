package dev.ordinal.policy;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether params may have the values that they are given in bindings, in cases of tests and by the command line.
 */
public final class ParamCheck {

    private static final String TEXT = "text";

    /**
     * What is wrong with a param and its value.
     *
     * @param kind {@code UNKNOWN_FIELD} for a param that there is not, {@code FIELD} for a value that will not do
     * @param message what was expected and found, without a final full stop
     * @param wantsQuotes whether the value would be the text that is wanted if it stood in quotes
     */
    public record Complaint(Problem.Kind kind, String message, boolean wantsQuotes) {}

    private ParamCheck() {}

    /**
     * Compares a param and its value with the policies that get it. At least one of them has to have the param, and the
     * value has to suit each that has it: one of the values that the policy lists, else of the type of its default. A
     * default of null takes any value. {@code impact} belongs to every policy.
     *
     * @param value a tree value
     */
    public static List<Complaint> of(List<Policy> policies, String param, Object value) {
        if (param.equals(ImpactParam.NAME)) {
            return oneOf(ImpactParam.words(), "", value).stream().toList();
        }
        List<Policy> having = policies.stream()
                .filter(policy -> policy.params().containsKey(param))
                .toList();
        if (having.isEmpty()) {
            return List.of(new Complaint(Problem.Kind.UNKNOWN_FIELD, unknown(policies, param), false));
        }
        var complaints = new ArrayList<Complaint>();
        for (Policy policy : having) {
            String whose = policies.size() > 1 ? "for the policy " + policy.name() + " " : "";
            List<String> words = policy.paramValues().getOrDefault(param, List.of());
            Object own = policy.params().getOrDefault(param, JsonObject.NULL);
            (words.isEmpty() ? sameType(own, whose, value) : oneOf(words, whose, value)).ifPresent(complaints::add);
        }
        return complaints;
    }

    private static String unknown(List<Policy> policies, String param) {
        Set<String> known = new LinkedHashSet<>();
        policies.forEach(policy -> known.addAll(policy.params().keySet()));
        known.add(ImpactParam.NAME);
        boolean isOne = policies.size() == 1;
        String names = String.join(", ", policies.stream().map(Policy::name).toList());
        String start = isOne
                ? "the policy " + names + " has no such param"
                : "none of the policies " + names + " has such a param";
        return start
                + Nearest.to(param, known)
                        .map(near -> "; did you mean `" + near + "`?")
                        .orElse((isOne ? "; it has " : "; they have ") + String.join(", ", known));
    }

    private static Optional<Complaint> oneOf(List<String> words, String whose, Object value) {
        if (value instanceof String word) {
            return words.contains(word)
                    ? Optional.empty()
                    : complaint(whose, Node.choice(words), Node.foundWord(word, words), false);
        }
        return complaint(whose, Node.choice(words), Node.nameOf(value), false);
    }

    private static Optional<Complaint> sameType(Object own, String whose, Object value) {
        Optional<String> expected = type(own);
        if (expected.isEmpty() || expected.equals(type(value))) {
            return Optional.empty();
        }
        boolean isQuotable = expected.get().equals(TEXT) && (value instanceof Number || value instanceof Boolean);
        return complaint(whose, expected.get(), Node.nameOf(value), isQuotable);
    }

    /** The name of a value's type; null has none. */
    private static Optional<String> type(Object value) {
        return switch (value) {
            case String _ -> Optional.of(TEXT);
            case Boolean _ -> Optional.of("true or false");
            case Number _ -> Optional.of("a number");
            case JsonArray _ -> Optional.of("a list");
            case JsonObject _ -> Optional.of("a map");
            default -> Optional.empty();
        };
    }

    private static Optional<Complaint> complaint(String whose, String expected, String found, boolean wantsQuotes) {
        return Optional.of(
                new Complaint(Problem.Kind.FIELD, whose + "expected " + expected + ", found " + found, wantsQuotes));
    }
}
