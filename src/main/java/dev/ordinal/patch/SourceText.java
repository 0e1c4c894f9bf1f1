package dev.ordinal.patch;

import dev.ordinal.manifest.Lines;
import java.util.ArrayList;
import java.util.List;

/** The text of a chunk, asked about lines, indentation and what YAML passes over. */
final class SourceText {

    private final String text;
    private final String padding;

    private SourceText(String text, String padding) {
        this.text = text;
        this.padding = padding;
    }

    /** The text, with a line break at its end even if it lacks one, so that every line has its own. */
    static SourceText of(String text) {
        int end = Lines.end(text, 0);
        String lineBreak = end == text.length() ? "\n" : text.substring(end, Lines.next(text, end));
        boolean ended = text.endsWith("\n") || text.endsWith("\r");
        return ended ? new SourceText(text, "") : new SourceText(text + lineBreak, lineBreak);
    }

    /** The text with a line break at its end. */
    String text() {
        return text;
    }

    /** The edits, in order and without touching one another, as edits of the text as it was given. */
    List<TextEdit> withoutPadding(List<TextEdit> edits) {
        if (padding.isEmpty() || edits.isEmpty() || edits.getLast().end() < text.length()) {
            return edits;
        }
        TextEdit last = edits.getLast();
        int length = text.length() - padding.length();
        String lines = last.replacement();
        var changed = new ArrayList<>(edits.subList(0, edits.size() - 1));
        if (!lines.endsWith(padding)) {
            changed.add(new TextEdit(Math.max(0, last.start() - padding.length()), length, lines));
        } else {
            String before = last.start() > length ? padding : "";
            changed.add(new TextEdit(
                    Math.min(last.start(), length),
                    length,
                    before + lines.substring(0, lines.length() - padding.length())));
        }
        return changed;
    }

    /** The place of the first character of the line that holds the place. */
    int lineStart(int place) {
        int at = place;
        while (at > 0 && text.charAt(at - 1) != '\n' && text.charAt(at - 1) != '\r') {
            at--;
        }
        return at;
    }

    /** The place of the end of the line that holds the place, before what ends it. */
    int lineEnd(int place) {
        return Lines.end(text, place);
    }

    /** The place of the first character of the next line; the text's length if there is none. */
    int nextLine(int place) {
        int end = lineEnd(place);
        return end == text.length() ? end : Lines.next(text, end);
    }

    /** How many characters stand before the place in its line. */
    int column(int place) {
        return place - lineStart(place);
    }

    boolean isOnOneLine(int start, int end) {
        return lineEnd(start) >= end;
    }

    /** What ends the line of the place. */
    String lineBreak(int place) {
        int end = lineEnd(place);
        return end == text.length() ? "\n" : text.substring(end, Lines.next(text, end));
    }

    /** The place before the line break that ends the line before this place's; 0 in the first line. */
    int endOfLineBefore(int place) {
        int start = lineStart(place);
        if (start == 0) {
            return 0;
        }
        return start > 1 && text.charAt(start - 1) == '\n' && text.charAt(start - 2) == '\r' ? start - 2 : start - 1;
    }

    /** The place of the first character of the line before this place's. */
    int lineBefore(int place) {
        return lineStart(endOfLineBefore(place));
    }

    /** Whether only blanks and dashes of list items stand before the place in its line. */
    boolean followsIndentOnly(int place) {
        for (int at = lineStart(place); at < place; at++) {
            char c = text.charAt(at);
            if (c != ' ' && !(c == '-' && at + 1 < place && text.charAt(at + 1) == ' ')) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing but blanks stands before the place in its line. */
    boolean isFirstInLine(int place) {
        return firstInLine(place) == place;
    }

    /** The place of the first character of the place's line that is no blank. */
    private int firstInLine(int place) {
        int at = lineStart(place);
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** Whether the line that begins at the place holds a comment alone, which stands that far in or further. */
    boolean isComment(int lineStart, int column) {
        int first = firstInLine(lineStart);
        return first < text.length() && text.charAt(first) == '#' && first - lineStart >= column;
    }

    /** Whether a comment begins somewhere in whole lines between the two places. */
    boolean hasCommentLine(int start, int end) {
        for (int line = nextLine(start); line < end; line = nextLine(line)) {
            if (isComment(line, 0)) {
                return true;
            }
        }
        return false;
    }

    /** The place after comment lines that begin right at the place and stand that far in or further. */
    int skipComments(int lineStart, int column) {
        int at = lineStart;
        while (at < text.length() && isComment(at, column)) {
            at = nextLine(at);
        }
        return at;
    }

    /** The place of the next character that is neither white space nor in a comment. */
    int skipSpaceAndComments(int place) {
        int at = place;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#' && (at == 0 || Character.isWhitespace(text.charAt(at - 1)))) {
                at = lineEnd(at);
            } else if (Character.isWhitespace(c)) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /** The place of the next character in the line that is no blank. */
    int skipBlanks(int place) {
        int at = place;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** The place of the blanks that stand before the place in its line, or the place itself. */
    int beforeBlanks(int place) {
        int at = place;
        while (at > 0 && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
            at--;
        }
        return at;
    }

    /** The place of the value whose anchor and tag begin at the place. */
    int skipProperties(int place) {
        int at = place;
        while (at < text.length() && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
            while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            at = skipSpaceAndComments(at);
        }
        return at;
    }

    /** The place after the last anchor or tag of those that begin at the place. */
    int propertiesEnd(int place) {
        int at = place;
        int end = place;
        while (at < text.length() && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
            while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            end = at;
            at = skipSpaceAndComments(at);
        }
        return end;
    }

    /**
     * The place after a block scalar's last line that counts, before what ends that line: empty lines at its end belong
     * to it only where its header keeps them.
     *
     * @param header the place of its {@code |} or {@code >}
     * @param end where the parser saw its end: the start of the line after all its empty lines
     */
    int blockScalarEnd(int header, int end) {
        boolean keep = false;
        for (int at = header; at < end && !Character.isWhitespace(text.charAt(at)); at++) {
            keep |= text.charAt(at) == '+';
        }
        if (keep) {
            return lineStart(end) == end ? endOfLineBefore(end) : end;
        }
        int at = end;
        while (at > header + 1 && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }
}
