package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.findings;
import static dev.ordinal.engine.EngineTesting.judge;
import static dev.ordinal.engine.EngineTesting.policy;
import static dev.ordinal.engine.EngineTesting.thing;
import static dev.ordinal.engine.EngineTesting.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Variables are evaluated when something asks for them, once, and fail whatever asks for them. */
class VariablesTest {

    private static final Manifest THING =
            thing("it", "{size: 3, flag: true, parts: [{name: a}, {name: b}, {name: c}]}");

    private static List<String> askedBy(String policy) {
        var view = new CountingView(view(List.of(THING)));
        engine(policy).evaluate(Change.create(THING), view);
        return view.asked();
    }

    @Test
    void oneThatNobodyAsksForIsNotEvaluated() {
        assertThat(askedBy(policy("p", """
                variables:
                - name: unused
                  expression: cluster.get('v1', 'ConfigMap', 'default', 'unused')
                - name: used
                  expression: cluster.get('v1', 'ConfigMap', 'default', 'used')
                - name: afterTheVerdict
                  expression: cluster.get('v1', 'ConfigMap', 'default', 'after')
                validations:
                - name: rule
                  expression: "!variables.used.hasValue() || variables.afterTheVerdict.hasValue()"
                  message: never
                """))).containsExactly("ConfigMap used");
    }

    @Test
    void oneIsEvaluatedOnceForAllRulesAndItems() {
        assertThat(askedBy(policy("p", """
                matchConditions:
                - {name: condition, expression: '!variables.config.hasValue()'}
                variables:
                - name: config
                  expression: cluster.get('v1', 'ConfigMap', 'default', 'config')
                - name: twice
                  expression: "[variables.config.hasValue(), variables.config.hasValue()]"
                validations:
                - name: one
                  expression: variables.config.hasValue()
                  messageExpression: "string(variables.config.hasValue()) + string(variables.twice[0])"
                  message: m
                - name: each
                  forEach: {list: object.spec.parts, as: part}
                  expression: variables.config.hasValue() || variables.twice[0]
                  message: m
                """)))
                .filteredOn(asked -> !asked.startsWith("Namespace"))
                .containsExactly("ConfigMap config");
    }

    @Test
    void oneIsEvaluatedAnewForEachObject() {
        PolicyEngine engine = engine(policy("p", """
                variables:
                - {name: name, expression: object.metadata.name}
                validations:
                - {name: rule, expression: variables.name == 'a', message: not a}
                """));
        Manifest a = thing("a", "{}");
        Manifest b = thing("b", "{}");

        assertThat(EngineTesting.created(engine, List.of(a, b)))
                .extracting(evaluation -> evaluation.findings().size())
                .containsExactly(0, 1);
    }

    @Test
    void eachSeesThoseBeforeIt() {
        assertThat(findings(judge(policy("p", """
                variables:
                - {name: one, expression: object.spec.size}
                - {name: two, expression: variables.one + 1}
                - {name: three, expression: variables.one + variables.two}
                validations:
                - name: rule
                  expression: variables.three == 0
                  messageExpression: string(variables.one) + ' ' + string(variables.two) + ' ' + string(variables.three)
                """), THING)))
                .extracting(Finding::message)
                .containsExactly("3 4 7");
    }

    @Test
    void oneThatFailsFailsWhateverAsksForItAndNothingElse() {
        Evaluation evaluation = judge(policy("p", """
                variables:
                - name: broken
                  expression: object.spec.missing.field
                - name: built
                  expression: variables.broken == 1
                validations:
                - {name: direct, expression: variables.broken == 1, message: m, action: Warn}
                - {name: indirect, expression: variables.built, message: m}
                - {name: saved, expression: variables.built || object.spec.flag, message: m}
                - {name: other, expression: object.spec.size == 0, message: m}
                """), THING);

        assertThat(evaluation.errors())
                .extracting(RuleError::rule, RuleError::kind, RuleError::action)
                .containsExactly(
                        tuple("direct", RuleError.Kind.EVALUATION, Action.WARN),
                        tuple("indirect", RuleError.Kind.EVALUATION, Action.DENY));
        assertThat(evaluation.errors()).allSatisfy(error -> {
            assertThat(error.message()).contains("missing");
            assertThat(error.position()).as("the place in the variable").hasToString("policies.yaml:12:36");
            assertThat(error.subject()).isEqualTo(THING.ref());
            assertThat(error.subjectPosition())
                    .hasValueSatisfying(at -> assertThat(at).hasToString("objects.yaml:1:2"));
            assertThat(error.policy()).isEqualTo("p");
        });
        assertThat(evaluation.findings()).extracting(Finding::rule).containsExactly("other");
        assertThat(evaluation.notKnown()).isEmpty();
    }

