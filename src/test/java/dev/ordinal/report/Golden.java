package dev.ordinal.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that hold what a report is expected to be. A test that fails prints where the report differs; with
 * {@code -Dgolden.update=true} it writes the file instead.
 */
public final class Golden {

    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    /** Compares text with the file of that name. */
    public static void assertMatches(String name, String actual) {
        assertMatches(FOLDER, name, actual);
    }

    /** Compares text with the file of that name in a folder. */
    public static void assertMatches(Path folder, String name, String actual) {
        Path file = folder.resolve(name);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(folder);
                Files.writeString(file, actual);
                return;
            }
            String expected = Files.exists(file) ? Files.readString(file) : "";
            if (!expected.equals(actual)) {
                throw new AssertionError(file + " differs (-Dgolden.update=true accepts it):\n"
                        + diff(expected.lines().toList(), actual.lines().toList()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The lines that differ, those that are only expected behind {@code -}, those that are only found behind {@code +}.
     */
    private static String diff(List<String> expected, List<String> actual) {
        int[][] common = new int[expected.size() + 1][actual.size() + 1];
        for (int i = expected.size() - 1; i >= 0; i--) {
            for (int j = actual.size() - 1; j >= 0; j--) {
                common[i][j] = expected.get(i).equals(actual.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        var lines = new ArrayList<String>();
        int i = 0;
        int j = 0;
        while (i < expected.size() || j < actual.size()) {
            if (i < expected.size() && j < actual.size() && expected.get(i).equals(actual.get(j))) {
                i++;
                j++;
            } else if (j == actual.size() || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add((i + 1) + " - " + expected.get(i++));
            } else {
                lines.add((j + 1) + " + " + actual.get(j++));
            }
        }
        return lines.isEmpty() ? "only the end of the last line" : String.join("\n", lines);
    }
}
