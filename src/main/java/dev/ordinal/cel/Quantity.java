package dev.ordinal.cel;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.values.OpaqueValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes quantity such as {@code 500m} or {@code 1.5Gi}, and the CEL value of type {@code kubernetes.Quantity}.
 * Exact; equal to another of the same amount, however written.
 *
 * <p>As in {@code k8s.io/apimachinery/pkg/api/resource}, an amount has one of two forms: a 64-bit integer with a power
 * of ten, or a decimal number of any length. Only the first converts to an integer, so {@code 1.5Gi}, which is read as
 * a decimal number, does not.
 */
final class Quantity extends OpaqueValue {

    /** The CEL type, named as in the API server. */
    static final OpaqueType TYPE = OpaqueType.create("kubernetes.Quantity");

    private static final int LONG_BITS = 63;

    @SuppressWarnings("Immutable") // BigDecimal is
    private final BigDecimal amount;

    private final boolean small;

    private Quantity(BigDecimal amount, boolean small) {
        this.amount = amount;
        this.small = small;
    }

    /** The 64-bit number times ten to the power of the exponent. */
    static Quantity small(long number, int exponent) {
        return new Quantity(BigDecimal.valueOf(number, -exponent), true);
    }

    static Quantity decimal(BigDecimal amount) {
        return new Quantity(amount, false);
    }

    /** Reads a quantity. */
    static Parsed<Quantity> parse(String text) {
        return new QuantityParser(text).quantity();
    }

    BigDecimal amount() {
        return amount;
    }

    int sign() {
        return amount.signum();
    }

    /** The amount as a whole number, if its form converts to one that fits 64 bits. */
    OptionalLong toLong() {
        if (!small || amount.scale() > 0) {
            return OptionalLong.empty();
        }
        if (amount.precision() - amount.scale() > 19) {
            return OptionalLong.empty();
        }
        BigInteger whole = amount.toBigIntegerExact();
        return whole.bitLength() <= LONG_BITS ? OptionalLong.of(whole.longValue()) : OptionalLong.empty();
    }

    /** The amount to the precision of a double; infinite if it is larger. */
    double toDouble() {
        double digits = amount.unscaledValue().doubleValue();
        return digits == 0 || amount.scale() == 0 ? digits : digits * Double.parseDouble("1e" + -amount.scale());
    }

    Quantity plus(Quantity other) {
        if (other.sign() == 0 && small && other.small) {
            return this;
        }
        if (sign() == 0 && small && other.small) {
            return other;
        }
        BigDecimal sum = amount.add(other.amount);
        int scale = sum.scale();
        boolean fits =
                small && other.small && fits(sum) && fits(amount.setScale(scale)) && fits(other.amount.setScale(scale));
        return new Quantity(sum, fits);
    }

    private static boolean fits(BigDecimal amount) {
        return amount.unscaledValue().bitLength() <= LONG_BITS;
    }

    Quantity minus(Quantity other) {
        return plus(new Quantity(other.amount.negate(), other.small && fits(other.amount.negate())));
    }

    int compareTo(Quantity other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public Quantity value() {
        return this;
    }

    @Override
    public OpaqueType celType() {
        return TYPE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Quantity that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return amount.stripTrailingZeros().hashCode();
    }

    /** A quantity of the same amount: digits, and a power of ten if there is one. */
    @Override
    public String toString() {
        BigDecimal shortest = amount.stripTrailingZeros();
        return shortest.scale() == 0
                ? shortest.unscaledValue().toString()
                : shortest.unscaledValue() + "e" + -shortest.scale();
    }
}
