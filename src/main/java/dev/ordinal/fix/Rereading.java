package dev.ordinal.fix;

import dev.ordinal.engine.Preparation;
import dev.ordinal.manifest.Identity;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads files that were edited again, and compares what they hold with what they should. */
final class Rereading {

    private final List<Manifest> before;
    private final Function<List<Input>, ManifestSet> reader;

    /**
     * What was read.
     *
     * @param objects all of them, with the API server's defaults; those of files that did not change as they were
     * @param wrong names of files that do not hold what they should
     */
    record Result(List<Manifest> objects, Set<String> wrong) {
        Result {
            objects = List.copyOf(objects);
            wrong = Set.copyOf(wrong);
        }
    }

    /**
     * Makes one.
     *
     * @param before all objects with the API server's defaults, as they were
     * @param reader reads as it was done before
     */
    Rereading(List<Manifest> before, Function<List<Input>, ManifestSet> reader) {
        this.before = before;
        this.reader = reader;
    }

    /** Reads them. */
    Result read(List<FileFix> files, List<Item> items, Edits edits) {
        var texts = new HashMap<String, String>();
        files.forEach(file -> texts.put(file.file().name(), file.text()));
        Map<String, List<Manifest>> byFile = new LinkedHashMap<>();
        ManifestSet again = reader.apply(inputs(texts));
        for (Manifest manifest : Preparation.of(again.manifests()).manifests()) {
            byFile.computeIfAbsent(fileOf(manifest), _ -> new ArrayList<>()).add(manifest);
        }
        return new Result(all(byFile, texts.keySet()), wrong(byFile, items, edits));
    }

    /** The changed files in their order. */
    private List<Input> inputs(Map<String, String> texts) {
        var inputs = new LinkedHashMap<String, Input>();
        for (Manifest manifest : before) {
            String name = fileOf(manifest);
            String text = texts.get(name);
            if (text != null) {
                inputs.put(name, Input.text(name, text));
            }
        }
        return List.copyOf(inputs.values());
    }

    /**
     * The objects that there are now. An object of a changed file that stands in another file too was left out before,
     * where the other one counts, and is left out again.
     */
    private List<Manifest> all(Map<String, List<Manifest>> byFile, Set<String> changed) {
        var elsewhere = new HashSet<Identity>();
        for (Manifest manifest : before) {
            if (!changed.contains(fileOf(manifest)) && !manifest.name().isEmpty()) {
                elsewhere.add(Identity.of(manifest.ref()));
            }
        }
        var left = new LinkedHashMap<>(byFile);
        var objects = new ArrayList<Manifest>(before.size());
        for (Manifest manifest : before) {
            if (!changed.contains(fileOf(manifest))) {
                objects.add(manifest);
                continue;
            }
            List<Manifest> ofFile = left.remove(fileOf(manifest));
            if (ofFile != null) {
                ofFile.stream()
                        .filter(object -> !elsewhere.contains(Identity.of(object.ref())))
                        .forEach(objects::add);
            }
        }
        return objects;
    }

    private static Set<String> wrong(Map<String, List<Manifest>> byFile, List<Item> items, Edits edits) {
        Map<String, Map<ResourceRef, List<JsonObject>>> found = new HashMap<>();
        byFile.forEach((file, manifests) -> {
            Map<ResourceRef, List<JsonObject>> roots = found.computeIfAbsent(file, _ -> new HashMap<>());
            manifests.forEach(manifest -> roots.computeIfAbsent(manifest.ref(), _ -> new ArrayList<>())
                    .add(manifest.root()));
        });
        var wrong = new LinkedHashSet<String>();
        for (Item item : items) {
            String file = Edits.fileOf(item).map(SourceFile::name).orElse("");
            if (found.containsKey(file)) {
                List<JsonObject> roots = found.getOrDefault(file, Map.of()).getOrDefault(item.ref(), List.of());
                boolean isWhole = edits.of(item).undone().isEmpty();
                if (isWhole ? !roots.contains(item.wanted()) : roots.isEmpty()) {
                    wrong.add(file);
                }
            }
        }
        return wrong;
    }

    private static String fileOf(Manifest manifest) {
        return manifest.source().map(map -> map.file().name()).orElse("");
    }
}
