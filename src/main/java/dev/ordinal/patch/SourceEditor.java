package dev.ordinal.patch;

import dev.ordinal.manifest.Chunk;
import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourceMap;
import dev.ordinal.patch.JsonPatch.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /**
     * An object and what is to become of it.
     *
     * @param source as it was read from the file
     * @param patch may have been computed with API defaults laid over the object
     */
    public record Patched(Manifest source, JsonPatch patch) {

        /** Nothing done, for one reason. */
        Outcome undone(String why) {
            return new Outcome(
                    List.of(),
                    patch.operations().stream()
                            .filter(operation -> !(operation instanceof Operation.Test))
                            .map(operation -> DraftPatcher.undone(operation, why, source.root()))
                            .toList());
        }
    }

    static final String UNSAFE = "could not be edited safely";

    private final SourceFile file;
    private final DocumentReader reader = new DocumentReader(ReadLimits.DEFAULT);
    private final List<Chunk> chunks;
    private final Map<Integer, SourceDocuments> read = new HashMap<>();

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
        return edit(List.of(new Patched(source, patch))).getFirst();
    }

    /**
     * Does the same for several objects of the file, and reads a document that holds many of them, such as a
     * {@code List}, only once to check it.
     *
     * @return the outcomes in the order of the objects
     */
    public List<Outcome> edit(List<Patched> objects) {
        var outcomes = new ArrayList<Outcome>();
        var byDocument = new IdentityHashMap<SourceDocuments.Read, List<Integer>>();
        var editings = new HashMap<Integer, DocumentEditing>();
        for (int i = 0; i < objects.size(); i++) {
            Patched object = objects.get(i);
            Optional<String> obstacle =
                    object.patch().operations().isEmpty() ? Optional.empty() : obstacle(object.source());
            outcomes.add(obstacle.map(object::undone).orElse(Outcome.NOTHING));
            if (!object.patch().operations().isEmpty() && obstacle.isEmpty()) {
                DocumentEditing editing = editing(object);
                editings.put(i, editing);
                byDocument
                        .computeIfAbsent(editing.document(), _ -> new ArrayList<>())
                        .add(i);
            }
        }
        for (List<Integer> together : byDocument.values()) {
            List<Outcome> done = DocumentEditing.outcomes(
                    together.stream().map(editings::get).toList());
            for (int i = 0; i < done.size(); i++) {
                outcomes.set(together.get(i), done.get(i));
            }
        }
        return outcomes;
    }

    /** Why an object cannot be found in the file as YAML in block style. */
    private Optional<String> obstacle(Manifest object) {
        Optional<Chunk> chunk = object.source().flatMap(this::chunk);
        if (chunk.isEmpty()) {
            return Optional.of("comes from no file");
        }
        char first = chunk.get().firstContent();
        if (first == '{' || first == '[') {
            return Optional.of("is written as JSON or in flow style, in brackets");
        }
        return object.source().flatMap(this::document).isEmpty() ? Optional.of(UNSAFE) : Optional.empty();
    }

    private DocumentEditing editing(Patched object) {
        SourceMap source = object.source().source().orElseThrow();
        Chunk chunk = chunk(source).orElseThrow();
        return new DocumentEditing(
                object, chunk, documents(chunk), document(source).orElseThrow(), reader);
    }

    private Optional<Chunk> chunk(SourceMap source) {
        return chunkAt(source.nearest(FieldPath.ROOT).line());
    }

    private SourceDocuments documents(Chunk chunk) {
        return read.computeIfAbsent(chunk.firstLine(), _ -> SourceDocuments.read(file.name(), chunk, reader));
    }

    private Optional<SourceDocuments.Read> document(SourceMap source) {
        int line = source.nearest(FieldPath.ROOT).line();
        return chunk(source).flatMap(chunk -> documents(chunk).at(line - chunk.firstLine() + 1));
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
}
