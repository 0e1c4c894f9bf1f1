package dev.ordinal.cluster;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the selectors that match some labels. Each stands under the rarest of the labels it wants, so that few are
 * tried; those that want no certain label are always tried. Which label is the rarest is decided when the selector
 * comes: of those that are there at first by all of them, later by those there are. Not safe for a writer beside
 * others.
 */
final class SelectorIndex {

    /** A selector and whose it is. */
    record Entry(long number, LabelSelector selector, Manifest manifest) implements Numbered {}

    private final Buckets<Label, Entry> byLabel = new Buckets<>();
    private final Bucket<Entry> always = new Bucket<>();
    private final Map<Label, Integer> uses = new HashMap<>();

    SelectorIndex(Bucket<Slot> slots) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < slots.size(); i++) {
            entry(slots.get(i)).ifPresent(entry -> {
                entries.add(entry);
                wanted(entry.selector).forEach(label -> uses.merge(label, 1, Integer::sum));
            });
        }
        entries.forEach(this::place);
    }

    void add(Slot slot) {
        entry(slot).ifPresent(entry -> {
            wanted(entry.selector).forEach(label -> uses.merge(label, 1, Integer::sum));
            place(entry);
        });
    }

    void remove(Slot slot) {
        entry(slot).ifPresent(entry -> {
            List<Label> wanted = wanted(entry.selector);
            if (wanted.stream().noneMatch(label -> byLabel.remove(label, entry.number))) {
                always.remove(entry.number);
            }
            wanted.forEach(label -> uses.computeIfPresent(label, (_, count) -> count == 1 ? null : count - 1));
        });
    }

    private void place(Entry entry) {
        Optional<Label> rarest =
                wanted(entry.selector).stream().min(Comparator.comparing(label -> uses.getOrDefault(label, 0)));
        rarest.ifPresentOrElse(label -> byLabel.put(label, entry), () -> always.put(entry));
    }

    private static Optional<Entry> entry(Slot slot) {
        return Selection.selector(slot.manifest()).map(selector -> new Entry(slot.number(), selector, slot.manifest()));
    }

    private static List<Label> wanted(LabelSelector selector) {
        var wanted = new ArrayList<Label>();
        selector.labels().forEach((key, value) -> wanted.add(new Label(key, value)));
        for (LabelSelector.Requirement requirement : selector.requirements()) {
            if (requirement.operator() == LabelSelector.Operator.IN
                    && requirement.values().size() == 1) {
                wanted.add(new Label(requirement.key(), requirement.values().getFirst()));
            }
        }
        return wanted;
    }

    List<Manifest> matching(JsonObject labels) {
        return candidates(labels).stream()
                .filter(candidate -> candidate.selector.matches(labels))
                .sorted(Comparator.comparingLong(Entry::number))
                .map(Entry::manifest)
                .toList();
    }

    /** The selectors to try: those that always are, and those that stand under one of the labels. */
    List<Entry> candidates(JsonObject labels) {
        List<Entry> candidates = always.items();
        for (Map.Entry<String, Object> label : labels.entrySet()) {
            if (label.getValue() instanceof String value) {
                Bucket<Entry> bucket = byLabel.get(new Label(label.getKey(), value));
                if (bucket != null) {
                    candidates.addAll(bucket.items());
                }
            }
        }
        return candidates;
    }
}
