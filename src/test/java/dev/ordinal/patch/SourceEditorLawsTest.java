package dev.ordinal.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.Document;
import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ReadFile;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.patch.SourceEditor.Outcome;
import dev.ordinal.patch.SourceEditor.Patched;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The laws of edits, on generated documents in many layouts. */
class SourceEditorLawsTest {

    private static final String SAFELY = "could not be edited safely";

    private record Changed(ReadFile before, String text, List<JsonObject> wanted, List<Outcome> outcomes) {}

    private static Changed change(long seed, int operations) {
        var layout = new RandomSource(seed);
        String text = layout.file(1 + (int) Math.floorMod(seed, 3L));
        ReadFile before = new DocumentReader(ReadLimits.DEFAULT).read("x.yaml", text);
        assertThat(before.problems()).as(text).isEmpty();
        var objects = new ArrayList<Patched>();
        var wanted = new ArrayList<JsonObject>();
        for (Document document : before.documents()) {
            var root = (JsonObject) document.root();
            JsonPatch patch = new RandomPatches(seed + objects.size()).patch(root, operations);
            objects.add(new Patched(new Manifest(new ResourceRef("v1", "T", "", "t"), root, document.source()), patch));
            wanted.add(patch.apply(root) instanceof JsonPatch.Applied.Done(JsonObject done) ? done : JsonObject.EMPTY);
        }
        List<Outcome> outcomes = SourceEditor.of(before.file()).edit(objects);
        List<TextEdit> edits =
                outcomes.stream().flatMap(outcome -> outcome.edits().stream()).toList();
        return new Changed(before, TextEdit.apply(text, edits), wanted, outcomes);
    }

    @Property(tries = 600)
    void whatWasWantedIsReadAgain(@ForAll long seed) {
        Changed changed = change(seed, 1 + new Random(seed).nextInt(5));

        List<Document> after = new DocumentReader(ReadLimits.DEFAULT)
                .read("x.yaml", changed.text)
                .documents();
        assertThat(after).as(changed.text).hasSameSizeAs(changed.wanted);
        for (int i = 0; i < after.size(); i++) {
            Outcome outcome = changed.outcomes.get(i);
            if (outcome.undone().isEmpty()) {
                assertThat(after.get(i).root())
                        .as(changed.before.file().text() + "\nbecame\n" + changed.text)
                        .isEqualTo(changed.wanted.get(i));
            } else if (outcome.edits().isEmpty()) {
                assertThat(after.get(i).root())
                        .isEqualTo(changed.before.documents().get(i).root());
            }
        }
    }

    @Property(tries = 300)
    void noCommentIsLostWhereFieldsAreAdded(@ForAll long seed) {
        String text = new RandomSource(seed).file(1);
        ReadFile before = new DocumentReader(ReadLimits.DEFAULT).read("x.yaml", text);
        Document document = before.documents().getFirst();
        var manifest =
                new Manifest(new ResourceRef("v1", "T", "", "t"), (JsonObject) document.root(), document.source());
        var patch = new JsonPatch(List.of(new JsonPatch.Operation.Add(
                JsonPointer.parse("/fresh/field").orElseThrow(), JsonObject.EMPTY.with("a", 1L))));

        Outcome outcome = SourceEditor.of(before.file()).edit(manifest, patch);

        assertThat(outcome.undone()).isEmpty();
        assertThat(outcome.edits()).as(text).hasSize(1).allMatch(edit -> edit.start() == edit.end());
    }

    /** Giving up is safe, but no more than a rare answer to an untidy file. */
    @Example
    void editingIsSeldomGivenUp() {
        int undone = 0;
        for (long seed = 0; seed < 300; seed++) {
            undone += change(seed, 3).outcomes.stream()
                            .flatMap(outcome -> outcome.undone().stream())
                            .anyMatch(each -> each.why().equals(SAFELY))
                    ? 1
                    : 0;
        }
        assertThat(undone).isLessThanOrEqualTo(15);
    }

    @Example
    void theDocumentsDiffer() {
        assertThat(new RandomSource(1).file(1)).isNotEqualTo(new RandomSource(2).file(1));
    }
}
