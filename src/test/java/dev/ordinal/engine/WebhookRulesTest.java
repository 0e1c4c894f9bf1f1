package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.engine.WebhookRules.Resource;
import dev.ordinal.engine.WebhookRules.Rule;
import dev.ordinal.manifest.Input;
import dev.ordinal.policy.Operation;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.policy.PolicyReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which kinds, operations and subresources policies make a webhook ask for. */
class WebhookRulesTest {

    private static final String HOLDS = "true";

    private static String policy(String name, String constraints, String expression) {
        return """
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: %s}
                spec:
                  title: All is well
                  action: Deny
                  matchConstraints:
                %s
                  validations:
                  - name: rule
                    expression: >-
                      %s
                    message: not so
                """.formatted(name, constraints.strip().indent(4), expression);
    }

    private static String about(String name, String rule, String expression) {
        return policy(name, "resourceRules:\n- " + rule, expression);
    }

    private static WebhookRules rules(List<Resource> custom, String... policies) {
        PolicyFiles files = PolicyReader.read(List.of(Input.text("policies.yaml", String.join("", policies))));
        assertThat(files.problems()).isEmpty();
        PolicyCompiler.Result compiled = PolicyCompiler.compile(files.policies());
        assertThat(compiled.problems()).isEmpty();
        return WebhookRules.of(compiled.policies(), custom);
    }

    private static WebhookRules rules(String... policies) {
        return rules(List.of(), policies);
    }

    /** Rules as text: {@code CREATE,UPDATE apps/v1 statefulsets,deployments}. */
    private static List<String> texts(List<Rule> rules) {
        var texts = new ArrayList<String>();
        for (Rule rule : rules) {
            texts.add(String.join(
                            ",", rule.operations().stream().map(Operation::name).toList())
                    + " " + rule.group() + "/" + String.join(",", rule.versions()) + " "
                    + String.join(",", rule.resources()));
        }
        return texts;
    }

    @Test
    void whatPoliciesNameIsASubjectAndItsDeletionStandsApart() {
        WebhookRules rules = rules(
                about(
                        "one",
                        "{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets, statefulsets/scale],"
                                + " operations: [CREATE, UPDATE]}",
                        HOLDS),
                about(
                        "two",
                        "{apiGroups: [''], apiVersions: [v1], resources: [persistentvolumeclaims], operations: ['*']}",
                        HOLDS));

        assertThat(texts(rules.subjects()))
                .containsExactly(
                        "CREATE,UPDATE /v1 persistentvolumeclaims",
                        "CREATE,UPDATE apps/v1 statefulsets",
                        "UPDATE apps/v1 statefulsets/scale");
        assertThat(texts(rules.deletes())).containsExactly("DELETE /v1 persistentvolumeclaims");
        assertThat(rules.clients()).isEmpty();
        assertThat(rules.impact()).isEmpty();
    }

    @Test
    void aStarStandsForTheKindsThatHoldTheConfigurationOfClients() {
        WebhookRules rules = rules(
                List.of(new Resource("example.com", "things")),
                about("all", "{apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], operations: [CREATE]}", HOLDS));

        assertThat(rules.subjects()).isEmpty();
        assertThat(texts(rules.clients()))
                .containsExactly(
                        "CREATE /* configmaps,endpoints,pods,podtemplates,replicationcontrollers,services",
                        "CREATE apps/* daemonsets,deployments,replicasets,statefulsets",
                        "CREATE batch/* cronjobs,jobs",
                        "CREATE discovery.k8s.io/* endpointslices",
                        "CREATE example.com/* things");
    }

