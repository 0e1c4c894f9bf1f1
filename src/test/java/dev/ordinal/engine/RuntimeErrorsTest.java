package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.all;
import static dev.ordinal.engine.EngineTesting.created;
import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.policy;
import static dev.ordinal.engine.EngineTesting.rule;
import static dev.ordinal.engine.EngineTesting.thing;
import static dev.ordinal.engine.EngineTesting.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordinal.cel.Budget;
import dev.ordinal.manifest.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A rule that fails at run time, or takes more than it may, is an error of that rule on that object and nothing else.
 */
class RuntimeErrorsTest {

    private static final Manifest THING = thing("it", "{size: 3}");

    /** A number of evaluation steps that grows with the size, far more than it. */
    private static final String LOOP = """
            lists.range(%d).all(i, i + 1 > 0)""";

    private static Budget.Limits steps(long expression, long request) {
        Budget.Limits usual = Budget.Limits.DEFAULT;
        return new Budget.Limits(
                expression, request, 60_000_000_000L, 600_000_000_000L, usual.textLength(), usual.collectionSize());
    }

    @Test
    void aRuleThatFailsHoldsUpNoOther() {
        Manifest small = thing("small", "{size: 1}");
        Manifest none = thing("none", "{}");
        List<Evaluation> evaluations =
                created(policy("p", """
                        validations:
                        - {name: reads, expression: object.spec.size > 1, message: m}
                        - {name: other, expression: 'false', message: m}
                        """) + rule("q", "object.spec.?size.orValue(9) > 1"), small, none, THING);

        assertThat(all(evaluations, Evaluation::errors))
                .extracting(
                        RuleError::policy,
                        RuleError::rule,
                        error -> error.subject().name())
                .containsExactly(tuple("p", "reads", "none"));
        assertThat(all(evaluations, Evaluation::findings))
                .extracting(Finding::id, finding -> finding.subject().name())
                .containsExactly(
                        tuple("p/reads", "small"),
                        tuple("p/other", "small"),
                        tuple("q/rule", "small"),
                        tuple("p/other", "none"),
                        tuple("p/other", "it"));
    }

    @Test
    void aRuleThatGivesNoBoolean() {
        assertThat(all(created(rule("p", "dyn(object.spec.size)"), THING), Evaluation::errors))
                .extracting(RuleError::message, error -> error.position().toString())
                .containsExactly(tuple("expected true or false, found 3", "policies.yaml:13:7"));
    }

    @Test
    void aRuleThatTakesTooManySteps() {
        List<Evaluation> evaluations = created(
                engine(policy("p", """
                                validations:
                                - {name: greedy, expression: "%s", message: m}
                                - {name: other, expression: 'false', message: m}
                                """.formatted(LOOP.formatted(10_000))), within(steps(5_000, 1_000_000))),
                List.of(THING));

        assertThat(all(evaluations, Evaluation::errors))
                .extracting(RuleError::rule, RuleError::kind, RuleError::message)
                .containsExactly(tuple("greedy", RuleError.Kind.BUDGET, "used more than 5000 steps"));
        assertThat(all(evaluations, Evaluation::findings))
                .extracting(Finding::rule)
                .containsExactly("other");
    }

    @Test
    void aRuleThatTakesTooMuchTime() {
        Budget.Limits usual = Budget.Limits.DEFAULT;
        var limits = new Budget.Limits(
                Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, 2_000_000L, 60_000_000_000L, usual.textLength(), 1_000_000);
        List<Evaluation> evaluations = created(engine(policy("p", """
                                validations:
                                - name: greedy
                                  expression: lists.range(1000).all(i, lists.range(1000).all(j, lists.range(1000).all(k, i + j + k >= 0)))
                                  message: m
                                - {name: other, expression: 'false', message: m}
                                """), within(limits)), List.of(THING));

        assertThat(all(evaluations, Evaluation::errors))
                .extracting(RuleError::rule, RuleError::kind, RuleError::message)
                .containsExactly(tuple("greedy", RuleError.Kind.TIME, "took longer than 2 ms"));
        assertThat(all(evaluations, Evaluation::findings))
                .extracting(Finding::rule)
                .containsExactly("other");
    }

    @Test
    void aVariableThatTakesTooMuchIsWhereItsErrorIs() {
        List<Evaluation> evaluations = created(
                engine(policy("p", """
                                variables:
                                - name: greedy
                                  expression: "%s"
                                validations:
                                - {name: one, expression: variables.greedy, message: m}
                                - {name: two, expression: variables.greedy || true, message: m}
                                - {name: three, expression: 'true', message: m}
                                """.formatted(LOOP.formatted(10_000))), within(steps(5_000, 1_000_000))),
                List.of(THING));

        assertThat(all(evaluations, Evaluation::errors))
                .extracting(
                        RuleError::rule,
                        RuleError::kind,
                        error -> error.position().toString())
                .containsExactly(
                        tuple("one", RuleError.Kind.BUDGET, "policies.yaml:12:18"),
                        tuple("two", RuleError.Kind.BUDGET, "policies.yaml:12:18"));
    }

