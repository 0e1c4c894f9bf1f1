package dev.ordinal.engine;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.ResourceTypes;
import dev.ordinal.manifest.ResourceTypes.ResourceType;
import dev.ordinal.policy.MatchConstraints;
import dev.ordinal.policy.MatchConstraints.MatchPolicy;
import dev.ordinal.policy.ResourceRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a change is one a policy is about, as the API server reads {@code matchConstraints}
 * (admissionregistration.k8s.io/v1 MatchResources).
 */
final class Matcher {

    /** The label every namespace has, with its name. */
    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    /** What a selector on namespaces says of one. */
    enum NamespaceMatch {
        YES,
        NO,
        /** The namespace's labels are not known. */
        NOT_KNOWN
    }

    private final ResourceTypes types;

    Matcher(ResourceTypes types) {
        this.types = types;
    }

    /** The kind of an object; of one that nobody declared, what is most likely. */
    ResourceType typeOf(ResourceRef ref) {
        return types.byKind(ref.group(), ref.kind())
                .orElseGet(() -> ResourceType.guessed(
                        ref.group(), ref.kind(), !ref.namespace().isEmpty()));
    }

    /**
     * What a rule is held against.
     *
     * @param type the resource of the change
     * @param version that of its API
     */
    private record Target(ResourceType type, String version) {}

    /**
     * The resource of a change: the one that its request names, in the scope that the request is made in; of a change
     * from files, the one of the object's kind.
     */
    private Target target(Change change) {
        ResourceRef ref = change.subject().ref();
        return change.resource()
                .map(named -> new Target(typeOf(named, ref), named.version()))
                .orElseGet(() -> new Target(typeOf(ref), ResourceRef.versionOf(ref.apiVersion())));
    }

    private ResourceType typeOf(Change.Resource named, ResourceRef ref) {
        String kind = types.byPlural(named.group(), named.plural())
                .map(ResourceType::kind)
                .orElse(ref.kind());
        return new ResourceType(
                named.group(), kind, named.plural(), !ref.namespace().isEmpty());
    }

    /** Whether the resource, the version, the operation and the scope match; names and labels are not looked at. */
    boolean matchesResource(MatchConstraints constraints, Change change) {
        return matchesAny(constraints.resourceRules(), constraints.matchPolicy(), change, false)
                && !matchesAny(constraints.excludeResourceRules(), constraints.matchPolicy(), change, true);
    }

    /** Whether the names and labels match, of an object whose resource does. */
    boolean matchesObject(MatchConstraints constraints, Change change) {
        return (!named(constraints.resourceRules())
                        || matchesAnyNamed(constraints.resourceRules(), constraints.matchPolicy(), change))
                && !(named(constraints.excludeResourceRules())
                        && matchesAnyNamed(constraints.excludeResourceRules(), constraints.matchPolicy(), change))
                && matchesLabels(constraints.objectSelector(), change);
    }

