package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.findings;
import static dev.ordinal.engine.EngineTesting.object;
import static dev.ordinal.engine.EngineTesting.policy;
import static dev.ordinal.engine.EngineTesting.thing;
import static dev.ordinal.engine.EngineTesting.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An update is denied for what it breaks, not for what was broken before: that is a warning. */
class OldFindingsTest {

    private static final PolicyEngine ENGINE = engine(policy("p", """
            validations:
            - {name: small, expression: object.spec.size < 3, message: too large}
            - name: parts
              forEach: {list: 'object.spec.?parts.orValue([])', as: part}
              expression: has(part.port)
              messageExpression: part.name
            """));

    private static List<Finding> update(String before, String after) {
        return findings(EngineTesting.change(ENGINE, Change.update(thing("it", before), thing("it", after)))
                .getFirst());
    }

    @ParameterizedTest
    @CsvSource({
        // size before and after, what a finding means
        "1, 3, DENY",
        "3, 3, WARN",
        "4, 3, WARN",
        "3, 4, WARN",
    })
    void whatWasBrokenIsAWarning(int before, int after, Action action) {
        assertThat(update("{size: %d}".formatted(before), "{size: %d}".formatted(after)))
                .extracting(Finding::action)
                .containsExactly(action);
    }

    @Test
    void whatIsMendedIsGone() {
        assertThat(update("{size: 3}", "{size: 1}")).isEmpty();
    }

    @Test
    void itemsAreKnownByTheirNamesWhereverTheyStand() {
        assertThat(update(
                        "{size: 1, parts: [{name: a}, {name: b, port: 1}, {name: c}]}",
                        "{size: 1, parts: [{name: new}, {name: c, image: other}, {name: b}, {name: a}]}"))
                .extracting(Finding::message, Finding::action)
                .containsExactly(
                        tuple("new", Action.DENY),
                        tuple("c", Action.WARN),
                        tuple("b", Action.DENY),
                        tuple("a", Action.WARN));
    }

    @Test
    void anItemMoreOfTheSameNameIsNew() {
        assertThat(update(
                        "{size: 1, parts: [{name: a}, {name: a}]}",
                        "{size: 1, parts: [{name: a}, {name: a}, {name: a}]}"))
                .extracting(Finding::action)
                .containsExactly(Action.WARN, Action.WARN, Action.DENY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // a list of things, then another in which the first thing is known again and the last is new
                "[{metadata: {name: data}, old: 1}] | [{metadata: {name: new}}, {metadata: {name: data}, old: 2}] | DENY, WARN",
                "[{port: 80}, {port: 81}] | [{port: 81}, {port: 82}] | WARN, DENY",
                "[a, b] | [c, a, b] | DENY, WARN, WARN",
                "[1, 2] | [2, 3] | WARN, DENY",
                "[[1], [2]] | [[2], [3]] | WARN, DENY",
            })
    void whatAnItemIsKnownBy(String before, String after, String actions) {
        PolicyEngine engine = engine(policy("p", """
                validations:
                - name: none
                  forEach: {list: object.spec.items, as: item}
                  expression: 'false'
                  message: m
                """));

        assertThat(findings(EngineTesting.change(
                                engine,
                                Change.update(
                                        thing("it", "{items: %s}".formatted(before)),
                                        thing("it", "{items: %s}".formatted(after))))
                        .getFirst()))
                .extracting(finding -> finding.action().name())
                .containsExactly(actions.split(", ", -1));
    }

    @Test
    void aRuleIsNotExcusedByAnother() {
        assertThat(update("{size: 3}", "{size: 3, parts: [{name: a}]}"))
                .extracting(Finding::rule, Finding::action)
                .containsExactly(tuple("small", Action.WARN), tuple("parts", Action.DENY));
    }

    @Test
    void aPolicyThatWasNotAboutTheObjectExcusesNothing() {
        PolicyEngine engine = engine(policy("p", """
                matchConditions:
                - {name: enabled, expression: "object.spec.enabled"}
                validations:
                - {name: never, expression: 'false', message: m}
                """));

        assertThat(findings(EngineTesting.change(
                                engine, Change.update(thing("it", "{enabled: false}"), thing("it", "{enabled: true}")))
                        .getFirst()))
                .extracting(Finding::action)
                .containsExactly(Action.DENY);
    }

    @Test
    void anOldObjectThatCannotBeJudgedExcusesNothing() {
        PolicyEngine engine = engine(policy("p", """
                validations:
                - {name: small, expression: object.spec.size < 3, message: m}
                """));

        List<Evaluation> evaluations =
                EngineTesting.change(engine, Change.update(thing("it", "{}"), thing("it", "{size: 3}")));

        assertThat(findings(evaluations.getFirst()))
                .as("errors of the old object are nobody's")
                .extracting(Finding::action)
                .containsExactly(Action.DENY);
    }

