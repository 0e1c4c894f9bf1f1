package dev.ordinal.e2e;

import static dev.ordinal.e2e.Manifests.headlessService;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ordinal.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is stored of objects that policies add something to: each test lives in a namespace of its own. */
class MutationIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ADDED = "added.ordinal.dev/claim-templates";

    private static ApiServer api;
    private static Webhook webhook;
    private static int namespaces;

    @BeforeAll
    static void start() {
        Path folder = Program.folder("mutation");
        api = ApiServer.start(folder.resolve("api"));
        webhook = Webhook.start(api, folder.resolve("webhook"), "ordinal.enforcement=warn", "ordinal.log.format=json");
        webhook.register("Fail");
        awaitMutating();
    }

    @AfterAll
    static void stop() {
        try (ApiServer server = api;
                Webhook door = webhook) {
            assertThat(server).isNotNull();
            assertThat(door).isNotNull();
        }
    }

    /** The two configurations are heeded at different times. */
    private static void awaitMutating() {
        Kubectl probe = api.kubectl("default");
        Loopback.await(
                "the API server asks the mutating door",
                SOON,
                () -> probe.apply(asking("probe", "nginx:1.27"), "--dry-run=server")
                        .err()
                        .contains("claim-templates added"),
                () -> probe.apply(asking("probe", "nginx:1.27"), "--dry-run=server")
                        .all());
    }

    private static Kubectl namespace() {
        String name = "mutation-" + ++namespaces;
        api.kubectl("").run("create", "namespace", name).ok();
        return api.kubectl("alice", name);
    }

    /** A StatefulSet as an author writes it who asks for a claim and a probe. */
    private static String asking(String name, String image) {
        return """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata:
                  name: %1$s
                  annotations:
                    storage.ordinal.dev/data: 1Gi /var/lib/data
                    probes.ordinal.dev/readiness: "true"
                spec:
                  serviceName: %1$s
                  replicas: 2
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      terminationGracePeriodSeconds: 60
                      containers:
                      - name: main
                        image: %2$s
                        ports: [{name: web, containerPort: 80, protocol: TCP}]
                ---
                """.formatted(name, image);
    }

    private static JsonNode stored(Kubectl kubectl, String kind, String name) {
        try {
            return JSON.readTree(
                    kubectl.run("get", kind, name, "-o", "json").ok().out());
        } catch (IOException bad) {
            throw new UncheckedIOException(bad);
        }
    }

    private static JsonNode statefulSet(Kubectl kubectl) {
        return stored(kubectl, "statefulset", "web");
    }

    private static JsonNode container(JsonNode statefulSet) {
        return statefulSet.at("/spec/template/spec/containers/0");
    }

    private static long generation(JsonNode object) {
        return object.at("/metadata/generation").asLong();
    }

    private static void hasAllThatWasAdded(JsonNode web) {
        assertThat(web.at("/spec/volumeClaimTemplates")).singleElement().satisfies(template -> {
            assertThat(template.at("/metadata/name").asText()).isEqualTo("data");
            assertThat(template.at("/spec/resources/requests/storage").asText()).isEqualTo("1Gi");
            assertThat(template.at("/spec/accessModes/0").asText()).isEqualTo("ReadWriteOnce");
        });
        assertThat(container(web).path("volumeMounts")).singleElement().satisfies(mount -> {
            assertThat(mount.path("name").asText()).isEqualTo("data");
            assertThat(mount.path("mountPath").asText()).isEqualTo("/var/lib/data");
        });
        assertThat(container(web).at("/readinessProbe/tcpSocket/port").asText()).isEqualTo("80");
        assertThat(web.at("/metadata/annotations").path(ADDED).asText()).isEqualTo("data");
    }

    private static Kubectl withWeb() {
        Kubectl kubectl = namespace();
        kubectl.apply(headlessService("web", "web") + asking("web", "nginx:1.27"))
                .ok();
        return kubectl;
    }

    @Test
    void whatAnObjectAsksForIsStoredAndAnnounced() {
        Kubectl kubectl = namespace();

        Shell.Result applied = kubectl.apply(headlessService("web", "web") + asking("web", "nginx:1.27"))
                .ok();

        assertThat(applied.err())
                .contains("Warning: claim-templates added ", "spec.volumeClaimTemplates", "volumeMounts")
                .contains("Warning: readiness-probe added spec.template.spec.containers[0].readinessProbe");
        hasAllThatWasAdded(statefulSet(kubectl));
        assertThat(webhook.metric("ordinal_policy_mutations_total", "policy=\"claim-templates\""))
                .isPositive();
        assertThat(webhook.log())
                .contains("\"message\":\"mutated\"", "readiness-probe spec.template.spec.containers[0].readinessProbe");
    }

    @Test
    void appliedAgainNothingChanges() {
        Kubectl kubectl = withWeb();
        JsonNode before = statefulSet(kubectl);
        String file = headlessService("web", "web") + asking("web", "nginx:1.27");

        Shell.Result again = kubectl.apply(file).ok();
        Shell.Result diff = kubectl.input(file, "diff", "-f", "-");

        assertThat(again.out()).contains("service/web unchanged", "statefulset.apps/web unchanged");
        assertThat(again.err()).doesNotContain(" added ");
        assertThat(diff.out()).isEmpty();
        assertThat(diff.code()).as(diff.err()).isZero();
        assertThat(statefulSet(kubectl).path("spec")).isEqualTo(before.path("spec"));
        assertThat(generation(statefulSet(kubectl))).isEqualTo(generation(before));
    }

    @Test
    void aDryRunStoresNothing() {
        Kubectl kubectl = namespace();

        Shell.Result tried = kubectl.apply(asking("web", "nginx:1.27"), "--dry-run=server", "-o", "json")
                .ok();

        assertThat(tried.out()).contains("volumeClaimTemplates", "readinessProbe");
        assertThat(tried.err()).contains("Warning: claim-templates added ");
        assertThat(kubectl.run("get", "statefulset", "web").code()).isEqualTo(1);
    }

    @Test
    void replacedByTheAuthorsFileWhatWasAddedIsStillThereAndNoPodRestarts() {
        Kubectl kubectl = withWeb();
        JsonNode before = statefulSet(kubectl);

        kubectl.input(asking("web", "nginx:1.27"), "replace", "-f", "-").ok();

        hasAllThatWasAdded(statefulSet(kubectl));
        assertThat(statefulSet(kubectl).path("spec")).isEqualTo(before.path("spec"));
        assertThat(generation(statefulSet(kubectl))).isEqualTo(generation(before));
    }

    @Test
    void anUpgradeByReplaceKeepsWhatWasAdded() {
        Kubectl kubectl = withWeb();

        kubectl.input(asking("web", "nginx:1.28"), "replace", "-f", "-").ok();
        kubectl.input(asking("web", "nginx:1.29"), "replace", "-f", "-").ok();

        JsonNode web = statefulSet(kubectl);
        hasAllThatWasAdded(web);
        assertThat(container(web).path("image").asText()).isEqualTo("nginx:1.29");
        assertThat(generation(web)).isEqualTo(3);
    }

    @Test
    void twoManagersApplyFromTheServersSide() {
        Kubectl kubectl = namespace();
        String file = asking("web", "nginx:1.27");

        Shell.Result one =
                kubectl.apply(file, "--server-side", "--field-manager=one").ok();
        JsonNode first = statefulSet(kubectl);
        kubectl.apply(file, "--server-side", "--field-manager=two").ok();
        kubectl.apply(file, "--server-side", "--field-manager=one").ok();

        assertThat(one.err()).contains("Warning: claim-templates added ");
        hasAllThatWasAdded(first);
        hasAllThatWasAdded(statefulSet(kubectl));
        assertThat(statefulSet(kubectl).path("spec")).isEqualTo(first.path("spec"));
        assertThat(generation(statefulSet(kubectl))).isEqualTo(generation(first));

        kubectl.apply(asking("web", "nginx:1.28"), "--server-side", "--field-manager=two", "--force-conflicts")
                .ok();
        hasAllThatWasAdded(statefulSet(kubectl));
        assertThat(container(statefulSet(kubectl)).path("image").asText()).isEqualTo("nginx:1.28");
    }

    @Test
    void scalingChangesTheReplicasAlone() {
        Kubectl kubectl = withWeb();
        JsonNode before = statefulSet(kubectl);

        Shell.Result scaled =
                kubectl.run("scale", "statefulset", "web", "--replicas=5").ok();

        JsonNode after = statefulSet(kubectl);
        assertThat(scaled.err()).doesNotContain(" added ");
        assertThat(after.at("/spec/replicas").asInt()).isEqualTo(5);
        for (String field : new String[] {"template", "volumeClaimTemplates", "selector", "serviceName"}) {
            assertThat(after.path("spec").path(field))
                    .isEqualTo(before.path("spec").path(field));
        }
    }

    @Test
    void whatWasThereBeforeOrdinalKeepsItsPodTemplate() {
        Kubectl kubectl = withWeb();
        kubectl.run(
                        "patch",
                        "statefulset",
                        "web",
                        "--type=json",
                        "-p",
                        "[{\"op\": \"remove\", \"path\": \"/metadata/annotations/probes.ordinal.dev~1readiness\"},"
                                + "{\"op\": \"remove\", \"path\": \"/spec/template/spec/containers/0/readinessProbe\"}]")
                .ok();
        assertThat(container(statefulSet(kubectl)).has("readinessProbe")).isFalse();
        long before = generation(statefulSet(kubectl));

        kubectl.run("annotate", "statefulset", "web", "probes.ordinal.dev/readiness=true")
                .ok();
        assertThat(container(statefulSet(kubectl)).has("readinessProbe")).isFalse();
        assertThat(generation(statefulSet(kubectl))).isEqualTo(before);

        kubectl.run("set", "image", "statefulset/web", "main=nginx:1.28").ok();
        assertThat(container(statefulSet(kubectl)).has("readinessProbe")).isTrue();
    }

    @Test
    void aGoverningServiceBecomesHeadlessWhenItIsCreated() {
        Kubectl kubectl = namespace();
        kubectl.apply(asking("web", "nginx:1.27")).ok();
        String service = headlessService("web", "web").replace("  clusterIP: None\n", "");
        // What the webhook knows of StatefulSets arrives a moment later.
        Loopback.await(
                "the StatefulSet is known",
                SOON,
                () -> kubectl.apply(service, "--dry-run=server").err().contains("governing-service added"),
                () -> kubectl.apply(service, "--dry-run=server").all());

        Shell.Result created = kubectl.apply(service).ok();
        Shell.Result again = kubectl.apply(service).ok();

        assertThat(created.err()).contains("Warning: governing-service added spec.clusterIP");
        assertThat(stored(kubectl, "service", "web").at("/spec/clusterIP").asText())
                .isEqualTo("None");
        assertThat(again.out()).contains("service/web unchanged");
        assertThat(kubectl.input(service, "diff", "-f", "-").code()).isZero();

        kubectl.apply(service.replace("name: web}", "name: other}")).ok();
        assertThat(stored(kubectl, "service", "other").at("/spec/clusterIP").asText())
                .isNotEqualTo("None");
    }

    @Test
    void whatTheApiServerRefusesIsExplained() {
        Kubectl kubectl = withWeb();

        Shell.Result refused =
                kubectl.apply(asking("web", "nginx:1.27").replace("serviceName: web", "serviceName: other"));

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("Warning: immutable-field/field at spec.serviceName", "changes from web to other")
                .contains("Forbidden");
        assertThat(statefulSet(kubectl).at("/spec/serviceName").asText()).isEqualTo("web");
    }

    /** Puts the door back, since the other tests need it. */
    @Test
    void whileTheDoorIsAwayApplyWorksAndReplaceIsRefused() {
        Kubectl kubectl = withWeb();
        webhook.unregister();
        Loopback.await(
                "the API server forgets the mutating door",
                SOON,
                () -> !kubectl.apply(asking("probe", "nginx:1.27"), "--dry-run=server")
                        .err()
                        .contains("claim-templates added"),
                () -> "it still asks");

        kubectl.apply(asking("web", "nginx:1.28")).ok();
        Shell.Result replaced = kubectl.input(asking("web", "nginx:1.29"), "replace", "-f", "-");

        hasAllThatWasAdded(statefulSet(kubectl));
        assertThat(container(statefulSet(kubectl)).path("image").asText()).isEqualTo("nginx:1.28");
        assertThat(replaced.code()).isEqualTo(1);
        assertThat(replaced.err()).contains("Forbidden");
        webhook.register("Fail");
        awaitMutating();
    }

    @Test
    void helmUpgradesAChartTwice() {
        Kubectl kubectl = namespace();
        var chart = new Chart(kubectl.kubeconfig(), kubectl.namespace());

        assertThat(chart.install("1.27").getStatus()).isEqualTo("deployed");
        JsonNode first = statefulSet(kubectl);
        hasAllThatWasAdded(first);

        for (String tag : new String[] {"1.28", "1.29"}) {
            assertThat(chart.upgrade(tag).getStatus()).isEqualTo("deployed");
            JsonNode now = statefulSet(kubectl);
            hasAllThatWasAdded(now);
            assertThat(container(now).path("image").asText()).isEqualTo("nginx:" + tag);
            assertThat(container(now).path("readinessProbe"))
                    .isEqualTo(container(first).path("readinessProbe"));
            assertThat(now.at("/spec/volumeClaimTemplates")).isEqualTo(first.at("/spec/volumeClaimTemplates"));
        }

        long generation = generation(statefulSet(kubectl));
        assertThat(chart.upgrade("1.29").getRevision()).isEqualTo("4");
        assertThat(generation(statefulSet(kubectl))).isEqualTo(generation);
    }

    @Test
    void helmReplacesAChartByForce() {
        Kubectl kubectl = namespace();
        var chart = new Chart(kubectl.kubeconfig(), kubectl.namespace());
        chart.install("1.27");

        assertThat(chart.replace("1.28").getStatus()).isEqualTo("deployed");

        hasAllThatWasAdded(statefulSet(kubectl));
        assertThat(container(statefulSet(kubectl)).path("image").asText()).isEqualTo("nginx:1.28");
    }

    /** A chart of a real repository, rendered; {@code kubectl apply} merges it as helm would, in three ways. */
    @Test
    void aRenderedChartIsUpgradedTwice() throws IOException {
        String rendered = Files.readString(Corpus.folder().resolve("bundles/helm-aws-containers-catalog/catalog.yaml"));
        String chart = rendered.replace(
                "kind: StatefulSet\nmetadata:\n",
                "kind: StatefulSet\nmetadata:\n  annotations: {probes.ordinal.dev/readiness: 'true',"
                        + " storage.ordinal.dev/backup: 8Gi /backup}\n");
        assertThat(chart).isNotEqualTo(rendered).contains("mysql:8.0", "catalog-1.6.2");
        Kubectl kubectl = namespace();
        Shell.Result installed = kubectl.apply(chart).ok();
        JsonNode first = stored(kubectl, "statefulset", "catalog-mysql");

        assertThat(installed.err()).contains("claim-templates added", "readiness-probe added");
        assertThat(container(first).at("/readinessProbe/exec/command/0").asText())
                .isEqualTo("mysqladmin");
        assertThat(first.at("/spec/volumeClaimTemplates/0/spec/resources/requests/storage")
                        .asText())
                .isEqualTo("8Gi");
        for (int version = 3; version <= 4; version++) {
            Shell.Result upgraded = kubectl.apply(chart.replace("catalog-1.6.2", "catalog-1.6." + version)
                            .replace("mysql:8.0", "mysql:8." + version))
                    .ok();

            JsonNode now = stored(kubectl, "statefulset", "catalog-mysql");
            assertThat(upgraded.out()).contains("statefulset.apps/catalog-mysql configured");
            assertThat(container(now).path("image").asText()).endsWith("mysql:8." + version);
            assertThat(now.at("/metadata/labels/helm.sh~1chart").asText()).isEqualTo("catalog-1.6." + version);
            assertThat(container(now).path("readinessProbe"))
                    .isEqualTo(container(first).path("readinessProbe"));
            assertThat(container(now).path("volumeMounts"))
                    .isEqualTo(container(first).path("volumeMounts"));
            assertThat(now.at("/spec/volumeClaimTemplates")).isEqualTo(first.at("/spec/volumeClaimTemplates"));
        }
    }

    @Test
    void inKubeSystemNothingIsAdded() {
        Kubectl kubectl = api.kubectl("alice", "kube-system");

        kubectl.apply(asking("web", "nginx:1.27")).ok();

        JsonNode web = statefulSet(kubectl);
        assertThat(web.path("spec").has("volumeClaimTemplates")).isFalse();
        assertThat(container(web).has("readinessProbe")).isFalse();
    }
}
