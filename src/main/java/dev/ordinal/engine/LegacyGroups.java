package dev.ordinal.engine;

import dev.ordinal.manifest.ResourceRef;
import java.util.Map;
import java.util.Optional;

/**
 * Kinds that were served by {@code extensions} before they had a group of their own (Kubernetes 1.16 and 1.22 removed
 * them).
 */
final class LegacyGroups {

    private static final Map<String, String> FROM_EXTENSIONS = Map.of(
            "Deployment", "apps",
            "DaemonSet", "apps",
            "ReplicaSet", "apps",
            "Ingress", "networking.k8s.io",
            "NetworkPolicy", "networking.k8s.io",
            "PodSecurityPolicy", "policy");

    private LegacyGroups() {}

    /** The group the kind is served by now, if that is another. */
    static Optional<String> current(ResourceRef ref) {
        return ref.group().equals("extensions")
                ? Optional.ofNullable(FROM_EXTENSIONS.get(ref.kind()))
                : Optional.empty();
    }
}
