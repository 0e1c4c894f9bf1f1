package dev.ordinal.report;

import dev.ordinal.manifest.SourcePosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A source line made fit to show, and which of its columns to mark.
 *
 * @param text what to show: tabs as blanks, long lines cut around the place
 * @param from the first column to mark, from 0, in columns of a terminal
 * @param width how many to mark, at least one
 */
record Excerpt(String text, int from, int width) {

    /** What fits beside the gutter on most screens. */
    private static final int ROOM = 110;

    /** What a long line shows before the place. */
    private static final int LEAD = 40;

    private static final int TAB = 4;

    private static final char CUT = '…';

    private static final char UNSEEN = '\ufffd';

    /** What a position points at goes this far. */
    enum Extent {
        /** A key and its value, or a value. */
        FIELD,
        /** A word of an expression. */
        WORD,
        /** One character. */
        POINT
    }

    /** Cuts excerpts from the sources of one result; neighbours on one long line are found without a new search. */
    static final class Cutter {

        private final CheckResult result;
        private final Map<String, Cursor> cursors = new HashMap<>();

        Cutter(CheckResult result) {
            this.result = result;
        }

        private record Cursor(int line, String text, int column, int index) {}

        /** The excerpt at a place; empty where the source is not at hand or has no such place. */
        Optional<Excerpt> at(SourcePosition position, Extent extent) {
            return locate(position).map(cursor -> cut(cursor.text(), cursor.index(), end(cursor, extent)));
        }

        /** The column, from 1 in code points, behind the last character of the field at a place. */
        Optional<Integer> endColumn(SourcePosition position) {
            return locate(position).map(cursor -> {
                int end = end(cursor, Extent.FIELD);
                return position.column() + cursor.text().codePointCount(cursor.index(), end);
            });
        }

        private static int end(Cursor cursor, Extent extent) {
            return switch (extent) {
                case FIELD -> Span.end(cursor.text(), cursor.index());
                case WORD -> Span.wordEnd(cursor.text(), cursor.index());
                case POINT -> cursor.index();
            };
        }

        private Optional<Cursor> locate(SourcePosition position) {
            Cursor last = cursors.get(position.file());
            if (last == null || last.line() != position.line()) {
                Optional<String> line = result.line(position);
                if (line.isEmpty()) {
                    return Optional.empty();
                }
                last = new Cursor(position.line(), line.get(), 1, 0);
            }
            int column = position.column();
            boolean onwards = column >= last.column();
            int index = onwards ? last.index() : 0;
            for (int at = onwards ? last.column() : 1;
                    at < column && index < last.text().length();
                    at++) {
                index += Character.charCount(last.text().codePointAt(index));
            }
            var found = new Cursor(position.line(), last.text(), column, index);
            cursors.put(position.file(), found);
            return last.text().isBlank() ? Optional.empty() : Optional.of(found);
        }
    }

    /** Cuts a line around the characters from one index to another. */
    static Excerpt cut(String line, int from, int to) {
        int start = 0;
        boolean whole = columns(line, 0, line.length()) <= ROOM;
        if (!whole) {
            start = columns(line, 0, from) <= ROOM / 2 ? 0 : Math.max(0, from - LEAD);
            if (start > 0 && Character.isLowSurrogate(line.charAt(start))) {
                start--;
            }
        }
        var text = new StringBuilder();
        int column = 0;
        if (start > 0) {
            text.append(CUT);
            column = 1;
        }
        int markFrom = -1;
        int markTo = -1;
        int i = start;
        while (i < line.length() && (whole || column < ROOM)) {
            markFrom = i >= from && markFrom < 0 ? column : markFrom;
            markTo = i >= to && markTo < 0 ? column : markTo;
            int c = line.codePointAt(i);
            column += append(text, c);
            i += Character.charCount(c);
        }
        if (i < line.length()) {
            text.append(CUT);
        }
        int first = markFrom < 0 ? column : markFrom;
        int last = markTo < 0 ? column : markTo;
        return new Excerpt(text.toString(), first, Math.max(1, last - first));
    }

    private static int append(StringBuilder text, int c) {
        if (c == '\t') {
            text.repeat(' ', TAB);
            return TAB;
        }
        if (Printable.isInvisible(c)) {
            text.append(UNSEEN);
            return 1;
        }
        text.appendCodePoint(c);
        return Printable.width(c);
    }

    /** The columns between two indexes; stops counting where it is plain that they are too many. */
    private static int columns(String line, int from, int to) {
        int columns = 0;
        for (int i = from; i < to && columns <= ROOM; ) {
            int c = line.codePointAt(i);
            columns += c == '\t' ? TAB : Printable.isInvisible(c) ? 1 : Printable.width(c);
            i += Character.charCount(c);
        }
        return columns;
    }
}
