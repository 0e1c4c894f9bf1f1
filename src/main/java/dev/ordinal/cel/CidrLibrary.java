package dev.ordinal.cel;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.INT;
import static dev.ordinal.cel.IpLibrary.IP;

import dev.cel.common.types.SimpleType;
import dev.ordinal.cel.FunctionTable.Param;
import java.util.List;

/** Networks in CIDR notation, as the library {@code kubernetes.net.cidr} of the API server has them. */
final class CidrLibrary extends FunctionLibrary {

    private static final Param<Cidr> CIDR = new Param<>(Cidr.TYPE, Cidr.class);
    private static final Param<String> TEXT = FunctionTable.STRING;

    CidrLibrary() {
        super(
                "cidr",
                List.of(Cidr.TYPE),
                new FunctionTable()
                        .global("cidr", "string_to_cidr", Cidr.TYPE, TEXT, CidrLibrary::cidr)
                        .global(
                                "isCIDR",
                                "is_cidr",
                                BOOL,
                                TEXT,
                                text -> Cidr.read(text).isValue())
                        .member(
                                "containsIP",
                                "cidr_contains_ip_string",
                                BOOL,
                                CIDR,
                                TEXT,
                                (cidr, text) -> cidr.contains(IpLibrary.address(text)))
                        .member("containsIP", "cidr_contains_ip_ip", BOOL, CIDR, IP, Cidr::contains)
                        .member(
                                "containsCIDR",
                                "cidr_contains_cidr_string",
                                BOOL,
                                CIDR,
                                TEXT,
                                (cidr, text) -> cidr.contains(cidr(text)))
                        .member("containsCIDR", "cidr_contains_cidr", BOOL, CIDR, CIDR, Cidr::contains)
                        .member("ip", "cidr_ip", IpAddress.TYPE, CIDR, Cidr::address)
                        .member("prefixLength", "cidr_prefix_length", INT, CIDR, cidr -> (long) cidr.prefixLength())
                        .member("masked", "cidr_masked", Cidr.TYPE, CIDR, Cidr::masked)
                        .global("string", "cidr_to_string", SimpleType.STRING, CIDR, Cidr::toString));
    }

    private static Cidr cidr(String text) {
        return Cidr.read(text).orCelError("network address parse error during conversion from string: ");
    }
}
