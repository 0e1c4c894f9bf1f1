package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.TODAY;
import static dev.ordinal.engine.EngineTesting.created;
import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.object;
import static dev.ordinal.engine.EngineTesting.policy;
import static dev.ordinal.engine.EngineTesting.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is spared, by an annotation or by a PolicyException; what is exempt is told, never silent. */
class ExemptionsTest {

    private static final String RULES = """
            validations:
            - {name: one, expression: 'false', message: m}
            - {name: two, expression: 'false', message: m}
            """;

    private static Manifest annotated(String annotations) {
        return object("""
                apiVersion: example.com/v1
                kind: Thing
                metadata: {name: it, annotations: {%s}}
                """.formatted(annotations));
    }

    private static String exception(String fields) {
        return """
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: PolicyException
                metadata: {name: e}
                spec:
                  policy: p
                  reason: it is known
                %s
                """.formatted(fields.strip().indent(2));
    }

    private static Evaluation judge(String documents, Manifest manifest) {
        return created(engine(documents), List.of(manifest)).getFirst();
    }

    @Test
    void byAnnotation() {
        Evaluation evaluation = judge(policy("p", RULES), annotated("exempt.ordinal.dev/p: it is old"));

        assertThat(evaluation.findings()).isEmpty();
        assertThat(evaluation.exempted())
                .extracting(
                        exempt -> exempt.finding().rule(),
                        Exempted::reason,
                        Exempted::by,
                        exempt -> exempt.finding().action())
                .containsExactly(
                        tuple("one", "it is old", "annotation", Action.DENY),
                        tuple("two", "it is old", "annotation", Action.DENY));
    }

    @ParameterizedTest
    @CsvSource({
        "exempt.ordinal.dev/p: '',",
        "exempt.ordinal.dev/p: '   ',",
        "exempt.ordinal.dev/q: it is old,",
        "ordinal.dev/p: it is old,",
        "p: it is old,",
    })
    void anAnnotationWithoutReasonOrOfAnotherNameExemptsNothing(String annotation) {
        Evaluation evaluation = judge(policy("p", RULES), annotated(annotation));

        assertThat(evaluation.findings()).hasSize(2);
        assertThat(evaluation.exempted()).isEmpty();
    }

    @Test
    void aPolicyMayRefuseAnnotationsButNotExceptions() {
        String strict = policy("p", "exemptable: false\n" + RULES);
        Manifest annotated = annotated("exempt.ordinal.dev/p: it is old");

        assertThat(judge(strict, annotated).exempted()).isEmpty();
        assertThat(judge(strict, annotated).findings()).hasSize(2);
        assertThat(judge(strict + exception("subjects: [{name: it}]"), annotated)
                        .exempted())
                .extracting(Exempted::by)
                .containsExactly("e", "e");
    }

    @Test
    void theAnnotationOutweighsTheException() {
        assertThat(judge(
                                policy("p", RULES) + exception("subjects: [{name: it}]"),
                                annotated("exempt.ordinal.dev/p: it is old"))
                        .exempted())
                .extracting(Exempted::by)
                .containsOnly("annotation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // subjects, whether they name the Thing `it` of the namespace default
                "{name: it} | true",
                "{name: other} | false",
                "{name: other}, {name: it} | true",
                "{name: '*'} | true",
                "{name: 'i*'} | true",
                "{name: '*t'} | true",
                "{name: 'it*'} | true",
                "{name: 'x*'} | false",
                "{kind: Thing, name: it} | true",
                "{kind: Other, name: it} | false",
                "{namespace: default, name: it} | true",
                "{namespace: other, name: it} | false",
                "{kind: Thing, namespace: default, name: 'i?'} | false",
                "{kind: Other, name: it}, {namespace: other, name: it} | false",
            })
    void bySubject(String subjects, boolean exempt) {
        Evaluation evaluation =
                judge(policy("p", RULES) + exception("subjects: [%s]".formatted(subjects)), thing("it", "{}"));

        assertThat(evaluation.exempted()).hasSize(exempt ? 2 : 0);
        assertThat(evaluation.findings()).hasSize(exempt ? 0 : 2);
    }

