package dev.ordinal.fix;

import dev.ordinal.manifest.Chunk;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Lines;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourceMap;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.patch.TextEdit;
import java.util.Optional;

/**
 * Where an object goes that is missing beside another: into a document of its own right before the other's, separated
 * and indented as the file does it.
 */
sealed interface NewDocument {

    /** It can be put in. */
    record Placed(SourceFile file, TextEdit edit) implements NewDocument {}

    /** It cannot. */
    record Refused(String why) implements NewDocument {}

    /**
     * Finds the place.
     *
     * @param missing the object
     * @param beside the object that it is missing beside, as it was read
     */
    static NewDocument of(JsonObject missing, Manifest beside) {
        Optional<SourceMap> source = beside.source();
        if (source.isEmpty()) {
            return new Refused(beside.ref() + " comes from no file");
        }
        SourceMap map = source.get();
        SourcePosition first = map.nearest(FieldPath.ROOT);
        Optional<Chunk> found = chunkOf(map.file(), first.line());
        if (!map.within().isRoot()) {
            return new Refused(beside.ref() + " is an item of a list");
        }
        if (found.isEmpty() || first.column() != 1) {
            return new Refused(beside.ref() + " is not written in block style from the line's start on");
        }
        Chunk chunk = found.get();
        if (chunk.firstContent() == '%') {
            return new Refused("YAML directives stand before " + beside.ref());
        }
        String lineEnd = lineEnd(map.file().text());
        String document = YamlText.fields(missing, 0, indent(map)).replace("\n", lineEnd);
        boolean isMarked = chunk.text().startsWith("---");
        if (isMarked) {
            String gap = isAfterGap(map.file().text(), chunk.start()) ? lineEnd : "";
            return placed(map, chunk.start(), "---" + lineEnd + document + gap);
        }
        return placed(map, behindHeader(chunk, first.line()), document + "---" + lineEnd);
    }

    private static Placed placed(SourceMap map, int at, String text) {
        return new Placed(map.file(), new TextEdit(at, at, text));
    }

    private static Optional<Chunk> chunkOf(SourceFile file, int line) {
        return file.chunks().stream().filter(chunk -> chunk.firstLine() <= line).reduce((_, last) -> last);
    }

    private static String lineEnd(String text) {
        int end = Lines.end(text, 0);
        return end < text.length() ? text.substring(end, Lines.next(text, end)) : "\n";
    }

    /** Whether an empty line stands before the index. */
    private static boolean isAfterGap(String text, int index) {
        String before =
                text.substring(Math.max(0, index - "\r\n\r\n".length()), index).replace("\r\n", "\n");
        return before.endsWith("\n\n");
    }

    /** The start of the comments that belong to the first document, where an empty line parts them from the file's. */
    private static int behindHeader(Chunk chunk, int firstLine) {
        int at = 0;
        int start = 0;
        for (int line = chunk.firstLine(); line < firstLine; line++) {
            int end = Lines.end(chunk.text(), at);
            boolean isEmpty = chunk.text().substring(at, end).isBlank();
            at = Lines.next(chunk.text(), end);
            start = isEmpty ? at : start;
        }
        return chunk.start() + start;
    }

    /** How the file indents: a field below another on a line of its own tells, and the list of containers. */
    private static YamlText.Indent indent(SourceMap map) {
        FieldPath metadata = FieldPath.ROOT.child("metadata");
        FieldPath containers =
                FieldPath.ROOT.child("spec").child("template").child("spec").child("containers");
        int step = further(map.key(metadata), map.key(metadata.child("name")));
        int item = further(map.key(containers), map.key(containers.child(0))) - "- ".length();
        return new YamlText.Indent(step > 0 ? step : YamlText.Indent.DEFAULT.step(), Math.max(0, item), true);
    }

    /** By how many columns one place stands further in than another on a line above; 0 if it does not. */
    private static int further(Optional<SourcePosition> outer, Optional<SourcePosition> inner) {
        return outer.isPresent()
                        && inner.isPresent()
                        && inner.get().line() > outer.get().line()
                ? Math.max(0, inner.get().column() - outer.get().column())
                : 0;
    }
}
