package dev.ordinal.engine;

import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which of some policies are about the resource of a change, remembered by kind. Safe for use by several threads. */
final class Candidates {

    /** Kinds of changes whose policies are remembered at most; more than a cluster sees often. */
    private static final int REMEMBERED = 1_000;

    /**
     * Kubernetes allows no longer group (RFC 1123 subdomain), and no longer version, kind or resource (RFC 1035 label).
     */
    private static final int LONGEST_GROUP = 253;

    private static final int LONGEST_NAME = 63;

    private final List<CompiledPolicy> policies;
    private final Matcher matcher;
    private final Map<ChangeKind, List<CompiledPolicy>> byKind = new ConcurrentHashMap<>();

    /** All of a change that {@code matchConstraints} looks at but names and labels. */
    private record ChangeKind(
            String apiVersion,
            String kind,
            Optional<Change.Resource> resource,
            boolean namespaced,
            Operation operation,
            String subresource) {

        /** Whether the API server may have sent it; what anybody else sends is not worth remembering. */
        boolean isPossible() {
            return isGroup(ResourceRef.groupOf(apiVersion))
                    && isName(ResourceRef.versionOf(apiVersion))
                    && isName(kind)
                    && isName(subresource)
                    && resource.map(named ->
                                    isGroup(named.group()) && isName(named.version()) && isName(named.plural()))
                            .orElse(true);
        }

        private static boolean isGroup(String text) {
            return text.length() <= LONGEST_GROUP;
        }

        private static boolean isName(String text) {
            return text.length() <= LONGEST_NAME;
        }
    }

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
                change.resource(),
                !subject.namespace().isEmpty(),
                change.operation(),
                change.subresource());
        List<CompiledPolicy> candidates = byKind.get(kind);
        if (candidates == null) {
            candidates = policies.stream()
                    .filter(policy -> matcher.matchesResource(policy.policy().match(), change))
                    .toList();
            if (kind.isPossible()) {
                remember(kind, candidates);
            }
        }
        return candidates;
    }

    /**
     * Remembers; begins anew where there is no room, so that kinds that were made up do not keep others out for good.
     */
    private void remember(ChangeKind kind, List<CompiledPolicy> candidates) {
        if (byKind.size() >= REMEMBERED) {
            byKind.clear();
        }
        byKind.put(kind, candidates);
    }

    /** How many kinds of changes are remembered. */
    int remembered() {
        return byKind.size();
    }
}
