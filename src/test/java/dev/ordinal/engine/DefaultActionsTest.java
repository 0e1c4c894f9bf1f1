package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.policy.Action;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefaultActionsTest {

    private static Optional<Action> of(String action, String... rules) {
        var spec = new StringBuilder("params: {deny: false, word: Audit}\nvalidations:\n");
        for (int i = 0; i < rules.length; i++) {
            spec.append("- {name: r%d, expression: 'true', message: m, %s}\n".formatted(i, rules[i]));
        }
        return DefaultActions.loweredByParams(EngineTesting.policies(EngineTesting.policy("p", action, spec.toString()))
                .getFirst());
    }

    @Test
    void paramsMayMakeAPolicyMilder() {
        assertThat(of("Deny", "actionExpression: \"params.deny ? 'Deny' : 'Warn'\""))
                .contains(Action.WARN);
        assertThat(of("Deny", "actionExpression: params.word", "action: Audit")).contains(Action.AUDIT);
        assertThat(of("Deny", "actionExpression: params.word", "action: Warn")).contains(Action.WARN);
    }

    @Test
    void theStrictestRuleCounts() {
        assertThat(of("Deny", "actionExpression: params.word", "fieldPath: spec"))
                .isEmpty();
        assertThat(of("Deny", "action: Warn")).isEmpty();
        assertThat(of("Warn", "actionExpression: \"params.deny ? 'Warn' : 'Deny'\""))
                .isEmpty();
    }

    @Test
    void whatDependsOnTheObjectMayBeTheStrictest() {
        assertThat(of("Deny", "actionExpression: \"object.metadata.name == 'a' ? 'Deny' : params.word\""))
                .isEmpty();
    }

    @Test
    void ofThoseThatComeWithOrdinal() {
        assertThat(BuiltInPolicies.ALL.stream()
                        .filter(policy -> DefaultActions.loweredByParams(policy).isPresent())
                        .map(CompiledPolicy::name))
                .containsExactlyInAnyOrder("claim-in-use", "readiness-probe");
    }
}
