package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.findings;
import static dev.ordinal.engine.EngineTesting.object;
import static dev.ordinal.engine.EngineTesting.policy;
import static dev.ordinal.engine.EngineTesting.thing;
import static dev.ordinal.engine.EngineTesting.view;
import static dev.ordinal.engine.EngineTesting.within;
import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.params.provider.ValueSource;

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
    void aPolicyThatSelectsTheObjectByItsLabelsExcusesNoneWithoutThem() {
        PolicyEngine engine = engine(policy("p", """
                validations:
                - {name: never, expression: 'false', message: m}
                """)
                .replace("    resourceRules", "    objectSelector: {matchLabels: {tier: db}}\n    resourceRules"));
        Manifest bare = thing("it", "{}");
        Manifest labelled =
                object("{apiVersion: example.com/v1, kind: Thing, metadata: {name: it, labels: {tier: db}}, spec: {}}");

        assertThat(actions(engine, bare, labelled)).containsExactly(Action.DENY);
        assertThat(actions(engine, labelled, labelled)).containsExactly(Action.WARN);
        assertThat(actions(engine, labelled, bare)).containsExactly(Action.WARN);
    }

    private static List<Action> actions(PolicyEngine engine, Manifest before, Manifest after) {
        return findings(EngineTesting.change(engine, Change.update(before, after))
                        .getFirst())
                .stream()
                .map(Finding::action)
                .toList();
    }

    /** What was let through with a warning is no reason to let through what would have been refused. */
    @ParameterizedTest
    @CsvSource({
        // size before and after, what a finding means
        "1, 1, WARN",
        "1, 3, DENY",
        "3, 5, WARN",
        "3, 1, WARN",
    })
    void whatMeantLessBeforeExcusesNothing(int before, int after, Action action) {
        PolicyEngine engine = engine(policy("p", """
                validations:
                - name: never
                  expression: 'false'
                  actionExpression: "object.spec.size > 2 ? 'Deny' : 'Warn'"
                  message: m
                """));

        assertThat(actions(
                        engine,
                        thing("it", "{size: %d}".formatted(before)),
                        thing("it", "{size: %d}".formatted(after))))
                .containsExactly(action);
    }

    @Test
    void anItemThatIsDeniedIsNotExcusedByOneThatWasWarnedOf() {
        PolicyEngine engine = engine(policy("p", """
                validations:
                - name: none
                  forEach: {list: object.spec.parts, as: part}
                  expression: 'false'
                  actionExpression: "part.size > 2 ? 'Deny' : 'Warn'"
                  message: m
                """));
        Manifest before = thing("it", "{parts: [{name: a, size: 1}, {name: a, size: 3}]}");

        assertThat(actions(engine, before, thing("it", "{parts: [{name: a, size: 1}, {name: a, size: 4}]}")))
                .containsExactly(Action.WARN, Action.WARN);
        assertThat(actions(engine, before, thing("it", "{parts: [{name: a, size: 4}, {name: a, size: 4}]}")))
                .containsExactly(Action.WARN, Action.DENY);
    }

    @Test
    void whetherAnOldObjectThatCannotBeJudgedWasBrokenNobodyKnows() {
        PolicyEngine engine = engine(policy("p", """
                validations:
                - {name: small, expression: object.spec.size < 3, message: m}
                """));

        assertThat(actions(engine, thing("it", "{}"), thing("it", "{size: 3}"))).containsExactly(Action.WARN);
    }

    @Test
    void anOldObjectThatCameInBecauseAFailureMeansNothingExcusesNothing() {
        PolicyEngine engine = engine(policy("p", """
                failurePolicy: Ignore
                validations:
                - {name: small, expression: object.spec.size < 3, message: m}
                """));

        assertThat(actions(engine, thing("it", "{}"), thing("it", "{size: 3}"))).containsExactly(Action.DENY);
    }

    @Test
    void whatAConditionThatFailedBeforeWouldHaveSaidNobodyKnows() {
        String policy = policy("p", """
                failurePolicy: %s
                matchConditions:
                - {name: large, expression: object.spec.size > 3}
                validations:
                - {name: never, expression: 'false', message: m}
                """);

        assertThat(actions(engine(policy.formatted("Fail")), thing("it", "{}"), thing("it", "{size: 4}")))
                .containsExactly(Action.WARN);
        assertThat(actions(engine(policy.formatted("Ignore")), thing("it", "{}"), thing("it", "{size: 4}")))
                .containsExactly(Action.DENY);
    }

    @Test
    void whatWasNotKnownOfTheOldObjectExcuses() {
        PolicyEngine engine = engine(policy("p", """
                validations:
                - name: small
                  expression: "object.spec.size > 2 ? false : cluster.get('v1', 'Secret', 'default', 'a').hasValue()"
                  message: m
                """));

        assertThat(actions(engine, thing("it", "{size: 1}"), thing("it", "{size: 3}")))
                .containsExactly(Action.WARN);
    }

    @Test
    void aFailureThatWasAFindingIsOld() {
        PolicyEngine engine = engine(policy("p", """
                validations:
                - {name: small, expression: object.spec.size < 3, message: m}
                """));

        assertThat(EngineTesting.change(engine, Change.update(thing("it", "{size: 3}"), thing("it", "{}")))
                        .getFirst()
                        .errors())
                .extracting(RuleError::action)
                .containsExactly(Action.WARN);
        assertThat(EngineTesting.change(engine, Change.update(thing("it", "{size: 1}"), thing("it", "{}")))
                        .getFirst()
                        .errors())
                .extracting(RuleError::action)
                .containsExactly(Action.DENY);
    }

    /** Whatever the object takes to judge, an update that leaves it as it is breaks nothing. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16, 24})
    void theOldObjectHasABudgetOfItsOwn(int rules) {
        var validations = new StringBuilder("validations:\n");
        for (int i = 0; i < rules; i++) {
            validations.append("""
                    - name: r%d
                      expression: "object.spec.sizes.all(size, size >= 0) && false"
                      message: m
                    """.formatted(i));
        }
        var limits = new Budget.Limits(10_000, 50_000, 500_000_000L, 5_000_000_000L, 1 << 20, 1_000_000);
        PolicyEngine engine =
                engine(policy("p", validations.toString()) + policy("q", validations.toString()), within(limits));
        String sizes = "0,".repeat(1_000);
        Manifest it = thing("it", "{sizes: [%s]}".formatted(sizes.substring(0, sizes.length() - 1)));

        List<Evaluation> evaluations = EngineTesting.change(engine, Change.update(it, it));

        assertThat(evaluations).hasSize(2).allSatisfy(evaluation -> {
            assertThat(evaluation.denies()).isFalse();
            assertThat(evaluation.findings()).isNotEmpty();
            assertThat(evaluation.findings().size() + evaluation.errors().size())
                    .isEqualTo(rules);
        });
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
