package dev.ordinal.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ordinal.manifest.Document;
import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ReadFile;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.patch.SourceEditor.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SourceEditorTest {

    private record Edited(String text, List<String> undone) {}

    private static Edited edit(String text, List<JsonObject> patch) {
        ReadFile file = new DocumentReader(ReadLimits.DEFAULT).read("t.yaml", text);
        assertThat(file.problems()).isEmpty();
        Document document = file.documents().getFirst();
        var manifest =
                new Manifest(new ResourceRef("v1", "T", "", "t"), (JsonObject) document.root(), document.source());
        Outcome outcome = SourceEditor.of(file.file()).edit(manifest, Patches.of(patch));
        return new Edited(
                TextEdit.apply(file.file().text(), outcome.edits()),
                outcome.undone().stream()
                        .map(undone -> undone.path() + ": " + undone.why())
                        .toList());
    }

    private static List<JsonObject> cases() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(SourceEditorTest.class.getResourceAsStream("/patch/source-edits.yaml"))) {
            ReadFile file = new DocumentReader(ReadLimits.DEFAULT).read("source-edits.yaml", stream);
            assertThat(file.problems()).isEmpty();
            return ((JsonArray) file.documents().getFirst().root()).objects();
        }
    }

    @TestFactory
    Stream<DynamicTest> editsAsAPersonWould() throws IOException {
        return cases().stream()
                .map(each -> dynamicTest(each.text("name").orElseThrow(), () -> {
                    String before = each.text("before").orElseThrow();
                    String after = each.text("after").orElse(before);
                    List<JsonObject> patch = each.array("patch").objects();
                    List<String> undone =
                            each.array("undone").stream().map(Object::toString).toList();

                    assertThat(edit(before, patch)).isEqualTo(new Edited(after, undone));
                    assertThat(edit(before.replace("\n", "\r\n"), patch))
                            .as("with CRLF")
                            .isEqualTo(new Edited(after.replace("\n", "\r\n"), undone));
                    if (before.endsWith("\n") && !before.endsWith("\n\n")) {
                        assertThat(edit(before.substring(0, before.length() - 1), patch))
                                .as("without a line end at its end")
                                .isEqualTo(new Edited(after.substring(0, after.length() - 1), undone));
                    }
                }));
    }
}
