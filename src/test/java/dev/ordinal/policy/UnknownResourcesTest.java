package dev.ordinal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that names what Kubernetes does not have would match nothing; that is told when the policy loads. */
class UnknownResourcesTest {

    private static PolicyFiles read(String rule) {
        return PolicyReader.read(List.of(Input.text("p.yaml", """
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: p}
                spec:
                  title: Things are well
                  action: Deny
                  matchConstraints:
                    resourceRules:
                    - %s
                  validations: [{name: rule, expression: 'true', message: not so}]
                """.formatted(rule))));
    }

    private static String rule(String groups, String versions, String resources) {
        return "{apiGroups: [%s], apiVersions: [%s], resources: [%s], operations: [CREATE]}"
                .formatted(groups, versions, resources);
    }

    private static List<String> messages(String rule) {
        PolicyFiles files = read(rule);
        assertThat(files.policies()).as("it is used all the same").hasSize(1);
        assertThat(files.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.UNKNOWN_NAME);
        return files.problems().stream()
                .map(problem -> problem.message().replace("spec.matchConstraints.resourceRules[0].", ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "apps | statefulset | resources[0]: the API group `apps` has no resource `statefulset`; did you mean `statefulsets`?",
                "apps | statefulset/scale | resources[0]: the API group `apps` has no resource `statefulset`; did you mean `statefulsets`?",
                "apps | statefulsets, foos | resources[1]: the API group `apps` has no resource `foos`, as far as is known here",
                "apps | services | resources[0]: the API group `apps` has no resource `services`; the core API group has it, which is written `\"\"`",
                "'' | deployments | resources[0]: the core API group has no resource `deployments`; the API group `apps` has it",
                "'' | service | resources[0]: the core API group has no resource `service`; did you mean `services`?",
                "apps, extensions | ingress | resources[0]: none of these API groups has a resource `ingress`; did you mean `ingresses`?",
            })
    void aResourceThatNoGroupHas(String groups, String resources, String message) {
        assertThat(messages(rule(groups, "v1", resources))).containsExactly(message);
    }

    @Test
    void aGroupWithoutDotThatIsNotKubernetes() {
        assertThat(messages(rule("app", "v1", "statefulsets")))
                .containsExactly("apiGroups[0]: Kubernetes has no API group `app`; did you mean `apps`?");
        assertThat(messages(rule("core", "v1", "pods")))
                .containsExactly("apiGroups[0]: Kubernetes has no API group `core`; the core group is written `\"\"`");
    }

    @Test
    void aVersionThatIsNone() {
        assertThat(messages(rule("apps", "apps/v1", "statefulsets")))
                .containsExactly("apiVersions[0]: expected a version without its group, such as `v1`, found `apps/v1`");
        assertThat(messages(rule("apps", "V1", "statefulsets")))
                .containsExactly(
                        "apiVersions[0]: Kubernetes has no API version `V1`; expected one such as `v1` or `v1beta1`");
    }

    @Test
    void whatStandsInTheFileIsWhereItIsTold() {
        assertThat(read(rule("apps", "v1", "statefulset")).problems().getFirst().position())
                .hasToString("p.yaml:9:58");
    }

    @Test
    void whatIsExcludedIsLookedAtToo() {
        PolicyFiles files = read(
                rule("apps", "v1", "'*'") + "\n    excludeResourceRules:\n    - " + rule("apps", "v1", "deployment"));

        assertThat(files.problems())
                .extracting(Problem::message)
                .containsExactly("spec.matchConstraints.excludeResourceRules[0].resources[0]: the API group `apps` has"
                        + " no resource `deployment`; did you mean `deployments`?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "apps | v1 | statefulsets, deployments/scale, '*/scale'",
                "apps | v1beta2 | '*'",
                "apps, '' | v1 | pods/*, statefulsets",
                "'*' | '*' | statefulset",
                "example.com | one | thing",
                "apps, example.com | v1 | thing",
                "metrics.k8s.io | v1beta1 | pods",
                "extensions | v1beta1 | ingresses",
            })
    void whatMayBeThereIsNot(String groups, String versions, String resources) {
        assertThat(read(rule(groups, versions, resources)).problems()).isEmpty();
    }
}