    @Test
    void noResourceIsSentTwiceForTheSameOperation() {
        WebhookRules rules = rules(
                about(
                        "all",
                        "{apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], operations: [CREATE, UPDATE]}",
                        HOLDS),
                about(
                        "set",
                        "{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}",
                        "cluster.get('apps/v1', 'StatefulSet', 'a', 'b').hasValue() ||"
                                + " cluster.get('v1', 'Service', 'a', 'b').hasValue() ||"
                                + " cluster.get('policy/v1', 'PodDisruptionBudget', 'a', 'b').hasValue()"));

        assertThat(texts(rules.subjects())).containsExactly("CREATE,UPDATE apps/v1 statefulsets");
        assertThat(texts(rules.clients())).contains("CREATE,UPDATE apps/* daemonsets,deployments,replicasets");
        assertThat(texts(rules.impact()))
                .containsExactly(
                        "DELETE /v1 services",
                        "DELETE apps/v1 statefulsets",
                        "CREATE,UPDATE,DELETE policy/v1 poddisruptionbudgets");
    }

    @Test
    void whatIsLookedUpIsReadAndSoAreThoseThatLookUp() {
        WebhookRules rules = rules(
                about(
                        "set",
                        "{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}",
                        "cluster.list('storage.k8s.io/v1', 'StorageClass', '').size() > 0 ||"
                                + " cluster.get('example.com/v1', 'Policy', 'a', 'b').hasValue()"),
                about(
                        "job",
                        "{apiGroups: [batch], apiVersions: [v1], resources: [jobs], operations: [CREATE]}",
                        HOLDS));

        assertThat(texts(rules.reads()))
                .containsExactly(
                        " / namespaces",
                        " apps/ statefulsets",
                        " example.com/ policies",
                        " storage.k8s.io/ storageclasses");
        assertThat(texts(rules.impact()))
                .containsExactly(
                        "CREATE,UPDATE,DELETE example.com/v1 policies",
                        "CREATE,UPDATE,DELETE storage.k8s.io/v1 storageclasses");
    }

    @Test
    void theOwnerOfAScaleIsRead() {
        WebhookRules rules = rules(about(
                "scale",
                "{apiGroups: [apps], apiVersions: [v1], resources: ['*/scale', deployments/scale], operations: ['*']}",
                HOLDS));

        assertThat(texts(rules.subjects())).containsExactly("UPDATE apps/v1 deployments/scale");
        assertThat(texts(rules.clients())).containsExactly("UPDATE apps/v1 replicasets/scale,statefulsets/scale");
        assertThat(texts(rules.reads()))
                .containsExactly(" / namespaces", " apps/ deployments,replicasets,statefulsets");
    }

    @Test
    void whatIsRestlessIsReadButItsChangesAreNotSent() {
        WebhookRules rules = rules(about(
                "set",
                "{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}",
                "cluster.list('v1', 'Pod', 'a').size() > 0 || cluster.list('v1', 'Node', '').size() > 0"));

        assertThat(rules.impact()).isEmpty();
        assertThat(texts(rules.reads())).containsExactly(" / namespaces,nodes,pods", " apps/ statefulsets");
    }

    @Test
    void aStatusIsNeverSentAndOtherSubresourcesOnlyForWhatIsDoneToThem() {
        WebhookRules rules = rules(about(
                "pods",
                "{apiGroups: [''], apiVersions: [v1], resources: ['pods/*', pods/status], operations: ['*']}",
                HOLDS));

        assertThat(texts(rules.subjects()))
                .containsExactly(
                        "CREATE,UPDATE /v1 pods",
                        "CONNECT /v1 pods/attach,pods/exec,pods/portforward",
                        "UPDATE /v1 pods/ephemeralcontainers,pods/resize",
                        "CREATE /v1 pods/eviction");
    }

    @Test
    void aGroupOfCustomResourcesKeepsItsStar() {
        WebhookRules rules = rules(about(
                "theirs",
                "{apiGroups: [example.com], apiVersions: ['*'], resources: ['*'], operations: [CREATE]}",
                HOLDS));

        assertThat(texts(rules.clients())).containsExactly("CREATE example.com/* *");
    }

