package dev.ordinal.report;

/**
 * How far the thing at a place of a YAML or JSON line goes: a key together with a value that ends on the same line, or
 * the value alone. Read from the line's text only, so it is for showing, not for deciding.
 */
final class Span {

    /** Nobody looks at more of a line than this. */
    private static final int LIMIT = 400;

    private Span() {}

    /**
     * The end, behind the last character, of what starts at the index; at least one character on unless the line ends
     * there.
     */
    static int end(String line, int start) {
        int limit = Math.min(line.length(), start + LIMIT);
        if (start >= limit) {
            return Math.min(start, line.length());
        }
        int colon = scan(line, start, limit, true);
        if (colon >= limit || line.charAt(colon) != ':') {
            return atLeastOne(line, start, trimmed(line, start, colon));
        }
        int value = colon + 1;
        while (value < limit && line.charAt(value) == ' ') {
            value++;
        }
        int end = trimmed(line, value, scan(line, value, limit, false));
        return end <= value || isOpen(line, value, end) ? colon : end;
    }

    /** The end of the word at the index, as expressions have words; one character where there is none. */
    static int wordEnd(String line, int start) {
        int end = start;
        while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end))) {
            end++;
        }
        return atLeastOne(line, start, end);
    }

    private static int atLeastOne(String line, int start, int end) {
        if (end > start) {
            return end;
        }
        return start >= line.length() ? line.length() : start + Character.charCount(line.codePointAt(start));
    }

    /** The index of what ends the scalar or flow collection at the start, or of the colon behind a key. */
    private static int scan(String line, int start, int limit, boolean stopAtColon) {
        int depth = 0;
        char quote = 0;
        for (int i = start; i < limit; i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == '\\' && quote == '"') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
                continue;
            }
            boolean opensToken = i == start || " [{,:".indexOf(line.charAt(i - 1)) >= 0;
            if ((c == '"' || c == '\'') && opensToken) {
                quote = c;
            } else if (c == '#' && i > start && line.charAt(i - 1) == ' ') {
                return i;
            } else if ((c == '{' || c == '[') && (opensToken || depth > 0)) {
                depth++;
            } else if (c == '}' || c == ']') {
                if (depth == 0) {
                    return i;
                }
                depth--;
            } else if (c == ',' && depth == 0 && endsItem(line, i)) {
                return i;
            } else if (stopAtColon && c == ':' && depth == 0 && endsKey(line, i, limit)) {
                return i;
            }
        }
        return limit;
    }

    /** Whether a comma divides items, which in a plain scalar it does not. */
    private static boolean endsItem(String line, int comma) {
        String before = line.substring(Math.max(0, comma - LIMIT), comma);
        String after = line.substring(comma + 1, Math.min(line.length(), comma + LIMIT));
        boolean inFlow = before.stripLeading().startsWith("\"");
        for (int i = 0, open = 0; i < before.length(); i++) {
            char c = before.charAt(i);
            open += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            inFlow |= i == before.length() - 1 && open > 0;
        }
        return inFlow || after.isBlank();
    }

    private static boolean endsKey(String line, int colon, int limit) {
        return colon + 1 >= limit || line.charAt(colon + 1) == ' ' || line.charAt(colon - 1) == '"';
    }

    private static int trimmed(String line, int start, int end) {
        int trimmed = end;
        while (trimmed > start && Character.isWhitespace(line.charAt(trimmed - 1))) {
            trimmed--;
        }
        return trimmed;
    }

    /** Whether the value goes on in the next line: a block scalar, or a flow collection that is not closed. */
    private static boolean isOpen(String line, int start, int end) {
        char first = line.charAt(start);
        if (first == '|' || first == '>') {
            return true;
        }
        char last = line.charAt(end - 1);
        return (first == '{' && last != '}') || (first == '[' && last != ']');
    }
}
