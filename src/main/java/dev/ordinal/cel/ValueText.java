package dev.ordinal.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Values as text, as the clause {@code %s} of cel-go's {@code format} writes them: plainly where they stand alone, as
 * CEL literals where they are part of a list or a map.
 */
final class ValueText {

    private final StringBuilder text = new StringBuilder();

    private ValueText() {}

    /** The value as it stands alone. */
    static String of(Object value) {
        return switch (value) {
            case String plain -> plain;
            case Double number -> shortest(number);
            case List<?> _, Map<?, ?> _ -> {
                var made = new ValueText();
                made.add(value);
                yield made.text.toString();
            }
            default ->
                scalar(
                        value,
                        "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types,"
                                + " durations, and timestamps, was given ");
        };
    }

    private static String scalar(Object value, String refusal) {
        return switch (value) {
            case Long number -> number.toString();
            case UnsignedLong number -> number.toString();
            case Boolean flag -> flag.toString();
            case NullValue _ -> "null";
            case CelByteString bytes -> decoded(bytes);
            case Instant time -> time(time);
            case Duration duration -> duration(duration);
            case TypeType type -> type.type().name();
            default -> throw new CelInvalidArgumentException(refusal + CelValues.typeName(value));
        };
    }

    /** Adds the value as a literal. */
    private void add(Object value) {
        switch (value) {
            case List<?> list -> {
                text.append('[');
                String separator = "";
                for (Object item : list) {
                    text.append(separator);
                    add(item);
                    separator = ", ";
                }
                text.append(']');
            }
            case Map<?, ?> map -> addMap(map);
            case String plain -> text.append(quoted(plain));
            case CelByteString bytes -> text.append('b').append(quoted(decoded(bytes)));
            case Double number -> text.append(fixed(number));
            case Instant time -> text.append("timestamp(\"").append(time(time)).append("\")");
            case Duration duration ->
                text.append("duration(\"").append(duration(duration)).append("\")");
            default -> text.append(scalar(value, "no formatting function for "));
        }
        Bounds.checkText(text.length());
    }

    private void addMap(Map<?, ?> map) {
        record Entry(String key, Object value) {}
        var entries = new ArrayList<Entry>(map.size());
        map.forEach((key, value) -> entries.add(new Entry(key(key), value)));
        entries.sort(Comparator.comparing(Entry::key));
        text.append('{');
        String separator = "";
        for (Entry entry : entries) {
            text.append(separator).append(entry.key()).append(':');
            add(entry.value());
            separator = ", ";
        }
        text.append('}');
    }

    private static String key(Object key) {
        return switch (key) {
            case String plain -> quoted(plain);
            case Long number -> number.toString();
            case UnsignedLong number -> number.toString();
            case Boolean flag -> flag.toString();
            default ->
                throw new CelInvalidArgumentException(
                        "no formatting function for map key of type " + CelValues.typeName(key));
        };
    }

    private static String decoded(CelByteString bytes) {
        if (!bytes.isValidUtf8()) {
            throw new CelInvalidArgumentException("invalid UTF-8 in bytes, cannot convert to string");
        }
        return bytes.toStringUtf8();
    }

    /** RFC 3339 in UTC, with as many decimals as are needed. */
    private static String time(Instant time) {
        String text = Instant.ofEpochSecond(time.getEpochSecond()).toString();
        if (time.getNano() == 0) {
            return text;
        }
        String decimals = "%09d".formatted(time.getNano()).replaceAll("0+$", "");
        return text.substring(0, text.length() - 1) + '.' + decimals + 'Z';
    }

    /** The seconds, with as many decimals as a double needs. */
    private static String duration(Duration duration) {
        boolean negative = duration.isNegative();
        Duration magnitude = duration.abs();
        double seconds = magnitude.getSeconds() + magnitude.getNano() / 1e9;
        return (negative ? "-" : "")
                + BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString()
                + "s";
    }

    /** The digits a double needs, with an exponent if that is below -4 or above 5, as Go's {@code %g}. */
    static String shortest(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
        }
        String sign = sign(number);
        BigDecimal digits = BigDecimal.valueOf(Math.abs(number)).stripTrailingZeros();
        // Java writes two digits where one would do.
        BigDecimal oneDigit = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        if (oneDigit.doubleValue() == Math.abs(number)) {
            digits = oneDigit.stripTrailingZeros();
        }
        int exponent = digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return sign + digits.toPlainString();
        }
        String all = digits.unscaledValue().toString();
        return sign
                + all.charAt(0)
                + (all.length() > 1 ? "." + all.substring(1) : "")
                + 'e'
                + (exponent < 0 ? '-' : '+')
                + "%02d".formatted(Math.abs(exponent));
    }

    private static String sign(double number) {
        return Math.copySign(1, number) < 0 ? "-" : "";
    }

    /** Six decimals; what is no number in quotes. */
    private static String fixed(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return '"' + shortest(number) + '"';
        }
        return sign(number)
                + new BigDecimal(Math.abs(number))
                        .setScale(6, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    /** The text in double quotes, what cannot be printed escaped, as Go's {@code %q}. */
    static String quoted(String plain) {
        var quoted = new StringBuilder(plain.length() + 2).append('"');
        plain.codePoints().forEach(c -> {
            int simple = "\u0007\b\f\n\r\t\u000b\\\"".indexOf(c);
            if (simple >= 0) {
                quoted.append('\\').append("abfnrtv\\\"".charAt(simple));
            } else if (isPrintable(c)) {
                quoted.appendCodePoint(c);
            } else if (c < 0x80) {
                quoted.append("\\x%02x".formatted(c));
            } else {
                quoted.append(c < 0x10000 ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
