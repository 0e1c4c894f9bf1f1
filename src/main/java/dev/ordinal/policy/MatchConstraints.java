package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import java.util.List;

/**
 * Which changes a policy is about, as {@code matchConstraints} of a ValidatingAdmissionPolicy says it.
 *
 * @param resourceRules at least one must match
 * @param excludeResourceRules none may match
 * @param namespaceSelector a label selector on the object's namespace; empty matches all
 * @param objectSelector a label selector on the object, or the old object; empty matches all
 * @param matchPolicy whether other versions of a listed resource count too
 */
public record MatchConstraints(
        List<ResourceRule> resourceRules,
        List<ResourceRule> excludeResourceRules,
        JsonObject namespaceSelector,
        JsonObject objectSelector,
        MatchPolicy matchPolicy) {

    /** Whether a rule for one version of a resource is about the others too. */
    public enum MatchPolicy {
        EXACT,
        EQUIVALENT
    }

    public MatchConstraints {
        resourceRules = List.copyOf(resourceRules);
        excludeResourceRules = List.copyOf(excludeResourceRules);
    }
}
