package dev.ordinal.bench;

import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.patch.JsonPatch;
import dev.ordinal.patch.JsonPatch.Operation;
import dev.ordinal.patch.JsonPointer;
import dev.ordinal.patch.SourceEditor;
import dev.ordinal.patch.SourceEditor.Patched;
import dev.ordinal.patch.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Editing 1 MB of YAML, read already: a field added to every third object of the file, or to one large object. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EditBenchmark {

    private static final int LENGTH = 1_000_000;

    /** What the file holds: documents, one {@code List} of objects, or one object with many fields. */
    @Param({"documents", "list", "object"})
    public String kind = "";

    private SourceFile file = new SourceFile("", "");
    private List<Patched> patches = List.of();

    @Setup
    public void write() {
        String text = switch (kind) {
            case "documents" -> copies("", false);
            case "list" -> copies("apiVersion: v1\nkind: List\nitems:\n", true);
            default -> object();
        };
        ManifestSet read =
                new ManifestReader(ReadLimits.DEFAULT, "default").read(List.of(Input.text("all.yaml", text)));
        file = read.sources().values().iterator().next();
        JsonPointer replicas = JsonPointer.parse("/metadata/annotations/edited").orElseThrow();
        var patch = new JsonPatch(List.of(new Operation.Add(replicas, "a text")));
        var chosen = new ArrayList<Patched>();
        for (int i = 0; i < read.manifests().size(); i += 3) {
            Manifest manifest = read.manifests().get(i);
            chosen.add(new Patched(manifest, patch));
        }
        patches = List.copyOf(chosen);
    }

    private static String copies(String head, boolean items) {
        var text = new StringBuilder(head);
        for (int copy = 0; text.length() < LENGTH; copy++) {
            String documents = "---\n" + Stack.text(copy);
            for (String document : documents.split("---\n")) {
                if (items && !document.isEmpty()) {
                    text.append("- ")
                            .append(document.strip().replace("\n", "\n  "))
                            .append('\n');
                } else if (!document.isEmpty()) {
                    text.append("---\n").append(document);
                }
            }
        }
        return text.toString();
    }

    private static String object() {
        var text = new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: large\ndata:\n");
        for (int i = 0; text.length() < LENGTH; i++) {
            text.append("  # the setting\n  key-")
                    .append(i)
                    .append(": value ")
                    .append(i)
                    .append('\n');
        }
        return text.toString();
    }

    @Benchmark
    public String edit() {
        var edits = new ArrayList<TextEdit>();
        SourceEditor.of(file).edit(patches).forEach(outcome -> edits.addAll(outcome.edits()));
        if (edits.size() != patches.size()) {
            throw new IllegalStateException(edits.size() + " edits of " + patches.size());
        }
        return TextEdit.apply(file.text(), edits);
    }
}
