package dev.ordinal.cel;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.values.OpaqueValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network in CIDR notation, and the CEL value of type {@code net.CIDR}. The address may have bits set after the
 * prefix; two values are equal only if their addresses are. Modelled on Go's {@code net/netip.Prefix}.
 */
public final class Cidr extends OpaqueValue {

    /** The CEL type, named as in the API server. */
    static final OpaqueType TYPE = OpaqueType.create("net.CIDR");

    private final IpAddress address;
    private final int prefixLength;

    private Cidr(IpAddress address, int prefixLength) {
        this.address = address;
        this.prefixLength = prefixLength;
    }

    /**
     * Reads {@code address/length} as Kubernetes does: an address as {@link IpAddress#parse} takes it, a decimal length
     * without sign or leading zeros that fits the family.
     */
    public static Optional<Cidr> parse(String text) {
        return read(text).toOptional();
    }

    static Parsed<Cidr> read(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            return malformed(text, "no '/'");
        }
        String bits = text.substring(slash + 1);
        return IpParser.address(text.substring(0, slash)).then(address -> {
            int length = length(bits);
            if (length < 0) {
                return malformed(text, "bad bits after slash: " + IpParser.quoted(bits));
            }
            return length > address.bits()
                    ? malformed(text, "prefix length out of range")
                    : new Parsed.Value<>(new Cidr(address, length));
        });
    }

    /** The number that one to three decimal digits without leading zeros make, 999 if there are more, else -1. */
    private static int length(String digits) {
        if (digits.isEmpty() || (digits.length() > 1 && digits.startsWith("0"))) {
            return -1;
        }
        for (int index = 0; index < digits.length(); index++) {
            if (digits.charAt(index) < '0' || digits.charAt(index) > '9') {
                return -1;
            }
        }
        return digits.length() > 3 ? 999 : Integer.parseInt(digits);
    }

    private static Parsed<Cidr> malformed(String text, String reason) {
        return new Parsed.Malformed<>("netip.ParsePrefix(" + IpParser.quoted(text) + "): " + reason);
    }

    /** The address before the slash. */
    public IpAddress address() {
        return address;
    }

    /** The number of bits that name the network. */
    public int prefixLength() {
        return prefixLength;
    }

    /** The same network, its address without bits after the prefix. */
    public Cidr masked() {
        return new Cidr(address.masked(prefixLength), prefixLength);
    }

    /** Whether the address is of this network; an address of the other family is not. */
    public boolean contains(IpAddress other) {
        return other.family() == address.family() && other.masked(prefixLength).equals(address.masked(prefixLength));
    }

    /** Whether every address of the other network is of this one. */
    public boolean contains(Cidr other) {
        return prefixLength <= other.prefixLength && contains(other.address);
    }

    @Override
    public Cidr value() {
        return this;
    }

    @Override
    public OpaqueType celType() {
        return TYPE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cidr that && prefixLength == that.prefixLength && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode() * 31 + prefixLength;
    }

    /** The address in canonical text, a slash and the prefix length. */
    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
