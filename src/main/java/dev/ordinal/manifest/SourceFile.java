package dev.ordinal.manifest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file's name and text, by lines. */
public final class SourceFile {

    private final String name;
    private final String text;
    private int @Nullable [] lineStarts;

    /**
     * Makes a source file.
     *
     * @param name as the user named it, {@code <stdin>} for standard input
     * @param text decoded, line ends as they are, without a byte order mark
     */
    public SourceFile(String name, String text) {
        this.name = name;
        this.text = text;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** A line's text without its end; empty where the file has no such line. Lines count from 1. */
    public String line(int number) {
        int[] starts = lineStarts();
        if (number < 1 || number > starts.length) {
            return "";
        }
        int start = starts[number - 1];
        return text.substring(start, Lines.end(text, start));
    }

    /**
     * The text, cut where documents begin: each chunk is read by itself, so that a broken one leaves the others whole.
     */
    public List<Chunk> chunks() {
        var splitter = new DocumentSplitter(text);
        var chunks = new ArrayList<Chunk>();
        for (Optional<Chunk> next = splitter.next(); next.isPresent(); next = splitter.next()) {
            chunks.add(next.get());
        }
        return chunks;
    }

    /**
     * A place that a parser told, moved to the line's end if it lies behind it: parsers differ in what they make of a
     * lone carriage return that ends the file.
     */
    SourcePosition within(long place) {
        String line = line(Positions.line(place));
        int end = line.codePointCount(0, line.length()) + 1;
        return new SourcePosition(name, Positions.line(place), Math.min(Positions.column(place), end));
    }

    /** The place of the character at an index of the text. */
    public SourcePosition position(int index) {
        int[] starts = lineStarts();
        int found = Arrays.binarySearch(starts, index);
        int line = found >= 0 ? found : -found - 2;
        return new SourcePosition(name, line + 1, text.codePointCount(starts[line], index) + 1);
    }

    private synchronized int[] lineStarts() {
        int[] starts = lineStarts;
        if (starts == null) {
            starts = new int[64];
            int count = 1;
            for (int end = Lines.end(text, 0); end < text.length(); end = Lines.end(text, starts[count - 1])) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = Lines.next(text, end);
            }
            starts = Arrays.copyOf(starts, count);
            lineStarts = starts;
        }
        return starts;
    }
}
