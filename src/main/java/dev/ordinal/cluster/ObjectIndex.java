package dev.ordinal.cluster;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The objects of one kind and namespace, and the indexes over them. Filled first, then read by many. */
final class ObjectIndex {

    static final ObjectIndex EMPTY = new ObjectIndex();

    private final List<Manifest> objects = new ArrayList<>();
    private final Map<String, Manifest> byName = new HashMap<>();
    private final Map<FieldPath, Map<String, List<Manifest>>> byText = new ConcurrentHashMap<>();
    private volatile @Nullable SelectorIndex selectors;
    private volatile @Nullable LabelIndex labels;

    void add(Manifest manifest) {
        objects.add(manifest);
        if (!manifest.name().isEmpty()) {
            byName.put(manifest.name(), manifest);
        }
    }

    Optional<Manifest> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<Manifest> all() {
        return objects;
    }

    List<Manifest> selecting(JsonObject podLabels) {
        SelectorIndex index = selectors;
        if (index == null) {
            synchronized (this) {
                index = selectors == null ? new SelectorIndex(objects) : selectors;
                selectors = index;
            }
        }
        return index.matching(podLabels);
    }

    List<Manifest> selectedBy(LabelSelector selector) {
        LabelIndex index = labels;
        if (index == null) {
            synchronized (this) {
                index = labels == null ? new LabelIndex(objects) : labels;
                labels = index;
            }
        }
        return index.matching(selector);
    }

    List<Manifest> referring(FieldPath path, String value) {
        return byText.computeIfAbsent(path, this::byText).getOrDefault(value, List.of());
    }

    private Map<String, List<Manifest>> byText(FieldPath path) {
        var index = new HashMap<String, List<Manifest>>();
        for (Manifest manifest : objects) {
            Selection.text(manifest, path)
                    .ifPresent(text ->
                            index.computeIfAbsent(text, _ -> new ArrayList<>()).add(manifest));
        }
        return index;
    }
}
