package dev.ordinal.cel;

/**
 * The lines of a text, walked forwards: which line an index is in, and whether it is in a comment there. A comment is
 * what follows {@code #}, {@code //}, {@code ;}, {@code --} or {@code <!--} at the start of a line, or a {@code #} or
 * {@code //} between spaces within it.
 *
 * <p>Each character is looked at a bounded number of times, however many indexes are asked for.
 */
final class TextLines {

    private final String text;
    private int line = 1;
    private int start;
    private int end;
    private int commentStart;

    TextLines(String text) {
        this.text = text;
        enter(0);
    }

    /** Goes to the line that holds the index; it must not be before the one asked for last. */
    void goTo(int index) {
        while (index > end) {
            line++;
            enter(end + 1);
        }
    }

    /** The number of the line, from 1. */
    int line() {
        return line;
    }

    /** The index of the line's first character. */
    int start() {
        return start;
    }

    /** The index of the line's end: of its newline, or the text's length. */
    int end() {
        return end;
    }

    /** Whether the index, in the line gone to, is in a comment. */
    boolean isCommented(int index) {
        if (commentStart < 0) {
            commentStart = findComment();
        }
        return index > commentStart;
    }

    private void enter(int index) {
        start = index;
        int newline = text.indexOf('\n', index);
        end = newline < 0 ? text.length() : newline;
        commentStart = -1;
    }

    /** The index where the line's comment starts, or that of the line's end. */
    private int findComment() {
        int first = start;
        while (first < end && text.charAt(first) <= ' ') {
            first++;
        }
        if (text.startsWith("#", first)
                || text.startsWith(";", first)
                || text.startsWith("<!--", first)
                || (text.startsWith("--", first) && isBlank(first + 2))
                || (text.startsWith("//", first) && !isAddress(first + 2))) {
            return first;
        }
        for (int at = first + 1; at < end; at++) {
            char next = text.charAt(at);
            if (text.charAt(at - 1) <= ' ' && (next == '#' || (next == '/' && text.startsWith("// ", at)))) {
                return at;
            }
        }
        return end;
    }

    private boolean isBlank(int index) {
        return index >= end || text.charAt(index) <= ' ';
    }

    /** Whether a host may start here, as in {@code //10.0.0.5/share}. */
    private boolean isAddress(int index) {
        return index < end && (Chars.isDigit(text.charAt(index)) || text.charAt(index) == '[');
    }
}
