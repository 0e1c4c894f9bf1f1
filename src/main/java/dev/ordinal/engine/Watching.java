package dev.ordinal.engine;

import dev.ordinal.cel.Origin;
import dev.ordinal.cel.Reads;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceTypes;
import dev.ordinal.policy.Operation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a live view has to know so that policies judge as if they saw whole objects: the kinds that they look up, the
 * kinds that they are about if they look anything up, Namespaces, and StatefulSets if their scale is judged.
 */
public final class Watching {

    private static final Reads.Kind NAMESPACE = new Reads.Kind("v1", "Namespace");
    private static final Reads.Kind STATEFUL_SET = new Reads.Kind("apps/v1", "StatefulSet");

    /** Where an object's own selector and its pods' labels stand. */
    private static final Set<String> SELECTION = Set.of("selector", "podSelector", "template", "jobTemplate");

    private final ResourceTypes types;
    private final Map<GroupKind, Reads.Kind> kinds = new LinkedHashMap<>();
    private final Map<GroupKind, Set<String>> fields = new LinkedHashMap<>();

    private Watching(ResourceTypes types) {
        this.types = types;
    }

    /** What the policies need, if they name no kinds but those of Kubernetes itself. */
    public static List<WatchedKind> of(Collection<CompiledPolicy> policies) {
        return of(policies, BuiltinTypes.INSTANCE);
    }

    /**
     * What the policies need.
     *
     * @param types the kinds known; a resource that is none of theirs is not watched as one that a policy is about
     * @return each group and kind once, in the newest version asked for
     */
    public static List<WatchedKind> of(Collection<CompiledPolicy> policies, ResourceTypes types) {
        var watching = new Watching(types);
        watching.add(NAMESPACE, Set.of("phase"));
        policies.forEach(watching::add);
        return watching.kinds.entrySet().stream()
                .map(entry -> new WatchedKind(
                        entry.getValue().apiVersion(),
                        entry.getValue().kind(),
                        watching.fields.getOrDefault(entry.getKey(), Set.of())))
                .toList();
    }

    private void add(CompiledPolicy policy) {
        Set<String> names = policy.reads().fieldNames();
        for (Reads.Kind kind : policy.kinds()) {
            add(kind, names);
        }
        for (Origin.Site site : policy.reads().lookups()) {
            boolean bySelection =
                    site.method() == Origin.Method.SELECTING || site.method() == Origin.Method.SELECTED_BY;
            add(site.kind(), bySelection ? SELECTION : Set.of());
        }
        if (!policy.kinds().isEmpty() && policy.isJudgedOfStoredObjects()) {
            for (SubjectKind subject : SubjectKind.of(policy.policy(), types)) {
                add(subject.kind(), names);
                add(subject.kind(), policy.reads().ownFieldNames());
                add(subject.kind(), SELECTION);
            }
        }
        if (names.contains("namespaceObject")) {
            add(NAMESPACE, names);
        }
        if (policy.isJudgedOfStoredObjects() && judgesScale(policy)) {
            add(STATEFUL_SET, names);
            add(STATEFUL_SET, policy.reads().ownFieldNames());
        }
    }

    private void add(Reads.Kind kind, Set<String> names) {
        GroupKind groupKind = GroupKind.of(kind.apiVersion(), kind.kind());
        kinds.merge(groupKind, kind, ApiVersions::newest);
        fields.computeIfAbsent(groupKind, _ -> new LinkedHashSet<>()).addAll(names);
    }

    private boolean judgesScale(CompiledPolicy policy) {
        var statefulSet = Optional.of(Manifest.of(JsonObject.of(Map.of(
                "apiVersion",
                STATEFUL_SET.apiVersion(),
                "kind",
                STATEFUL_SET.kind(),
                "metadata",
                JsonObject.of(Map.of("namespace", "default"))))));
        return new Matcher(types)
                .matchesResource(
                        policy.policy().match(), new Change(Operation.UPDATE, "scale", statefulSet, statefulSet));
    }
}
