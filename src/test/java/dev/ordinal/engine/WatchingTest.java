package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.WatchedKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a live view has to know. */
class WatchingTest {

    private static String policy(String resources, String variable, String expression) {
        return """
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: p}
                spec:
                  title: Something holds
                  action: Deny
                  matchConstraints:
                    resourceRules:
                    - %s
                  variables:
                  - name: x
                    expression: >-
                      %s
                  validations:
                  - name: rule
                    expression: >-
                      %s
                    message: m
                """.formatted(resources, variable, expression);
    }

    private static final String STATEFUL_SETS =
            "{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE, UPDATE]}";

    private static List<WatchedKind> watched(String resources, String variable, String expression) {
        return Watching.of(EngineTesting.policies(policy(resources, variable, expression)));
    }

    private static WatchedKind only(List<WatchedKind> watched, String kind) {
        Optional<WatchedKind> found =
                watched.stream().filter(one -> one.kind().equals(kind)).findFirst();
        assertThat(found).as(kind).isPresent();
        return found.orElseThrow();
    }

    private static WatchedKind service(String variable, String expression) {
        return only(watched(STATEFUL_SETS, variable, expression), "Service");
    }

    @Test
    void namespacesAreAlwaysWatched() {
        assertThat(Watching.of(List.of()))
                .extracting(WatchedKind::apiVersion, WatchedKind::kind)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("v1", "Namespace"));
    }

    @Test
    void aPolicyThatLooksNothingUpNeedsNothing() {
        assertThat(watched(STATEFUL_SETS, "1", "object.spec.replicas > variables.x"))
                .extracting(WatchedKind::kind)
                .containsExactly("Namespace");
    }

    @Test
    void whatIsLookedUpIsWatchedAndWhatLooksItUp() {
        List<WatchedKind> watched = watched(
                STATEFUL_SETS,
                "cluster.get('v1', 'Service', object.metadata.namespace, object.spec.serviceName)",
                "variables.x.?spec.?clusterIP.orValue('') == 'None'");

        assertThat(watched)
                .extracting(WatchedKind::kind)
                .containsExactlyInAnyOrder("Namespace", "Service", "StatefulSet");
        assertThat(only(watched, "Service").fields()).contains("clusterIP").doesNotContain("ports", "*");
        assertThat(only(watched, "StatefulSet").fields()).contains("serviceName", "template", "selector");
    }

    @Test
    void aKindIsWatchedOnceInItsNewestVersion() {
        List<WatchedKind> watched = watched(
                STATEFUL_SETS,
                "cluster.list('policy/v1', 'PodDisruptionBudget', object.metadata.namespace).size()",
                "cluster.list('policy/v1beta1', 'PodDisruptionBudget', object.metadata.namespace).size() == variables.x");

        assertThat(only(watched, "PodDisruptionBudget").apiVersion()).isEqualTo("policy/v1");
        assertThat(watched).hasSize(3);
    }

    @Test
    void whatSelectsOrIsSelectedKeepsWhatItDoesThatBy() {
        assertThat(service("1", "cluster.selecting('v1', 'Service', object.metadata.namespace, {'a': 'b'}).size() == 0")
                        .fields())
                .contains("selector", "podSelector");
        assertThat(only(
                                watched(
                                        STATEFUL_SETS,
                                        "1",
                                        "cluster.selectedBy('apps/v1', 'Deployment', object.metadata.namespace, {'a': 'b'}).size() == 0"),
                                "Deployment")
                        .fields())
                .contains("template", "jobTemplate");
    }

    @Test
    void thePartsOfAPathAreKept() {
        assertThat(service(
                                "1",
                                "cluster.referring('v1', 'Service', object.metadata.namespace, 'spec.externalName', 'a').size() == 0")
                        .fields())
                .contains("spec", "externalName");
    }

    @Test
    void aPathThatIsMadeWhileItRunsKeepsEverything() {
        assertThat(service(
                                "1",
                                "cluster.referring('v1', 'Service', object.metadata.namespace, params.path, 'a').size() == 0")
                        .fields())
                .contains("*");
    }

    @Test
    void whatAFunctionReadsOfAWholeObjectIsKept() {
        assertThat(service(
                                "cluster.list('v1', 'Service', object.metadata.namespace)",
                                "variables.x.all(s, texts(s).size() == 0)")
                        .fields())
                .contains("externalName", "template")
                .doesNotContain("*");
    }

    @Test
    void whatIsReadOfTheObjectItselfIsNotKeptOfOthers() {
        List<WatchedKind> watched = watched(
                STATEFUL_SETS,
                "cluster.list('v1', 'Service', object.metadata.namespace)",
                "variables.x.size() > 0 && texts(object).size() == 0 && object.spec.all(key, key != 'a')");

        assertThat(only(watched, "Service").fields()).doesNotContain("template", "data", "*");
        assertThat(only(watched, "StatefulSet").fields()).contains("template", "data", "*");
    }

    @Test
    void noBuiltInPolicyKeepsWholeObjects() {
        assertThat(BuiltInPolicies.ALL)
                .filteredOn(policy -> policy.reads().fieldNames().contains("*"))
                .extracting(CompiledPolicy::name)
                .isEmpty();
        assertThat(only(Watching.of(BuiltInPolicies.ALL), "Service").fields()).doesNotContain("subsets", "*");
    }

    @Test
    void whateverMayReadAnyFieldKeepsEverything() {
        for (String expression : List.of(
                "variables.x.all(s, s.spec.all(key, key != 'a'))",
                "variables.x.all(s, s.spec.transformMap(k, v, v).size() == 0)",
                "variables.x.all(s, s.spec[params.key] == 1)",
                "variables.x.all(s, s.spec == object.spec)",
                "variables.x.all(s, s.spec.size() == 1)",
                "variables.x.all(s, s == object)",
                "variables.x.map(s, s.spec).all(spec, spec.all(key, key != 'a'))",
                "variables.x.filter(s, s.spec.clusterIP == '').all(s, s.all(key, key != 'a'))",
                "[variables.x[0]].all(s, s.all(key, key != 'a'))",
                "cel.bind(s, variables.x[0], s.spec.all(key, key != 'a'))",
                "(variables.x + variables.x).all(s, s.spec.all(key, key != 'a'))",
                "variables.x.all(s, s.metadata.generation == 1)",
                "{'it': variables.x[0]}.it.all(key, key != 'a')",
                "variables.x.exists_one(s, selects(s, {}))")) {
            assertThat(service("cluster.list('v1', 'Service', object.metadata.namespace)", expression)
                            .fields())
                    .as(expression)
                    .contains("*");
        }
    }

    @Test
    void readingSingleFieldsKeepsJustThem() {
        for (String expression : List.of(
                "variables.x.all(s, s.spec.ports.all(p, p.port == 1))",
                "variables.x.all(s, s.metadata.labels[params.key] == 'a')",
                "variables.x.all(s, s.metadata.?annotations[?params.key].orValue('') == 'a')",
                "variables.x.size() == 0",
                "variables.x.all(s, has(s.spec.clusterIP))",
                "variables.x.all(s, 'clusterIP' in s.spec)",
                "variables.x.map(s, s.metadata.name).join(',') == ''",
                "variables.x.all(s, selects(s.spec.selector, object.spec.template.metadata.labels))",
                "variables.x.exists(s, s.spec != null)",
                "(variables.x + variables.x).map(s, s.spec.healthCheckNodePort).sum() == 1")) {
            assertThat(service("cluster.list('v1', 'Service', object.metadata.namespace)", expression)
                            .fields())
                    .as(expression)
                    .doesNotContain("*");
        }
    }

    @Test
    void theLabelsOfNamespacesNeedNoFieldAndOthersDo() {
        WatchedKind namespace = only(watched(STATEFUL_SETS, "1", "namespaceObject.status.phase2 == 'a'"), "Namespace");

        assertThat(namespace.fields()).contains("phase2");
    }

    @Test
    void aPolicyAboutScalesNeedsStatefulSets() {
        List<WatchedKind> watched = watched(
                "{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets/scale], operations: [UPDATE]}",
                "1",
                "object.spec.replicas > variables.x && object.spec.minReadySeconds == 0");

        assertThat(only(watched, "StatefulSet").fields()).contains("replicas", "minReadySeconds");
    }
}
