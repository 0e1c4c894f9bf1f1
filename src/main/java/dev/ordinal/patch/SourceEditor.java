package dev.ordinal.patch;

import dev.ordinal.manifest.Chunk;
import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ReadFile;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourceMap;
import dev.ordinal.patch.Draft.Refused;
import dev.ordinal.patch.JsonPatch.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns patches of objects into edits of the YAML file that they were read from, which keep comments, order, quotes,
 * indentation, anchors, line ends and all else that there is no reason to touch.
 *
 * <p>Every outcome is checked: the edited document is read again and compared with what was wanted, and if they differ,
 * nothing is edited. For one thread.
 */
public final class SourceEditor {

    /**
     * What became of a patch.
     *
     * @param edits in the order of the text, indexes into the file's text; they do not overlap, neither with one
     *     another nor with those of another object of the file
     * @param undone what could not be done
     */
    public record Outcome(List<TextEdit> edits, List<Undone> undone) {

        /** Nothing to do, nothing done. */
        public static final Outcome NOTHING = new Outcome(List.of(), List.of());

        public Outcome {
            edits = List.copyOf(edits);
            undone = List.copyOf(undone);
        }
    }

    private static final String UNSAFE = "could not be edited safely";

    private final SourceFile file;
    private final DocumentReader reader = new DocumentReader(ReadLimits.DEFAULT);
    private final List<Chunk> chunks;
    private final Map<Chunk, SourceDocuments> read = new HashMap<>();

    private SourceEditor(SourceFile file) {
        this.file = file;
        this.chunks = file.chunks();
    }

    /** An editor of the objects of one file. */
    public static SourceEditor of(SourceFile file) {
        return new SourceEditor(file);
    }

    /**
     * Finds the edits that make an object's source what a patch makes the object.
     *
     * @param source the object as it was read from the file
     * @param patch may have been computed with API defaults laid over the object
     */
    public Outcome edit(Manifest source, JsonPatch patch) {
        if (patch.operations().isEmpty()) {
            return Outcome.NOTHING;
        }
        Optional<SourceMap> map = source.source();
        if (map.isEmpty()) {
            return undone(source, patch, "comes from no file");
        }
        Optional<Chunk> chunk = chunkAt(map.get().nearest(FieldPath.ROOT).line());
        if (chunk.isEmpty()) {
            return undone(source, patch, "is not in the file");
        }
        char first = chunk.get().firstContent();
        if (first == '{' || first == '[') {
            return undone(source, patch, "is written as JSON or in flow style, in brackets");
        }
        SourceDocuments documents =
                read.computeIfAbsent(chunk.get(), found -> SourceDocuments.read(file.name(), found, reader));
        int line = map.get().nearest(FieldPath.ROOT).line() - chunk.get().firstLine() + 1;
        return documents
                .at(line)
                .map(document -> new Editing(source, patch, chunk.get(), documents, document).outcome())
                .orElseGet(() -> undone(source, patch, UNSAFE));
    }

    private Optional<Chunk> chunkAt(int line) {
        int low = 0;
        int high = chunks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (chunks.get(middle).firstLine() <= line) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return chunks.isEmpty() ? Optional.empty() : Optional.of(chunks.get(low));
    }

    private static Outcome undone(Manifest source, JsonPatch patch, String why) {
        return new Outcome(
                List.of(),
                patch.operations().stream()
                        .filter(operation -> !(operation instanceof Operation.Test))
                        .map(operation -> DraftPatcher.undone(operation, why, source.root()))
                        .toList());
    }

    /** One patch on its way into the source. */
    private final class Editing {
        private final Manifest object;
        private final JsonPatch patch;
        private final Chunk chunk;
        private final SourceDocuments documents;
        private final SourceDocuments.Read document;
        private final Map<Integer, String> refused = new TreeMap<>();

        Editing(
                Manifest object,
                JsonPatch patch,
                Chunk chunk,
                SourceDocuments documents,
                SourceDocuments.Read document) {
            this.object = object;
            this.patch = patch;
            this.chunk = chunk;
            this.documents = documents;
            this.document = document;
        }

        Outcome outcome() {
            Draft root = Draft.root(document.tree(), document.node());
            while (!patched(root)) {
                root = Draft.root(document.tree(), document.node());
            }
            List<TextEdit> edits = new SourceWriter(documents.text(), document.indent()).write(root);
            if (!isAsWanted(edits, root.value())) {
                return undone(object, patch, UNSAFE);
            }
            var undone = new ArrayList<Undone>();
            refused.forEach((index, why) ->
                    undone.add(DraftPatcher.undone(patch.operations().get(index), why, object.root())));
            return new Outcome(
                    edits.stream().map(edit -> edit.shifted(chunk.start())).toList(), undone);
        }

        /** Makes the changes to a draft of the document; false if one more is refused, which spoils the draft. */
        private boolean patched(Draft root) {
            Optional<Draft> place = Optional.of(root);
            for (Object step : within()) {
                place = place.flatMap(draft -> draft.part(step.toString()));
            }
            for (int i = 0; i < patch.operations().size(); i++) {
                if (refused.containsKey(i)) {
                    continue;
                }
                try {
                    if (place.isEmpty()) {
                        throw new Refused(UNSAFE);
                    }
                    new DraftPatcher(place.get()).apply(patch.operations().get(i));
                } catch (Refused refusal) {
                    refused.put(i, refusal.why());
                    return false;
                }
            }
            return true;
        }

        private List<Object> within() {
            return object.source().map(SourceMap::within).orElse(FieldPath.ROOT).segments();
        }

        private boolean isAsWanted(List<TextEdit> edits, Object wanted) {
            if (edits.isEmpty()) {
                return document.tree().equals(wanted);
            }
            ReadFile now = reader.read(file.name(), TextEdit.apply(chunk.text(), edits));
            if (!now.problems().isEmpty()
                    || now.documents().size() != documents.read().size()) {
                return false;
            }
            for (int i = 0; i < now.documents().size(); i++) {
                SourceDocuments.Read before = documents.read().get(i);
                Object expected = before == document ? wanted : before.tree();
                if (!now.documents().get(i).root().equals(expected)) {
                    return false;
                }
            }
            return true;
        }
    }
}
