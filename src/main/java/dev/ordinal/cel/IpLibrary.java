package dev.ordinal.cel;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.INT;

import dev.cel.common.types.SimpleType;
import dev.ordinal.cel.FunctionTable.Param;
import java.util.List;

/** IP addresses, as the library {@code kubernetes.net.ip} of the API server has them. */
final class IpLibrary extends FunctionLibrary {

    static final Param<IpAddress> IP = new Param<>(IpAddress.TYPE, IpAddress.class);

    private static final Param<String> TEXT = FunctionTable.STRING;

    IpLibrary() {
        super(
                "ip",
                List.of(IpAddress.TYPE),
                new FunctionTable()
                        .global("ip", "string_to_ip", IpAddress.TYPE, TEXT, IpLibrary::address)
                        .global(
                                "isIP",
                                "is_ip",
                                BOOL,
                                TEXT,
                                text -> IpParser.address(text).isValue())
                        .global(
                                "ip.isCanonical",
                                "ip_is_canonical",
                                BOOL,
                                TEXT,
                                text -> address(text).toString().equals(text))
                        .member("family", "ip_family", INT, IP, ip -> (long) ip.family())
                        .member("isUnspecified", "ip_is_unspecified", BOOL, IP, IpAddress::isUnspecified)
                        .member("isLoopback", "ip_is_loopback", BOOL, IP, IpAddress::isLoopback)
                        .member(
                                "isLinkLocalMulticast",
                                "ip_is_link_local_multicast",
                                BOOL,
                                IP,
                                IpAddress::isLinkLocalMulticast)
                        .member(
                                "isLinkLocalUnicast",
                                "ip_is_link_local_unicast",
                                BOOL,
                                IP,
                                IpAddress::isLinkLocalUnicast)
                        .member("isGlobalUnicast", "ip_is_global_unicast", BOOL, IP, IpAddress::isGlobalUnicast)
                        .global("string", "ip_to_string", SimpleType.STRING, IP, IpAddress::toString));
    }

    /** The address, or the API server's error. */
    static IpAddress address(String text) {
        return IpParser.address(text)
                .orCelError("IP Address " + IpParser.quoted(text) + " parse error during conversion from string: ");
    }
}