    @Test
    void aBoundThatIsPassedEndsARuleThatRunsOverItems() {
        List<Evaluation> evaluations =
                created(engine(policy("p", """
                                validations:
                                - name: each
                                  forEach: {list: '[1, 10000, 1]', as: size}
                                  expression: lists.range(size).all(i, i + 1 < 0)  || lists.range(size).all(i, i + 1 > 0) && size > 1
                                  message: m
                                """), within(steps(5_000, 1_000_000))), List.of(THING));

        assertThat(all(evaluations, Evaluation::findings)).hasSize(1);
        assertThat(all(evaluations, Evaluation::errors)).hasSize(1);
    }

    /** Whatever a policy takes, half of the request's steps are kept, in equal parts, for those after it. */
    @Test
    void aGreedyPolicyLeavesSomethingToThoseAfterIt() {
        var rules = new StringBuilder("validations:\n");
        for (int i = 0; i < 30; i++) {
            rules.append("- {name: r%d, expression: \"%s\", message: m}\n".formatted(i, LOOP.formatted(1_000)));
        }
        String modest = policy("modest", """
                validations:
                - {name: first, expression: "%s", message: m}
                - {name: second, expression: 'false', message: m}
                """.formatted(LOOP.formatted(100)));
        List<Evaluation> evaluations = created(
                engine(
                        policy("greedy1", rules.toString()) + policy("greedy2", rules.toString()) + modest,
                        within(steps(20_000, 60_000))),
                List.of(THING));

        assertThat(evaluations).extracting(Evaluation::policy).containsExactly("greedy1", "greedy2", "modest");
        assertThat(evaluations.get(0).errors())
                .hasSizeLessThan(30)
                .isNotEmpty()
                .allSatisfy(
                        error -> assertThat(error.message()).isEqualTo("the rules so far used more than 40000 steps"));
        assertThat(evaluations.get(1).errors())
                .as("it got a sixth, not half")
                .hasSizeGreaterThan(evaluations.get(0).errors().size())
                .hasSizeLessThan(30)
                .allSatisfy(error -> assertThat(error.kind()).isEqualTo(RuleError.Kind.BUDGET));
        assertThat(evaluations.get(2).errors()).isEmpty();
        assertThat(evaluations.get(2).findings()).extracting(Finding::rule).containsExactly("second");
    }

    @Test
    void aPolicyThatTakesAllTheTimeLeavesSomethingToThoseAfterIt() {
        Budget.Limits usual = Budget.Limits.DEFAULT;
        var limits = new Budget.Limits(
                Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, 60_000_000_000L, 2_000_000_000L, usual.textLength(), 1_000_000);
        String endless = "lists.range(1000).all(i, lists.range(1000).all(j, lists.range(1000).all(k, i + j + k >= 0)))";
        List<Evaluation> evaluations = created(
                engine(policy("greedy", """
                                validations:
                                - {name: one, expression: "%s", message: m}
                                - {name: two, expression: 'false', message: m}
                                """.formatted(endless)) + rule("modest", "false"), within(limits)),
                List.of(THING));

        assertThat(all(evaluations, Evaluation::errors))
                .extracting(RuleError::rule, RuleError::kind, RuleError::message)
                .containsExactly(
                        tuple("one", RuleError.Kind.TIME, "the rules so far took longer than 1500 ms"),
                        tuple("two", RuleError.Kind.TIME, "the rules so far took longer than 1500 ms"));
        assertThat(all(evaluations, Evaluation::findings))
                .extracting(Finding::policy)
                .containsExactly("modest");
    }

    @Test
    void eachObjectHasABudgetOfItsOwn() {
        PolicyEngine engine = engine(rule("p", LOOP.formatted(500)), within(steps(6_000, 6_000)));

        assertThat(all(created(engine, List.of(THING, thing("a", "{}"), thing("b", "{}"))), Evaluation::errors))
                .isEmpty();
    }

    @Test
    void aLookUpThatFailsIsToldInPlainWords() {
        PolicyEngine engine = engine(rule("p", "cluster.get('v1', 'Service', 'default', 'a').hasValue()"));

        assertThat(all(
                        engine.evaluate(Change.create(THING), new FaultyView(EngineTesting.view(List.of()))),
                        Evaluation::errors))
                .extracting(RuleError::message)
                .containsExactly("looking up other objects failed");
    }
}
