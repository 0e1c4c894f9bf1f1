package dev.ordinal.manifest;

/**
 * The part of a file from one document separator to the next; mostly one document.
 *
 * @param text with its separator line, if it begins with one
 * @param firstLine the number of its first line in the file, from 1
 * @param start the index of its first character in the file's text
 * @param longestLine the length of its longest line
 */
public record Chunk(String text, int firstLine, int start, int longestLine) {

    private static final int MARKER_LENGTH = 3;

    /** The character that the content begins with, comments and a separator passed over; 0 if there is none. */
    public char firstContent() {
        int at = 0;
        boolean lineStart = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                at = Lines.end(text, at);
            } else if (lineStart && isMarker(at)) {
                at += MARKER_LENGTH;
                lineStart = false;
            } else if (c == '\n' || c == ' ' || c == '\t' || c == '\r') {
                lineStart = c == '\n' || c == '\r';
                at++;
            } else {
                return c;
            }
        }
        return 0;
    }

    private boolean isMarker(int at) {
        int end = at + MARKER_LENGTH;
        return (text.startsWith("---", at) || text.startsWith("...", at))
                && (end == text.length() || Character.isWhitespace(text.charAt(end)));
    }
}
