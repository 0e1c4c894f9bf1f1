package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.created;
import static dev.ordinal.engine.EngineTesting.judge;
import static dev.ordinal.engine.EngineTesting.policy;
import static dev.ordinal.engine.EngineTesting.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As in an admission policy: all conditions must be true, and one that is false outweighs those that failed. */
class MatchConditionsTest {

    private static final Manifest THING = thing("it", "{size: 3}");

    private static final String FAILS = "object.spec.missing";
    private static final String NOT_KNOWN = "cluster.get(\"v1\", \"Secret\", \"default\", \"key\").hasValue()";

    private static String conditions(String... expressions) {
        var conditions = new StringBuilder("matchConditions:\n");
        for (int i = 0; i < expressions.length; i++) {
            conditions.append("- {name: c%d, expression: '%s'}\n".formatted(i, expressions[i]));
        }
        return policy("p", "{default: Warn, CREATE: Audit}", conditions + """
                validations:
                - {name: rule, expression: 'false', message: m}
                """);
    }

    @Test
    void allAreTrue() {
        assertThat(judge(conditions("true", "object.spec.size == 3"), THING).findings())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "true; false",
                "false; true",
                FAILS + "; false",
                "false; " + FAILS,
                NOT_KNOWN + "; false",
                NOT_KNOWN + "; " + FAILS + "; false",
                "false; " + NOT_KNOWN
            })
    void oneThatIsFalseOutweighsAllOthers(String expressions) {
        assertThat(created(conditions(expressions.split("; ", -1)), THING)).isEmpty();
    }

    @Test
    void onesThatFailAreErrorsAndTheRulesAreNotJudged() {
        Evaluation evaluation = judge(conditions("true", FAILS, "dyn(1)", "true"), THING);

        assertThat(evaluation.findings()).isEmpty();
        assertThat(evaluation.notKnown()).isEmpty();
        assertThat(evaluation.errors())
                .extracting(
                        RuleError::rule,
                        RuleError::message,
                        RuleError::action,
                        error -> error.position().toString())
                .containsExactly(
                        tuple(
                                "c1",
                                "`object.spec` has no field `missing`; ask for it with has(), or read it with `.?`, if it may be absent",
                                Action.AUDIT,
                                "policies.yaml:12:40"),
                        tuple("c2", "expected true or false, found 1", Action.AUDIT, "policies.yaml:13:29"));
    }

    @Test
    void onesThatAreNotKnownMakeThePolicyNotKnown() {
        Evaluation evaluation = judge(conditions(NOT_KNOWN, "true"), THING);

        assertThat(evaluation.findings()).isEmpty();
        assertThat(evaluation.errors()).isEmpty();
        assertThat(evaluation.notKnown())
                .extracting(
                        rule -> rule.finding().rule(), rule -> rule.finding().action(), NotKnownRule::why)
                .containsExactly(
                        tuple("c0", Action.AUDIT, "Secret key: Secrets are often made apart from what is deployed"));
    }

    @Test
    void bothAtOnce() {
        Evaluation evaluation = judge(conditions(NOT_KNOWN, FAILS, "true"), THING);

        assertThat(evaluation.findings()).isEmpty();
        assertThat(evaluation.errors()).extracting(RuleError::rule).containsExactly("c1");
        assertThat(evaluation.notKnown())
                .extracting(rule -> rule.finding().rule())
                .containsExactly("c0");
    }

    @Test
    void whatAConditionLookedAtIsNotRelatedToFindings() {
        Manifest config = EngineTesting.object("{apiVersion: v1, kind: ConfigMap, metadata: {name: config}}");

        assertThat(created(
                        EngineTesting.engine(
                                conditions("cluster.get(\"v1\", \"ConfigMap\", \"default\", \"config\").hasValue()")),
                        List.of(THING, config)))
                .flatExtracting(Evaluation::findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.related()).isEmpty());
    }

    /** A condition that uses a value of the wrong type is not known: nothing is wrong with the policy. */
    @Test
    void aValueOfTheWrongType() {
        String policy = conditions("object.spec.replicas > 1")
                .replace("example.com", "apps")
                .replace("things/*", "statefulsets");
        Manifest web =
                Preparation.of(EngineTesting.read("""
                        {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}, spec: {replicas: three}}
                        """).manifests()).manifests().getFirst();

        Evaluation evaluation = judge(policy, web);

        assertThat(evaluation.errors()).isEmpty();
        assertThat(evaluation.notKnown())
                .extracting(NotKnownRule::why)
                .containsExactly("spec.replicas has a value of the wrong type");
    }
}