    private static String mutating(String name, String rule, String expression) {
        return """
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: %s}
                spec:
                  title: All is well
                  matchConstraints:
                    resourceRules:
                    - %s
                  mutations:
                  - patchType: JSONPatch
                    jsonPatch:
                      expression: >-
                        %s
                """.formatted(name, rule, expression);
    }

    @Test
    void whatIsOnlyAddedToIsNotSentToBeJudgedAndWhatMutationsLookUpIsRead() {
        WebhookRules rules = rules(mutating(
                "service",
                "{apiGroups: [''], apiVersions: [v1], resources: [services], operations: ['*']}",
                "cluster.referring('apps/v1', 'StatefulSet', object.metadata.namespace, 'spec.serviceName', 'a').size() > 0"
                        + " ? [] : [JSONPatch{op: 'add', path: '/spec/clusterIP', value: 'None'}]"));

        assertThat(texts(rules.mutations())).containsExactly("CREATE,UPDATE /v1 services");
        assertThat(texts(rules.reads())).containsExactly(" / namespaces", " apps/ statefulsets");
        assertThat(rules.subjects()).isEmpty();
        assertThat(rules.deletes()).isEmpty();
        assertThat(rules.impact()).isEmpty();
    }

    @Test
    void whatNoMutationTouchesIsNotSentForIt() {
        WebhookRules rules = rules(mutating(
                "all", "{apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], operations: [CREATE]}", "[]"));

        assertThat(texts(rules.mutations()))
                .containsExactly(
                        "CREATE /* configmaps,endpoints,podtemplates,replicationcontrollers,services",
                        "CREATE apps/* daemonsets,deployments,statefulsets",
                        "CREATE batch/* cronjobs",
                        "CREATE discovery.k8s.io/* endpointslices");
        assertThat(rules.clients()).isEmpty();
    }

    @Test
    void whatIsJudgedAtMutationIsSentThereAlone() {
        WebhookRules rules = rules(about(
                        "early",
                        "{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets, statefulsets/scale],"
                                + " operations: [UPDATE, DELETE]}",
                        HOLDS)
                .replace("  action: Deny\n", "  action: Deny\n  judgedAtMutation: true\n"));

        assertThat(texts(rules.mutations())).containsExactly("UPDATE apps/v1 statefulsets");
        assertThat(rules.subjects()).isEmpty();
        assertThat(rules.deletes()).isEmpty();
    }

    @Test
    void whatIsLookedUpByMutationsAndRulesIsAboutRulesToo() {
        String rule = "{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}";
        String lookup = "cluster.list('storage.k8s.io/v1', 'StorageClass', '').size() > 0";
        String judging = about("a", rule, lookup);
        String adding = mutating("b", rule, lookup + " ? [] : []");

        for (WebhookRules rules : List.of(rules(judging, adding), rules(adding, judging))) {
            assertThat(texts(rules.impact())).containsExactly("CREATE,UPDATE,DELETE storage.k8s.io/v1 storageclasses");
        }
        assertThat(rules(adding).impact()).isEmpty();
    }

    @Test
    void whatAPolicyExcludesIsNotSent() {
        WebhookRules rules = rules(policy("all", """
                resourceRules:
                - {apiGroups: [apps, batch], apiVersions: ['*'], resources: ['*'], operations: [CREATE, UPDATE]}
                excludeResourceRules:
                - {apiGroups: [batch], apiVersions: ['*'], resources: ['*'], operations: [CREATE, UPDATE]}
                - {apiGroups: [apps], apiVersions: ['*'], resources: [daemonsets], operations: [UPDATE]}
                - {apiGroups: [apps], apiVersions: ['*'], resources: [deployments], operations: ['*'], resourceNames: [own]}
                """, HOLDS));

        assertThat(texts(rules.clients()))
                .containsExactly(
                        "CREATE apps/* daemonsets", "CREATE,UPDATE apps/* deployments,replicasets,statefulsets");
    }
}