    @Test
    void oneThatIsNotKnownMakesWhatAsksForItNotKnown() {
        Evaluation evaluation = judge(policy("p", """
                variables:
                - name: secret
                  expression: cluster.get('v1', 'Secret', 'default', 'key')
                - name: claim
                  expression: cluster.get('v1', 'PersistentVolumeClaim', 'default', 'data')
                - name: either
                  expression: variables.secret.hasValue() || variables.claim.hasValue()
                validations:
                - {name: first, expression: variables.secret.hasValue(), message: m, action: Warn}
                - {name: second, expression: variables.claim.hasValue(), message: m}
                - {name: third, expression: variables.either, message: m}
                - {name: again, expression: variables.secret.hasValue() == true, message: m}
                - {name: saved, expression: variables.secret.hasValue() || object.spec.flag, message: m}
                - {name: lost, expression: variables.secret.hasValue() && !object.spec.flag, message: m}
                """), THING);

        assertThat(evaluation.errors()).isEmpty();
        assertThat(evaluation.findings()).extracting(Finding::rule).containsExactly("lost");
        assertThat(evaluation.notKnown())
                .extracting(
                        rule -> rule.finding().rule(), rule -> rule.finding().action())
                .containsExactly(
                        tuple("first", Action.WARN),
                        tuple("second", Action.DENY),
                        tuple("third", Action.DENY),
                        tuple("again", Action.DENY));
        String secret = "Secret key: Secrets are often made apart from what is deployed";
        String claim =
                "PersistentVolumeClaim data: objects of kind PersistentVolumeClaim are mostly made by the cluster"
                        + " itself";
        assertThat(evaluation.notKnown())
                .as("a rule's reasons are its own")
                .extracting(NotKnownRule::why)
                .containsExactly(secret, claim, secret + "; " + claim, secret);
        assertThat(evaluation.notKnown().getFirst().finding().message()).isEqualTo("Things are well");
        assertThat(evaluation.notKnown().getFirst().finding().subject()).isEqualTo(THING.ref());
    }

    @Test
    void variablesOfARuleThatRunsOverItemsAreThatRulesOnly() {
        Evaluation evaluation = judge(policy("p", """
                validations:
                - name: each
                  forEach: {list: object.spec.parts, as: part}
                  expression: part.name != 'b' && partIndex < 2
                  messageExpression: part.name + string(partIndex)
                - name: other
                  forEach: {list: '[1, 2]', as: number}
                  expression: number == numberIndex + 1
                  message: m
                """), THING);

        assertThat(findings(evaluation)).extracting(Finding::message).containsExactly("b1", "c2");
    }

    @Test
    void whatAdmissionPoliciesSeeIsThere() {
        Manifest before = thing("it", "{size: 2}");
        PolicyEngine engine = engine(policy("p", """
                params: {limit: 5}
                validations:
                - name: rule
                  expression: 'false'
                  messageExpression: >-
                    [string(object.spec.size), string(oldObject.spec.size), string(params.limit), request.operation,
                     request.name, request.namespace, request.kind.kind, request.kind.group, request.kind.version,
                     request.resource.resource, request.resource.group, request.resource.version,
                     request.subResource, string(request.dryRun), string(size(request.userInfo))].join(' ')
                """));
        List<Evaluation> evaluations = EngineTesting.change(engine, Change.update(before, THING));

        assertThat(findings(evaluations.getFirst()))
                .extracting(Finding::message)
                .containsExactly("3 2 5 UPDATE it default Thing example.com v1 things example.com v1  false 0");
    }

