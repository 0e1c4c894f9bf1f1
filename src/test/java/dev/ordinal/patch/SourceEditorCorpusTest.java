package dev.ordinal.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.Corpus;
import dev.ordinal.manifest.Document;
import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.patch.SourceEditor.Outcome;
import dev.ordinal.patch.SourceEditor.Patched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Changes real files by chance, and reads them again. */
class SourceEditorCorpusTest {

    private static final int ROUNDS = 4;

    private final Map<String, Integer> reasons = new TreeMap<>();
    private int patches;

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Corpus.folder())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                    .sorted()
                    .toList();
        }
    }

    private static ManifestSet read(Input input) {
        return new ManifestReader(ReadLimits.DEFAULT, "default").read(List.of(input));
    }

    @Test
    void whatWasWantedIsReadAgain() throws IOException {
        List<Path> files = files();
        assertThat(files).hasSizeGreaterThan(100);
        for (Path path : files) {
            ManifestSet set = read(Input.path(path));
            for (int round = 0; round < ROUNDS; round++) {
                change(path, set, round);
            }
        }
        assertThat(patches).isGreaterThan(1000);
        assertThat(reasons).doesNotContainKey("could not be edited safely");
    }

    private void change(Path path, ManifestSet set, int round) {
        SourceFile file = set.sources().getOrDefault(path.toString(), new SourceFile("none", ""));
        var edits = new ArrayList<TextEdit>();
        var wanted = new HashMap<String, JsonObject>();
        long seed = 31L * round + path.getFileName().hashCode();
        List<Patched> objects = set.manifests().stream()
                .map(manifest -> new Patched(manifest, new RandomPatches(seed).patch(manifest.root(), 1 + round)))
                .toList();
        List<Outcome> outcomes = SourceEditor.of(file).edit(objects);
        for (int i = 0; i < objects.size(); i++) {
            Manifest manifest = objects.get(i).source();
            Outcome outcome = outcomes.get(i);
            patches++;
            outcome.undone().forEach(undone -> reasons.merge(undone.why().replaceAll("`[^`]*`", "X"), 1, Integer::sum));
            edits.addAll(outcome.edits());
            if (outcome.undone().isEmpty()
                    && objects.get(i).patch().apply(manifest.root())
                            instanceof JsonPatch.Applied.Done(JsonObject root)) {
                wanted.put(place(manifest), root);
            } else if (outcome.edits().isEmpty()) {
                wanted.put(place(manifest), manifest.root());
            }
        }
        String text = TextEdit.apply(file.text(), edits);
        if (edits.isEmpty()) {
            assertThat(text).isSameAs(file.text());
            return;
        }
        List<Document> before =
                new DocumentReader(ReadLimits.DEFAULT).read("x", file.text()).documents();
        List<Document> after =
                new DocumentReader(ReadLimits.DEFAULT).read("x", text).documents();
        assertThat(after).as(path.toString()).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            String place = "" + before.get(i).source().nearest(FieldPath.ROOT).line();
            if (wanted.containsKey(place)) {
                assertThat(after.get(i).root()).as(path + " " + place).isEqualTo(wanted.get(place));
            }
        }
    }

    private static String place(Manifest manifest) {
        return "" + manifest.source().orElseThrow().nearest(FieldPath.ROOT).line();
    }
}
