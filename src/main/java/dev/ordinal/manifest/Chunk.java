package dev.ordinal.manifest;

/**
 * The part of a file from one document separator to the next; mostly one document.
 *
 * @param text with its separator line, if it begins with one
 * @param firstLine the number of its first line in the file, from 1
 * @param start the index of its first character in the file's text
 * @param longestLine the length of its longest line
 */
record Chunk(String text, int firstLine, int start, int longestLine) {

    /** The character that the content begins with, comments and a separator passed over; 0 if there is none. */
    char firstContent() {
        int at = 0;
        boolean lineStart = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#' || (lineStart && text.startsWith("---", at) && isBlank(at + 3))) {
                int end = text.indexOf('\n', at);
                if (c == '-' && !isComment(at + 3)) {
                    at += 3;
                    lineStart = false;
                    continue;
                }
                at = end < 0 ? text.length() : end;
            } else if (c == '\n') {
                lineStart = true;
                at++;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else {
                return c;
            }
        }
        return 0;
    }

    private boolean isBlank(int at) {
        return at >= text.length() || Character.isWhitespace(text.charAt(at));
    }

    private boolean isComment(int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length() && text.charAt(at) == '#';
    }
}
