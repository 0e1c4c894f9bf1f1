package dev.ordinal.manifest;

import java.util.function.Predicate;

/**
 * Cuts a file into chunks at the lines that separate documents ({@code ---} at the line's start, then a blank or the
 * line's end), so that a broken document leaves the others whole. Directives ({@code %YAML}, {@code %TAG}) stay with
 * the separator that follows them.
 */
final class DocumentSplitter {

    private final String text;
    private int lineStart;
    private int line = 1;
    private int chunkStart;
    private int chunkLine = 1;
    private int longest;

    DocumentSplitter(String text) {
        this.text = text;
    }

    /** Hands the chunks over one by one, as long as they are wanted. */
    void forEach(Predicate<Chunk> wanted) {
        boolean fresh = true;
        int directives = -1;
        int directivesLine = 0;
        while (lineStart < text.length()) {
            int newline = text.indexOf('\n', lineStart);
            int end = newline < 0 ? text.length() : newline;
            char first = lineStart < end ? text.charAt(lineStart) : '\n';
            if (first == '-' && isMarker("---", end)) {
                int cut = directives >= 0 ? directives : lineStart;
                int cutLine = directives >= 0 ? directivesLine : line;
                if (cut > chunkStart) {
                    if (!wanted.test(chunk(cut))) {
                        return;
                    }
                    longest = 0;
                }
                chunkStart = cut;
                chunkLine = cutLine;
                fresh = false;
                directives = -1;
            } else if (first == '.' && isMarker("...", end)) {
                fresh = true;
                directives = -1;
            } else if (fresh && first == '%') {
                if (directives < 0) {
                    directives = lineStart;
                    directivesLine = line;
                }
            } else if (first != '#' && first != '\n' && first != '\r') {
                fresh = false;
                directives = -1;
            }
            longest = Math.max(longest, end - lineStart);
            lineStart = end + 1;
            line++;
        }
        if (chunkStart < text.length()) {
            wanted.test(chunk(text.length()));
        }
    }

    private boolean isMarker(String marker, int end) {
        int after = lineStart + marker.length();
        return text.startsWith(marker, lineStart)
                && (after >= end
                        || text.charAt(after) == ' '
                        || text.charAt(after) == '\t'
                        || text.charAt(after) == '\r');
    }

    private Chunk chunk(int end) {
        return new Chunk(text.substring(chunkStart, end), chunkLine, chunkStart, longest);
    }
}
