package dev.ordinal.patch;

import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.ResourceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the API server merges the fields of its own kinds: which lists it merges item by item, by what key, and which
 * objects it only takes as a whole. Facts from the {@code x-kubernetes-list-type}, {@code -list-map-keys} and
 * {@code -map-type} marks of its OpenAPI document, as of July 2026.
 */
final class ListKeys {

    /**
     * A type, then those of its fields that are not merged as plain objects or scalars are: {@code name:Type} for an
     * object of that type, {@code name[key]Type} for a list whose items are told apart by that key ({@code set}: by
     * their value), {@code !} for what is atomic. A list that is not named is atomic.
     */
    private static final String TABLE = """
            DaemonSet metadata:ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus
            ObjectMeta finalizers[set] ownerReferences[uid]!
            DaemonSetSpec selector! template:PodTemplateSpec
            PodTemplateSpec metadata:ObjectMeta spec:PodSpec
            PodSpec affinity:Affinity containers[name]Container ephemeralContainers[name]EphemeralContainer \
            evictionResponders[name]! hostAliases[ip] imagePullSecrets[name]! initContainers[name]Container \
            nodeSelector! resourceClaims[name] resources:ResourceRequirements schedulingGates[name] \
            topologySpreadConstraints[topologyKey+whenUnsatisfiable]TopologySpreadConstraint \
            volumes[name]Volume
            Affinity nodeAffinity:NodeAffinity
            NodeAffinity requiredDuringSchedulingIgnoredDuringExecution!
            Container env[name]EnvVar ports[containerPort+protocol] resources:ResourceRequirements \
            volumeDevices[devicePath] volumeMounts[mountPath]VolumeMount
            EnvVar valueFrom:EnvVarSource
            EnvVarSource configMapKeyRef! fieldRef! fileKeyRef! resourceFieldRef! secretKeyRef!
            ResourceRequirements claims[name]
            VolumeMount bindMountOptions[set]
            EphemeralContainer env[name]EnvVar ports[containerPort+protocol] resources:ResourceRequirements \
            volumeDevices[devicePath] volumeMounts[mountPath]VolumeMount
            TopologySpreadConstraint labelSelector!
            Volume cephfs:CephFSVolumeSource cinder:CinderVolumeSource csi:CSIVolumeSource \
            ephemeral:EphemeralVolumeSource flexVolume:FlexVolumeSource iscsi:ISCSIVolumeSource \
            rbd:RBDVolumeSource scaleIO:ScaleIOVolumeSource storageos:StorageOSVolumeSource
            CephFSVolumeSource secretRef!
            CinderVolumeSource secretRef!
            CSIVolumeSource nodePublishSecretRef!
            EphemeralVolumeSource volumeClaimTemplate:PersistentVolumeClaimTemplate
            PersistentVolumeClaimTemplate metadata:ObjectMeta spec:PersistentVolumeClaimSpec
            PersistentVolumeClaimSpec dataSource! selector!
            FlexVolumeSource secretRef!
            ISCSIVolumeSource secretRef!
            RBDVolumeSource secretRef!
            ScaleIOVolumeSource secretRef!
            StorageOSVolumeSource secretRef!
            DaemonSetStatus conditions[type]
            Deployment metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus
            DeploymentSpec selector! template:PodTemplateSpec
            DeploymentStatus conditions[type]
            ReplicaSet metadata:ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
            ReplicaSetSpec selector! template:PodTemplateSpec
            ReplicaSetStatus conditions[type]
            StatefulSet metadata:ObjectMeta spec:StatefulSetSpec status:StatefulSetStatus
            StatefulSetSpec selector! template:PodTemplateSpec
            StatefulSetStatus conditions[type]
            ControllerRevision data! metadata:ObjectMeta
            Pod metadata:ObjectMeta spec:PodSpec status:PodStatus
            PodStatus conditions[type] nodeAllocatableResourceClaimStatuses[resourceClaimName] podIPs[ip] \
            resourceClaimStatuses[name] resources:ResourceRequirements volumeHealth[name]
            PodTemplate metadata:ObjectMeta template:PodTemplateSpec
            ReplicationController metadata:ObjectMeta spec:ReplicationControllerSpec \
            status:ReplicationControllerStatus
            ReplicationControllerSpec selector! template:PodTemplateSpec
            ReplicationControllerStatus conditions[type]
            Job metadata:ObjectMeta spec:JobSpec status:JobStatus
            JobSpec scheduling:JobSchedulingConfiguration selector! template:PodTemplateSpec
            JobSchedulingConfiguration resourceClaims[name]
            CronJob metadata:ObjectMeta spec:CronJobSpec
            CronJobSpec jobTemplate:JobTemplateSpec
            JobTemplateSpec metadata:ObjectMeta spec:JobSpec
            Service metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus
            ServiceSpec ports[port+protocol] selector!
            ServiceStatus conditions[type]
            PersistentVolumeClaim metadata:ObjectMeta spec:PersistentVolumeClaimSpec \
            status:PersistentVolumeClaimStatus
            PersistentVolumeClaimStatus conditions[type]
            PersistentVolume metadata:ObjectMeta spec:PersistentVolumeSpec
            PersistentVolumeSpec cephfs:CephFSPersistentVolumeSource cinder:CinderPersistentVolumeSource \
            csi:CSIPersistentVolumeSource flexVolume:FlexPersistentVolumeSource \
            iscsi:ISCSIPersistentVolumeSource nodeAffinity:VolumeNodeAffinity rbd:RBDPersistentVolumeSource \
            scaleIO:ScaleIOPersistentVolumeSource storageos:StorageOSPersistentVolumeSource
            CephFSPersistentVolumeSource secretRef!
            CinderPersistentVolumeSource secretRef!
            CSIPersistentVolumeSource controllerExpandSecretRef! controllerPublishSecretRef! \
            nodeExpandSecretRef! nodePublishSecretRef! nodeStageSecretRef!
            FlexPersistentVolumeSource secretRef!
            ISCSIPersistentVolumeSource secretRef!
            VolumeNodeAffinity required!
            RBDPersistentVolumeSource secretRef!
            ScaleIOPersistentVolumeSource secretRef!
            StorageOSPersistentVolumeSource secretRef!
            PodDisruptionBudget metadata:ObjectMeta spec:PodDisruptionBudgetSpec \
            status:PodDisruptionBudgetStatus
            PodDisruptionBudgetSpec selector!
            PodDisruptionBudgetStatus conditions[type]
            HorizontalPodAutoscaler metadata:ObjectMeta status:HorizontalPodAutoscalerStatus
            HorizontalPodAutoscalerStatus conditions[type]
            HorizontalPodAutoscalerV1 metadata:ObjectMeta spec:HorizontalPodAutoscalerV1Spec
            HorizontalPodAutoscalerV1Spec scaleTargetRef!
            ServiceAccount metadata:ObjectMeta secrets[name]!
            Namespace metadata:ObjectMeta status:NamespaceStatus
            NamespaceStatus conditions[type]
            NetworkPolicy metadata:ObjectMeta spec:NetworkPolicySpec
            NetworkPolicySpec podSelector!
            Ingress metadata:ObjectMeta spec:IngressSpec
            IngressSpec defaultBackend:IngressBackend
            IngressBackend resource! service:IngressServiceBackend
            IngressServiceBackend port!
            """;

