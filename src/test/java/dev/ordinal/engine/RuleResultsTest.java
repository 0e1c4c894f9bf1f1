package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.policies;
import static dev.ordinal.engine.EngineTesting.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Action;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a policy's rules say of an object, held against what they said of it before. */
class RuleResultsTest {

    private static final ResourceRef SUBJECT = new ResourceRef("example.com/v1", "Thing", "default", "it");

    private static Finding finding(String rule) {
        return new Finding("p", rule, Action.DENY, "m", "", SUBJECT, FieldPath.ROOT, Optional.empty(), List.of());
    }

    private static RuleResults broken(String rule, String... items) {
        var results = new RuleResults();
        for (String item : items) {
            results.findings.add(new RuleResults.Keyed(finding(rule), item));
        }
        return results;
    }

    private static RuleResults notKnown(String rule) {
        var results = new RuleResults();
        results.notKnown.add(new NotKnownRule(finding(rule), "nobody knows"));
        return results;
    }

    private static RuleResults failed(String rule) {
        var results = new RuleResults();
        results.errors.add(new RuleError(
                RuleError.Kind.EVALUATION,
                "p",
                rule,
                Action.DENY,
                "no such key",
                SUBJECT,
                new SourcePosition("p.yaml", 1, 1),
                Optional.empty()));
        return results;
    }

    private static List<String> news(RuleResults after, RuleResults before) {
        return after.newSince(before).stream().map(RuleResults.Keyed::item).toList();
    }

    @Test
    void whatAnyRuleSaysIsNotClean() {
        assertThat(new RuleResults().isClean()).isTrue();
        assertThat(broken("a", "").isClean()).isFalse();
        assertThat(notKnown("a").isClean()).isFalse();
        assertThat(failed("a").isClean()).isFalse();
    }

    @Test
    void aRuleIsConcernedByWhatItSaidItself() {
        List<CompiledPolicy.Rule> rules = policies(policy("p", """
                        validations:
                        - {name: a, expression: 'true', message: m}
                        - {name: b, expression: 'true', message: m}
                        """)).getFirst().rules();

        for (RuleResults ofA : List.of(broken("a", ""), notKnown("a"), failed("a"))) {
            assertThat(rules.stream().filter(ofA::concerns).map(CompiledPolicy.Rule::name))
                    .containsExactly("a");
        }
        assertThat(rules).noneMatch(new RuleResults()::concerns);
    }

    @Test
    void whatIsNewIsToldByItsItem() {
        assertThat(news(broken("a", "x", "y"), broken("a", "y"))).containsExactly("x");
        assertThat(news(broken("a", "x", "x"), broken("a", "x"))).containsExactly("x");
        assertThat(news(broken("a", "x"), broken("a", "x", "x"))).isEmpty();
        assertThat(news(broken("a", "x"), broken("b", "x"))).containsExactly("x");
        assertThat(news(broken("a", "x"), new RuleResults())).containsExactly("x");
    }

    @Test
    void nothingIsNewOfARuleThatCouldNotBeJudgedBefore() {
        assertThat(news(broken("a", "x"), notKnown("a"))).isEmpty();
        assertThat(news(broken("a", "x"), failed("a"))).isEmpty();
        assertThat(news(broken("a", "x"), notKnown("b"))).containsExactly("x");
        assertThat(news(broken("a", "x"), failed("b"))).containsExactly("x");
    }

    @Test
    void whatMeansMoreThanBeforeIsNew() {
        var warned = new RuleResults();
        warned.findings.add(new RuleResults.Keyed(finding("a").atMost(Action.WARN), "x"));

        assertThat(news(broken("a", "x"), warned)).containsExactly("x");
        assertThat(news(warned, broken("a", "x"))).isEmpty();
        assertThat(news(warned, warned)).isEmpty();
    }

    @Test
    void nothingIsNewIfItWasOpenWhetherThePolicyIsAboutTheObject() {
        RuleResults undecided = failed("condition");
        undecided.isUndecided = true;

        assertThat(news(broken("a", "x"), undecided)).isEmpty();
    }
}
