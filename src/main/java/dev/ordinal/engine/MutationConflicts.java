package dev.ordinal.engine;

import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.ResourceRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds policies that give one field of one kind of object different values, as far as their expressions show it; what
 * depends on the object is told when it happens, see {@link Mutated#warnings()}.
 */
public final class MutationConflicts {

    private static final String ANY = "*";

    private MutationConflicts() {}

    /** A warning for each field and each two policies, at the one whose value does not come to pass. */
    public static List<Problem> of(List<CompiledPolicy> policies) {
        List<CompiledPolicy> ordered = MutationOrder.of(policies);
        var problems = new ArrayList<Problem>();
        for (int later = 0; later < ordered.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                between(ordered.get(earlier), ordered.get(later), problems);
            }
        }
        return problems;
    }

    private static void between(CompiledPolicy first, CompiledPolicy second, List<Problem> problems) {
        if (first.mutations().steps().isEmpty()
                || second.mutations().steps().isEmpty()
                || second.policy().mutations().after().contains(first.name())
                || !meet(first, second)) {
            return;
        }
        Map<String, Set<Object>> before = new HashMap<>();
        first.mutations()
                .steps()
                .forEach(step -> before.putAll(step.expression().constantWrites()));
        for (CompiledPolicy.Mutation step : second.mutations().steps()) {
            step.expression()
                    .constantWrites()
                    .forEach((field, values) -> Optional.ofNullable(before.get(field))
                            .filter(others -> Collections.disjoint(others, values))
                            .ifPresent(others -> problems.add(new Problem(
                                    Problem.Kind.CONFLICTING_POLICIES,
                                    step.expression().source().start(),
                                    "policy `%s` sets %s to %s, and `%s`, which comes before it, to %s; which shall win is for `mutateAfter` to say"
                                            .formatted(
                                                    second.name(),
                                                    field,
                                                    words(values),
                                                    first.name(),
                                                    words(others))))));
        }
    }

    private static String words(Set<Object> values) {
        return String.join(
                " or ", values.stream().map(value -> "`" + value + "`").toList());
    }

    /** Whether both may be about one object. */
    private static boolean meet(CompiledPolicy one, CompiledPolicy other) {
        return one.policy().match().resourceRules().stream()
                .anyMatch(
                        rule -> other.policy().match().resourceRules().stream().anyMatch(with -> meet(rule, with)));
    }

    private static boolean meet(ResourceRule one, ResourceRule other) {
        return meet(one.apiGroups(), other.apiGroups())
                && meet(one.resources(), other.resources())
                && !Collections.disjoint(one.operations(), other.operations());
    }

    private static boolean meet(List<String> some, List<String> others) {
        return some.stream().anyMatch(word -> word.startsWith(ANY))
                || others.stream().anyMatch(word -> word.startsWith(ANY))
                || !Collections.disjoint(some, others);
    }
}