    /** The kinds of the table, by group. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "",
                    List.of(
                            "Namespace",
                            "PersistentVolume",
                            "PersistentVolumeClaim",
                            "Pod",
                            "PodTemplate",
                            "ReplicationController",
                            "Service",
                            "ServiceAccount"),
            "apps", List.of("ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"),
            "autoscaling", List.of("HorizontalPodAutoscaler"),
            "batch", List.of("CronJob", "Job"),
            "networking.k8s.io", List.of("Ingress", "NetworkPolicy"),
            "policy", List.of("PodDisruptionBudget"));

    /** What a key has where an item leaves it out. */
    private static final Map<String, String> DEFAULTS = Map.of("protocol", "TCP");

    private static final Map<String, Type> TYPES = types();

    private ListKeys() {}

    /** How a field is merged. */
    sealed interface Rule {}

    /** An object or a scalar; a list there is atomic, and so is what is said of no field. */
    record Plain(Type type) implements Rule {}

    /** An object or a list that changes as a whole. */
    record Atomic() implements Rule {}

    /**
     * A list merged item by item.
     *
     * @param keys the fields that tell its items apart; none if their values do
     * @param item how each item is merged
     */
    record Keyed(List<String> keys, Rule item) implements Rule {

        Keyed {
            keys = List.copyOf(keys);
        }
    }

    /** A type of object, by the name it has in the table. */
    record Type(Map<String, String> rules) {

        /** The type of which nothing is known. */
        static final Type UNKNOWN = new Type(Map.of());

        Type {
            rules = Map.copyOf(rules);
        }

        /** How a field of an object of this type is merged. */
        Rule field(String name) {
            return rule(rules.getOrDefault(name, ""));
        }
    }

    /** How an object of a kind is merged; of a kind that is not built in, the metadata alone is known. */
    static Type of(ResourceRef kind) {
        GroupKind known = GroupKind.of(kind.apiVersion(), kind.kind());
        if (kind.apiVersion().equals("autoscaling/v1") && known.kind().equals("HorizontalPodAutoscaler")) {
            return TYPES.getOrDefault("HorizontalPodAutoscalerV1", Type.UNKNOWN);
        }
        return KINDS.getOrDefault(known.group(), List.of()).contains(known.kind())
                ? TYPES.getOrDefault(known.kind(), Type.UNKNOWN)
                : new Type(Map.of("metadata", ":ObjectMeta"));
    }

    /** What an item has in the place of a key that it leaves out, empty text if it must have one. */
    static String byDefault(String key) {
        return DEFAULTS.getOrDefault(key, "");
    }

    private static Rule rule(String text) {
        if (text.equals("!")) {
            return new Atomic();
        }
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            String keys = text.substring(1, close);
            String item = text.substring(close + 1);
            return new Keyed(
                    keys.equals("set") ? List.of() : List.of(keys.split("\\+", -1)),
                    rule(item.isEmpty() || item.equals("!") ? item : ":" + item));
        }
        return new Plain(text.isEmpty() ? Type.UNKNOWN : TYPES.getOrDefault(text.substring(1), Type.UNKNOWN));
    }

    private static Map<String, Type> types() {
        var types = new HashMap<String, Type>();
        TABLE.lines().forEach(line -> {
            var words = new ArrayList<>(List.of(line.split(" ", -1)));
            String name = words.removeFirst();
            var rules = new HashMap<String, String>();
            for (String word : words) {
                int end = 0;
                while (end < word.length() && Character.isLetterOrDigit(word.charAt(end))) {
                    end++;
                }
                rules.put(word.substring(0, end), word.substring(end));
            }
            types.put(name, new Type(rules));
        });
        return Map.copyOf(types);
    }
}
