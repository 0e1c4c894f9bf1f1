package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutationConflictsTest {

    private static String policy(
            String name, String resource, String type, String field, String expression, String more) {
        return """
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: %s}
                spec:
                  title: Things are well
                  matchConstraints:
                    resourceRules: [{apiGroups: [apps], apiVersions: [v1], resources: [%s], operations: [CREATE]}]
                  mutations: [{patchType: %s, %s: {expression: '%s'}}]
                %s
                """.formatted(name, resource, type, field, expression, more.indent(2));
    }

    private static String merges(String name, String expression) {
        return policy(name, "statefulsets", "ApplyConfiguration", "applyConfiguration", expression, "");
    }

    private static String patches(String name, String expression) {
        return policy(name, "statefulsets", "JSONPatch", "jsonPatch", expression, "");
    }

    private static List<String> conflicts(String policies) {
        return MutationConflicts.of(EngineTesting.policies(policies)).stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void oneFieldWithTwoValuesIsToldAtThePolicyThatComesLater() {
        assertThat(
                        conflicts(
                                merges("b", "Object{spec: Object.spec{replicas: 3, minReadySeconds: 5}}")
                                        + merges(
                                                "a",
                                                "object.spec.big ? Object{spec: Object.spec{replicas: 5}} : Object{spec: Object.spec{replicas: 7}}")))
                .containsExactly(
                        "policies.yaml:9:81: policy `b` sets /spec/replicas to `3`, and `a`, which comes before it, to `5` or `7`;"
                                + " which shall win is for `mutateAfter` to say");
    }

    @Test
    void aPatchAndAnAppliedConfigurationMayConflict() {
        assertThat(
                        conflicts(
                                merges(
                                                "a",
                                                "Object{spec: Object.spec{updateStrategy: Object.spec.updateStrategy{type: \"OnDelete\"}}}")
                                        + patches(
                                                "b",
                                                "[JSONPatch{op: \"add\", path: \"/spec/updateStrategy/type\", value: \"RollingUpdate\"}]")))
                .hasSize(1);
    }

    @Test
    void whatIsTheSameOrDependsOrIsOrderedOrIsAboutOthersIsNone() {
        String a = merges("a", "Object{spec: Object.spec{replicas: 3}}");

        assertThat(conflicts(a + merges("b", "Object{spec: Object.spec{replicas: 3}}")))
                .isEmpty();
        assertThat(conflicts(a + merges("b", "Object{spec: Object.spec{replicas: object.spec.replicas + 1}}")))
                .isEmpty();
        assertThat(conflicts(a + merges("b", "Object{spec: Object.spec{minReadySeconds: 5}}")))
                .isEmpty();
        assertThat(conflicts(a
                        + policy(
                                "b",
                                "statefulsets",
                                "ApplyConfiguration",
                                "applyConfiguration",
                                "Object{spec: Object.spec{replicas: 5}}",
                                "mutateAfter: [a]")))
                .isEmpty();
        assertThat(conflicts(a
                        + policy(
                                "b",
                                "deployments",
                                "ApplyConfiguration",
                                "applyConfiguration",
                                "Object{spec: Object.spec{replicas: 5}}",
                                "")))
                .isEmpty();
    }

    @Test
    void policiesAboutWhateverThereIsMeetAllOthers() {
        String a = merges("a", "Object{spec: Object.spec{replicas: 3}}");
        String b = merges("b", "Object{spec: Object.spec{replicas: 5}}");

        assertThat(conflicts(a + b)).hasSize(1);
        assertThat(conflicts(a.replace("[apps]", "['*']") + b)).hasSize(1);
        assertThat(conflicts(a.replace("[statefulsets]", "['*']") + b)).hasSize(1);
        assertThat(conflicts(a + b.replace("[statefulsets]", "['*/*']"))).hasSize(1);
        assertThat(conflicts(a + b.replace("[apps]", "[batch]"))).isEmpty();
        assertThat(conflicts(a + b.replace("[CREATE]", "[UPDATE]"))).isEmpty();
    }

    @Test
    void itemsOfListsAreNotCompared() {
        assertThat(
                        conflicts(
                                patches(
                                                "a",
                                                "[JSONPatch{op: \"add\", path: \"/metadata/finalizers/0\", value: \"x\"}, JSONPatch{op: \"add\", path: \"/metadata/finalizers/-\", value: \"x\"}]")
                                        + patches(
                                                "b",
                                                "[JSONPatch{op: \"add\", path: \"/metadata/finalizers/0\", value: \"y\"}, JSONPatch{op: \"add\", path: \"/metadata/finalizers/-\", value: \"y\"}]")))
                .isEmpty();
    }

    @Test
    void theBuiltInPoliciesHaveNone() {
        assertThat(MutationConflicts.of(BuiltInPolicies.ALL)).isEmpty();
    }
}
