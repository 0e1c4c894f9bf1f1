package dev.ordinal.admission;

/** Texts cut to a length, at a word where there is one near the end. */
final class Lines {

    private static final String CUT = "…";

    private Lines() {}

    /** The text as one line: whatever ends a line or is no character to print becomes a blank. */
    static String oneLine(String text) {
        boolean plain = text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
        if (plain) {
            return text.strip();
        }
        var line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean blank = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            if (!blank) {
                line.appendCodePoint(c);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        });
        return line.toString().strip();
    }

    /** How many characters (code points) the text has. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The text, or as much of it as fits into so many characters with an ellipsis at its end. */
    static String cut(String text, int characters) {
        if (text.length() <= characters || length(text) <= characters) {
            return text;
        }
        int end = text.offsetByCodePoints(0, characters - CUT.length());
        int word = text.lastIndexOf(' ', end);
        boolean near = word > end / 3 * 2;
        return text.substring(0, near ? word : end).stripTrailing() + CUT;
    }
}
