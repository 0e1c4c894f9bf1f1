package dev.ordinal.engine;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;

/**
 * What the API server fills in before an admission webhook sees an object, so that a rule meets the same object offline
 * as at the door.
 *
 * <p>The defaults are those of Kubernetes 1.36 without optional features; for a version that it no longer serves
 * ({@code apps/v1beta1}, {@code apps/v1beta2}, {@code extensions/v1beta1}), those of the last release that did. Objects
 * that the server always writes are made where they are absent: {@code spec}, a pod template's {@code metadata} and
 * {@code spec}, a container's {@code resources}. So is {@code spec.serviceName} of a StatefulSet, which arrives as
 * empty text. Two things that other writers add are left absent: what the server allocates ({@code clusterIP}, node
 * ports, {@code uid}) and what admission plug-ins of a cluster choose (service account, storage class, tolerations). So
 * is {@code status}, but for the phase of claims, which is a part of a StatefulSet's claim templates.
 *
 * <p>A value that somebody set stays. Empty text and 0 count as absent where the server cannot tell them from it, such
 * as {@code imagePullPolicy: ""}. Defaulting twice changes nothing; a tree that lacks nothing is returned as it is, and
 * unchanged parts are shared. Values of a wrong type are stepped around.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/">Kubernetes API reference</a>, which names the
 *     default of each field; the server sets them in {@code pkg/apis/*}{@code /defaults.go} of its repository
 */
public final class ApiDefaults {

    private ApiDefaults() {}

    /** The object with its defaults; its fields still point at the places they came from. */
    public static Manifest apply(Manifest manifest) {
        return manifest.withRoot(apply(manifest.root(), manifest.ref()));
    }

    /**
     * The tree with its defaults.
     *
     * @param root the object
     * @param ref its identity: the kind whose defaults it gets, and the namespace if the tree names none
     */
    public static JsonObject apply(JsonObject root, ResourceRef ref) {
        return ofKind(inNamespace(root, ref.namespace()), ref);
    }

    private static JsonObject inNamespace(JsonObject root, String namespace) {
        if (namespace.isEmpty()) {
            return root;
        }
        return new Draft(root)
                .inMade(
                        "metadata",
                        metadata -> new Draft(metadata)
                                .fillEmpty("namespace", namespace)
                                .done())
                .done();
    }

    private static JsonObject ofKind(JsonObject root, ResourceRef ref) {
        String version = ref.apiVersion();
        return switch (ref.group()) {
            case "" -> ofCore(root, ref.kind());
            case "apps", "extensions" -> ofApps(root, ref.kind(), version);
            case "batch" ->
                switch (ref.kind()) {
                    case "Job" -> JobDefaults.job(root);
                    case "CronJob" -> JobDefaults.cronJob(root);
                    default -> root;
                };
            case "autoscaling" ->
                switch (ref.kind()) {
                    case "HorizontalPodAutoscaler" -> AutoscalerDefaults.autoscaler(root, version);
                    case "Scale" -> AutoscalerDefaults.scale(root);
                    default -> root;
                };
            case "networking.k8s.io" -> ref.kind().equals("NetworkPolicy") ? NetworkDefaults.networkPolicy(root) : root;
            case "discovery.k8s.io" -> ref.kind().equals("EndpointSlice") ? NetworkDefaults.endpointSlice(root) : root;
            case "storage.k8s.io" -> ref.kind().equals("StorageClass") ? StorageDefaults.storageClass(root) : root;
            default -> root;
        };
    }

    private static JsonObject ofCore(JsonObject root, String kind) {
        return switch (kind) {
            case "Pod" -> PodDefaults.pod(root);
            case "ReplicationController" -> WorkloadDefaults.replicationController(root);
            case "Service" -> NetworkDefaults.service(root);
            case "Endpoints" -> NetworkDefaults.endpoints(root);
            case "PersistentVolumeClaim" -> StorageDefaults.claim(root);
            case "Secret" -> new Draft(root).fillEmpty("type", "Opaque").done();
            case "Namespace" -> NetworkDefaults.namespace(root);
            default -> root;
        };
    }

    private static JsonObject ofApps(JsonObject root, String kind, String version) {
        return switch (kind) {
            case "StatefulSet" -> version.startsWith("apps/") ? StatefulSetDefaults.statefulSet(root, version) : root;
            case "Deployment" -> WorkloadDefaults.deployment(root, version);
            case "DaemonSet" -> WorkloadDefaults.daemonSet(root, version);
            case "ReplicaSet" -> WorkloadDefaults.replicaSet(root, version);
            case "NetworkPolicy" -> NetworkDefaults.networkPolicy(root);
            case "Scale" -> AutoscalerDefaults.scale(root);
            default -> root;
        };
    }
}
