package dev.ordinal.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.ordinal.manifest.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The changes of files as unified diffs, which {@code git apply} and {@code patch -p1} take. */
final class UnifiedDiff {

    private static final int CONTEXT = 3;
    private static final String NO_LINE_END = "\n\\ No newline at end of file";

    private UnifiedDiff() {}

    /**
     * The change of one file; nothing where the texts are equal.
     *
     * @param name as {@link SourceFile#name()} gives it
     */
    static String of(String name, String before, String after) {
        List<String> lines = lines(before);
        var patch = DiffUtils.diff(lines, lines(after));
        if (patch.getDeltas().isEmpty()) {
            return "";
        }
        String path = path(name);
        List<String> diff =
                UnifiedDiffUtils.generateUnifiedDiff(header("a", path), header("b", path), lines, patch, CONTEXT);
        return String.join("\n", diff) + "\n";
    }

    /** The lines, all but a line feed being part of them; one that nothing ends says so as diffs do. */
    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        int at = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
            lines.add(text.substring(at, end));
            at = end + 1;
        }
        if (at < text.length()) {
            lines.add(text.substring(at) + NO_LINE_END);
        }
        return lines;
    }

    /**
     * Whether the diff of a file can be applied in the present folder: tools refuse paths that lead out of it, be it by
     * {@code ..} or by a symbolic link.
     */
    static boolean appliesHere(String name) {
        return real(Path.of(name)).startsWith(real(Path.of("")));
    }

    /** The file's path from the present folder, where it lies below that; else from the root, without the slash. */
    private static String path(String name) {
        Path path = real(Path.of(name));
        Path root = appliesHere(name) ? real(Path.of("")) : path.getRoot();
        return root == null ? path.toString() : root.relativize(path).toString();
    }

    /** Where a file lies, whatever symbolic links lead to it. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            return path.toAbsolutePath().normalize();
        }
    }

    /** A name as git writes it in a diff: quoted where it must be, and ended by a tab where it has blanks. */
    private static String header(String side, String path) {
        String name = side + "/" + path;
        if (name.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\' || c == 0x7f)) {
            return name.indexOf(' ') < 0 ? name : name + "\t";
        }
        var quoted = new StringBuilder("\"");
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (b == '"' || b == '\\') {
                quoted.append('\\').append((char) b);
            } else if (b >= ' ' && b != 0x7f) {
                quoted.append((char) b);
            } else {
                quoted.append("\\%03o".formatted(b & 0xff));
            }
        }
        return quoted.append('"').toString();
    }
}
