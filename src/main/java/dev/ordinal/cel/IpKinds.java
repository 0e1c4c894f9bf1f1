package dev.ordinal.cel;

import java.util.List;
import java.util.Optional;

/** Tells what an address is, by the IANA registries of special-purpose addresses. */
final class IpKinds {

    /** Never the address of one host that a client could mean: documentation, benchmarks, protocols, the future. */
    private static final List<Cidr> HARMLESS = cidrs(
            "0.0.0.0/8",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "2001:db8::/32",
            "3fff::/20");

    private static final Cidr SHARED = cidr("100.64.0.0/10");
    private static final Cidr IPV6_GLOBAL = cidr("2000::/3");

    private IpKinds() {}

    /** Empty for an address that is harmless wherever it stands, such as a loopback one. */
    static Optional<IpLiteral.Kind> of(IpAddress address) {
        if (!address.isGlobalUnicast()) {
            return Optional.empty();
        }
        if (address.isPrivate()) {
            boolean network = address.family() == 4 && address.equals(address.masked(24));
            return Optional.of(network ? IpLiteral.Kind.NETWORK : IpLiteral.Kind.PRIVATE);
        }
        for (Cidr cidr : HARMLESS) {
            if (cidr.contains(address)) {
                return Optional.empty();
            }
        }
        if (SHARED.contains(address)) {
            return Optional.of(IpLiteral.Kind.SHARED);
        }
        // What is not assigned is more likely a word such as cafe::babe.
        return address.family() == 4 || IPV6_GLOBAL.contains(address)
                ? Optional.of(IpLiteral.Kind.PUBLIC)
                : Optional.empty();
    }

    private static List<Cidr> cidrs(String... texts) {
        return List.of(texts).stream().map(IpKinds::cidr).toList();
    }

    private static Cidr cidr(String text) {
        return Cidr.parse(text).orElseThrow();
    }
}
