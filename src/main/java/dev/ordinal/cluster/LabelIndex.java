package dev.ordinal.cluster;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.LabelSelector.Requirement;
import dev.ordinal.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds the objects whose pods' labels a selector matches: of those with the rarest label it wants, the ones it does.
 */
final class LabelIndex {

    private record Entry(JsonObject labels, Manifest manifest) {}

    private final List<Entry> all = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final Map<Label, List<Integer>> byLabel = new HashMap<>();
    private final Map<String, List<Integer>> byKey = new HashMap<>();

    LabelIndex(List<Manifest> manifests) {
        for (Manifest manifest : manifests) {
            Selection.podLabels(manifest).ifPresent(labels -> add(labels, manifest));
        }
    }

    private void add(JsonObject labels, Manifest manifest) {
        int number = all.size();
        all.add(new Entry(labels, manifest));
        numbers.add(number);
        for (Map.Entry<String, Object> label : labels.entrySet()) {
            byKey.computeIfAbsent(label.getKey(), _ -> new ArrayList<>()).add(number);
            if (label.getValue() instanceof String value) {
                byLabel.computeIfAbsent(new Label(label.getKey(), value), _ -> new ArrayList<>())
                        .add(number);
            }
        }
    }

    List<Manifest> matching(LabelSelector selector) {
        return candidates(selector).stream()
                .map(all::get)
                .filter(entry -> selector.matches(entry.labels))
                .map(Entry::manifest)
                .toList();
    }

    /** The numbers of the objects to try: the fewest that one of the selector's terms leaves. */
    List<Integer> candidates(LabelSelector selector) {
        var narrowed = new ArrayList<List<Integer>>();
        selector.labels().forEach((key, value) -> narrowed.add(byLabel.getOrDefault(new Label(key, value), List.of())));
        for (Requirement requirement : selector.requirements()) {
            switch (requirement.operator()) {
                case IN -> narrowed.add(withAny(requirement));
                case EXISTS -> narrowed.add(byKey.getOrDefault(requirement.key(), List.of()));
                case NOT_IN, DOES_NOT_EXIST -> {}
            }
        }
        return narrowed.stream().min(Comparator.comparingInt(List::size)).orElse(numbers);
    }

    private List<Integer> withAny(Requirement requirement) {
        var numbers = new TreeSet<Integer>();
        for (String value : requirement.values()) {
            numbers.addAll(byLabel.getOrDefault(new Label(requirement.key(), value), List.of()));
        }
        return List.copyOf(numbers);
    }
}
