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

    /** The outcomes of objects of one document, checked together; where that fails, each by itself. */
    static List<Outcome> outcomes(List<DocumentEditing> editings) {
        DocumentEditing one = editings.getFirst();
        if (editings.size() == 1) {
            return List.of(one.outcome());
        }
        var edits = new ArrayList<List<TextEdit>>();
        for (DocumentEditing editing : editings) {
            edits.add(editing.edits(editing.draft(), editing.document.indent()));
        }
        Draft all = Draft.root(one.document.tree(), one.document.node());
        boolean patched = editings.stream().allMatch(editing -> editing.patched(all));
        List<TextEdit> together = edits.stream().flatMap(List::stream).toList();
        boolean asWanted = patched && one.isAsWanted(together, all.value());
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < edits.size(); i++) {
            DocumentEditing editing = editings.get(i);
            outcomes.add(asWanted ? editing.outcome(edits.get(i)) : editing.outcome());
        }
        return outcomes;
    }

    /** The outcome, checked. */
    private Outcome outcome() {
        Draft root = draft();
        YamlText.Indent indent = document.indent();
        List<TextEdit> edits = edits(root, indent);
        if (!isAsWanted(edits, root.value())) {
            // Lines of blanks that follow would become part of a literal block.
            edits = edits(root, new YamlText.Indent(indent.step(), indent.listStep(), false));
            if (!isAsWanted(edits, root.value())) {
                return object.undone(SourceEditor.UNSAFE);
            }
        }
        return outcome(edits);
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

    private List<TextEdit> edits(Draft root, YamlText.Indent indent) {
        return new SourceWriter(documents.text(), indent).write(root);
    }

    /** The document with the changes that could be made. */
    private Draft draft() {
        Draft root = Draft.root(document.tree(), document.node());
        while (!patched(root)) {
            root = Draft.root(document.tree(), document.node());
        }
        return root;
    }

    /** Makes the changes to a draft of the document; false if one more is refused, which spoils the draft. */
    private boolean patched(Draft root) {
        Optional<Draft> place = Optional.of(root);
        for (Object step : within()) {
            place = place.flatMap(draft -> draft.part(step.toString()));
        }
        List<Operation> operations = object.patch().operations();
        for (int i = 0; i < operations.size(); i++) {
            if (refused.containsKey(i)) {
                continue;
            }
            try {
                if (place.isEmpty()) {
                    throw new Refused(SourceEditor.UNSAFE);
                }
                new DraftPatcher(place.get()).apply(operations.get(i));
            } catch (Refused refusal) {
                refused.put(i, refusal.why());
                return false;
            }
        }
        return true;
    }

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
