package dev.ordinal.patch;

import dev.ordinal.manifest.Chunk;
import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.ReadFile;
import dev.ordinal.manifest.SourceMap;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.patch.Draft.Refused;
import dev.ordinal.patch.JsonPatch.Operation;
import dev.ordinal.patch.SourceEditor.Outcome;
import dev.ordinal.patch.SourceEditor.Patched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One object's patch on its way into the document that holds the object. */
final class DocumentEditing {

    private final Patched object;
    private final Chunk chunk;
    private final SourceDocuments documents;
    private final SourceDocuments.Read document;
    private final DocumentReader reader;
    private final Map<Integer, String> refused = new TreeMap<>();

    DocumentEditing(
            Patched object,
            Chunk chunk,
            SourceDocuments documents,
            SourceDocuments.Read document,
            DocumentReader reader) {
        this.object = object;
        this.chunk = chunk;
        this.documents = documents;
        this.document = document;
        this.reader = reader;
    }

    SourceDocuments.Read document() {
        return document;
    }

    /**
     * The outcomes of objects of one document, checked together. Where that fails, each half by itself, so that one
     * object that cannot be edited costs few more readings of a document that holds a thousand.
     */
    static List<Outcome> outcomes(List<DocumentEditing> editings) {
        YamlText.Indent indent = editings.getFirst().document.indent();
        return together(editings, indent)
                // lines of blanks that follow would become part of a literal block
                .or(() -> together(editings, new YamlText.Indent(indent.step(), indent.listStep(), false)))
                .orElseGet(() -> apart(editings));
    }

    private static List<Outcome> apart(List<DocumentEditing> editings) {
        if (editings.size() == 1) {
            return List.of(editings.getFirst().object.undone(SourceEditor.UNSAFE));
        }
        int half = editings.size() / 2;
        var outcomes = new ArrayList<>(outcomes(editings.subList(0, half)));
        outcomes.addAll(outcomes(editings.subList(half, editings.size())));
        return outcomes;
    }

    /** The outcomes, if the edited document reads as wanted. */
    private static Optional<List<Outcome>> together(List<DocumentEditing> editings, YamlText.Indent indent) {
        DocumentEditing one = editings.getFirst();
        Draft root = Draft.root(one.document.tree(), one.document.node());
        var writer = new SourceWriter(one.documents.text(), indent);
        var outcomes = new ArrayList<Outcome>();
        var edits = new ArrayList<TextEdit>();
        for (DocumentEditing editing : editings) {
            Optional<SourceWriter.Place> place = writer.place(root, editing.within());
            if (place.isEmpty()) {
                return Optional.empty();
            }
            editing.change(place.get().draft());
            List<TextEdit> own = writer.write(place.get());
            edits.addAll(own);
            outcomes.add(editing.outcome(own));
        }
        return one.isAsWanted(edits, root.value()) ? Optional.of(outcomes) : Optional.empty();
    }

    private Outcome outcome(List<TextEdit> edits) {
        List<Undone> undone = refused.entrySet().stream()
                .map(entry -> DraftPatcher.undone(
                        object.patch().operations().get(entry.getKey()),
                        entry.getValue(),
                        object.source().root()))
                .toList();
        return new Outcome(
                edits.stream().map(edit -> edit.shifted(chunk.start())).toList(), undone);
    }

    /** Makes the changes that can be made to a draft of the object. */
    private void change(Draft draft) {
        while (!patched(draft)) {
            draft.reset();
        }
    }

    /** Makes the changes to a draft of the object; false if one more is refused, which spoils the draft. */
    private boolean patched(Draft draft) {
        var patcher = new DraftPatcher(draft);
        List<Operation> operations = object.patch().operations();
        for (int i = 0; i < operations.size(); i++) {
            if (refused.containsKey(i)) {
                continue;
            }
            try {
                patcher.apply(operations.get(i));
            } catch (Refused refusal) {
                refused.put(i, refusal.why());
                return false;
            }
        }
        return true;
    }

    /** Where the object stands in its document. */
    private List<Object> within() {
        return object.source()
                .source()
                .map(SourceMap::within)
                .orElse(FieldPath.ROOT)
                .segments();
    }

    /** Whether the edited document reads as wanted, and those beside it as before. */
    private boolean isAsWanted(List<TextEdit> edits, Object wanted) {
        if (edits.isEmpty()) {
            return document.tree().equals(wanted);
        }
        if (TextEdit.overlap(edits)) {
            return false;
        }
        ReadFile now = reader.read("", TextEdit.apply(chunk.text(), edits));
        if (!now.problems().isEmpty()
                || now.documents().size() != documents.read().size()) {
            return false;
        }
        for (int i = 0; i < now.documents().size(); i++) {
            SourceDocuments.Read before = documents.read().get(i);
            Object expected = before.line() == document.line() ? wanted : before.tree();
            if (!now.documents().get(i).root().equals(expected)) {
                return false;
            }
        }
        return true;
    }
}
