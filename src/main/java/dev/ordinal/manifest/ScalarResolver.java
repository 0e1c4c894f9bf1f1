package dev.ordinal.manifest;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a YAML scalar means to kubectl, whose YAML library reads them by YAML 1.1's rules with some of 1.2's, and whose
 * JSON library then reads the numbers: {@code yes} is true, {@code 0777} is 511, {@code 1e3} is the whole number 1000,
 * {@code 190:20:30} and dates are text.
 *
 * <p>A whole number that 64 bits cannot hold is the nearest {@link Double}, as it is for Kubernetes. Infinity and
 * not-a-number are given as such; JSON has neither, so whoever asks must refuse them.
 */
public final class ScalarResolver {

    /** No double has as many digits before its point, in whatever base. */
    private static final int LONGEST_NUMBER = 1100;

    private static final String STANDARD_TAG = "tag:yaml.org,2002:";

    private ScalarResolver() {}

    /** What a plain scalar means; a text is given back itself. */
    public static Object plain(String text) {
        if (text.isEmpty()) {
            return JsonObject.NULL;
        }
        char first = text.charAt(0);
        if (first == '.') {
            return dotted(text);
        }
        if ((first >= '0' && first <= '9') || first == '-' || first == '+') {
            return number(text);
        }
        if (text.length() > 5 || "yYnNtTfFoO~".indexOf(first) < 0) {
            return text;
        }
        return switch (text) {
            case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> true;
            case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> false;
            case "~", "null", "Null", "NULL" -> JsonObject.NULL;
            default -> text;
        };
    }

    /**
     * What a scalar with an explicit tag means. A tag of one's own is passed over, and leaves a text.
     *
     * @return empty if the scalar is not what the tag says
     */
    static Optional<Object> tagged(String tag, String text) {
        if (!tag.startsWith(STANDARD_TAG)) {
            return Optional.of(text);
        }
        Object value = plain(text);
        return switch (tag.substring(STANDARD_TAG.length())) {
            case "int" -> value instanceof Long && isInteger(text) ? Optional.of(value) : Optional.empty();
            case "float" -> value instanceof Number ? Optional.of(value) : Optional.empty();
            case "bool" -> value instanceof Boolean ? Optional.of(value) : Optional.empty();
            case "null" -> value == JsonObject.NULL ? Optional.of(value) : Optional.empty();
            case "binary" -> binary(text);
            default -> Optional.of(text);
        };
    }

    private static boolean isInteger(String text) {
        return wholeNumber(text.replace("_", "")) != null;
    }

    private static Optional<Object> binary(String text) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Object dotted(String text) {
        return switch (text) {
            case ".inf", ".Inf", ".INF" -> Double.POSITIVE_INFINITY;
            case ".nan", ".NaN", ".NAN" -> Double.NaN;
            default -> isDecimal(text) ? decimal(text, text) : text;
        };
    }

    private static Object number(String text) {
        if (text.length() > 1 && text.charAt(1) == '.') {
            switch (text) {
                case "+.inf", "+.Inf", "+.INF" -> {
                    return Double.POSITIVE_INFINITY;
                }
                case "-.inf", "-.Inf", "-.INF" -> {
                    return Double.NEGATIVE_INFINITY;
                }
                default -> {}
            }
        }
        String digits = text.indexOf('_') < 0 ? text : text.replace("_", "");
        if (isShortDecimal(digits)) {
            return Long.valueOf(digits);
        }
        BigInteger whole = wholeNumber(digits);
        if (whole != null) {
            return fits(whole) ? (Object) whole.longValue() : (Object) whole.doubleValue();
        }
        return isDecimal(digits) ? decimal(digits, text) : text;
    }

    private static boolean fits(BigInteger number) {
        return number.bitLength() < Long.SIZE;
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 0x1p63;
    }

    /** Whether it is a decimal number that surely fits: the case that nearly every number is. */
    private static boolean isShortDecimal(String digits) {
        if (digits.length() > 18 || (digits.charAt(0) == '0' && digits.length() > 1)) {
            return false;
        }
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable BigInteger wholeNumber(String text) {
        boolean signed = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
        int start = signed ? 1 : 0;
        int radix = 10;
        if (text.length() > start + 1 && text.charAt(start) == '0') {
            radix = switch (text.charAt(start + 1)) {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                case 'b', 'B' -> 2;
                default -> 0;
            };
            start += radix == 0 ? 1 : 2;
            radix = radix == 0 ? 8 : radix;
        }
        if (start == text.length() || text.length() > LONGEST_NUMBER) {
            return null;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
                return null;
            }
        }
        BigInteger value = new BigInteger(text.substring(start), radix);
        return text.charAt(0) == '-' ? value.negate() : value;
    }

    /** Whether it reads {@code [-+]? (digits [. digits?] | . digits) ([eE] [-+]? digits)?}. */
    private static boolean isDecimal(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int whole = digitsEnd(text, at);
        int end = whole;
        if (whole < text.length() && text.charAt(whole) == '.') {
            end = digitsEnd(text, whole + 1);
            if (whole == at && end == whole + 1) {
                return false;
            }
        } else if (whole == at) {
            return false;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
                exponent++;
            }
            end = digitsEnd(text, exponent);
            if (end == exponent) {
                return false;
            }
        }
        return end == text.length();
    }

    private static int digitsEnd(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** A number with a point or an exponent; without a fraction it is a whole number to Kubernetes. */
    private static Object decimal(String digits, String text) {
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            return text;
        }
        return isWhole(value) ? (Object) (long) value : (Object) value;
    }

    /**
     * The name of a field that a value gives when it is a key.
     *
     * @return empty for null, which no field is called
     */
    public static Optional<String> name(Object value) {
        return switch (value) {
            case String text -> Optional.of(text);
            case Long number -> Optional.of(number.toString());
            case Boolean truth -> Optional.of(truth.toString());
            case Double number
            when !number.isNaN() && !number.isInfinite() -> Optional.of(Float.toString(number.floatValue()));
            default -> Optional.empty();
        };
    }
}
