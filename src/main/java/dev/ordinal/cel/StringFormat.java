package dev.ordinal.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.values.CelByteString;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Fills a pattern such as {@code '%s has %d replicas'} with values, as cel-go's {@code format} in the version that the
 * API server has: numbers by {@code %f} and {@code %e} are written as in American English.
 */
final class StringFormat {

    private static final int USUAL_PRECISION = 6;

    /** The most decimals; the API server has no bound but its cost, later versions of cel-go have this one. */
    private static final int MOST_PRECISION = 100;

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final String pattern;
    private final List<?> values;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int used;

    private StringFormat(String pattern, List<?> values) {
        this.pattern = pattern;
        this.values = values;
    }

    /** The pattern with each clause replaced by the value at its place; values that are left over are not used. */
    static String format(String pattern, List<?> values) {
        return new StringFormat(pattern, values).filled();
    }

    private String filled() {
        while (at < pattern.length()) {
            int percent = pattern.indexOf('%', at);
            text.append(pattern, at, percent < 0 ? pattern.length() : percent);
            if (percent < 0) {
                break;
            }
            at = percent + 1;
            if (pattern.startsWith("%", at)) {
                text.append('%');
                at++;
            } else {
                text.append(clause());
            }
            Bounds.checkText(text.length());
        }
        return text.toString();
    }

    private static CelInvalidArgumentException malformed(String reason) {
        return new CelInvalidArgumentException(reason);
    }

    private String clause() {
        if (used >= values.size()) {
            throw malformed("index %d out of range".formatted(used));
        }
        if (at >= pattern.length()) {
            throw malformed("unexpected end of string");
        }
        Object value = values.get(used++);
        int precision = precision();
        int clause = pattern.codePointAt(at);
        at += Character.charCount(clause);
        if ("sdfebxXo".indexOf(clause) < 0) {
            throw malformed("could not parse formatting clause: unrecognized formatting clause \"%s\""
                    .formatted(Character.toString(clause)));
        }
        try {
            return formatted((char) clause, value, precision);
        } catch (CelInvalidArgumentException e) {
            throw malformed("error during formatting: " + e.getMessage());
        }
    }

    private static String formatted(char clause, Object value, int precision) {
        return switch (clause) {
            case 's' -> ValueText.of(value);
            case 'd' -> integer(value, 10, "decimal clause can only be used on integers");
            case 'f' -> fixed(number(value, "fixed-point"), precision);
            case 'e' -> scientific(number(value, "scientific"), precision);
            case 'b' ->
                value instanceof Boolean flag
                        ? (flag ? "1" : "0")
                        : integer(value, 2, "only integers and bools can be formatted as binary");
            case 'o' -> integer(value, 8, "octal clause can only be used on integers");
            case 'X' -> hex(value).toUpperCase(Locale.ROOT);
            default -> hex(value);
        };
    }

    /** Reads the precision, if there is one. */
    private int precision() {
        if (pattern.charAt(at) != '.') {
            return USUAL_PRECISION;
        }
        int start = ++at;
        while (at < pattern.length() && pattern.charAt(at) >= '0' && pattern.charAt(at) <= '9') {
            at++;
        }
        String problem = "could not parse formatting clause: error while parsing precision: ";
        if (at >= pattern.length()) {
            throw malformed(problem + "could not find end of precision specifier");
        }
        String digits = pattern.substring(start, at);
        if (digits.isEmpty()) {
            throw malformed(problem + "error while converting precision to integer");
        }
        if (digits.length() > 9 || Integer.parseInt(digits) > MOST_PRECISION) {
            throw malformed(
                    problem + "precision %s exceeds maximum allowed precision %d".formatted(digits, MOST_PRECISION));
        }
        return Integer.parseInt(digits);
    }

    private static String integer(Object value, int radix, String refusal) {
        return switch (value) {
            case Long number -> Long.toString(number, radix);
            case UnsignedLong number -> number.toString(radix);
            default -> throw malformed(refusal + ", was given " + CelValues.typeName(value));
        };
    }

    private static String hex(Object value) {
        return switch (value) {
            case String plain -> hex(plain.getBytes(StandardCharsets.UTF_8));
            case CelByteString bytes -> hex(bytes.toByteArray());
            default -> integer(value, 16, "only integers, byte buffers, and strings can be formatted as hex");
        };
    }

    private static String hex(byte[] bytes) {
        Bounds.checkText(2L * bytes.length);
        return HexFormat.of().formatHex(bytes);
    }

    private static double number(Object value, String clause) {
        return switch (value) {
            case Double number -> number;
            case String plain when plain.equals("NaN") -> Double.NaN;
            case String plain when plain.equals("Infinity") -> Double.POSITIVE_INFINITY;
            case String plain when plain.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
            default ->
                throw malformed(clause + " clause can only be used on doubles, was given " + CelValues.typeName(value));
        };
    }

    private static String noNumber(double number) {
        return Double.isNaN(number) ? "NaN" : number > 0 ? "∞" : "-∞";
    }

    /** The number with so many decimals, its thousands set apart by commas. */
    private static String fixed(double number, int precision) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return noNumber(number);
        }
        String digits = new BigDecimal(Math.abs(number))
                .setScale(precision, RoundingMode.HALF_EVEN)
                .toPlainString();
        int point = digits.indexOf('.');
        var grouped = new StringBuilder(digits);
        for (int comma = (point < 0 ? digits.length() : point) - 3; comma > 0; comma -= 3) {
            grouped.insert(comma, ',');
        }
        return number < 0 ? grouped.insert(0, '-').toString() : grouped.toString();
    }

    /** The number as a power of ten, such as {@code 2.718280 × 10⁰⁰}. */
    private static String scientific(double number, int precision) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return noNumber(number);
        }
        var exact = new BigDecimal(Math.abs(number));
        BigDecimal rounded = exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.signum() == 0
                ? BigDecimal.ZERO.setScale(precision).toPlainString()
                : rounded.movePointLeft(exponent).setScale(precision).toPlainString();
        var text = new StringBuilder(number < 0 ? "-" : "").append(mantissa).append("\u202f×\u202f10");
        if (exponent < 0) {
            text.append('⁻');
        }
        for (char digit : "%02d".formatted(Math.abs(exponent)).toCharArray()) {
            text.append(SUPERSCRIPTS.charAt(digit - '0'));
        }
        return text.toString();
    }
}
