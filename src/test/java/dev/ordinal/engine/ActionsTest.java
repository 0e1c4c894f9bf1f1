package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.TODAY;
import static dev.ordinal.engine.EngineTesting.created;
import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.findings;
import static dev.ordinal.engine.EngineTesting.object;
import static dev.ordinal.engine.EngineTesting.objects;
import static dev.ordinal.engine.EngineTesting.policy;
import static dev.ordinal.engine.EngineTesting.rule;
import static dev.ordinal.engine.EngineTesting.thing;
import static dev.ordinal.engine.EngineTesting.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordinal.cel.Budget;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lowers the action that a rule means to take: the operation, the owner, bindings, the server's ceiling. */
class ActionsTest {

    private static final Manifest THING = thing("it", "{}");

    private static String binding(String name, String fields) {
        return """
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: PolicyBinding
                metadata: {name: %s}
                spec:
                  policies: [p]
                %s
                """.formatted(name, fields.strip().indent(2));
    }

    private static Action actionOf(String documents, Manifest manifest) {
        return actionOf(engine(documents), manifest);
    }

    private static Action actionOf(PolicyEngine engine, Manifest manifest) {
        return findings(created(engine, List.of(manifest)).getFirst())
                .getFirst()
                .action();
    }

    @ParameterizedTest
    @CsvSource({
        "Deny, DENY, DENY, DENY",
        "'{default: Deny, DELETE: Warn}', DENY, DENY, WARN",
        "'{default: Audit, CREATE: Deny, UPDATE: Warn}', DENY, WARN, AUDIT",
    })
    void theOperation(String action, Action create, Action update, Action delete) {
        PolicyEngine engine = engine(policy("p", action, """
                validations: [{name: rule, expression: request.operation == 'none', message: m}]
                """));
        var updated = new Change(Operation.UPDATE, "", Optional.of(THING), Optional.empty());

        assertThat(List.of(Change.create(THING), updated, Change.delete(THING)))
                .extracting(change -> EngineTesting.change(engine, change)
                        .getFirst()
                        .findings()
                        .getFirst()
                        .action())
                .containsExactly(create, update, delete);
    }

    @ParameterizedTest
    @CsvSource({
        "Deny, DENY, DENY",
        "Deny, WARN, WARN",
        "Deny, AUDIT, AUDIT",
        "Warn, DENY, WARN",
        "Warn, WARN, WARN",
        "Audit, WARN, AUDIT",
    })
    void theCeilingOfTheServer(String action, Action ceiling, Action found) {
        PolicyEngine engine = engine(
                policy("p", action, "validations: [{name: rule, expression: 'false', message: m}]"),
                new EngineOptions(ceiling, Budget.Limits.DEFAULT, TODAY));

        assertThat(actionOf(engine, THING)).isEqualTo(found);
    }

    private static final String OWNED = """
            apiVersion: example.com/v1
            kind: Thing
            metadata:
              name: it
              ownerReferences: [{apiVersion: v1, kind: Owner, name: o, uid: u, controller: %s}]
            """;

    @Test
    void anObjectOfAControllerIsNeverDenied() {
        assertThat(actionOf(rule("p", "false"), object(OWNED.formatted("true"))))
                .isEqualTo(Action.WARN);
        assertThat(actionOf(rule("p", "false"), object(OWNED.formatted("false"))))
                .as("an owner that is no controller")
                .isEqualTo(Action.DENY);
        assertThat(actionOf(rule("p", "false"), object(OWNED.replace(", controller: %s", ""))))
                .isEqualTo(Action.DENY);
        assertThat(actionOf(
                        policy("p", "Audit", "validations: [{name: rule, expression: 'false', message: m}]"),
                        object(OWNED.formatted("true"))))
                .isEqualTo(Action.AUDIT);
    }

    @Test
    void aBindingMayWantObjectsOfControllersDenied() {
        Manifest owned = object(OWNED.formatted("true"));

        assertThat(actionOf(rule("p", "false") + binding("b", "action: Deny"), owned))
                .isEqualTo(Action.DENY);
        assertThat(actionOf(rule("p", "false") + binding("b", "action: Audit"), owned))
                .isEqualTo(Action.AUDIT);
        assertThat(actionOf(rule("p", "false") + binding("b", "params: {impact: Warn}"), owned))
                .as("a binding that sets no action")
                .isEqualTo(Action.WARN);
    }

    @Test
    void anObjectThatIsBeingDeletedIsNeverDenied() {
        Manifest deleted = object("""
                apiVersion: example.com/v1
                kind: Thing
                metadata: {name: it, deletionTimestamp: "2026-11-21T00:00:00Z"}
                """);

        assertThat(actionOf(rule("p", "false"), deleted)).isEqualTo(Action.WARN);
        assertThat(actionOf(rule("p", "false") + binding("b", "action: Deny"), deleted))
                .isEqualTo(Action.WARN);
    }

    @ParameterizedTest
    @CsvSource({
        "Deny, Warn, WARN",
        "Deny, Audit, AUDIT",
        "Deny, Deny, DENY",
        "Warn, Deny, WARN",
    })
    void aBindingLowersTheAction(String policy, String binding, Action found) {
        String documents = policy("p", policy, "validations: [{name: rule, expression: 'false', message: m}]")
                + binding("b", "action: " + binding);

        assertThat(actionOf(documents, THING)).isEqualTo(found);
    }

