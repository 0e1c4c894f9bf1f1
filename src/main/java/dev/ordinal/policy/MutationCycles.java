package dev.ordinal.policy;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds policies that {@code mutateAfter} puts after themselves: they have no order. */
final class MutationCycles {

    /**
     * A policy that is on a circle.
     *
     * @param policy one of those given
     * @param problem names the policies of the circle, at the place where this one names the next
     */
    record Cycle(Policy policy, Problem problem) {}

    private MutationCycles() {}

    /**
     * Finds them.
     *
     * @param policies those that are sound; names of others are no part of a circle
     * @param fields the values of {@code mutateAfter} by the policies' names
     */
    static List<Cycle> of(List<Policy> policies, Map<String, Node> fields) {
        Map<String, List<String>> after = new HashMap<>();
        policies.forEach(policy -> after.put(policy.name(), policy.mutations().after()));
        var cycles = new ArrayList<Cycle>();
        for (Policy policy : policies) {
            Node field = fields.get(policy.name());
            if (field != null) {
                shortest(policy.name(), after)
                        .ifPresent(circle -> cycles.add(new Cycle(policy, problem(circle, field))));
            }
        }
        return cycles;
    }

    /** The names from the policy to the one that names it again; empty if there is no circle through it. */
    private static Optional<List<String>> shortest(String start, Map<String, List<String>> after) {
        Map<String, String> cameFrom = new LinkedHashMap<>();
        var queue = new ArrayDeque<String>(List.of(start));
        while (!queue.isEmpty()) {
            String name = queue.remove();
            for (String next : after.getOrDefault(name, List.of())) {
                if (next.equals(start)) {
                    var circle = new ArrayList<String>();
                    for (String at = name; at != null; at = cameFrom.get(at)) {
                        circle.addFirst(at);
                    }
                    return Optional.of(circle);
                }
                if (cameFrom.putIfAbsent(next, name) == null) {
                    queue.add(next);
                }
            }
        }
        return Optional.empty();
    }

    private static Problem problem(List<String> circle, Node field) {
        String next = circle.size() > 1 ? circle.get(1) : circle.getFirst();
        Node place = field;
        if (field.value() instanceof JsonArray names && names.indexOf(next) >= 0) {
            place = field.items().orElseThrow().get(names.indexOf(next));
        }
        return new Problem(
                Problem.Kind.FIELD,
                place.position(),
                place.path() + ": a circle: " + String.join(" after ", circle) + " after " + circle.getFirst());
    }
}
