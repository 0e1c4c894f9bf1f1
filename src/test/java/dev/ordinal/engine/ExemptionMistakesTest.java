package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.TODAY;
import static dev.ordinal.engine.EngineTesting.object;
import static dev.ordinal.engine.EngineTesting.policy;
import static dev.ordinal.engine.EngineTesting.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.Deadline;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exemptions that exempt nothing used to be silent; they are told where that is certain. */
class ExemptionMistakesTest {

    private static final String RULES = "validations: [{name: one, expression: 'false', message: m}]\n";
    private static final String POLICIES =
            policy("headless-service", RULES) + policy("strict", "exemptable: false\n" + RULES);
    private static final EngineOptions OPTIONS =
            EngineOptions.on(TODAY).knowing(Set.of("headless-service", "strict", "not-chosen"));

    private static Manifest annotated(String annotation) {
        return object("""
                apiVersion: example.com/v1
                kind: Thing
                metadata: {name: it, annotations: {%s}}
                """.formatted(annotation));
    }

    private static List<String> messages(EngineOptions options, String annotation) {
        return EngineTesting.engine(POLICIES, options).exemptionMistakes(annotated(annotation)).stream()
                .map(ExemptionMistake::message)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exempt.ordinal.dev/headless-servce: typo | there is no policy `headless-servce` among those that are loaded;"
                        + " did you mean `headless-service`?",
                "exempt.ordinal.dev/xyz: why | there is no policy `xyz` among those that are loaded",
                "exempt.ordinal.dev/headless-service: ' ' | an exemption needs a reason: the text of the annotation"
                        + " `exempt.ordinal.dev/headless-service`",
                "exempt.ordinal.dev/not-chosen: '' | an exemption needs a reason: the text of the annotation"
                        + " `exempt.ordinal.dev/not-chosen`",
                "exempt.ordinal.dev/strict: why | the policy strict takes no exemption by annotation",
            })
    void annotationsThatExemptNothing(String annotation, String message) {
        assertThat(messages(OPTIONS, annotation)).containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource({
        "exempt.ordinal.dev/headless-service: it is old",
        "exempt.ordinal.dev/not-chosen: it is old",
        "example.com/headless-servce: ''",
    })
    void annotationsThatAreNone(String annotation) {
        assertThat(messages(OPTIONS, annotation)).isEmpty();
    }

    @Test
    void whereItIsNotKnownWhichPoliciesThereAreNamesAreNotTold() {
        assertThat(messages(EngineOptions.on(TODAY), "exempt.ordinal.dev/xyz: why"))
                .isEmpty();
    }

    @Test
    void atTheDoorTheObjectsAuthorIsWarned() {
        var judge = new AdmissionJudge(EngineTesting.engine(POLICIES, OPTIONS), JudgeOptions.DEFAULT);
        Manifest it = annotated("exempt.ordinal.dev/headless-servce: typo");

        Decision decision = judge.judge(Change.create(it), view(List.of()), Deadline.in(Duration.ofSeconds(10)));

        assertThat(decision.notices())
                .containsExactly("metadata.annotations['exempt.ordinal.dev/headless-servce']: there is no policy"
                        + " `headless-servce` among those that are loaded; did you mean `headless-service`?");
        assertThat(judge.judge(Change.delete(it), view(List.of(it)), Deadline.in(Duration.ofSeconds(10)))
                        .notices())
                .isEmpty();
    }

    private static List<String> problems(String subject, String expires) {
        String yaml = """
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: sets}
                spec:
                  title: Sets are well
                  action: Deny
                  matchConstraints:
                    resourceRules:
                    - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets, statefulsets/scale], operations: ['*']}
                  validations: [{name: one, expression: 'false', message: m}]
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: PolicyException
                metadata: {name: e}
                spec:
                  policy: sets
                  reason: it is known
                  subjects: [%s]
                  expires: %s
                """.formatted(subject, expires);
        List<Problem> problems = EngineTesting.engine(yaml).problems();
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING);
            assertThat(problem.position().line()).isEqualTo(15);
        });
        return problems.stream().map(Problem::message).toList();
    }

    @ParameterizedTest
    @CsvSource({"statefulset", "StatefulSets", "statefulsets"})
    void anExceptionForAKindThatThePolicyIsNotAbout(String kind) {
        assertThat(problems("{kind: %s, name: it}".formatted(kind), TODAY.toString()))
                .containsExactly(
                        ("the policy sets is about no object of kind `%s`, so the PolicyException e exempts none;"
                                        + " did you mean `StatefulSet`?")
                                .formatted(kind));
    }

    @Test
    void anExceptionThatHasExpired() {
        assertThat(problems("{kind: StatefulSet, name: it}", TODAY.minusDays(1).toString()))
                .containsExactly("the PolicyException e expired on " + TODAY.minusDays(1)
                        + ", so it exempts nothing from sets any more");
        assertThat(problems("{name: it}", TODAY.toString())).isEmpty();
    }

    @Test
    void ofAPolicyAboutKindsThatAreNotKnownNothingIsCertain() {
        String exception = """
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: PolicyException
                metadata: {name: e}
                spec: {policy: strict, reason: it is known, subjects: [{kind: thing, name: it}]}
                """;

        assertThat(EngineTesting.engine(POLICIES + exception).problems()).isEmpty();
    }
}