    /** Files do not tell who asks for a change; a rule that depends on it can only not be known. */
    @Test
    void whoAsksIsNotKnownOfFiles() {
        String rules = policy("p", """
                variables:
                - {name: name, expression: request.userInfo.username}
                validations:
                - {name: asks, expression: request.userInfo.username == 'a', message: m}
                - {name: index, expression: "request.userInfo['groups'].size() == 1", message: m}
                - {name: variable, expression: variables.name != '', message: m}
                - {name: absorbed, expression: request.userInfo.username == 'a' || true, message: m}
                - {name: optional, expression: "request.?userInfo.?username.orValue('') == ''", message: m}
                - {name: fails, expression: request.user.name == 'a', message: m}
                """);
        PolicyEngine engine = engine(rules);
        Evaluation ofFile = EngineTesting.change(engine, Change.create(THING)).getFirst();

        assertThat(ofFile.findings()).isEmpty();
        assertThat(ofFile.notKnown())
                .extracting(rule -> rule.finding().rule(), NotKnownRule::why)
                .containsExactly(
                        tuple("asks", "request.userInfo: who asks for a change is not told by files"),
                        tuple("index", "request.userInfo: who asks for a change is not told by files"),
                        tuple("variable", "request.userInfo: who asks for a change is not told by files"));
        assertThat(ofFile.errors()).extracting(RuleError::rule).containsExactly("fails");

        JsonObject request = JsonObject.of(Map.of("userInfo", JsonObject.of(Map.of("username", "b"))));
        Evaluation ofCluster = EngineTesting.change(engine, Change.create(THING).asked(request))
                .getFirst();
        assertThat(ofCluster.notKnown()).isEmpty();
        assertThat(ofCluster.findings()).extracting(Finding::rule).containsExactly("asks", "optional");
        assertThat(ofCluster.errors()).extracting(RuleError::rule).containsExactly("index", "fails");
    }

    @Test
    void absentObjectsAreNull() {
        PolicyEngine engine = engine(policy("p", """
                validations:
                - {name: created, expression: "request.operation == 'CREATE' ? oldObject == null : oldObject != null", message: m}
                - {name: deleted, expression: "request.operation == 'DELETE' ? object == null : object != null", message: m}
                """));

        assertThat(EngineTesting.change(engine, Change.create(THING)))
                .allSatisfy(evaluation -> assertThat(findings(evaluation)).isEmpty());
        assertThat(EngineTesting.change(engine, Change.update(THING, THING)))
                .allSatisfy(evaluation -> assertThat(findings(evaluation)).isEmpty());
        assertThat(EngineTesting.change(engine, Change.delete(THING)))
                .allSatisfy(evaluation -> assertThat(findings(evaluation)).isEmpty());
    }

    @Test
    void theNamespaceOfAnObject() {
        PolicyEngine engine = engine(policy("p", """
                validations:
                - {name: rule, expression: "namespaceObject.metadata.labels.stage == 'prod'", message: m}
                """));
        Manifest prod = EngineTesting.object(
                "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {stage: prod}}}");

        Evaluation known = engine.evaluate(Change.create(THING), view(List.of(prod, THING)))
                .getFirst();
        Evaluation unknown =
                engine.evaluate(Change.create(THING), view(List.of(THING))).getFirst();

        assertThat(findings(known)).isEmpty();
        assertThat(unknown.notKnown())
                .extracting(NotKnownRule::why)
                .containsExactly("Namespace default: objects of kind Namespace are rarely part of what is deployed");
    }

    @Test
    void theNamespaceOfAnObjectOfTheClusterIsNull() {
        PolicyEngine engine =
                engine(policy("p", """
                validations:
                - {name: rule, expression: namespaceObject != null, message: of the cluster}
                """).replace("example.com", "storage.k8s.io").replace("things/*", "storageclasses"));
        Manifest fast = EngineTesting.object(
                "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: x}");

        assertThat(EngineTesting.created(engine, List.of(fast)))
                .flatExtracting(Evaluation::findings)
                .extracting(Finding::message)
                .containsExactly("of the cluster");
    }
}
