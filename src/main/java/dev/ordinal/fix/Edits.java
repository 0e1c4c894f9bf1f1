package dev.ordinal.fix;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourceMap;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.patch.SourceEditor;
import dev.ordinal.patch.SourceEditor.Outcome;
import dev.ordinal.patch.TextEdit;
import dev.ordinal.patch.Undone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The edits of files that give objects what was added to them. For one thread. */
final class Edits {

    private final List<Item> items;
    private final IdentityHashMap<Item, Outcome> outcomes = new IdentityHashMap<>();

    /**
     * Finds them.
     *
     * @param items all objects
     * @param spared files, by name, that must not be edited, and why
     */
    Edits(List<Item> items, Map<String, String> spared) {
        this.items = items;
        Map<String, List<Item>> byFile = new LinkedHashMap<>();
        for (Item item : items) {
            String name = fileOf(item).map(SourceFile::name).orElse("");
            if (item.isChanged() || item.addition().isPresent()) {
                String why = name.isEmpty() ? "comes from no file" : spared.getOrDefault(name, "");
                if (!why.isEmpty()) {
                    outcomes.put(item, nothing(item, why));
                } else if (item.addition().isPresent()) {
                    TextEdit place = item.addition().get().place().edit();
                    outcomes.put(item, new Outcome(List.of(place), List.of()));
                } else {
                    byFile.computeIfAbsent(name, _ -> new ArrayList<>()).add(item);
                }
            }
        }
        byFile.values().forEach(this::edit);
    }

    /** Edits the objects of one file. */
    private void edit(List<Item> ofFile) {
        SourceFile file = fileOf(ofFile.getFirst()).orElseThrow();
        List<Outcome> done = SourceEditor.of(file)
                .edit(ofFile.stream()
                        .map(item -> new SourceEditor.Patched(item.source(), item.patch()))
                        .toList());
        for (int i = 0; i < done.size(); i++) {
            outcomes.put(ofFile.get(i), done.get(i));
        }
    }

    /** The file that an object stands in, or that it is added to. */
    static Optional<SourceFile> fileOf(Item item) {
        Manifest manifest = item.addition().map(Item.Addition::beside).orElse(item.source());
        return manifest.source().map(SourceMap::file);
    }

    /** What of the text changes for an object; nothing if it was not changed. */
    Outcome of(Item item) {
        return outcomes.getOrDefault(item, Outcome.NOTHING);
    }

    /** The files that change. */
    List<FileFix> files() {
        Map<String, SourceFile> files = new LinkedHashMap<>();
        Map<String, List<TextEdit>> edits = new HashMap<>();
        for (Item item : inTextOrder()) {
            List<TextEdit> own = of(item).edits();
            Optional<SourceFile> file = fileOf(item);
            if (!own.isEmpty() && file.isPresent()) {
                files.putIfAbsent(file.get().name(), file.get());
                edits.computeIfAbsent(file.get().name(), _ -> new ArrayList<>()).addAll(own);
            }
        }
        return files.values().stream()
                .map(file -> new FileFix(file, edits.getOrDefault(file.name(), List.of())))
                .toList();
    }

    /** All objects, those that are added before the ones that they are added beside. */
    private List<Item> inTextOrder() {
        var added = new IdentityHashMap<Manifest, List<Item>>();
        for (Item item : items) {
            item.addition()
                    .ifPresent(addition -> added.computeIfAbsent(addition.beside(), _ -> new ArrayList<>())
                            .add(item));
        }
        var ordered = new ArrayList<Item>(items.size());
        for (Item item : items) {
            if (item.addition().isEmpty()) {
                ordered.addAll(added.getOrDefault(item.source(), List.of()));
                ordered.add(item);
            }
        }
        return ordered;
    }

    private static Outcome nothing(Item item, String why) {
        if (item.addition().isPresent()) {
            return new Outcome(List.of(), List.of(undone(item, why)));
        }
        var undone = new ArrayList<Undone>();
        for (FieldPath field : new LinkedHashSet<>(
                item.steps().stream().flatMap(step -> step.fields().stream()).toList())) {
            undone.add(new Undone(field, why, toAdd(field, item.now().root())));
        }
        return new Outcome(List.of(), undone);
    }

    /** That an object which is missing is not added. */
    static Undone undone(Item item, String why) {
        return new Undone(FieldPath.ROOT, why, YamlText.of(item.plain()));
    }

    /** A field or item of an object as YAML; empty if it is not there. */
    static String toAdd(FieldPath field, JsonObject root) {
        Optional<Object> value = field.find(root);
        if (value.isEmpty() || field.isRoot()) {
            return "";
        }
        return field.segments().getLast() instanceof String name
                ? YamlText.fields(JsonObject.EMPTY.with(name, value.get()), 0, YamlText.Indent.DEFAULT)
                : YamlText.items(List.of(value.get()), 0, YamlText.Indent.DEFAULT);
    }
}