    @Test
    void byRule() {
        Evaluation evaluation =
                judge(policy("p", RULES) + exception("subjects: [{name: it}]\nrules: [two, three]"), thing("it", "{}"));

        assertThat(evaluation.findings()).extracting(Finding::rule).containsExactly("one");
        assertThat(evaluation.exempted())
                .extracting(exempt -> exempt.finding().rule(), Exempted::reason, Exempted::by)
                .containsExactly(tuple("two", "it is known", "e"));
    }

    @Test
    void ofAnotherPolicy() {
        assertThat(judge(policy("q", RULES) + exception("subjects: [{name: it}]"), thing("it", "{}"))
                        .findings())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, true", "1, true"})
    void theDayItExpiresStillCounts(int days, boolean exempt) {
        String expires = "subjects: [{name: it}]\nexpires: " + TODAY.plusDays(days);

        assertThat(judge(policy("p", RULES) + exception(expires), thing("it", "{}"))
                        .exempted())
                .hasSize(exempt ? 2 : 0);
    }

    @Test
    void whatIsExemptSaysWhatItWouldHaveMeant() {
        assertThat(judge(policy("p", "Warn", RULES) + exception("subjects: [{name: it}]"), thing("it", "{}"))
                        .exempted())
                .extracting(exempt -> exempt.finding().action())
                .containsOnly(Action.WARN);
    }

    /** An exemption excuses what is broken; that a rule fails or is not known is told all the same. */
    @Test
    void errorsAreNotExempt() {
        Evaluation evaluation = judge(policy("p", """
                        validations:
                        - {name: fails, expression: object.spec.missing, message: m}
                        - {name: not-known, expression: "cluster.get('v1', 'Secret', 'default', 'k').hasValue()", message: m}
                        """), annotated("exempt.ordinal.dev/p: it is old"));

        assertThat(evaluation.errors()).hasSize(1);
        assertThat(evaluation.notKnown()).hasSize(1);
    }

    @Test
    void theNewObjectsAnnotationCounts() {
        PolicyEngine engine = engine(policy("p", RULES));
        Manifest plain = thing("it", "{}");
        Manifest annotated = annotated("exempt.ordinal.dev/p: it is old");

        assertThat(EngineTesting.change(engine, Change.update(plain, annotated))
                        .getFirst()
                        .exempted())
                .hasSize(2);
        assertThat(EngineTesting.change(engine, Change.update(annotated, plain))
                        .getFirst()
                        .exempted())
                .isEmpty();
        assertThat(EngineTesting.change(engine, Change.delete(annotated))
                        .getFirst()
                        .exempted())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'*', '', true",
        "'*', abc, true",
        "'', '', true",
        "'', a, false",
        "a, '', false",
        "abc, abc, true",
        "abc, abcd, false",
        "abcd, abc, false",
        "a*c, abc, true",
        "a*c, ac, true",
        "a*c, acb, false",
        "a*b*c, aXbXbXc, true",
        "a*b*c, aXcXb, false",
        "'**', abc, true",
        "'*a*', bab, true",
        "'*a*', bbb, false",
        "a**, a, true",
        "'*ab', aab, true",
        "'*aab', aaab, true",
        "web-*-0, web-a-b-0, true",
        "web-*-0, web-0, false",
    })
    void patterns(String pattern, String name, boolean matches) {
        assertThat(Exemptions.matches(pattern, name)).isEqualTo(matches);
    }

    /** A pattern with many stars takes no more than their number times the name's length. */
    @Test
    void aPatternOfManyStarsIsMatchedInTime() {
        assertThat(Exemptions.matches("*a".repeat(200) + "b", "a".repeat(20_000)))
                .isFalse();
    }
}
