package dev.ordinal.cluster;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the selectors that match some labels. Each stands under the rarest of the labels it wants, so that few are
 * tried; those that want no certain label are always tried.
 */
final class SelectorIndex {

    /** A selector and whose it is. */
    record Entry(int number, LabelSelector selector, Manifest manifest) {}

    private final Map<Label, List<Entry>> byLabel = new HashMap<>();
    private final List<Entry> always = new ArrayList<>();

    SelectorIndex(List<Manifest> manifests) {
        var entries = new ArrayList<Entry>();
        var uses = new HashMap<Label, Integer>();
        for (Manifest manifest : manifests) {
            Selection.selector(manifest).ifPresent(selector -> {
                entries.add(new Entry(entries.size(), selector, manifest));
                wanted(selector).forEach(label -> uses.merge(label, 1, Integer::sum));
            });
        }
        for (Entry entry : entries) {
            wanted(entry.selector).stream()
                    .min(Comparator.comparing(label -> uses.getOrDefault(label, 0)))
                    .map(rarest -> byLabel.computeIfAbsent(rarest, _ -> new ArrayList<>()))
                    .orElse(always)
                    .add(entry);
        }
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
                .sorted(Comparator.comparingInt(Entry::number))
                .map(Entry::manifest)
                .toList();
    }

    /** The selectors to try: those that always are, and those that stand under one of the labels. */
    List<Entry> candidates(JsonObject labels) {
        var candidates = new ArrayList<>(always);
        for (Map.Entry<String, Object> label : labels.entrySet()) {
            if (label.getValue() instanceof String value) {
                candidates.addAll(byLabel.getOrDefault(new Label(label.getKey(), value), List.of()));
            }
        }
        return candidates;
    }
}
