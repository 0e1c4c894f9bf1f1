package dev.ordinal.manifest;

import java.util.Locale;
import java.util.Optional;

/**
 * Tells the plain scalars that YAML 1.2's core schema reads otherwise than kubectl does, such as {@code yes},
 * {@code 0777} and {@code 1_000}: tools differ in what they make of them, and so do their readers.
 */
final class AmbiguousScalar {

    private AmbiguousScalar() {}

    /**
     * What to tell about a plain scalar.
     *
     * @param text as written
     * @param value what kubectl reads
     * @return empty where both readings agree
     */
    static Optional<String> warning(String text, Object value) {
        if (value instanceof String || JsonObject.NULL.equals(value) || !mayDiffer(text, value)) {
            return Optional.empty();
        }
        String other = coreReading(text, value);
        return other.equals(value.toString())
                ? Optional.empty()
                : Optional.of("`" + text + "` is " + described(value) + " to kubectl (YAML 1.1) and " + other
                        + " by YAML 1.2; write " + value + ", or \"" + text + "\" if it is a text");
    }

    private static String described(Object value) {
        return value instanceof Boolean ? value.toString() : "the number " + value;
    }

    private static boolean mayDiffer(String text, Object value) {
        if (value instanceof Boolean) {
            return !text.toLowerCase(Locale.ROOT).equals(value.toString());
        }
        int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        return text.indexOf('_') >= 0
                || (text.length() > start + 1 && text.charAt(start) == '0' && text.charAt(start + 1) != '.');
    }

    private static String coreReading(String text, Object value) {
        if (value instanceof Boolean || text.indexOf('_') >= 0) {
            return "a text";
        }
        int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        return switch (text.charAt(start + 1)) {
            case 'x', 'o' -> start == 0 ? value.toString() : "a text";
            case 'X', 'O', 'b', 'B' -> "a text";
            default -> {
                Object decimal = ScalarResolver.plain(withoutLeadingZeros(text, start));
                yield decimal.equals(value) ? value.toString() : "the number " + decimal;
            }
        };
    }

    private static String withoutLeadingZeros(String text, int start) {
        int at = start;
        while (at + 1 < text.length() && text.charAt(at) == '0' && Character.isDigit(text.charAt(at + 1))) {
            at++;
        }
        return text.substring(0, start) + text.substring(at);
    }
}
