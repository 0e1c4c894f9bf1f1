package dev.ordinal.cluster;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some objects of one kind, in order, and the indexes over them, each made when it is first needed and kept up from
 * then on. Readers may be many; a writer must be alone.
 */
final class ObjectIndex {

    /** Paths may come from what users write, so that not any number of them gets an index. */
    private static final int PATHS_AT_MOST = 32;

    private final Bucket<Slot> slots = new Bucket<>();
    private final Map<FieldPath, TextIndex> byText = new ConcurrentHashMap<>();
    private volatile @Nullable SelectorIndex selectors;
    private volatile @Nullable LabelIndex labels;

    boolean isEmpty() {
        return slots.isEmpty();
    }

    /** Adds an object with a number of its own. */
    void add(Slot slot) {
        slots.put(slot);
        byText.values().forEach(index -> index.add(slot));
        SelectorIndex bySelector = selectors;
        if (bySelector != null) {
            bySelector.add(slot);
        }
        LabelIndex byLabel = labels;
        if (byLabel != null) {
            byLabel.add(slot);
        }
    }

    /** Puts an object in place of the one with its number. */
    void replace(Slot old, Slot slot) {
        slots.put(slot);
        byText.values().forEach(index -> index.replace(old, slot));
        SelectorIndex bySelector = selectors;
        if (bySelector != null) {
            bySelector.remove(old);
            bySelector.add(slot);
        }
        LabelIndex byLabel = labels;
        if (byLabel != null) {
            byLabel.replace(old, slot);
        }
    }

    void remove(Slot slot) {
        slots.remove(slot.number());
        byText.values().forEach(index -> index.remove(slot));
        SelectorIndex bySelector = selectors;
        if (bySelector != null) {
            bySelector.remove(slot);
        }
        LabelIndex byLabel = labels;
        if (byLabel != null) {
            byLabel.remove(slot);
        }
    }

    Stream<Slot> slots() {
        return slots.items().stream();
    }

    List<Manifest> all() {
        return slots().map(Slot::manifest).toList();
    }

    List<Manifest> selecting(JsonObject podLabels) {
        SelectorIndex index = selectors;
        if (index == null) {
            synchronized (this) {
                index = selectors == null ? new SelectorIndex(slots) : selectors;
                selectors = index;
            }
        }
        return index.matching(podLabels);
    }

    List<Manifest> selectedBy(LabelSelector selector) {
        LabelIndex index = labels;
        if (index == null) {
            synchronized (this) {
                index = labels == null ? new LabelIndex(slots) : labels;
                labels = index;
            }
        }
        return index.matching(selector);
    }

    List<Manifest> referring(FieldPath path, String text) {
        TextIndex index = byText.get(path);
        if (index == null && byText.size() < PATHS_AT_MOST) {
            index = byText.computeIfAbsent(path, _ -> new TextIndex(path, slots));
        }
        return index == null
                ? all().stream()
                        .filter(manifest -> Selection.refers(manifest, path, text))
                        .toList()
                : index.matching(text);
    }
}
