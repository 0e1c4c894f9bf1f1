package dev.ordinal.cluster;

import dev.ordinal.manifest.GroupKind;
import java.util.Optional;

/**
 * The kinds whose objects a cluster has without their being part of what is deployed: those it makes itself and those
 * its administrator makes. That one of them is not among the files says nothing.
 */
final class OutsideKinds {

    private OutsideKinds() {}

    /** Why it is not known whether there is an object of the kind that the files lack; empty if they would have it. */
    static Optional<String> why(GroupKind kind) {
        return switch (kind.group()) {
            case "" ->
                switch (kind.kind()) {
                    case "Namespace", "Node", "PersistentVolume", "LimitRange", "ResourceQuota" ->
                        byAdministrator(kind);
                    case "Secret" -> Optional.of("Secrets are often made apart from what is deployed");
                    case "Pod", "PersistentVolumeClaim", "Endpoints", "Event" -> byCluster(kind);
                    default -> Optional.empty();
                };
            case "apps" -> kind.kind().equals("ControllerRevision") ? byCluster(kind) : Optional.empty();
            case "coordination.k8s.io", "discovery.k8s.io", "certificates.k8s.io" -> byCluster(kind);
            case "storage.k8s.io",
                    "scheduling.k8s.io",
                    "node.k8s.io",
                    "apiextensions.k8s.io",
                    "apiregistration.k8s.io" -> byAdministrator(kind);
            case "networking.k8s.io" -> kind.kind().equals("IngressClass") ? byAdministrator(kind) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> byCluster(GroupKind kind) {
        return Optional.of("objects of kind " + kind.kind() + " are mostly made by the cluster itself");
    }

    private static Optional<String> byAdministrator(GroupKind kind) {
        return Optional.of("objects of kind " + kind.kind() + " are rarely part of what is deployed");
    }
}
