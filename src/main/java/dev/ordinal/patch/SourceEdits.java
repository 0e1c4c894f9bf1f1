package dev.ordinal.patch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Edits of one source as they come together; each with the line ends of the line it is about. */
final class SourceEdits {

    private final SourceText source;
    private final List<TextEdit> edits = new ArrayList<>();

    SourceEdits(SourceText source) {
        this.source = source;
    }

    /** The edits since the last call, of the file's text. */
    List<TextEdit> take() {
        List<TextEdit> taken = source.withoutPadding(joined(edits));
        edits.clear();
        return taken;
    }

    /** Puts a text in the place of another; nothing for nothing is no edit. */
    void edit(int start, int end, String replacement) {
        if (start < end || !replacement.isEmpty()) {
            edits.add(new TextEdit(start, end, replacement));
        }
    }

    /** Inserts lines after the line that holds the place and the comments below it that stand that far in. */
    void insertAfter(int place, int commentColumn, String lines) {
        int at = source.skipComments(source.nextLine(place), commentColumn);
        edit(at, at, broken(lines, place));
    }

    /** The lines with the line ends of the line that holds the place. */
    String broken(String lines, int place) {
        String lineBreak = source.lineBreak(place);
        return lineBreak.equals("\n") ? lines : lines.replace("\n", lineBreak);
    }

    /** The lines, the last without its end. */
    static String withoutLastBreak(String lines) {
        int end = lines.length();
        end -= lines.endsWith("\r\n") ? 2 : lines.isEmpty() ? 0 : 1;
        return lines.substring(0, end);
    }

    /** In the order of the text, those that touch made one. */
    private static List<TextEdit> joined(List<TextEdit> edits) {
        var byStart = new TreeMap<Integer, List<TextEdit>>();
        edits.forEach(edit ->
                byStart.computeIfAbsent(edit.start(), _ -> new ArrayList<>()).add(edit));
        var joined = new ArrayList<TextEdit>();
        byStart.values().stream()
                .flatMap(same -> same.stream().sorted(Comparator.comparingInt(TextEdit::end)))
                .forEach(edit -> {
                    @Nullable TextEdit last = joined.isEmpty() ? null : joined.getLast();
                    boolean touches = last != null
                            && (edit.start() == last.end()
                                    || (edit.start() < last.end()
                                            && last.replacement().isEmpty()
                                            && edit.replacement().isEmpty()));
                    if (last != null && touches) {
                        joined.removeLast();
                        joined.add(new TextEdit(
                                last.start(),
                                Math.max(last.end(), edit.end()),
                                last.replacement() + edit.replacement()));
                    } else {
                        joined.add(edit);
                    }
                });
        return joined;
    }
}