    private static boolean named(List<ResourceRule> rules) {
        for (ResourceRule rule : rules) {
            if (!rule.resourceNames().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesAny(List<ResourceRule> rules, MatchPolicy policy, Change change, boolean excluding) {
        Target target = target(change);
        for (ResourceRule rule : rules) {
            // a rule that excludes some names does not exclude the resource
            if (!(excluding && !rule.resourceNames().isEmpty()) && matches(rule, policy, change, target)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesAnyNamed(List<ResourceRule> rules, MatchPolicy policy, Change change) {
        String name = change.subject().name();
        Target target = target(change);
        for (ResourceRule rule : rules) {
            if ((rule.resourceNames().isEmpty() || rule.resourceNames().contains(name))
                    && matches(rule, policy, change, target)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(ResourceRule rule, MatchPolicy policy, Change change, Target target) {
        return rule.operations().contains(change.operation())
                && matchesScope(rule.scope(), target.type())
                && matchesVersion(rule, policy, target)
                && matchesPlural(rule.resources(), target.type().plural(), change.subresource());
    }

    private static boolean matchesScope(ResourceRule.Scope scope, ResourceType type) {
        return switch (scope) {
            case ANY -> true;
            case NAMESPACED -> type.namespaced();
            case CLUSTER -> !type.namespaced();
        };
    }

    /**
     * Whether group and version match. A rule that is about equivalent resources too is about every version of the
     * kind, in whatever group: files do not tell which versions a server serves, so one that a rule names counts as
     * served.
     */
    private static boolean matchesVersion(ResourceRule rule, MatchPolicy policy, Target target) {
        boolean anyGroup = rule.apiGroups().contains("*");
        return switch (policy) {
            case EXACT ->
                (anyGroup || rule.apiGroups().contains(target.type().group()))
                        && (rule.apiVersions().contains("*")
                                || rule.apiVersions().contains(target.version()));
            case EQUIVALENT -> anyGroup || servesKind(rule.apiGroups(), target.type());
        };
    }

    private static boolean servesKind(List<String> groups, ResourceType type) {
        GroupKind kind = GroupKind.in(type.group(), type.kind());
        for (String group : groups) {
            if (GroupKind.in(group, type.kind()).equals(kind)) {
                return true;
            }
        }
        return false;
    }

    /**
     * As in the API server, {@code pods/*} is about pods and all their subresources, {@code *} about no subresource.
     */
    private static boolean matchesPlural(List<String> resources, String plural, String subresource) {
        for (String resource : resources) {
            int slash = resource.indexOf('/');
            String wanted = slash < 0 ? resource : resource.substring(0, slash);
            String wantedSub = slash < 0 ? "" : resource.substring(slash + 1);
            if ((wanted.equals("*") || wanted.equals(plural))
                    && (wantedSub.equals("*") || wantedSub.equals(subresource))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesLabels(JsonObject selector, Change change) {
        if (selector.isEmpty()) {
            return true;
        }
        Optional<LabelSelector> labels = LabelSelector.of(selector);
        return labels.isPresent()
                && (change.object()
                                .filter(object -> labels.get().matches(object.labels()))
                                .isPresent()
                        || change.oldObject()
                                .filter(object -> labels.get().matches(object.labels()))
                                .isPresent());
    }

    /** Whether the object's namespace matches; an object of the cluster always does, a Namespace is its own. */
    NamespaceMatch matchesNamespace(JsonObject selector, Manifest subject, ClusterView view) {
        if (selector.isEmpty()) {
            return NamespaceMatch.YES;
        }
        Optional<LabelSelector> labels = LabelSelector.of(selector);
        if (labels.isEmpty()) {
            return NamespaceMatch.NO;
        }
        boolean isNamespace =
                subject.kind().equals("Namespace") && subject.ref().group().isEmpty();
        if (subject.namespace().isEmpty() && !isNamespace) {
            return NamespaceMatch.YES;
        }
        String name = isNamespace ? subject.name() : subject.namespace();
        Optional<Manifest> namespace = isNamespace ? Optional.of(subject) : find(view, name);
        Map<String, Object> known =
                new HashMap<>(namespace.map(Manifest::labels).orElse(JsonObject.EMPTY));
        known.put(NAMESPACE_NAME, name);
        if (namespace.isPresent() || onlyName(labels.get())) {
            return labels.get().matches(known) ? NamespaceMatch.YES : NamespaceMatch.NO;
        }
        return NamespaceMatch.NOT_KNOWN;
    }

    static Optional<Manifest> find(ClusterView view, String namespace) {
        return view.get("v1", "Namespace", "", namespace) instanceof Lookup.Found(Manifest found)
                ? Optional.of(found)
                : Optional.empty();
    }

    private static boolean onlyName(LabelSelector selector) {
        return selector.labels().keySet().stream().allMatch(NAMESPACE_NAME::equals)
                && selector.requirements().stream().allMatch(need -> need.key().equals(NAMESPACE_NAME));
    }
}
