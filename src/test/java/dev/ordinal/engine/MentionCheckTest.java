package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.policy.PolicyReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy names and there is not is told when it loads, where it stands. */
class MentionCheckTest {

    private static final String STATEFUL_SETS = "{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets]";

    private static String policy(String resources, String spec) {
        return """
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: p}
                spec:
                  title: Things are well
                  action: Deny
                  params: {least: 3, images: [a]}
                  matchConstraints:
                    resourceRules:
                    - %s, operations: ['*']}
                %s
                """.formatted(resources, spec.strip().indent(2));
    }

    private static String rule(String expression) {
        return """
                validations:
                - name: rule
                  expression: |
                    %s
                  message: not so
                """.formatted(expression);
    }

    private static List<Problem> problems(String policy) {
        PolicyFiles files = PolicyReader.read(List.of(Input.text("p.yaml", policy)));
        assertThat(files.problems()).isEmpty();
        PolicyCompiler.Result result = PolicyCompiler.compile(files.policies());
        assertThat(result.policies()).as("it is used all the same").hasSize(1);
        return result.problems();
    }

    private static List<String> messages(String resources, String spec) {
        return problems(policy(resources, spec)).stream().map(Problem::message).toList();
    }

    /** The column is that in the expression. */
    private static List<String> placed(String expression) {
        return problems(policy(STATEFUL_SETS, rule(expression))).stream()
                .map(problem -> (problem.position().column() - 6) + ": " + problem.message())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "object.spec.?replica.orValue(3) >= 3 | 14: a StatefulSet has no field `spec.replica`; did you mean `spec.replicas`?",
                "object.spec.replica >= 3 | 13: a StatefulSet has no field `spec.replica`; did you mean `spec.replicas`?",
                "object['spec']['replica'] >= 3 | 15: a StatefulSet has no field `spec.replica`; did you mean `spec.replicas`?",
                "oldObject != null && oldObject.spec.zone == 'a' | 37: a StatefulSet has no field `spec.zone`, as far as is known here",
                "object.spec.replicas.max > 1 | 22: `spec.replicas` of a StatefulSet is a whole number, and holds no `max`",
                "object.spec.nope.deeper.still == 1 | 13: a StatefulSet has no field `spec.nope`, as far as is known here",
                "object.spec.template.spec.containers.all(c, c.imag != '') | 47: a StatefulSet has no field `spec.template.spec.containers.imag`; did you mean `spec.template.spec.containers.image`?",
                "object.spec.template.spec.containers[0].imag != '' | 41: a StatefulSet has no field `spec.template.spec.containers.imag`; did you mean `spec.template.spec.containers.image`?",
                "object.spec.template.spec.containers.name != '' | 38: `spec.template.spec.containers` of a StatefulSet is a list, and holds no `name`",
                "cluster.get('v1', 'Service', 'd', 'n').?spec.?porst.orValue([]) == [] | 47: a Service has no field `spec.porst`; did you mean `spec.ports`?",
                "cluster.list('v1', 'Service', 'd').all(s, s.spec.porst == []) | 50: a Service has no field `spec.porst`; did you mean `spec.ports`?",
            })
    void aFieldThatThereIsNot(String expression, String message) {
        assertThat(placed(expression)).containsExactly(message);
    }

    @Test
    void aFieldThatIsOnlyAskedFor() {
        assertThat(messages(STATEFUL_SETS, rule("has(object.spec.replica)")))
                .containsExactly("a StatefulSet has no field `spec.replica`; did you mean `spec.replicas`?");
    }

    @Test
    void fieldsBehindVariablesConditionsAndItems() {
        assertThat(problems(policy(STATEFUL_SETS, """
                        matchConditions:
                        - {name: one, expression: object.metadata.labls.size() > 0}
                        variables:
                        - {name: pod, expression: object.spec.template.spec}
                        validations:
                        - name: rule
                          forEach: {list: variables.pod.containers, as: container}
                          expression: container.?imag.orValue('') == ''
                          messageExpression: variables.pod.hostNme
                          message: not so
                          fieldPath: ports[0].nme
                        - name: other
                          expression: 'true'
                          message: not so
                          fieldPath: spec.nope.deep
                        """)))
                .extracting(problem ->
                        problem.position().line() + ":" + problem.position().column() + " " + problem.message())
                .containsExactly(
                        "12:45 a StatefulSet has no field `metadata.labls`; did you mean `metadata.labels`?",
                        "18:28 a StatefulSet has no field `spec.template.spec.containers.imag`; did you mean"
                                + " `spec.template.spec.containers.image`?",
                        "19:38 a StatefulSet has no field `spec.template.spec.hostNme`; did you mean"
                                + " `spec.template.spec.hostname`?",
                        "21:16 a StatefulSet has no field `spec.template.spec.containers.ports.nme`; did you mean"
                                + " `spec.template.spec.containers.ports.name`?",
                        "25:16 a StatefulSet has no field `spec.nope`, as far as is known here");
    }

    @Test
    void oneKindThatHasTheFieldIsEnough() {
        assertThat(messages(
                        "{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets, deployments]",
                        rule("has(object.spec.serviceName) || has(object.spec.paused) || has(object.spec.zone)")))
                .containsExactly("no StatefulSet or Deployment has a field `spec.zone`, as far as is known here");
        assertThat(messages(
                        "{apiGroups: [apps, ''], apiVersions: [v1], resources: [statefulsets, services]",
                        rule("has(object.spec.zone)")))
                .as("one of the two groups has the resource")
                .containsExactly("no StatefulSet or Service has a field `spec.zone`, as far as is known here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "object.metadata.labels.anything == 'a' && object.spec.selector.matchLabels['any'] == 'b'",
                "object.spec.template.spec.nodeSelector.?zone.orValue('') == ''",
                "object.status.anything.at.all == 1",
                "object.kind == 'x' && object.apiVersion == 'y' && object.metadata.name == 'z'",
                "(has(object.spec.serviceName) ? object : {'spec': {'zone': 1}}).spec.zone == 1",
                "containers(object).all(c, c.type == 'init')",
                "object.spec.all(key, key != 'zone')",
                "object.spec.template.metadata.labels.all(key, value, key != value)",
                "cluster.get('example.com/v1', 'Thing', 'd', 'n').?spec.?any.orValue(1) == 1",
                "request.anything == 1 && namespaceObject.spec.anything == 1",
                "params.least == 3 && 'a' in params.images && params.impact == 'Deny'",
                "[{'c': 1}].all(params, params.c == 1)",
                "[{'zone': 1}].all(object, object.zone == 1)"
            })
    void whatThereMayBe(String expression) {
        assertThat(messages(STATEFUL_SETS, rule(expression))).isEmpty();
    }

    @Test
    void objectsWhoseKindIsNotKnown() {
        for (String resources : List.of(
                "{apiGroups: ['*'], apiVersions: ['*'], resources: ['*']",
                "{apiGroups: [example.com], apiVersions: [v1], resources: [things]",
                "{apiGroups: [apps, example.com], apiVersions: [v1], resources: [statefulsets]",
                "{apiGroups: [apps], apiVersions: [v1], resources: ['statefulsets/*']",
                "{apiGroups: [''], apiVersions: [v1], resources: [pods/eviction]")) {
            assertThat(messages(resources, rule("object.spec.zone == 1"))).isEmpty();
        }
        assertThat(messages(
                        "{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets, statefulsets/scale]",
                        rule("object.spec.zone == 1 && object.spec.serviceName == ''")))
                .containsExactly("no StatefulSet or Scale has a field `spec.zone`, as far as is known here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "cluster.get('v1', 'Servise', 'd', 'n').hasValue() | 19: the core API group has no kind `Servise`; did you mean `Service`?",
                "cluster.knows('v1', 'Pods') | 21: the core API group has no kind `Pods`; did you mean `Pod`?",
                "cluster.list('v1', 'StatefulSet', 'd') == [] | 20: the core API group has no kind `StatefulSet`; the API group `apps` has it",
                "cluster.list('app/v1', 'StatefulSet', 'd') == [] | 24: Kubernetes has no API group `app`; did you mean `apps`?",
                "cluster.referring('apps/v1', 'StatefulSet', 'd', 'spec.serviceNam', 'x') == [] | 50: a StatefulSet has no field `spec.serviceNam`; did you mean `spec.serviceName`?",
            })
    void aLookUpOfWhatThereIsNot(String expression, String message) {
        assertThat(placed(expression)).containsExactly(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster.list('example.com/v1', 'Thing', 'd') == []",
                "cluster.list('metrics.k8s.io/v1beta1', 'Any', 'd') == []",
                "cluster.referring('example.com/v1', 'Thing', 'd', 'spec.any', 'x') == []",
                "cluster.referring('v1', 'Service', 'd', 'spec.selector.app', 'x') == []",
                "cluster.list('policy/v1', 'PodDisruptionBudget', 'd') == []"
            })
    void aLookUpOfWhatThereMayBe(String expression) {
        assertThat(messages(STATEFUL_SETS, rule(expression))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "params.leest == 3 | 8: the policy has no param `leest`; did you mean `least`?",
                "params.?zone.orValue('') == '' | 9: the policy has no param `zone`; it has least, images",
                "params['zone'] == '' | 7: the policy has no param `zone`; it has least, images",
            })
    void aParamThatIsNotDeclared(String expression, String message) {
        assertThat(placed(expression)).containsExactly(message);
    }

    @Test
    void aParamOfAPolicyThatHasNone() {
        assertThat(problems(policy(STATEFUL_SETS, rule("has(params.c)")).replace("least: 3, images: [a]", "")))
                .extracting(Problem::message)
                .containsExactly("the policy has no param `c`; it has none");
    }

    @Test
    void theseAreWarnings() {
        assertThat(problems(policy(
                        STATEFUL_SETS,
                        rule("params.c == object.spec.zone && cluster.list('v1', 'Servise', '') == []"))))
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING));
    }

    @Test
    void theyAreToldBesideErrors() {
        PolicyFiles files = PolicyReader.read(List.of(Input.text("p.yaml", policy(STATEFUL_SETS, """
                validations:
                - {name: one, expression: object.spec.replica > 1, message: not so}
                - {name: two, expression: 1 + 'a', message: not so}
                """))));

        assertThat(PolicyCompiler.compile(files.policies()).problems())
                .extracting(Problem::kind)
                .containsExactlyInAnyOrder(Problem.Kind.EXPRESSION, Problem.Kind.UNKNOWN_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"policies", "examples/tutorial/policies"})
    void noneOfOursNamesWhatThereIsNot(String folder) {
        PolicyFiles files = PolicyReader.read(List.of(Input.path(Path.of(folder))));

        assertThat(files.problems()).isEmpty();
        assertThat(files.policies()).isNotEmpty();
        assertThat(PolicyCompiler.compile(files.policies()).problems()).isEmpty();
    }
}
