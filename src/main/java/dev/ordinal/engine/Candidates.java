package dev.ordinal.engine;

import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Operation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which of some policies are about the resource of a change, remembered by kind. Safe for use by several threads. */
final class Candidates {

    /** Kinds whose policies are remembered at most; more than a cluster serves. */
    private static final int REMEMBERED_KINDS = 10_000;

    private final List<CompiledPolicy> policies;
    private final Matcher matcher;
    private final Map<ChangeKind, List<CompiledPolicy>> byKind = new ConcurrentHashMap<>();

    /** All of a change that {@code matchConstraints} looks at but names and labels. */
    private record ChangeKind(
            String apiVersion, String kind, boolean namespaced, Operation operation, String subresource) {}

    Candidates(List<CompiledPolicy> policies, Matcher matcher) {
        this.policies = List.copyOf(policies);
        this.matcher = matcher;
    }

    /** The policies, in the order given, that are about the resource of a change. */
    List<CompiledPolicy> of(Change change) {
        Manifest subject = change.subject();
        var kind = new ChangeKind(
                subject.apiVersion(),
                subject.kind(),
                !subject.namespace().isEmpty(),
                change.operation(),
                change.subresource());
        List<CompiledPolicy> candidates = byKind.get(kind);
        if (candidates == null) {
            candidates = policies.stream()
                    .filter(policy -> matcher.matchesResource(policy.policy().match(), change))
                    .toList();
            if (byKind.size() < REMEMBERED_KINDS) {
                byKind.put(kind, candidates);
            }
        }
        return candidates;
    }
}