    @Test
    void ofSeveralBindingsTheMildestActionAndTheLastParamsCount() {
        String policy = policy("p", """
                params: {a: 1, b: 1, c: 1, d: 0, deep: {one: 1, two: 1}}
                validations:
                - name: rule
                  expression: 'false'
                  messageExpression: "[params.a, params.b, params.c, params.d].map(n, string(n)).join(' ') + ' ' + string(has(params.deep.one))"
                """);
        String bindings = binding("b2", "action: Audit\nparams: {b: 3, c: 3}")
                + binding("b1", "action: Warn\nparams: {b: 2, d: 2, deep: {two: 2}}")
                + binding("b3", "action: Deny")
                + binding("b4", "params: {}").replace("policies: [p]", "policies: [other]")
                + binding("b5", "action: Audit\nparams: {a: 9}").replace("policies: [p]", "policies: [other, more]");

        assertThat(findings(created(engine(policy + bindings), List.of(THING)).getFirst()))
                .extracting(Finding::message, Finding::action)
                .containsExactly(tuple("1 3 3 2 false", Action.AUDIT));
    }

    private static final String NAMESPACES = """
            {apiVersion: v1, kind: Namespace, metadata: {name: prod, labels: {stage: prod}}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: test, labels: {stage: test}}}
            ---
            {apiVersion: example.com/v1, kind: Thing, metadata: {name: it, namespace: prod}}
            ---
            {apiVersion: example.com/v1, kind: Thing, metadata: {name: it, namespace: test}}
            ---
            {apiVersion: example.com/v1, kind: Thing, metadata: {name: it, namespace: unknown}}
            """;

    @Test
    void bindingsCountInTheNamespacesTheySelect() {
        List<Evaluation> evaluations = created(
                engine(rule("p", "false")
                        + binding("b1", "namespaceSelector: {matchLabels: {stage: test}}\naction: Audit")
                        + binding(
                                "b2",
                                "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: prod}}\naction: Warn")),
                objects(NAMESPACES));

        assertThat(evaluations)
                .extracting(
                        evaluation -> evaluation.subject().namespace(),
                        evaluation -> evaluation.findings().stream()
                                .map(Finding::action)
                                .toList(),
                        evaluation -> evaluation.notKnown().stream()
                                .map(NotKnownRule::why)
                                .toList())
                .containsExactly(
                        tuple("prod", List.of(Action.WARN), List.of()),
                        tuple("test", List.of(Action.AUDIT), List.of()),
                        tuple(
                                "unknown",
                                List.of(),
                                List.of(
                                        "the labels of Namespace unknown, which PolicyBinding b1 selects by, are not known")));
    }

    @Test
    void policiesCountInTheNamespacesTheySelect() {
        PolicyEngine engine = engine(rule("p", "false")
                .replace(
                        "    resourceRules", "    namespaceSelector: {matchLabels: {stage: prod}}\n    resourceRules"));

        assertThat(created(engine, objects(NAMESPACES)))
                .extracting(
                        evaluation -> evaluation.subject().namespace(),
                        evaluation -> evaluation.findings().size(),
                        evaluation -> evaluation.notKnown().stream()
                                .map(rule -> rule.finding().action() + " "
                                        + rule.finding().id() + " " + rule.why())
                                .toList())
                .containsExactly(
                        tuple("prod", 1, List.of()),
                        tuple(
                                "unknown",
                                0,
                                List.of(
                                        "DENY p/ the labels of Namespace unknown, which the policy selects by, are not known")));
    }

    @Test
    void objectsAreMatchedByNameAndLabelOneByOne() {
        PolicyEngine engine = engine(rule("p", "false")
                .replace(
                        "    resourceRules",
                        "    objectSelector: {matchExpressions: [{key: skip, operator: DoesNotExist}]}\n    resourceRules")
                .replace("operations: ['*']", "operations: ['*'], resourceNames: [a, b]"));
        List<Manifest> things = new ArrayList<>(List.of(thing("a", "{}"), thing("c", "{}")));
        things.add(object("{apiVersion: example.com/v1, kind: Thing, metadata: {name: b, labels: {skip: 'yes'}}}"));

        assertThat(created(engine, things))
                .extracting(evaluation -> evaluation.subject().name())
                .containsExactly("a");
    }

    /** What is remembered of one change must not pass for another. */
    @Test
    void changesOfOneKindDifferByOperationSubresourceScopeAndVersion() {
        PolicyEngine engine = engine("""
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: p}
                spec:
                  title: t
                  action: Deny
                  matchConstraints:
                    resourceRules:
                    - {apiGroups: [example.com], apiVersions: [v1], resources: [things], operations: [UPDATE], scope: Namespaced}
                    matchPolicy: Exact
                  validations: [{name: rule, expression: 'false', message: m}]
                """);
        Manifest ofCluster =
                Manifest.of(TestObjects.object("{apiVersion: example.com/v1, kind: Thing, metadata: {name: it}}"));
        Manifest beta = object("{apiVersion: example.com/v1beta1, kind: Thing, metadata: {name: it}}");
        Manifest other = object("{apiVersion: example.com/v1, kind: Other, metadata: {name: it}}");
        var view = view(List.of());

        for (int i = 0; i < 2; i++) {
            assertThat(engine.evaluate(Change.update(THING, THING), view)).hasSize(1);
            assertThat(engine.evaluate(Change.create(THING), view)).isEmpty();
            assertThat(engine.evaluate(
                            new Change(Operation.UPDATE, "scale", Optional.of(THING), Optional.of(THING)), view))
                    .isEmpty();
            assertThat(engine.evaluate(Change.update(ofCluster, ofCluster), view))
                    .isEmpty();
            assertThat(engine.evaluate(Change.update(beta, beta), view)).isEmpty();
            assertThat(engine.evaluate(Change.update(other, other), view)).isEmpty();
        }
    }

    @Test
    void aChangeHasAnObject() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change(Operation.UPDATE, "", Optional.empty(), Optional.empty()));
        assertThat(Change.delete(THING).subject()).isSameAs(THING);
    }
}
