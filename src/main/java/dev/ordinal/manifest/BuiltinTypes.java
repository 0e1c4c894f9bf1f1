package dev.ordinal.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The kinds that the API server of Kubernetes 1.34 serves by itself, those of alpha APIs included, and those that older
 * ones served in the groups {@code extensions} and {@code policy}.
 */
public final class BuiltinTypes implements ResourceTypes {

    /** The one table. */
    public static final BuiltinTypes INSTANCE = new BuiltinTypes();

    /** Group, then its kinds; a star marks the kinds of the cluster. */
    private static final String TABLE = """
            - Binding ComponentStatus* ConfigMap Endpoints Event LimitRange Namespace* Node* PersistentVolume* \
            PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount
            admissionregistration.k8s.io MutatingAdmissionPolicy* MutatingAdmissionPolicyBinding* \
            MutatingWebhookConfiguration* ValidatingAdmissionPolicy* ValidatingAdmissionPolicyBinding* \
            ValidatingWebhookConfiguration*
            apiextensions.k8s.io CustomResourceDefinition*
            apiregistration.k8s.io APIService*
            apps ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet
            authentication.k8s.io SelfSubjectReview* TokenReview*
            authorization.k8s.io LocalSubjectAccessReview SelfSubjectAccessReview* SelfSubjectRulesReview* \
            SubjectAccessReview*
            autoscaling HorizontalPodAutoscaler
            batch CronJob Job
            certificates.k8s.io CertificateSigningRequest* ClusterTrustBundle* PodCertificateRequest
            coordination.k8s.io Lease LeaseCandidate
            discovery.k8s.io EndpointSlice
            events.k8s.io Event
            extensions DaemonSet Deployment Ingress NetworkPolicy PodSecurityPolicy* ReplicaSet
            flowcontrol.apiserver.k8s.io FlowSchema* PriorityLevelConfiguration*
            internal.apiserver.k8s.io StorageVersion*
            networking.k8s.io IPAddress* Ingress IngressClass* NetworkPolicy ServiceCIDR*
            node.k8s.io RuntimeClass*
            policy PodDisruptionBudget PodSecurityPolicy*
            rbac.authorization.k8s.io ClusterRole* ClusterRoleBinding* Role RoleBinding
            resource.k8s.io DeviceClass* DeviceTaintRule* ResourceClaim ResourceClaimTemplate ResourceSlice*
            scheduling.k8s.io PriorityClass*
            storage.k8s.io CSIDriver* CSINode* CSIStorageCapacity StorageClass* VolumeAttachment* \
            VolumeAttributesClass*
            storagemigration.k8s.io StorageVersionMigration*
            """;

    private final Map<String, ResourceType> byKind = new HashMap<>();
    private final Map<String, ResourceType> byPlural = new HashMap<>();
    private final Map<String, List<ResourceType>> byGroup = new TreeMap<>();

    private BuiltinTypes() {
        TABLE.lines().forEach(line -> {
            String[] words = line.split(" ", -1);
            String group = words[0].equals("-") ? "" : words[0];
            for (int i = 1; i < words.length; i++) {
                boolean ofCluster = words[i].endsWith("*");
                String kind = ofCluster ? words[i].substring(0, words[i].length() - 1) : words[i];
                var type = ResourceType.guessed(group, kind, !ofCluster);
                byKind.put(group + "/" + kind, type);
                byPlural.put(group + "/" + type.plural(), type);
                byGroup.computeIfAbsent(group, _ -> new ArrayList<>()).add(type);
            }
        });
    }

    @Override
    public Optional<ResourceType> byKind(String group, String kind) {
        return Optional.ofNullable(byKind.get(group + "/" + kind));
    }

    @Override
    public Optional<ResourceType> byPlural(String group, String plural) {
        return Optional.ofNullable(byPlural.get(group + "/" + plural));
    }

    /** The API groups of Kubernetes itself, the core group among them as empty text. */
    public Set<String> groups() {
        return Collections.unmodifiableSet(byGroup.keySet());
    }

    /** The kinds of an API group; none if the group is not one of Kubernetes itself. */
    public List<ResourceType> ofGroup(String group) {
        return Collections.unmodifiableList(byGroup.getOrDefault(group, List.of()));
    }
}
