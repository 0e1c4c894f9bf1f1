package dev.ordinal.cel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads quantities as {@code resource.ParseQuantity} of {@code k8s.io/apimachinery} does, with its errors: a signed
 * number, then a decimal suffix, a binary suffix or an exponent.
 */
final class QuantityParser {

    /** The longest text that is read; the API server has no bound but its cost. */
    private static final int LONGEST = 1_000;

    /** The largest power of ten that is read; numbers that far apart cannot be added in reasonable memory. */
    private static final int LARGEST_EXPONENT = 1_000;

    private static final String WRONG_FORM =
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private static final String WRONG_NUMBER = "unable to parse numeric part of quantity";
    private static final String WRONG_SUFFIX = "unable to parse quantity's suffix";

    /** Digits that a 64-bit number holds for sure. */
    private static final int LONG_DIGITS = 18;

    private static final int NANO = -9;
    private static final BigDecimal LARGEST_BINARY = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final Pattern FORM =
            Pattern.compile("([+-]?)(0*)([0-9]*)(?:\\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)");
    private static final Pattern EXPONENT = Pattern.compile("[eE]([+-]?[0-9]+)");
    private static final Map<String, Integer> DECIMAL = Map.ofEntries(
            Map.entry("n", -9),
            Map.entry("u", -6),
            Map.entry("m", -3),
            Map.entry("", 0),
            Map.entry("k", 3),
            Map.entry("M", 6),
            Map.entry("G", 9),
            Map.entry("T", 12),
            Map.entry("P", 15),
            Map.entry("E", 18));
    private static final Map<String, Integer> BINARY =
            Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei", 60);

    private final String text;
    private boolean negative;
    private String zeros = "";
    private String whole = "";
    private String fraction = "";

    QuantityParser(String text) {
        this.text = text;
    }

    Parsed<Quantity> quantity() {
        if (text.length() > LONGEST) {
            return malformed("quantities must not be longer than %d characters".formatted(LONGEST));
        }
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || !form.matches()) {
            return malformed(WRONG_FORM);
        }
        negative = form.group(1).equals("-");
        zeros = form.group(2);
        whole = form.group(3);
        fraction = form.group(4) == null ? "" : form.group(4);
        String suffix = form.group(5);
        Integer binary = BINARY.get(suffix);
        if (binary != null) {
            return binary(binary);
        }
        Integer decimal = DECIMAL.get(suffix);
        if (decimal != null) {
            return decimal(decimal);
        }
        Matcher exponent = EXPONENT.matcher(suffix);
        if (!exponent.matches()) {
            return malformed(WRONG_SUFFIX);
        }
        var power = new BigInteger(exponent.group(1));
        if (power.abs().compareTo(BigInteger.valueOf(LARGEST_EXPONENT)) > 0) {
            return malformed("exponents must not be beyond %d".formatted(LARGEST_EXPONENT));
        }
        return decimal(power.intValueExact());
    }

    private static Parsed<Quantity> malformed(String reason) {
        return new Parsed.Malformed<>(reason);
    }

    private String digits() {
        return (whole.isEmpty() ? "0" : whole) + fraction;
    }

    private Parsed<Quantity> decimal(int exponent) {
        int power = exponent - fraction.length();
        if (digits().length() <= LONG_DIGITS && power >= NANO) {
            long number = Long.parseLong(digits());
            return new Parsed.Value<>(Quantity.small(negative ? -number : number, power));
        }
        return large(new BigDecimal(new BigInteger(digits()), -power));
    }

    private Parsed<Quantity> binary(int bits) {
        // How many digits surely fit beside the factor; the API server's own estimate, which it rounds down.
        int room = 15 - Math.max(1, whole.length()) - bits * 3 / 10 - 1;
        var amount = new BigInteger(digits()).shiftLeft(bits);
        if (fraction.isEmpty() && room >= 0 && amount.bitLength() < Long.SIZE) {
            return new Parsed.Value<>(Quantity.small(negative ? -amount.longValue() : amount.longValue(), 0));
        }
        return large(new BigDecimal(amount, fraction.length()).min(LARGEST_BINARY));
    }

    /** An amount that has no 64-bit form; what is less than a billionth is rounded up to it, away from zero. */
    private Parsed<Quantity> large(BigDecimal magnitude) {
        if (zeros.isEmpty() && whole.isEmpty() && fraction.isEmpty()) {
            return malformed(WRONG_NUMBER);
        }
        BigDecimal amount = magnitude.signum() == 0 ? magnitude : magnitude.setScale(-NANO, RoundingMode.UP);
        return new Parsed.Value<>(Quantity.decimal(negative ? amount.negate() : amount));
    }
}
