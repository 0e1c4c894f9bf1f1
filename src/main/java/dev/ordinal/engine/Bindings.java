package dev.ordinal.engine;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.PolicyBinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What bindings set for policies in an object's namespace. */
final class Bindings {

    /**
     * What is set for one policy and one namespace.
     *
     * @param params the policy's, with those of bindings laid over them
     * @param ceiling the mildest action that a binding sets, if any does
     * @param notKnown why it is not known whether a binding is about the namespace; empty if it is known
     */
    record Bound(JsonObject params, Optional<Action> ceiling, String notKnown) {}

    private final Map<String, List<PolicyBinding>> byPolicy = new HashMap<>();
    private final Matcher matcher;

    Bindings(List<PolicyBinding> bindings, Matcher matcher) {
        this.matcher = matcher;
        bindings.stream()
                .sorted(Comparator.comparing(PolicyBinding::name))
                .forEach(binding -> binding.policies()
                        .forEach(policy -> byPolicy.computeIfAbsent(policy, _ -> new ArrayList<>())
                                .add(binding)));
    }

    /** What is set for the policy in the object's namespace; later bindings, by name, outweigh earlier ones. */
    Bound of(CompiledPolicy policy, Manifest subject, ClusterView view) {
        JsonObject params = policy.policy().params();
        Optional<Action> ceiling = Optional.empty();
        for (PolicyBinding binding : byPolicy.getOrDefault(policy.name(), List.of())) {
            switch (matcher.matchesNamespace(binding.namespaceSelector(), subject, view)) {
                case NO -> {}
                case NOT_KNOWN -> {
                    return new Bound(
                            params,
                            ceiling,
                            "the labels of Namespace %s, which PolicyBinding %s selects by, are not known"
                                    .formatted(subject.namespace(), binding.name()));
                }
                case YES -> {
                    for (Map.Entry<String, Object> param : binding.params().entrySet()) {
                        params = params.with(param.getKey(), param.getValue());
                    }
                    Optional<Action> before = ceiling;
                    ceiling = binding.action()
                            .map(action -> before.map(action::atMost).orElse(action))
                            .or(() -> before);
                }
            }
        }
        return new Bound(params, ceiling, "");
    }
}
