package dev.ordinal.fix;

import dev.ordinal.engine.CompiledPolicy;
import dev.ordinal.engine.Mutator;
import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.engine.RuleError;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The mutators of objects: of all policies that mutate, or of those that are accepted for an object. For one thread.
 */
final class Mutators {

    private final PolicyEngine engine;
    private final List<String> names;
    private final Map<Set<String>, Mutator> byNames = new HashMap<>();

    Mutators(PolicyEngine engine) {
        this.engine = engine;
        this.names = engine.policies().stream()
                .filter(policy -> !policy.mutations().equals(CompiledPolicy.Mutations.NONE))
                .map(CompiledPolicy::name)
                .toList();
    }

    /** Whether no policy adds anything to any object. */
    boolean isEmpty() {
        return names.isEmpty();
    }

    /** The mutator of the policies that are accepted for an object. */
    Mutator of(ResourceRef object, FixOptions options) {
        Set<String> accepted = names.stream()
                .filter(name -> options.accepts().test(name, object))
                .collect(Collectors.toUnmodifiableSet());
        return byNames.computeIfAbsent(accepted, some -> new Mutator(engine, some::contains));
    }

    /** That a policy failed on an object. */
    RuleError error(String policy, Manifest object, String message) {
        CompiledPolicy failed = engine.policies().stream()
                .filter(one -> one.name().equals(policy))
                .findFirst()
                .orElseThrow();
        return new RuleError(
                RuleError.Kind.EVALUATION,
                policy,
                "mutations",
                Action.WARN,
                message,
                object.ref(),
                failed.policy().position(),
                object.positionOf(FieldPath.ROOT));
    }
}
