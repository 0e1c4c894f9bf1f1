package dev.ordinal.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ordinal.manifest.Document;
import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.ReadFile;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.patch.JsonPatch.Operation;
import dev.ordinal.patch.SourceEditor.Outcome;
import dev.ordinal.patch.SourceEditor.Patched;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
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

    @Test
    void objectsOfOneDocumentAreEditedTogether() {
        String text = """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Service
                  metadata:
                    name: a
                # the second
                - apiVersion: v1
                  kind: Service
                  metadata: {name: b}
                - {apiVersion: v1, kind: Service, metadata: {name: c}}
                ---
                kind: [broken
                """;
        ManifestSet read = new ManifestReader(ReadLimits.DEFAULT, "default").read(List.of(Input.text("l.yaml", text)));
        SourceFile file = Objects.requireNonNull(read.sources().get("l.yaml"));
        var patch = new JsonPatch(List.of(
                new Operation.Add(JsonPointer.parse("/spec/clusterIP").orElseThrow(), "None"),
                new Operation.Remove(JsonPointer.parse("/metadata/name").orElseThrow())));

        List<Outcome> outcomes = SourceEditor.of(file)
                .edit(read.manifests().stream()
                        .map(manifest -> new Patched(manifest, patch))
                        .toList());

        assertThat(TextEdit.apply(
                        text,
                        outcomes.stream()
                                .flatMap(outcome -> outcome.edits().stream())
                                .toList()))
                .isEqualTo("""
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Service
                  metadata: {}
                  spec:
                    clusterIP: None
                # the second
                - apiVersion: v1
                  kind: Service
                  metadata: {name: b}
                  spec:
                    clusterIP: None
                - {apiVersion: v1, kind: Service, metadata: {name: c}, spec: {clusterIP: None}}
                ---
                kind: [broken
                """);
        assertThat(outcomes.stream().flatMap(outcome -> outcome.undone().stream()))
                .extracting(undone -> undone.path() + " " + undone.why() + undone.toAdd())
                .containsExactly(
                        "metadata.name is written in flow style, in brackets",
                        "metadata.name is written in flow style, in brackets");
    }

    @Test
    void jsonIsLeftAlone() {
        String text = "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"a\"}}\n";
        ManifestSet read = new ManifestReader(ReadLimits.DEFAULT, "default").read(List.of(Input.text("s.json", text)));
        var path = JsonPointer.parse("/spec/ports/-").orElseThrow();
        var patch = new JsonPatch(List.of(new Operation.Add(path, JsonObject.EMPTY.with("port", 80L))));

        assertThat(SourceEditor.of(Objects.requireNonNull(read.sources().get("s.json")))
                        .edit(read.manifests().getFirst(), patch))
                .isEqualTo(new Outcome(
                        List.of(),
                        List.of(new Undone(
                                FieldPath.parse("spec.ports[0]").orElseThrow(),
                                "is written as JSON or in flow style, in brackets",
                                "- port: 80\n"))));
    }
}
