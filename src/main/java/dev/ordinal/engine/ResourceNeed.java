package dev.ordinal.engine;

import dev.ordinal.engine.WebhookRules.Resource;
import dev.ordinal.policy.MatchConstraints;
import dev.ordinal.policy.Operation;
import dev.ordinal.policy.ResourceRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Operations on one resource that a policy is about.
 *
 * @param isNamed whether the policy names the resource, rather than say {@code *}
 */
record ResourceNeed(Resource resource, Set<String> versions, Set<Operation> operations, boolean isNamed) {

    private static final String SCALE = "scale";
    private static final String STATUS = "status";

    ResourceNeed {
        versions = Set.copyOf(versions);
        operations = Set.copyOf(operations);
    }

    String plural() {
        int slash = resource.name().indexOf('/');
        return slash < 0 ? resource.name() : resource.name().substring(0, slash);
    }

    /** Whether it is the objects themselves, rather than a subresource. */
    boolean isWhole() {
        return resource.name().indexOf('/') < 0;
    }

    boolean isScale() {
        return resource.name().endsWith("/" + SCALE);
    }

    /** What a policy is about, but for the subresource {@code status}, which is never judged. */
    static List<ResourceNeed> of(MatchConstraints constraints, Collection<Resource> custom) {
        var needs = new ArrayList<ResourceNeed>();
        for (ResourceRule rule : constraints.resourceRules()) {
            for (String group : rule.apiGroups()) {
                for (String resource : rule.resources()) {
                    int slash = resource.indexOf('/');
                    String plural = slash < 0 ? resource : resource.substring(0, slash);
                    String subresource = slash < 0 ? "" : resource.substring(slash + 1);
                    boolean isNamed = !plural.equals("*");
                    for (Resource kind : kinds(group, plural, custom)) {
                        for (String wanted : subresources(kind, subresource, isNamed)) {
                            var operations = EnumSet.copyOf(rule.operations());
                            operations.retainAll(possible(wanted));
                            var exact =
                                    wanted.isEmpty() ? kind : new Resource(kind.group(), kind.name() + "/" + wanted);
                            operations.removeIf(operation -> isExcluded(constraints, exact, operation));
                            if (!operations.isEmpty()) {
                                needs.add(new ResourceNeed(exact, Set.copyOf(rule.apiVersions()), operations, isNamed));
                            }
                        }
                    }
                }
            }
        }
        return needs;
    }

    private static List<Resource> kinds(String group, String plural, Collection<Resource> custom) {
        if (!plural.equals("*")) {
            return List.of(new Resource(group, plural));
        }
        var kinds = new ArrayList<>(WildcardKinds.of(group));
        if (kinds.isEmpty()) {
            return List.of(new Resource(group, plural));
        }
        if (group.equals("*")) {
            kinds.addAll(custom);
        }
        return kinds;
    }

    /** A named resource may be one that nobody knows here; of what {@code *} stands for, the subresources are known. */
    private static List<String> subresources(Resource kind, String wanted, boolean isNamed) {
        return switch (wanted) {
            case "" -> List.of("");
            case STATUS -> List.of();
            case "*" -> {
                var all = new ArrayList<>(List.of(""));
                all.addAll(WildcardKinds.subresources(kind));
                yield all;
            }
            default -> isNamed || WildcardKinds.subresources(kind).contains(wanted) ? List.of(wanted) : List.of();
        };
    }

    /** The operations that there are on a subresource. */
    private static Set<Operation> possible(String subresource) {
        return switch (subresource) {
            case "" -> EnumSet.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE);
            case SCALE, "ephemeralcontainers", "resize" -> EnumSet.of(Operation.UPDATE);
            case "attach", "exec", "portforward", "proxy" -> EnumSet.of(Operation.CONNECT);
            case "binding", "eviction", "token" -> EnumSet.of(Operation.CREATE);
            default -> EnumSet.allOf(Operation.class);
        };
    }

    private static boolean isExcluded(MatchConstraints constraints, Resource resource, Operation operation) {
        for (ResourceRule rule : constraints.excludeResourceRules()) {
            boolean isWhole = rule.resourceNames().isEmpty()
                    && rule.scope() == ResourceRule.Scope.ANY
                    && rule.apiVersions().contains("*");
            if (isWhole
                    && rule.operations().contains(operation)
                    && (rule.apiGroups().contains("*") || rule.apiGroups().contains(resource.group()))
                    && (rule.resources().contains(resource.name())
                            || (rule.resources().contains("*")
                                    && resource.name().indexOf('/') < 0))) {
                return true;
            }
        }
        return false;
    }
}
