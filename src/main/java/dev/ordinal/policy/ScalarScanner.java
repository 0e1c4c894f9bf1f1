package dev.ordinal.policy;

import java.util.Optional;

/**
 * Finds the place of every character of a YAML scalar in its source (YAML 1.2, chapters 7.3 and 8.1).
 *
 * <p>The value is known, so the scan only has to agree with it. Where it does not, it says so instead of guessing.
 */
final class ScalarScanner {

    private final String source;
    private final String value;
    private final int[] places;
    private int at;
    private int done;

    private ScalarScanner(String source, int start, String value) {
        this.source = source;
        this.value = value;
        places = new int[value.length() + 1];
        at = start;
    }

    /**
     * The offset in the source of each character of the value, and behind them that of the value's end.
     *
     * @param start offset of the scalar's start, of its tag or anchor if it has one
     * @return empty if the source there does not spell this value
     */
    static Optional<int[]> places(String source, int start, String value) {
        var scanner = new ScalarScanner(source, start, value);
        return scanner.scan() ? Optional.of(scanner.places) : Optional.empty();
    }

    private boolean scan() {
        skipProperties();
        boolean agrees = switch (peek()) {
            case '|' -> block(false);
            case '>' -> block(true);
            case '\'' -> quoted('\'');
            case '"' -> quoted('"');
            default -> plain();
        };
        return agrees && done == value.length();
    }

    /** Tags and anchors. */
    private void skipProperties() {
        while (peek() == '&' || peek() == '!') {
            while (at < source.length() && !isBlank(peek()) && !isBreak(peek())) {
                at++;
            }
            while (isBlank(peek()) || isBreak(peek())) {
                at++;
            }
        }
    }

    /** The next character of the source, NUL at its end. */
    private char peek() {
        return at < source.length() ? source.charAt(at) : '\0';
    }

    /** Notes that the character is the value's next one and stands at that offset; false if it is not. */
    private boolean put(char c, int place) {
        if (done == value.length() || value.charAt(done) != c) {
            return false;
        }
        places[done++] = place;
        return true;
    }

    private boolean plain() {
        while (done < value.length()) {
            char c = peek();
            boolean ends = (isBlank(c) || isBreak(c)) && endsLine();
            boolean agrees = ends ? fold() : put(c, at++);
            if (!agrees) {
                return false;
            }
        }
        places[done] = at;
        return true;
    }

    private boolean quoted(char quote) {
        at++;
        while (at < source.length() && (peek() != quote || (quote == '\'' && isDoubled()))) {
            char c = peek();
            boolean agrees;
            if (c == '\\' && quote == '"') {
                agrees = escape();
            } else if ((isBlank(c) || isBreak(c)) && endsLine()) {
                agrees = fold();
            } else {
                agrees = put(c, at);
                at += c == '\'' && quote == '\'' ? 2 : 1;
            }
            if (!agrees) {
                return false;
            }
        }
        places[done] = at;
        return true;
    }

    private boolean isDoubled() {
        return at + 1 < source.length() && source.charAt(at + 1) == '\'';
    }

    /** An escape of a double-quoted scalar. */
    private boolean escape() {
        int start = at++;
        char c = peek();
        if (isBreak(c)) {
            skipBreak();
            skipBlanks();
            boolean agrees = true;
            while (agrees && isBreak(peek())) {
                agrees = put('\n', at);
                skipBreak();
                skipBlanks();
            }
            return agrees;
        }
        at++;
        int digits = switch (c) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
        return digits == 0 ? put(escaped(c), start) : putCode(digits, start);
    }

    /** Takes the value's next characters for the code point of that many hexadecimal digits. */
    private boolean putCode(int digits, int place) {
        int end = Math.min(at + digits, source.length());
        int code = 0;
        for (; at < end; at++) {
            code = code * 16 + Character.digit(peek(), 16);
        }
        if (!Character.isValidCodePoint(code)) {
            return false;
        }
        boolean agrees = true;
        for (char c : Character.toChars(code)) {
            agrees = agrees && put(c, place);
        }
        return agrees;
    }

