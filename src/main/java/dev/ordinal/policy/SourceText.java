package dev.ordinal.policy;

import dev.ordinal.manifest.SourcePosition;

/**
 * Finds its way in the text of a YAML file, by offsets.
 *
 * @param text with its line ends as they are
 */
record SourceText(String text) {

    /** The offset of a place; the text's end if it has no such place. */
    int offset(SourcePosition position) {
        int at = 0;
        for (int i = 1; i < position.line(); i++) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                return text.length();
            }
            at = end + 1;
        }
        for (int i = 1; i < position.column() && at < text.length(); i++) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    /** The place of an offset. */
    SourcePosition position(String file, int offset) {
        int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
        int line = 1
                + (int) text.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new SourcePosition(file, line, 1 + text.codePointCount(lineStart, offset));
    }

    /** The character there, NUL behind the end. */
    char at(int offset) {
        return offset < text.length() ? text.charAt(offset) : '\0';
    }

    /** How many characters of its line stand before the offset. */
    int column(int offset) {
        return offset - (text.lastIndexOf('\n', offset - 1) + 1);
    }

    /** The offset of the first character at or behind this one that is no blank. */
    int skipBlanks(int offset) {
        int at = offset;
        while (at(at) == ' ' || at(at) == '\t') {
            at++;
        }
        return at;
    }

    /** The end of the line, before its line break. */
    int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        if (end < 0) {
            return text.length();
        }
        return end > offset && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** The start of the next line, the text's end if there is none. */
    int nextLine(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end + 1;
    }

    /** The end of the flow collection that starts there, behind its closing bracket. */
    int flowEnd(int offset) {
        int depth = 0;
        for (int at = offset; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '[', '{' -> depth++;
                case ']', '}' -> depth--;
                case '"', '\'' -> at = isTokenStart(at) ? quoteEnd(at) : at;
                case '#' -> at = isTokenStart(at) ? lineEnd(at) : at;
                default -> {}
            }
            if (depth == 0) {
                return at + 1;
            }
        }
        return text.length();
    }

    /** Whether what stands there is not within a plain scalar. */
    private boolean isTokenStart(int offset) {
        int before = offset - 1;
        return before < 0 || " \t\n\r,[]{}:".indexOf(text.charAt(before)) >= 0;
    }

    /** The offset of the closing quote. */
    private int quoteEnd(int open) {
        char quote = text.charAt(open);
        for (int at = open + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean doubled = c == '\'' && quote == c && at(at + 1) == c;
            if (doubled || (c == '\\' && quote == '"')) {
                at++;
            } else if (c == quote) {
                return at;
            }
        }
        return text.length();
    }

    private boolean isBlankOrEnd(int offset) {
        return " \t\r\n\0".indexOf(at(offset)) >= 0;
    }

    /**
     * The end of a part in block style: of the last line, from the one of the offset on, that is indented by at least
     * so much, or is an item of a list and indented by one less. Empty lines and comments behind it do not belong to
     * it.
     */
    int blockEnd(int offset, int indent) {
        int end = lineEnd(offset);
        for (int line = nextLine(offset); line < text.length(); line = nextLine(line)) {
            int first = skipBlanks(line);
            boolean empty = first >= lineEnd(line) || at(first) == '#';
            int needed = at(first) == '-' && isBlankOrEnd(first + 1) ? indent - 1 : indent;
            if (!empty && first - line < needed) {
                break;
            }
            end = empty ? end : lineEnd(line);
        }
        return end;
    }
}
