package dev.ordinal.cel;

/**
 * Percent-encoding as Go's {@code net/url} does it, which knows for each part of a URL what need not be escaped. Texts
 * are held as one character per UTF-8 byte.
 */
final class UrlEscaping {

    /** A part of a URL. */
    enum Part {
        PATH("$&+,/:;=@", ""),
        USER("$&+,;=", ""),
        HOST("", "!$&'()*+,;=:[]<>\""),
        ZONE("", "!$&'()*+,;=:[]<>\""),
        QUERY("", ""),
        FRAGMENT("$&+,/:;=?@!()*", "");

        private final String plain;

        Part(String reserved, String more) {
            this.plain = "-_.~" + reserved + more;
        }

        private boolean mustEscape(char c) {
            return !isAlphanumeric(c) && plain.indexOf(c) < 0;
        }
    }

    private static final String HEX = "0123456789ABCDEF";

    private UrlEscaping() {}

    static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    static String escape(String bytes, Part part) {
        var escaped = new StringBuilder(bytes.length());
        for (int index = 0; index < bytes.length(); index++) {
            char c = bytes.charAt(index);
            if (part.mustEscape(c)) {
                escaped.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    static Parsed<String> unescape(String bytes, Part part) {
        boolean host = part == Part.HOST || part == Part.ZONE;
        var plain = new StringBuilder(bytes.length());
        for (int index = 0; index < bytes.length(); index++) {
            char c = bytes.charAt(index);
            if (c == '%') {
                int value = hex(bytes, index + 1) << 4 | hex(bytes, index + 2);
                String escape = bytes.substring(index, Math.min(bytes.length(), index + 3));
                if (value < 0 || mustNotBeEscaped(escape, (char) value, part)) {
                    return new Parsed.Malformed<>("invalid URL escape " + IpParser.quoted(escape));
                }
                plain.append((char) value);
                index += 2;
            } else if (c == '+' && part == Part.QUERY) {
                plain.append(' ');
            } else if (host && c < 128 && part.mustEscape(c)) {
                return new Parsed.Malformed<>("invalid character " + IpParser.quoted("" + c) + " in host name");
            } else {
                plain.append(c);
            }
        }
        return new Parsed.Value<>(plain.toString());
    }

    /** In a host only bytes beyond ASCII may be escaped, and in its zone only what could stand there plainly too. */
    private static boolean mustNotBeEscaped(String escape, char value, Part part) {
        return switch (part) {
            case HOST -> value < 128 && !escape.equals("%25");
            case ZONE -> !escape.equals("%25") && value != ' ' && Part.HOST.mustEscape(value);
            case PATH, USER, QUERY, FRAGMENT -> false;
        };
    }

    /** The value of the hexadecimal digit, negative if there is none. */
    private static int hex(String bytes, int index) {
        return index < bytes.length() ? Character.digit(bytes.charAt(index), 16) : -1;
    }

    /** The text in its escaped form as it was written, if that is valid, else newly escaped. */
    static String keepOrEscape(String written, String plain, Part part) {
        for (int index = 0; index < written.length(); index++) {
            char c = written.charAt(index);
            if ("!$&'()*+,;=:@[]%".indexOf(c) < 0 && part.mustEscape(c)) {
                return escape(plain, part);
            }
        }
        return written;
    }
}
