package dev.ordinal.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/** The order in which policies mutate: that of their names, but for those that ask to come after others. */
final class MutationOrder {

    private MutationOrder() {}

    /** The policies in order. Where some wait for each other, the first of them by name comes first. */
    static List<CompiledPolicy> of(List<CompiledPolicy> policies) {
        var waiting = new ArrayList<>(policies);
        waiting.sort(Comparator.comparing(CompiledPolicy::name));
        var names = new HashSet<String>();
        waiting.forEach(policy -> names.add(policy.name()));
        var after = new HashMap<CompiledPolicy, List<String>>();
        waiting.forEach(policy -> after.put(
                policy,
                policy.policy().mutations().after().stream()
                        .filter(names::contains)
                        .toList()));
        var ordered = new ArrayList<CompiledPolicy>();
        var placed = new HashSet<String>();
        while (!waiting.isEmpty()) {
            CompiledPolicy next = waiting.stream()
                    .filter(policy -> placed.containsAll(after.getOrDefault(policy, List.of())))
                    .findFirst()
                    .orElse(waiting.getFirst());
            waiting.remove(next);
            placed.add(next.name());
            ordered.add(next);
        }
        return ordered;
    }
}