    @Test
    void aRuleAboutTheChangeItselfIsNeverOld() {
        PolicyEngine engine = engine(policy("p", """
                validations:
                - {name: immutable, expression: object.spec.size == oldObject.spec.size, message: m}
                """));

        assertThat(findings(
                        EngineTesting.change(engine, Change.update(thing("it", "{size: 2}"), thing("it", "{size: 3}")))
                                .getFirst()))
                .extracting(Finding::action)
                .containsExactly(Action.DENY);
    }

    @Test
    void onlyAnUpdateHasOldFindings() {
        Manifest large = thing("it", "{size: 3}");
        PolicyEngine engine = engine(policy("p", """
                validations:
                - {name: never, expression: 'false', message: m}
                """));

        for (Change change : List.of(
                Change.create(large),
                Change.delete(large),
                new Change(Operation.CONNECT, "", Optional.of(large), Optional.of(large)),
                new Change(Operation.UPDATE, "", Optional.of(large), Optional.empty()))) {
            assertThat(findings(EngineTesting.change(engine, change).getFirst()))
                    .extracting(Finding::action)
                    .containsExactly(Action.DENY);
        }
    }

    @Test
    void subresourcesAreJudgedAlike() {
        Manifest large = thing("it", "{size: 3}");
        Manifest larger = thing("it", "{size: 4}");

        assertThat(findings(EngineTesting.change(
                                ENGINE, new Change(Operation.UPDATE, "scale", Optional.of(larger), Optional.of(large)))
                        .getFirst()))
                .extracting(Finding::action)
                .containsExactly(Action.WARN);
    }

    @Test
    void warningsStayWhatTheyAre() {
        PolicyEngine engine = engine(policy("p", "Audit", """
                validations:
                - {name: never, expression: 'false', message: m}
                """));

        assertThat(findings(EngineTesting.change(engine, Change.update(thing("it", "{}"), thing("it", "{}")))
                        .getFirst()))
                .extracting(Finding::action)
                .containsExactly(Action.AUDIT);
    }

    /** The old object is judged as if it were still there, the rest as it is after the change. */
    @Test
    void theOldObjectIsInItsOwnPlaceAmongTheOthers() {
        PolicyEngine engine = engine("""
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: p}
                spec:
                  title: One Service selects the pods
                  action: Deny
                  matchConstraints:
                    resourceRules: [{apiGroups: [''], apiVersions: [v1], resources: [services], operations: ['*']}]
                  validations:
                  - name: alone
                    expression: cluster.selecting('v1', 'Service', 'default', {'app':'web'}).size() < 2
                    message: m
                """);
        String service = """
                apiVersion: v1
                kind: Service
                metadata: {name: %s}
                spec: {selector: {app: %s}, ports: [{port: 80}]}
                """;
        Manifest other = object(service.formatted("other", "web"));
        Manifest before = object(service.formatted("it", "db"));
        Manifest after = object(service.formatted("it", "web"));
        var cluster = new ArrayList<>(List.of(other, after));

        assertThat(findings(engine.evaluate(Change.update(before, after), view(cluster))
                        .getFirst()))
                .as("the update makes two of them")
                .extracting(Finding::action)
                .containsExactly(Action.DENY);
        assertThat(findings(engine.evaluate(Change.update(after, after), view(cluster))
                        .getFirst()))
                .extracting(Finding::action)
                .containsExactly(Action.WARN);
    }

    @Test
    void whatWasAroundTheObjectBeforeMayBeSaid() {
        PolicyEngine engine = engine(policy("p", """
                validations:
                - {name: config, expression: "cluster.get('v1', 'ConfigMap', 'default', object.spec.config).hasValue()", message: m}
                """) + policy("q", """
                validations:
                - {name: never, expression: 'false', message: m}
                """));
        Manifest before = thing("it", "{config: a}");
        Manifest config =
                object("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {}}");
        Change change = Change.update(before, thing("it", "{config: a, more: 1}"));

        List<Evaluation> gone =
                engine.evaluate(change, view(List.of()), Optional.of(view(List.of(config))), "p"::equals);
        assertThat(findings(gone.getFirst())).extracting(Finding::action).containsExactly(Action.DENY);
        assertThat(gone).as("those that were chosen").hasSize(1);

        List<Evaluation> never = engine.evaluate(change, view(List.of()), Optional.of(view(List.of())), "p"::equals);
        assertThat(findings(never.getFirst())).extracting(Finding::action).containsExactly(Action.WARN);
        assertThat(engine.evaluate(change, view(List.of()), Optional.empty(), _ -> false))
                .isEmpty();
    }
}