    private static char escaped(char c) {
        return switch (c) {
            case '0' -> '\0';
            case 'a' -> '\u0007';
            case 'b' -> '\b';
            case 't', '\t' -> '\t';
            case 'n' -> '\n';
            case 'v' -> '\u000b';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'e' -> '\u001b';
            case 'N' -> '\u0085';
            case '_' -> '\u00a0';
            default -> c;
        };
    }

    /** A line break within a flow scalar, with the white space around it: a blank, or a break per empty line. */
    private boolean fold() {
        int place = at;
        skipBlanks();
        skipBreak();
        skipBlanks();
        if (!isBreak(peek())) {
            return put(' ', place);
        }
        boolean agrees = true;
        while (agrees && isBreak(peek())) {
            agrees = put('\n', at);
            skipBreak();
            skipBlanks();
        }
        return agrees;
    }

    private boolean block(boolean folded) {
        while (at < source.length() && !isBreak(peek())) {
            at++;
        }
        skipBreak();
        int indent = contentIndent();
        if (!emptyLines(indent)) {
            return false;
        }
        while (done < value.length() && at < source.length()) {
            if (!blockLine(indent, folded)) {
                return false;
            }
        }
        places[done] = at;
        return true;
    }

    /** How far the lines are indented: more than the value's first line with words is. */
    private int contentIndent() {
        return indentOfWords(source, at) - indentOfWords(value, 0);
    }

    private static int indentOfWords(String text, int from) {
        int lineStart = from;
        for (int i = from; i < text.length(); i++) {
            if (isBreak(text.charAt(i))) {
                lineStart = i + 1;
            } else if (text.charAt(i) != ' ') {
                return i - lineStart;
            }
        }
        return 0;
    }

    /** A line with its break and the empty lines behind it. */
    private boolean blockLine(int indent, boolean folded) {
        boolean words = !isBlank(peek());
        while (at < source.length() && !isBreak(peek()) && done < value.length()) {
            if (!put(peek(), at)) {
                return false;
            }
            at++;
        }
        if (done == value.length()) {
            return true;
        }
        int place = at;
        skipBreak();
        int before = done;
        int next = emptyLinesEnd(indent);
        boolean joins = folded && words && next < source.length() && !isBlank(source.charAt(next)) && hasMore(next);
        if (!joins) {
            return put('\n', place) && emptyLines(indent);
        }
        return emptyLines(indent) && (done > before || put(' ', place));
    }

    /** Whether a line of the scalar starts at that offset: the value is not yet complete without it. */
    private boolean hasMore(int next) {
        for (int i = done; i < value.length(); i++) {
            if (value.charAt(i) != '\n') {
                return next < source.length();
            }
        }
        return false;
    }

    /** Puts a break for every empty line, then skips the indentation of the line with content. */
    private boolean emptyLines(int indent) {
        while (at < source.length() && done < value.length()) {
            int start = at;
            skipIndent(indent);
            if (!isBreak(peek())) {
                return true;
            }
            if (!put('\n', at)) {
                at = start;
                return false;
            }
            skipBreak();
        }
        return true;
    }

    /** Where {@link #emptyLines} would stop. */
    private int emptyLinesEnd(int indent) {
        int start = at;
        skipIndent(indent);
        while (isBreak(peek())) {
            skipBreak();
            skipIndent(indent);
        }
        int end = at;
        at = start;
        return end;
    }

    private void skipIndent(int indent) {
        for (int i = 0; i < indent && peek() == ' '; i++) {
            at++;
        }
    }

    private void skipBlanks() {
        while (isBlank(peek())) {
            at++;
        }
    }

    /** A line feed, a carriage return, or both. */
    private void skipBreak() {
        if (peek() == '\r') {
            at++;
        }
        if (peek() == '\n') {
            at++;
        }
    }

    /** Whether only white space follows on this line. */
    private boolean endsLine() {
        int i = at;
        while (i < source.length() && isBlank(source.charAt(i))) {
            i++;
        }
        return i < source.length() && isBreak(source.charAt(i));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
