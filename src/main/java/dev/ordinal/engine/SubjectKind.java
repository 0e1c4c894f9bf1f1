package dev.ordinal.engine;

import dev.ordinal.cel.Reads;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceTypes;
import dev.ordinal.manifest.ResourceTypes.ResourceType;
import dev.ordinal.policy.Operation;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.ResourceRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind that a policy names as one it is about.
 *
 * @param kind in the newest version that the policy names
 * @param namespaced whether its objects live in a namespace
 * @param operation how an object of the kind that nobody changes is shown to the policy: as an update, or if the policy
 *     is not about updates, as a new object
 */
record SubjectKind(Reads.Kind kind, boolean namespaced, Operation operation) {

    /** The version that is asked for where a policy is about every version. */
    private static final String ANY_VERSION = "v1";

    /** The kinds that a policy names; one that it is about because it is about all kinds is not counted. */
    static List<SubjectKind> of(Policy policy, ResourceTypes types) {
        Map<GroupKind, SubjectKind> kinds = new LinkedHashMap<>();
        for (ResourceRule rule : policy.match().resourceRules()) {
            for (SubjectKind found : of(rule, types)) {
                kinds.merge(
                        GroupKind.of(found.kind.apiVersion(), found.kind.kind()),
                        found,
                        (one, other) -> one.and(other));
            }
        }
        return List.copyOf(kinds.values());
    }

    private static List<SubjectKind> of(ResourceRule rule, ResourceTypes types) {
        Optional<Operation> operation = rule.operations().contains(Operation.UPDATE)
                ? Optional.of(Operation.UPDATE)
                : Optional.of(Operation.CREATE).filter(rule.operations()::contains);
        var found = new ArrayList<SubjectKind>();
        for (String group : rule.apiGroups()) {
            for (String resource : rule.resources()) {
                String plural = resource.endsWith("/*") ? resource.substring(0, resource.length() - 2) : resource;
                Optional<ResourceType> type = types.byPlural(group, plural);
                if (operation.isPresent() && type.isPresent()) {
                    found.add(new SubjectKind(
                            new Reads.Kind(
                                    apiVersion(group, rule.apiVersions()),
                                    type.get().kind()),
                            type.get().namespaced(),
                            operation.get()));
                }
            }
        }
        return found;
    }

    private static String apiVersion(String group, List<String> versions) {
        String version = versions.contains("*")
                ? ANY_VERSION
                : versions.stream().max(ApiVersions.OLDEST_FIRST).orElse(ANY_VERSION);
        return group.isEmpty() ? version : group + "/" + version;
    }

    private SubjectKind and(SubjectKind other) {
        return new SubjectKind(
                ApiVersions.newest(kind, other.kind),
                namespaced,
                operation == Operation.UPDATE ? operation : other.operation);
    }

    /** An object of the kind as one that nobody changes. */
    Change unchanged(Manifest manifest) {
        return operation == Operation.UPDATE ? Change.update(manifest, manifest) : Change.create(manifest);
    }
}
