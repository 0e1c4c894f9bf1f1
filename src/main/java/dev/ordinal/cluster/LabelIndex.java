package dev.ordinal.cluster;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.LabelSelector.Requirement;
import dev.ordinal.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects whose pods' labels a selector matches: of those with the rarest label it wants, the ones it does.
 * Not safe for a writer beside others.
 */
final class LabelIndex {

    private final Bucket<Slot> all = new Bucket<>();
    private final Buckets<Label, Slot> byLabel = new Buckets<>();
    private final Buckets<String, Slot> byKey = new Buckets<>();

    /** The objects that a term of a selector leaves: how many, and which. */
    private record Narrowed(int size, Supplier<List<Slot>> slots) {}

    LabelIndex(Bucket<Slot> slots) {
        for (int i = 0; i < slots.size(); i++) {
            add(slots.get(i));
        }
    }

    void add(Slot slot) {
        Selection.podLabels(slot.manifest()).ifPresent(labels -> {
            all.put(slot);
            for (Map.Entry<String, Object> label : labels.entrySet()) {
                byKey.put(label.getKey(), slot);
                if (label.getValue() instanceof String value) {
                    byLabel.put(new Label(label.getKey(), value), slot);
                }
            }
        });
    }

    void remove(Slot slot) {
        Selection.podLabels(slot.manifest()).ifPresent(labels -> {
            all.remove(slot.number());
            for (Map.Entry<String, Object> label : labels.entrySet()) {
                byKey.remove(label.getKey(), slot.number());
                if (label.getValue() instanceof String value) {
                    byLabel.remove(new Label(label.getKey(), value), slot.number());
                }
            }
        });
    }

    /** Puts an object in place of the one with its number. */
    void replace(Slot old, Slot slot) {
        if (!Selection.podLabels(old.manifest()).equals(Selection.podLabels(slot.manifest()))) {
            remove(old);
        }
        add(slot);
    }

    List<Manifest> matching(LabelSelector selector) {
        return candidates(selector).stream()
                .map(Slot::manifest)
                .filter(manifest ->
                        selector.matches(Selection.podLabels(manifest).orElse(JsonObject.EMPTY)))
                .toList();
    }

    /** The objects to try: the fewest that one of the selector's terms leaves. */
    List<Slot> candidates(LabelSelector selector) {
        var narrowed = new ArrayList<Narrowed>();
        selector.labels().forEach((key, value) -> narrowed.add(narrowed(byLabel.get(new Label(key, value)))));
        for (Requirement requirement : selector.requirements()) {
            switch (requirement.operator()) {
                case IN -> narrowed.add(withAny(requirement));
                case EXISTS -> narrowed.add(narrowed(byKey.get(requirement.key())));
                case NOT_IN, DOES_NOT_EXIST -> {}
            }
        }
        return narrowed.stream()
                .min(Comparator.comparingInt(Narrowed::size))
                .orElseGet(() -> narrowed(all))
                .slots
                .get();
    }

    private static Narrowed narrowed(@Nullable Bucket<Slot> bucket) {
        return bucket == null ? new Narrowed(0, List::of) : new Narrowed(bucket.size(), bucket::items);
    }

    private Narrowed withAny(Requirement requirement) {
        var buckets = new ArrayList<Bucket<Slot>>();
        int size = 0;
        for (String value : new LinkedHashSet<>(requirement.values())) {
            Bucket<Slot> bucket = byLabel.get(new Label(requirement.key(), value));
            if (bucket != null) {
                buckets.add(bucket);
                size += bucket.size();
            }
        }
        return new Narrowed(size, () -> merged(buckets));
    }

    /** An object has one value of a label, and so stands in one of the buckets at most. */
    private static List<Slot> merged(List<Bucket<Slot>> buckets) {
        var merged = new ArrayList<Slot>();
        buckets.forEach(bucket -> merged.addAll(bucket.items()));
        merged.sort(Comparator.comparingLong(Slot::number));
        return merged;
    }
}
