package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ReadLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code webhook-config}. */
class WebhookConfigCommandTest {

    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";

    @TempDir
    Path folder;

    private Workspace files;
    private String policies = "";

    @BeforeEach
    void makeFiles() {
        files = new Workspace(folder);
        policies = files.policies();
    }

    private static List<Manifest> printed(String... arguments) {
        var all = new ArrayList<>(List.of("webhook-config"));
        all.addAll(List.of(arguments));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return new ManifestReader(ReadLimits.DEFAULT, "default")
                .read(List.of(Input.text("out.yaml", run.out())))
                .manifests();
    }

    private static List<JsonObject> webhooks(String... arguments) {
        return printed(arguments).getLast().root().array("webhooks").objects();
    }

    private static void refused(String why, String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.err()).contains(why);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theConfigurationNamesTheServiceAndSparesTheOwnNamespace() {
        JsonObject subjects = webhooks("--policies", policies, "--namespace", "safety", "--service", "guard")
                .getFirst();

        assertThat(subjects.text("name")).hasValue("subjects.ordinal.dev");
        assertThat(subjects.object("clientConfig").object("service"))
                .containsEntry("name", "guard")
                .containsEntry("namespace", "safety")
                .containsEntry("path", "/validate");
        assertThat(subjects.text("sideEffects")).hasValue("None");
        assertThat(subjects.text("matchPolicy")).hasValue("Equivalent");
        assertThat(subjects.object("namespaceSelector")
                        .array("matchExpressions")
                        .objects()
                        .getFirst()
                        .array("values"))
                .containsExactly("kube-system", "safety");
        assertThat(subjects).doesNotContainKey("reinvocationPolicy");
    }

    @Test
    void whatPoliciesMutateHasAConfigurationOfItsOwn() {
        String adding = files.write("adding/policy.yaml", """
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: adds}
                spec:
                  title: All is well
                  matchConstraints:
                    resourceRules:
                    - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}
                  mutations:
                  - {patchType: JSONPatch, jsonPatch: {expression: '[]'}}
                """);

        List<Manifest> all = printed("--policies", adding, "--namespace", "safety", "--failure-policy", "Fail");

        assertThat(all)
                .extracting(Manifest::kind)
                .containsExactly("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");
        JsonObject webhook = all.getFirst().root().array("webhooks").objects().getFirst();
        assertThat(all.getFirst().root().array("webhooks")).hasSize(1);
        assertThat(webhook)
                .containsEntry("name", "mutations.ordinal.dev")
                .containsEntry("failurePolicy", "Ignore")
                .containsEntry("reinvocationPolicy", "IfNeeded")
                .containsEntry("sideEffects", "None")
                .containsEntry("timeoutSeconds", 5L);
        assertThat(webhook.object("clientConfig").object("service")).containsEntry("path", "/mutate");
        assertThat(webhook.object("namespaceSelector").toString()).contains("kube-system", "safety");
        assertThat(webhook.array("matchConditions").toString()).contains("system:nodes", "no-controller");
        assertThat(webhook.array("rules").objects())
                .singleElement()
                .satisfies(rule -> assertThat(rule.array("operations")).containsExactly("CREATE"));
        assertThat(printed("--policies", policies)).hasSize(1);
    }

    @Test
    void onlySubjectsMayFail() {
        assertThat(webhooks("--failure-policy", "Fail"))
                .extracting(webhook -> webhook.text("name").orElseThrow() + " "
                        + webhook.text("failurePolicy").orElseThrow())
                .containsExactly(
                        "subjects.ordinal.dev Fail",
                        "clients.ordinal.dev Ignore",
                        "deletes.ordinal.dev Ignore",
                        "impact.ordinal.dev Ignore");
    }

    @Test
    void aUrlAndABundleTakeThePlaceOfTheService() {
        String bundle = files.write("ca.crt", CERTIFICATE);

        JsonObject config = webhooks("--policies", policies, "--url", "https://127.0.0.1:8443/", "--ca-bundle", bundle)
                .getFirst()
                .object("clientConfig");

        assertThat(config.text("url")).hasValue("https://127.0.0.1:8443/validate");
        assertThat(config).doesNotContainKey("service").containsKey("caBundle");
    }

    @Test
    void matchConditionsSpareTheControlPlaneWhereTheServerKnowsThem() {
        assertThat(webhooks("--policies", policies)
                        .getFirst()
                        .array("matchConditions")
                        .toString())
                .contains("'system:nodes' in request.userInfo.groups")
                .contains("system:serviceaccount:kube-system:generic-garbage-collector")
                .doesNotContain("horizontal-pod-autoscaler");
        assertThat(webhooks("--policies", policies, "--kubernetes", "1.20").getFirst())
                .doesNotContainKey("matchConditions");
        assertThat(webhooks("--policies", policies, "--kubernetes", "v1.28.3").getFirst())
                .containsKey("matchConditions");
        assertThat(webhooks("--policies", policies, "--no-match-conditions").getFirst())
                .doesNotContainKey("matchConditions");
    }

    @Test
    void heartbeatsArriveWhereAPolicyNamesThem() {
        String about = files.write(
                "other/nodes.yaml",
                Workspace.POLICY
                        .replace("apiGroups: [apps]", "apiGroups: ['']")
                        .replace("resources: [statefulsets]", "resources: [nodes]"));

        assertThat(webhooks("--policies", about)
                        .getFirst()
                        .array("matchConditions")
                        .toString())
                .doesNotContain("no-heartbeat");
        assertThat(webhooks("--policies", policies)
                        .getFirst()
                        .array("matchConditions")
                        .toString())
                .contains("no-heartbeat");
    }

    @Test
    void theRoleReadsAndNothingElse() {
        Manifest role = printed("--rbac").getFirst();

        assertThat(role.kind()).isEqualTo("ClusterRole");
        assertThat(role.root().array("rules").objects()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.array("verbs")).containsExactly("get", "list", "watch");
            assertThat(rule.array("apiGroups")).doesNotContain("*");
            assertThat(rule.array("resources")).doesNotContain("*", "secrets");
        });
    }

    @Test
    void customResourcesAreSentWhereTheyAreAskedFor() {
        assertThat(webhooks("--custom-resource", "helm.example.com/releases").toString())
                .contains("releases");
        refused("not of the form GROUP/RESOURCE", "webhook-config", "--custom-resource", "releases");
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        refused(
                """
                ordinal: --timeout: 31 is not a number of seconds from 1 to 30.
                ordinal: --name: 'A' is not a name: lower case letters, digits and '-', 63 characters at most.
                ordinal: --url: 'http://here' is not of the form https://HOST:PORT.
                ordinal: --kubernetes: '2' is not a version such as 1.30.
                ordinal: --ca-bundle: gone.pem cannot be read""",
                "webhook-config",
                "--timeout",
                "31",
                "--name",
                "A",
                "--url",
                "http://here",
                "--kubernetes",
                "2",
                "--ca-bundle",
                "gone.pem");
        refused("holds no certificate in PEM", "webhook-config", "--ca-bundle", files.write("empty.pem", ""));
        refused("is not of the form https://", "webhook-config", "--url", "https://a b");
    }

    @Test
    void policiesThatDoNotCompileGiveNoConfiguration() {
        String broken = files.write("broken/a.yaml", Workspace.POLICY.replace("has(object.metadata.labels)", "has(("));

        refused("broken/a.yaml", "webhook-config", "--policies", broken);
    }
}
