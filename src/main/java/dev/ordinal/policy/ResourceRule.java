package dev.ordinal.policy;

import java.util.List;
import java.util.Set;

/**
 * Operations on resources, as {@code resourceRules} of a ValidatingAdmissionPolicy name them
 * (admissionregistration.k8s.io/v1 NamedRuleWithOperations).
 *
 * @param apiGroups {@code *} for all; the core group is empty text
 * @param apiVersions {@code *} for all
 * @param resources plurals, {@code *}, {@code pods/*}, {@code *}{@code /scale}, {@code statefulsets/scale}
 * @param operations all four where the file says {@code *}
 * @param scope which objects: of namespaces, of the cluster, or both
 * @param resourceNames names of objects; empty for all
 */
public record ResourceRule(
        List<String> apiGroups,
        List<String> apiVersions,
        List<String> resources,
        Set<Operation> operations,
        Scope scope,
        List<String> resourceNames) {

    /** Which objects a rule is about. */
    public enum Scope {
        NAMESPACED,
        CLUSTER,
        ANY
    }

    public ResourceRule {
        apiGroups = List.copyOf(apiGroups);
        apiVersions = List.copyOf(apiVersions);
        resources = List.copyOf(resources);
        operations = Set.copyOf(operations);
        resourceNames = List.copyOf(resourceNames);
    }
}
