package dev.ordinal.report;

/**
 * Text that is safe to show: what a manifest says must not steer a terminal, nor show itself in another order than a
 * program reads it.
 */
public final class Printable {

    private Printable() {}

    /** The text on one line: line ends and tabs become blanks, what cannot be seen becomes its code in braces. */
    public static String line(String text) {
        int at = 0;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 16).append(text, 0, at);
        for (int i = at; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\r' && i < text.length() && text.charAt(i) == '\n') {
                continue;
            }
            if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029) {
                safe.append(' ');
            } else if (isInvisible(c)) {
                safe.append("{U+").append(String.format("%04X", c)).append('}');
            } else {
                safe.appendCodePoint(c);
            }
        }
        return safe.toString();
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f;
    }

    /** Whether a terminal would obey the character, or hide it, rather than show it. */
    static boolean isInvisible(int c) {
        return c < ' '
                || (c >= 0x7f && c <= 0x9f)
                || c == 0x061c
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x206f)
                || c == 0xfeff
                || (c >= 0xd800 && c <= 0xdfff)
                || (c >= 0xe0000 && c <= 0xe007f);
    }

    /** How many columns of a terminal the character takes. */
    static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    /** The ranges that Unicode's East Asian Width (UAX #11) calls wide or full, and the emoji. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1f64f)
                || (c >= 0x1f680 && c <= 0x1f6ff)
                || (c >= 0x1f900 && c <= 0x1f9ff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }
}
