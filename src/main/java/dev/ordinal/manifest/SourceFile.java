package dev.ordinal.manifest;

import java.util.Arrays;

/** A file's name and text, by lines. */
public final class SourceFile {

    private final String name;
    private final String text;
    private int @org.jspecify.annotations.Nullable [] lineStarts;

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
        int end = number < starts.length ? starts[number] : text.length();
        int start = starts[number - 1];
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(start, end);
    }

    private synchronized int[] lineStarts() {
        int[] starts = lineStarts;
        if (starts == null) {
            starts = new int[64];
            int count = 1;
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) == '\n') {
                    if (count == starts.length) {
                        starts = Arrays.copyOf(starts, count * 2);
                    }
                    starts[count++] = i + 1;
                }
            }
            starts = Arrays.copyOf(starts, count);
            lineStarts = starts;
        }
        return starts;
    }
}
