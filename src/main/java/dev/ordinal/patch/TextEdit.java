package dev.ordinal.patch;

import java.util.Comparator;
import java.util.List;

/**
 * One change to a text.
 *
 * @param start the index of the first character that goes
 * @param end the index after the last one; equal to the start where nothing goes
 * @param replacement what stands there instead
 */
public record TextEdit(int start, int end, String replacement) {

    public TextEdit {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no range of a text: " + start + " to " + end);
        }
    }

    /** The same change in a text that has so many more characters before this one. */
    TextEdit shifted(int by) {
        return new TextEdit(start + by, end + by, replacement);
    }

    /**
     * Makes the changes, whose indexes are all those of the text as given. Of several insertions at one place the first
     * in the list comes first.
     *
     * @throws IllegalArgumentException if two of them overlap or one lies outside of the text
     */
    public static String apply(String text, List<TextEdit> edits) {
        if (edits.isEmpty()) {
            return text;
        }
        List<TextEdit> sorted = inOrder(edits);
        var changed = new StringBuilder(text.length() + 256);
        int done = 0;
        for (TextEdit edit : sorted) {
            if (edit.start < done || edit.end > text.length()) {
                throw new IllegalArgumentException("the edit overlaps another one or the text's end: " + edit);
            }
            changed.append(text, done, edit.start).append(edit.replacement);
            done = edit.end;
        }
        return changed.append(text, done, text.length()).toString();
    }

    private static List<TextEdit> inOrder(List<TextEdit> edits) {
        return edits.stream()
                .sorted(Comparator.comparingInt(TextEdit::start).thenComparingInt(TextEdit::end))
                .toList();
    }

    /** Whether one of them changes what another one takes away or changes. */
    static boolean overlap(List<TextEdit> edits) {
        List<TextEdit> sorted = inOrder(edits);
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).start < sorted.get(i - 1).end) {
                return true;
            }
        }
        return false;
    }
}
