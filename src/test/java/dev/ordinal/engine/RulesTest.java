package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.created;
import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.files;
import static dev.ordinal.engine.EngineTesting.findings;
import static dev.ordinal.engine.EngineTesting.judge;
import static dev.ordinal.engine.EngineTesting.policy;
import static dev.ordinal.engine.EngineTesting.thing;
import static dev.ordinal.engine.EngineTesting.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule says of an object: over items or not, its message, place, remedy, action, and what it looked at. */
class RulesTest {

    private static final Manifest THING = EngineTesting.object("""
            apiVersion: example.com/v1
            kind: Thing
            metadata:
              name: it
            spec:
              size: 3
              parts:
              - name: a
                port: 80
              - name: b
              - name: c
                port: 443
              notAList: {a: 1}
            """);

    private static List<Finding> findingsOf(String validations) {
        return findings(judge(policy("p", "validations:\n" + validations.strip().indent(0)), THING));
    }

    private static Finding finding(String fields) {
        List<Finding> findings = findingsOf("- name: rule\n" + fields.strip().indent(2));
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    @Test
    void oneThatHoldsSaysNothing() {
        Evaluation evaluation = judge(EngineTesting.rule("p", "object.spec.size == 3"), THING);

        assertThat(evaluation).isEqualTo(new Evaluation("p", THING.ref(), List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void oneThatDoesNotHoldSaysSo() {
        Finding finding = finding("""
                expression: object.spec.size == 2
                message: the size is not 2
                fieldPath: spec.size
                remedy: Set it to 2.
                """);

        assertThat(finding)
                .isEqualTo(new Finding(
                        "p",
                        "rule",
                        Action.DENY,
                        "the size is not 2",
                        "Set it to 2.",
                        THING.ref(),
                        FieldPath.parse("spec.size").orElseThrow(),
                        THING.positionOf(FieldPath.parse("spec.size").orElseThrow()),
                        List.of()));
        assertThat(finding.position()).hasToString("Optional[objects.yaml:6:3]");
        assertThat(finding.id()).isEqualTo("p/rule");
    }

    @Test
    void itemsOfAListInTheObjectAreFoundAtTheirPlaces() {
        assertThat(findingsOf("""
                - name: each
                  forEach: {list: object.spec.parts, as: part}
                  expression: has(part.port) && part.port != 80
                  messageExpression: "part.name + ' is number ' + string(partIndex)"
                  fieldPath: port
                """))
                .extracting(
                        Finding::message,
                        found -> found.fieldPath().toString(),
                        found -> found.position().orElseThrow().toString())
                .containsExactly(
                        tuple("a is number 0", "spec.parts[0].port", "objects.yaml:9:5"),
                        tuple("b is number 1", "spec.parts[1].port", "objects.yaml:10:5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // list, path of the item, where the finding on the item c points
                "object.spec.parts | | spec.parts[2]",
                "object.spec.?parts.orValue([]) | | spec.parts[2]",
                "object['spec'].parts | | spec.parts[2]",
                "object.spec.parts.filter(p, p.name != 'b') | | ''",
                "object.spec.parts.filter(p, p.name != 'b') | \"'spec.size'\" | spec.size",
                "object.spec.parts | \"'spec.parts[' + string(2 - partIndex) + ']'\" | spec.parts[0]",
                // a path that fails, or is none, gives way to the list's own
                "object.spec.parts | object.spec.missing | spec.parts[2]",
                "object.spec.parts | \"'[[' + '['\" | spec.parts[2]",
                "object.spec.parts | \"''\" | spec.parts[2]",
            })
    void thePlaceOfAnItem(String list, String path, String place) {
        assertThat(findingsOf("""
                - name: each
                  forEach:
                    list: %s
                    as: part
                    %s
                  expression: part.name != 'c'
                  message: m
                """.formatted(list, path == null ? "" : "path: " + path)))
                .extracting(found -> found.fieldPath().toString())
                .containsExactly(place);
    }

    @Test
    void aListThatIsNoneIsAnErrorInThePolicy() {
        Evaluation evaluation = judge(policy("p", """
                validations:
                - name: each
                  forEach: {list: object.spec.notAList, as: part}
                  expression: part == 1
                  message: m
                """), THING);

        assertThat(evaluation.findings()).isEmpty();
        assertThat(evaluation.errors())
                .extracting(RuleError::message, found -> found.position().toString())
                .containsExactly(tuple("expected a list to run over, found {a=1}", "policies.yaml:12:21"));
    }

    @Test
    void aListThatFailsOrIsNotKnown() {
        Evaluation evaluation = judge(policy("p", """
                validations:
                - name: failed
                  forEach: {list: object.spec.missing, as: part}
                  expression: part == 1
                  message: m
                - name: not-known
                  forEach: {list: "cluster.list('v1', 'Pod', 'default')", as: pod}
                  expression: 'false'
                  message: m
                - name: empty
                  forEach: {list: '[]', as: nothing}
                  expression: 'false'
                  message: m
                """), THING);

        assertThat(evaluation.findings()).isEmpty();
        assertThat(evaluation.errors()).extracting(RuleError::rule).containsExactly("failed");
        assertThat(evaluation.notKnown())
                .extracting(found -> found.finding().rule(), NotKnownRule::why)
                .containsExactly(
                        tuple("not-known", "every Pod: objects of kind Pod are mostly made by the cluster itself"));
    }

    /** An item that cannot be judged does not hide the next one, and a rule is told as not known once. */
    @Test
    void everyItemIsJudgedWhateverBecameOfTheOthers() {
        Evaluation evaluation = judge(policy("p", """
                validations:
                - name: not-known
                  forEach: {list: object.spec.parts, as: part}
                  expression: "part.name == 'c' ? false : cluster.get('v1', 'Secret', 'default', part.name).hasValue()"
                  messageExpression: part.name
                - name: failing
                  forEach: {list: object.spec.parts, as: part}
                  expression: part.port == 80
                  messageExpression: part.name
                """), THING);

        assertThat(evaluation.findings())
                .extracting(Finding::rule, Finding::message)
                .containsExactly(tuple("not-known", "c"), tuple("failing", "c"));
        String why = ": Secrets are often made apart from what is deployed";
        assertThat(evaluation.notKnown())
                .extracting(NotKnownRule::why)
                .containsExactly("Secret a" + why + "; Secret b" + why);
        assertThat(evaluation.errors()).extracting(RuleError::rule).containsExactly("failing");
    }

    @Test
    void ofManyReasonsSomeAreTold() {
        Evaluation evaluation = judge(policy("p", """
                validations:
                - name: rule
                  forEach: {list: "['a', 'b', 'c', 'd', 'e']", as: name}
                  expression: cluster.get('v1', 'Secret', 'default', name).hasValue()
                  message: m
                """), THING);

        String why = ": Secrets are often made apart from what is deployed; ";
        assertThat(evaluation.notKnown())
                .extracting(NotKnownRule::why)
                .containsExactly("Secret a" + why + "Secret b" + why + "Secret c" + why + "and 2 more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the message, the expression that gives it, what comes of them
                "plain | \"'it is ' + string(object.spec.size)\" | it is 3",
                "plain | object.spec.missing | plain",
                "plain | \"cluster.get('v1', 'Secret', 'default', 'key').hasValue() ? 'a' : 'b'\" | plain",
                "plain | \"''\" | plain",
                "plain | \"'  '\" | plain",
                "plain | \"'two\\\\nlines '\" | two lines",
                "plain | \"'two\\\\r\\\\nlines'\" | two lines",
                "plain | dyn(3) | plain",
                " | object.spec.missing | does not hold to the rule `rule`",
            })
    void theMessage(String message, String expression, String found) {
        assertThat(finding("""
                expression: 'false'
                messageExpression: %s
                %s
                """.formatted(expression, message == null ? "" : "message: " + message))
                        .message())
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"'Make it ' + string(object.spec.size) + '.'\" | Make it 3.",
                "object.spec.missing | Do something.",
                "\"'One.\\\\nTwo.'\" | One. Two.",
            })
    void theRemedy(String expression, String found) {
        assertThat(finding("""
                expression: 'false'
                message: m
                remedy: Do something.
                remedyExpression: %s
                """.formatted(expression)).remedy()).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"'spec.parts[1]'\" | spec.parts[1]",
                "\"'metadata.labels[\\\"a.b/c\\\"]'\" | metadata.labels['a.b/c']",
                // one that fails, or gives no path, gives way to the plain one
                "object.spec.missing | spec.size",
                "\"'no path' + '['\" | spec.size",
                "\"''\" | spec.size",
                "dyn(1) | spec.size",
            })
    void thePathThatAnExpressionGives(String expression, String found) {
        assertThat(finding("""
                expression: 'false'
                message: m
                fieldPath: spec.size
                fieldPathExpression: %s
                """.formatted(expression)).fieldPath()).hasToString(found);
    }

    @Test
    void thePathThatAnExpressionGivesStartsAtTheObject() {
        assertThat(findingsOf("""
                - name: each
                  forEach: {list: object.spec.parts, as: part}
                  expression: part.name != 'b'
                  message: m
                  fieldPath: port
                  fieldPathExpression: "'spec.parts[' + string(partIndex) + '].name'"
                """))
                .extracting(found -> found.fieldPath().toString())
                .containsExactly("spec.parts[1].name");
    }

    @ParameterizedTest
    @CsvSource({
        // the policy's, the rule's, what the expression gives, what the finding means
        "Deny, , Deny, DENY",
        "Deny, , Warn, WARN",
        "Deny, , Audit, AUDIT",
        "Warn, , Deny, WARN",
        "Warn, , Audit, AUDIT",
        "Audit, , Deny, AUDIT",
        "Deny, Warn, Deny, WARN",
        "Deny, Warn, Audit, AUDIT",
        "Warn, , '', WARN",
        "'{default: Deny, CREATE: Warn}', , Deny, WARN",
        "'{default: Deny, CREATE: Warn}', , Audit, AUDIT",
        "'{default: Audit, CREATE: Deny}', , Deny, DENY",
        "'{default: Warn, DELETE: Audit}', , Deny, WARN",
        "Deny, '{default: Warn, CREATE: Audit}', Deny, AUDIT",
    })
    void anExpressionOnlyLowersTheAction(String policy, String rule, String given, Action found) {
        String spec = """
                validations:
                - name: rule
                  expression: 'false'
                  message: m
                  actionExpression: "'%s'"
                  %s
                """.formatted(given, rule == null ? "" : "action: " + rule);

        assertThat(findings(judge(policy("p", policy, spec), THING)))
                .extracting(Finding::action)
                .containsExactly(found);
    }

    /** The finding keeps the action that is declared, and the rule has an error, one for all of its items. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "object.spec.missing | `object.spec` has no field `missing`; ask for it with has(), or read it with `.?`, if it may be absent",
                "\"'Bl' + 'ock'\" | expected `Deny`, `Warn` or `Audit`, found Block",
                "dyn(1) | expected `Deny`, `Warn` or `Audit`, found 1",
            })
    void anActionExpressionThatGivesNoActionIsAnError(String expression, String message) {
        Evaluation evaluation = judge(policy("p", """
                validations:
                - name: each
                  forEach: {list: "[1, 2]", as: number}
                  expression: 'false'
                  message: m
                  action: Warn
                  actionExpression: %s
                """.formatted(expression)), THING);

        assertThat(evaluation.findings()).extracting(Finding::action).containsExactly(Action.WARN, Action.WARN);
        assertThat(evaluation.errors())
                .extracting(RuleError::rule, RuleError::message, RuleError::action)
                .containsExactly(tuple("each", message, Action.WARN));
    }

    @Test
    void anActionExpressionThatIsNotKnownChangesNothing() {
        Evaluation evaluation = judge(policy("p", """
                validations:
                - name: rule
                  expression: 'false'
                  message: m
                  actionExpression: "namespaceObject.metadata.name == 'a' ? 'Warn' : 'Audit'"
                """), THING);

        assertThat(evaluation.findings()).extracting(Finding::action).containsExactly(Action.DENY);
        assertThat(evaluation.errors()).isEmpty();
    }

    /** What stands in the policy and can never be good is told when it loads. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "actionExpression: \"'Block'\" | 17: expected `Deny`, `Warn` or `Audit`, found `Block`",
                "actionExpression: \"has(object.spec.a) ? 'warn' : 'Deny'\" | 38: expected `Deny`, `Warn` or `Audit`, found `warn`",
                "fieldPathExpression: \"'a..b'\" | 20: expected a field path such as `spec.ports[0].name` or `metadata.labels['a.b/c']`, found `a..b`",
                "forEach: {list: '[1]', as: number, path: \"'a['\"} | 40: expected a field path such as `spec.ports[0].name` or `metadata.labels['a.b/c']`, found `a[`",
                "remedyExpression: \"'a'.find('[a-')\" | 26: Illegal regex: error parsing regexp: missing closing ]: `[a-`",
            })
    void textsThatAreNoneAreToldAtLoad(String field, String problem) {
        PolicyCompiler.Result result =
                PolicyCompiler.compile(files(policy("p", """
                validations:
                - name: rule
                  expression: 'false'
                  message: m
                  %s
                """.formatted(field))).policies());

        assertThat(result.policies()).isEmpty();
        assertThat(result.problems())
                .extracting(found -> (found.position().column() - 7) + ": " + found.message())
                .containsExactly(problem);
    }

    @Test
    void anActionMayDifferByItem() {
        assertThat(findingsOf("""
                - name: each
                  forEach: {list: object.spec.parts, as: part}
                  expression: 'false'
                  message: m
                  actionExpression: "has(part.port) ? 'Warn' : 'Deny'"
                """)).extracting(Finding::action).containsExactly(Action.WARN, Action.DENY, Action.WARN);
    }

    private static final String RELATED = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: one}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: two}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}, ports: [{port: 80}]}
            """;

    @Test
    void whatARuleFoundIsRelatedToItsFindings() {
        List<Manifest> others = EngineTesting.objects(RELATED);
        PolicyEngine engine = engine(policy("p", """
                variables:
                - {name: one, expression: "cluster.get('v1', 'ConfigMap', 'default', 'one')"}
                - {name: two, expression: "cluster.get('v1', 'ConfigMap', 'default', 'two')"}
                - {name: both, expression: variables.one.hasValue() && variables.two.hasValue()}
                validations:
                - {name: own, expression: "!cluster.get('v1', 'ConfigMap', 'default', 'two').hasValue()", message: m}
                - {name: absent, expression: "cluster.get('v1', 'ConfigMap', 'default', 'three').hasValue()", message: m}
                - {name: none, expression: 'false', message: m}
                - {name: variable, expression: "!variables.one.hasValue()", message: m}
                - {name: nested, expression: "!variables.both", message: m}
                - {name: again, expression: "!variables.one.hasValue()", message: m}
                - {name: selecting, expression: "cluster.selecting('v1', 'Service', 'default', {'app': 'web'}).size() == 0", message: m}
                - {name: itself, expression: "!cluster.get('example.com/v1', 'Thing', 'default', 'it').hasValue()", message: m}
                - name: each
                  forEach: {list: "['one', 'two', 'three']", as: name}
                  expression: cluster.get('v1', 'ConfigMap', 'default', name).hasValue() && name == 'one'
                  message: m
                - name: of-list
                  forEach: {list: "cluster.selecting('v1', 'Service', 'default', {'app': 'web'})", as: service}
                  expression: variables.one.hasValue() && service.metadata.name != 'web'
                  message: m
                - name: by-message
                  expression: 'false'
                  messageExpression: "string(variables.one.hasValue())"
                """));
        var all = new ArrayList<>(others);
        all.add(THING);

        Evaluation evaluation = engine.evaluate(Change.create(THING), view(all)).getFirst();

        assertThat(findings(evaluation))
                .extracting(
                        Finding::rule,
                        found -> found.related().stream()
                                .map(related -> related.ref().kind() + " "
                                        + related.ref().name())
                                .toList())
                .containsExactly(
                        tuple("own", List.of("ConfigMap two")),
                        tuple("absent", List.of()),
                        tuple("none", List.of()),
                        tuple("variable", List.of("ConfigMap one")),
                        tuple("nested", List.of("ConfigMap one", "ConfigMap two")),
                        tuple("again", List.of("ConfigMap one")),
                        tuple("selecting", List.of("Service web")),
                        tuple("itself", List.of()),
                        tuple("each", List.of("ConfigMap two")),
                        tuple("each", List.of()),
                        tuple("of-list", List.of("Service web", "ConfigMap one")),
                        tuple("by-message", List.of()));
        assertThat(evaluation.findings().getFirst().related().getFirst().position())
                .hasToString("Optional[objects.yaml:5:1]");
    }

    /** A finding that rests on an object with a field of the wrong type is none; what does not look at it stands. */
    @Test
    void objectsWithFieldsOfTheWrongTypeMakeOnlyWhatLooksAtThemNotKnown() {
        Manifest broken =
                Preparation.of(EngineTesting.read("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: web}
                        spec: {selector: {app: web}, ports: [{port: eighty}]}
                        """).manifests()).manifests().getFirst();
        PolicyEngine engine = engine(policy("p", """
                variables:
                - {name: service, expression: "cluster.get('v1', 'Service', 'default', 'web')"}
                validations:
                - {name: before, expression: 'false', message: m}
                - {name: looks, expression: "!variables.service.hasValue()", message: m}
                - {name: selects, expression: "cluster.selecting('v1', 'Service', 'default', {'app': 'web'}).size() == 0", message: m}
                - {name: lists, expression: "cluster.list('v1', 'Service', 'default').size() == 0", message: m}
                - {name: uses, expression: "variables.service.value().spec.ports[0].port == 80", message: m}
                - {name: after, expression: 'false', message: m}
                - {name: holds, expression: variables.service.hasValue(), message: m}
                - name: each
                  forEach: {list: "['web', 'db', 'web']", as: name}
                  expression: "!cluster.get('v1', 'Service', 'default', name).hasValue() && name == 'web'"
                  message: m
                """));

        Evaluation evaluation = engine.evaluate(Change.create(THING), new BundleView(List.of(broken, THING), false))
                .getFirst();

        assertThat(evaluation.errors()).isEmpty();
        assertThat(evaluation.findings()).extracting(Finding::rule).containsExactly("before", "after", "each");
        assertThat(evaluation.notKnown())
                .extracting(found -> found.finding().rule(), NotKnownRule::why)
                .containsExactly(
                        tuple("looks", "Service default/web has a field of the wrong type: spec.ports[0].port"),
                        tuple("selects", "Service default/web has a field of the wrong type: spec.ports[0].port"),
                        tuple("lists", "Service default/web has a field of the wrong type: spec.ports[0].port"),
                        tuple("uses", "Service default/web has a field of the wrong type: spec.ports[0].port"),
                        tuple("each", "Service default/web has a field of the wrong type: spec.ports[0].port"));
    }

    @Test
    void rulesAreJudgedInTheirOrderAndPoliciesInThatOfTheirNames() {
        String rules = """
                validations:
                - {name: z, expression: 'false', message: m}
                - {name: a, expression: 'false', message: m}
                """;

        List<Evaluation> evaluations = created(policy("late", rules) + policy("early", rules), THING);

        assertThat(evaluations).extracting(Evaluation::policy).containsExactly("early", "late");
        assertThat(evaluations)
                .flatExtracting(Evaluation::findings)
                .extracting(Finding::id)
                .containsExactly("early/z", "early/a", "late/z", "late/a");
        assertThat(engine(policy("late", rules) + policy("early", rules)).policies())
                .extracting(CompiledPolicy::name)
                .containsExactly("early", "late");
    }

    @Test
    void policiesThatAreNotAboutAnObjectSayNothing() {
        Manifest other = EngineTesting.object("{apiVersion: v1, kind: ConfigMap, metadata: {name: it}}");

        assertThat(created(EngineTesting.rule("p", "false"), other)).isEmpty();
        assertThat(created(EngineTesting.rule("p", "false"), thing("it", "{}"), other))
                .extracting(evaluation -> evaluation.subject().kind())
                .containsExactly("Thing");
    }
}
