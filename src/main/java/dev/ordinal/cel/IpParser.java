package dev.ordinal.cel;

/**
 * Reads IP addresses as Go's {@code netip.ParseAddr} does, with its reasons for refusal, less what the Kubernetes CEL
 * library refuses beyond it: zones and IPv4-mapped IPv6 addresses.
 */
final class IpParser {

    private static final int LONGEST_SHOWN = 100;

    private final String text;

    private IpParser(String text) {
        this.text = text;
    }

    static Parsed<IpAddress> address(String text) {
        for (int index = 0; index < text.length(); index++) {
            switch (text.charAt(index)) {
                case '.' -> {
                    return new IpParser(text).ipv4Address();
                }
                case ':' -> {
                    return new IpParser(text).ipv6Address();
                }
                case '%' -> {
                    return malformed(text, "missing IPv6 address");
                }
                default -> {}
            }
        }
        return malformed(text, "unable to parse IP");
    }

    /** Whether the text is an IPv6 address without a zone, be it an IPv4-mapped one. */
    static boolean isIpv6(String text) {
        return text.contains(":") && new IpParser(text).groups(text.length()).isValue();
    }

    /** The text in double quotes, cut if it is long. */
    static String quoted(String text) {
        return '"' + (text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text) + '"';
    }

    private static Parsed<IpAddress> malformed(String text, String reason) {
        return new Parsed.Malformed<>("ParseAddr(" + quoted(text) + "): " + reason);
    }

    private Parsed<IpAddress> malformed(String reason) {
        return malformed(text, reason);
    }

    private Parsed<IpAddress> ipv4Address() {
        return ipv4Bits(0).then(bits -> new Parsed.Value<>(IpAddress.ipv4(bits)));
    }

    /** The dotted decimal address that reaches from the index to the end of the text. */
    private Parsed<Long> ipv4Bits(int from) {
        long bits = 0;
        int octets = 0;
        int octet = 0;
        int digits = 0;
        for (int index = from; index < text.length(); index++) {
            char next = text.charAt(index);
            if (next >= '0' && next <= '9') {
                if (digits == 1 && octet == 0) {
                    return badIpv4("IPv4 field has octet with leading zero");
                }
                octet = octet * 10 + (next - '0');
                digits++;
                if (octet > 255) {
                    return badIpv4("IPv4 field has value >255");
                }
            } else if (next == '.') {
                if (digits == 0 || index == text.length() - 1) {
                    return badIpv4("IPv4 field must have at least one digit");
                }
                if (octets == 3) {
                    return badIpv4("IPv4 address too long");
                }
                bits = bits << 8 | octet;
                octets++;
                octet = 0;
                digits = 0;
            } else {
                return badIpv4("unexpected character");
            }
        }
        return octets < 3 ? badIpv4("IPv4 address too short") : new Parsed.Value<>(bits << 8 | octet);
    }

    private Parsed<Long> badIpv4(String reason) {
        return new Parsed.Malformed<>("ParseAddr(" + quoted(text) + "): " + reason);
    }

    private Parsed<IpAddress> ipv6Address() {
        int percent = text.indexOf('%');
        if (percent == text.length() - 1) {
            return malformed("zone must be a non-empty string");
        }
        int end = percent < 0 ? text.length() : percent;
        return groups(end).then(address -> {
            if (percent >= 0) {
                return new Parsed.Malformed<>("IP address " + quoted(text) + " with zone value is not allowed");
            }
            if (address.isIpv4Mapped()) {
                return new Parsed.Malformed<>("IPv4-mapped IPv6 address " + quoted(text) + " is not allowed");
            }
            return new Parsed.Value<>(address);
        });
    }

    /** The eight groups before the index, {@code ::} standing for as many zero groups as are missing. */
    private Parsed<IpAddress> groups(int end) {
        var groups = new int[8];
        int count = 0;
        int ellipsis = -1;
        int at = 0;
        if (text.startsWith("::")) {
            ellipsis = 0;
            at = 2;
        }
        while (at < end && count < 8) {
            int start = at;
            int group = 0;
            while (at < end && at - start <= 4 && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 128) {
                group = group << 4 | Character.digit(text.charAt(at), 16);
                at++;
            }
            if (at - start > 4) {
                return malformed("each group must have 4 or less digits");
            }
            if (at == start) {
                return malformed("each colon-separated field must have at least one digit");
            }
            if (at < end && text.charAt(at) == '.') {
                return embedded(groups, count, ellipsis, start, end);
            }
            groups[count++] = group;
            if (at == end) {
                break;
            }
            if (text.charAt(at) != ':') {
                return malformed("unexpected character, want colon");
            }
            at++;
            if (at == end) {
                return malformed("colon must be followed by more characters");
            }
            if (text.charAt(at) == ':') {
                if (ellipsis >= 0) {
                    return malformed("multiple :: in address");
                }
                ellipsis = count;
                at++;
            }
        }
        return at < end ? malformed("trailing garbage after address") : whole(groups, count, ellipsis);
    }

    /** The address whose last two groups are written in dotted decimal. */
    private Parsed<IpAddress> embedded(int[] groups, int count, int ellipsis, int from, int end) {
        if (end < text.length()) {
            return new IpParser(text.substring(0, end)).groups(end);
        }
        if (ellipsis < 0 && count != 6) {
            return malformed("embedded IPv4 address must replace the final 2 fields of the address");
        }
        if (count > 6) {
            return malformed("too many hex fields to fit an embedded IPv4 at the end of the address");
        }
        return ipv4Bits(from).then(bits -> {
            groups[count] = (int) (bits >>> 16);
            groups[count + 1] = (int) (bits & 0xffff);
            return whole(groups, count + 2, ellipsis);
        });
    }

    private Parsed<IpAddress> whole(int[] groups, int count, int ellipsis) {
        if (ellipsis < 0 && count < 8) {
            return malformed("address string too short");
        }
        if (ellipsis >= 0 && count == 8) {
            return malformed("the :: must expand to at least one field of zeros");
        }
        var all = groups;
        if (ellipsis >= 0) {
            all = new int[8];
            System.arraycopy(groups, 0, all, 0, ellipsis);
            System.arraycopy(groups, ellipsis, all, 8 - (count - ellipsis), count - ellipsis);
        }
        long high = half(all, 0);
        long low = half(all, 4);
        return new Parsed.Value<>(IpAddress.ipv6(high, low));
    }

    private static long half(int[] groups, int from) {
        return (long) groups[from] << 48
                | (long) groups[from + 1] << 32
                | (long) groups[from + 2] << 16
                | groups[from + 3];
    }
}
