package dev.ordinal.manifest;

import java.util.Optional;

/**
 * Cuts a file into chunks at the lines that separate documents ({@code ---} at the line's start, then a blank or the
 * line's end), so that a broken document leaves the others whole. Directives ({@code %YAML}, {@code %TAG}) stay with
 * the separator that follows them.
 */
final class DocumentSplitter {

    private static final int NONE = -1;

    private final String text;
    private int lineStart;
    private int line = 1;
    private int chunkStart;
    private int chunkLine = 1;
    private int longestLine;
    private int directives = NONE;
    private int directivesLine;
    private boolean mayHaveDirectives = true;

    DocumentSplitter(String text) {
        this.text = text;
    }

    /** The next chunk; empty after the last one. */
    Optional<Chunk> next() {
        while (lineStart < text.length()) {
            int end = Lines.end(text, lineStart);
            Optional<Chunk> ended = isMarker("---", end) ? separator() : Optional.empty();
            noteDirectives(end);
            longestLine = Math.max(longestLine, end - lineStart);
            lineStart = Lines.next(text, end);
            line++;
            if (ended.isPresent()) {
                return ended;
            }
        }
        Optional<Chunk> rest = chunk(text.length());
        chunkStart = text.length();
        return rest;
    }

    /** Begins a chunk at a separator, or at the directives before it, and gives the one that ends there. */
    private Optional<Chunk> separator() {
        int start = directives == NONE ? lineStart : directives;
        Optional<Chunk> ended = chunk(start);
        chunkStart = start;
        chunkLine = directives == NONE ? line : directivesLine;
        longestLine = 0;
        return ended;
    }

    /** Directives stand at the start of the file or after an end marker, among comments and empty lines. */
    private void noteDirectives(int end) {
        char first = lineStart < end ? text.charAt(lineStart) : '\n';
        if (mayHaveDirectives && first == '%') {
            if (directives == NONE) {
                directives = lineStart;
                directivesLine = line;
            }
        } else if (first != '#' && first != '\n') {
            mayHaveDirectives = isMarker("...", end);
            directives = NONE;
        }
    }

    private boolean isMarker(String marker, int end) {
        int after = lineStart + marker.length();
        return text.startsWith(marker, lineStart)
                && (after >= end || text.charAt(after) == ' ' || text.charAt(after) == '\t');
    }

    private Optional<Chunk> chunk(int end) {
        return end > chunkStart
                ? Optional.of(new Chunk(text.substring(chunkStart, end), chunkLine, chunkStart, longestLine))
                : Optional.empty();
    }
}
