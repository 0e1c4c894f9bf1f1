package dev.ordinal.cel;

/** Whether an address that stands in a text is one by itself, or a part of something longer. */
final class IpBoundaries {

    private IpBoundaries() {}

    /** Whether what is before the index lets an address start there: no name, version, range or path goes on. */
    static boolean mayStart(String text, int index) {
        char before = Chars.at(text, index - 1);
        return switch (before) {
            case 0 -> true;
            case '.', '-', '+', '^', '~', '%', '_', '*' -> false;
            case '/' -> isUrl(text, index) || isDevice(text, index);
            case ':' -> followsPort(text, index - 1);
            case '=' -> "=<>!~".indexOf(Chars.at(text, index - 2)) < 0;
            case ' ' -> !(text.startsWith(" - ", index - 3) && Chars.isDigit(Chars.at(text, index - 4)));
            default -> !Chars.isWord(before) || isEscape(text, index - 1) || isShortOption(text, index - 1);
        };
    }

    /** Whether what is at the index lets an address end there. */
    static boolean mayEnd(String text, int start, int index) {
        char after = Chars.at(text, index);
        return switch (after) {
            case '+', '%', '*' -> false;
            case '.' -> !Chars.isWord(Chars.at(text, index + 1)) && Chars.at(text, index + 1) != '*';
            case '-' -> !Chars.isWord(Chars.at(text, index + 1));
            case ' ' -> !(text.startsWith(" - ", index) && Chars.isDigit(Chars.at(text, index + 3)));
            case '\\' -> Chars.at(text, index + 1) != '.';
            case '/' -> isUrl(text, start) || isDevice(text, start) || !isPrefixOrMask(text, index + 1);
            default -> !Chars.isWord(after);
        };
    }

    /** The port that starts at the index with a colon, 0 if there is none. */
    static int port(String text, int colon) {
        if (Chars.at(text, colon) != ':') {
            return 0;
        }
        int port = 0;
        int at = colon + 1;
        while (Chars.isDigit(Chars.at(text, at)) && at - colon <= 5) {
            port = port * 10 + (text.charAt(at) - '0');
            at++;
        }
        return port <= 65_535 && !Chars.isWord(Chars.at(text, at)) ? port : 0;
    }

    /** Bash's devices for connections. */
    private static boolean isDevice(String text, int start) {
        return text.startsWith("/tcp/", start - 5) || text.startsWith("/udp/", start - 5);
    }

    private static boolean isUrl(String text, int start) {
        return text.startsWith("//", start - 2) || Chars.at(text, start - 1) == '@';
    }

    /** {@code 443:10.0.0.5} and {@code ::ffff:10.0.0.5} are addresses, {@code name:10.0.0.5} may be an image. */
    private static boolean followsPort(String text, int colon) {
        if (text.startsWith("::ffff", colon - 6) || text.startsWith("::FFFF", colon - 6)) {
            return true;
        }
        int at = colon;
        while (colon - at <= 5 && Chars.isDigit(Chars.at(text, at - 1))) {
            at--;
        }
        return at < colon && !Chars.isWord(Chars.at(text, at - 1));
    }

    private static boolean isEscape(String text, int index) {
        return "ntr".indexOf(text.charAt(index)) >= 0 && Chars.at(text, index - 1) == '\\';
    }

    /** {@code -h10.0.0.5}; {@code -v1.2.3.4} is a version. */
    private static boolean isShortOption(String text, int index) {
        char letter = text.charAt(index);
        return Chars.isLetter(letter)
                && letter != 'v'
                && letter != 'V'
                && Chars.at(text, index - 1) == '-'
                && (Chars.at(text, index - 2) <= ' ' || Chars.isQuote(Chars.at(text, index - 2)));
    }

    /** Whether a network's prefix length or mask is here; that of a single address is none. */
    private static boolean isPrefixOrMask(String text, int index) {
        int at = index;
        int length = 0;
        while (Chars.isDigit(Chars.at(text, at)) && at - index < 4) {
            length = length * 10 + (text.charAt(at) - '0');
            at++;
        }
        if (at == index || Chars.isWord(Chars.at(text, at))) {
            return false;
        }
        boolean mask = Chars.at(text, at) == '.' && Chars.isDigit(Chars.at(text, at + 1));
        return mask || (length != 32 && length != 128);
    }
}
