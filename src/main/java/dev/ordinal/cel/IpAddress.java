package dev.ordinal.cel;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.values.OpaqueValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address without a zone, and the CEL value of type {@code net.IP}.
 *
 * <p>An IPv4 address is held as its 32 bits, an IPv6 address as its 128; IPv4-mapped IPv6 addresses do not occur.
 * Nothing here looks a name up. The properties are those of Go's {@code net/netip.Addr}, on which the Kubernetes CEL
 * library rests.
 */
public final class IpAddress extends OpaqueValue {

    /** The CEL type, named as in the API server. */
    static final OpaqueType TYPE = OpaqueType.create("net.IP");

    private static final long LOW_32 = 0xffff_ffffL;

    private final boolean ipv4;
    private final long high;
    private final long low;

    private IpAddress(boolean ipv4, long high, long low) {
        this.ipv4 = ipv4;
        this.high = high;
        this.low = low;
    }

    static IpAddress ipv4(long bits) {
        return new IpAddress(true, 0, bits & LOW_32);
    }

    static IpAddress ipv6(long high, long low) {
        return new IpAddress(false, high, low);
    }

    /**
     * Reads an address as Kubernetes does: four decimal octets without leading zeros, or IPv6 text (RFC 4291); no zone,
     * no IPv4-mapped IPv6 address, no surrounding space.
     *
     * @return empty if the text is not such an address; host names are not looked up
     */
    public static Optional<IpAddress> parse(String text) {
        return IpParser.address(text).toOptional();
    }

    /** 4 or 6. */
    public int family() {
        return ipv4 ? 4 : 6;
    }

    /** {@code 0.0.0.0} or {@code ::}. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** {@code 127.0.0.0/8} or {@code ::1}. */
    public boolean isLoopback() {
        return ipv4 ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    /** {@code 224.0.0.0/4} or {@code ff00::/8}. */
    public boolean isMulticast() {
        return ipv4 ? low >>> 28 == 0xe : high >>> 56 == 0xff;
    }

    /** {@code 224.0.0.0/24} or {@code ff02::/16}, whatever the flags of the IPv6 address. */
    public boolean isLinkLocalMulticast() {
        return ipv4 ? low >>> 8 == 0xe0_0000 : (high >>> 48 & 0xff0f) == 0xff02;
    }

    /** {@code 169.254.0.0/16} or {@code fe80::/10}. */
    public boolean isLinkLocalUnicast() {
        return ipv4 ? low >>> 16 == 0xa9fe : high >>> 54 == 0x3fa;
    }

    /**
     * Neither unspecified, loopback, multicast, link-local unicast nor the IPv4 broadcast address; private addresses
     * are global unicast ones.
     */
    public boolean isGlobalUnicast() {
        return !(isUnspecified() || isLoopback() || isMulticast() || isLinkLocalUnicast() || (ipv4 && low == LOW_32));
    }

    /** {@code 10.0.0.0/8}, {@code 172.16.0.0/12}, {@code 192.168.0.0/16} (RFC 1918) or {@code fc00::/7} (RFC 4193). */
    public boolean isPrivate() {
        return ipv4 ? low >>> 24 == 10 || low >>> 20 == 0xac1 || low >>> 16 == 0xc0a8 : high >>> 57 == 0x7e;
    }

    /** {@code ::ffff:0:0/96}; what is parsed never is. */
    boolean isIpv4Mapped() {
        return !ipv4 && high == 0 && low >>> 32 == 0xffff;
    }

    /** The number of bits of an address of this family: 32 or 128. */
    int bits() {
        return ipv4 ? 32 : 128;
    }

    /** The address whose bits after the first {@code prefix} ones are zero. */
    IpAddress masked(int prefix) {
        if (ipv4) {
            return ipv4(low & highBits(prefix + 32));
        }
        return ipv6(high & highBits(prefix), low & highBits(prefix - 64));
    }

    private static long highBits(int count) {
        return count <= 0 ? 0 : count >= 64 ? -1L : -1L << (64 - count);
    }

    @Override
    public IpAddress value() {
        return this;
    }

    @Override
    public OpaqueType celType() {
        return TYPE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress that && ipv4 == that.ipv4 && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high) * 31 + Long.hashCode(low);
    }

    /** The canonical text: dotted decimal, or RFC 5952 for IPv6. */
    @Override
    public String toString() {
        if (ipv4) {
            return (low >>> 24) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
        }
        int zerosStart = -1;
        int zerosEnd = -1;
        for (int start = 0; start < 8; start++) {
            int end = start;
            while (end < 8 && group(end) == 0) {
                end++;
            }
            if (end - start >= 2 && end - start > zerosEnd - zerosStart) {
                zerosStart = start;
                zerosEnd = end;
            }
        }
        var text = new StringBuilder(39);
        for (int index = 0; index < 8; index++) {
            if (index == zerosStart) {
                text.append("::");
                index = zerosEnd;
                if (index == 8) {
                    break;
                }
            } else if (index > 0) {
                text.append(':');
            }
            text.append(Integer.toHexString(group(index)));
        }
        return text.toString();
    }

    private int group(int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> (48 - 16 * (index & 3)) & 0xffff);
    }
}
