package dev.ordinal.e2e;

import static dev.ordinal.e2e.Manifests.headlessService;
import static dev.ordinal.e2e.Manifests.statefulSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on when something around the webhook breaks, or the webhook itself. */
class OutageIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private ApiServer api;
    private Webhook webhook;
    private Kubectl kubectl;

    @BeforeEach
    void start() {
        Path folder = Program.folder("outage").resolve(String.valueOf(System.nanoTime()));
        api = ApiServer.start(folder.resolve("api"));
        webhook = Webhook.start(api, folder.resolve("webhook"), "ordinal.enforcement=deny");
        kubectl = api.kubectl("alice", "default");
    }

    @AfterEach
    void stop() {
        try (ApiServer server = api;
                Webhook door = webhook) {
            assertThat(server).isNotNull();
            assertThat(door).isNotNull();
        }
    }

    @Test
    void withoutTheWebhookItsFailurePolicyDecidesAndItsOwnDeploymentRecovers() throws Exception {
        webhook.register("Fail");
        api.kubectl("")
                .apply(Files.readString(Path.of("deploy/base/namespace.yaml")))
                .ok();
        kubectl.apply(headlessService("web", "web") + statefulSet("web", "web")).ok();
        webhook.stop();

        Shell.Result create = kubectl.apply(headlessService("late", "late") + statefulSet("late", "late"));
        assertThat(create.code()).isEqualTo(1);
        assertThat(create.err()).contains("failed calling webhook");
        Shell.Result delete = kubectl.run("delete", "service", "web");
        assertThat(delete.code()).as(delete.err()).isZero();
        Shell.Result own = api.kubectl("").apply(ownWorkload());
        assertThat(own.code()).as(own.err()).isZero();
        Loopback.await(
                "pods of the webhook's own Deployment",
                SOON,
                () -> api.kubectl("ordinal-system")
                                .run("get", "pods", "-o", "name")
                                .out()
                                .lines()
                                .count()
                        == 2,
                () -> api.kubectl("ordinal-system").run("get", "events").out());

        webhook.storeRegistration("Ignore");
        Loopback.await(
                "the other failure policy",
                SOON,
                () -> kubectl.apply(statefulSet("later", "nowhere")).code() == 0,
                () -> kubectl.apply(statefulSet("later", "nowhere")).err());
    }

    @Test
    void aRollingUpdateLosesNoReview() {
        kubectl.apply(headlessService("web", "web")).ok();
        try (Webhook second = webhook.replica();
                var balancer = new Balancer()) {
            balancer.add(webhook.port());
            balancer.add(second.port());
            webhook.register("Fail", balancer.port());

            try (Load load = Load.ofDryRuns(api, statefulSet("web", "web").replace("---\n", ""), 20)) {
                load.awaitAnswers(100);
                for (Webhook replica : List.of(webhook, second)) {
                    // A pod leaves the endpoints of its Service while it is asked to end.
                    Thread leaving = Thread.ofVirtual().start(() -> {
                        Loopback.pause(Duration.ofSeconds(1));
                        balancer.remove(replica.port());
                    });
                    replica.stop();
                    Loopback.await("it has left", SOON, () -> !leaving.isAlive(), load::toString);
                    replica.startAgain();
                    balancer.add(replica.port());
                    load.awaitAnswers(load.answers() + 100);
                }
                assertThat(load.failures()).isEmpty();
            }
        }
    }

    /** The webhook's own Deployment as it is deployed, with what its pods need to be admitted. */
    private String ownWorkload() {
        String rendered = kubectl.run(
                        "kustomize", Path.of("deploy/base").toAbsolutePath().toString())
                .ok()
                .out();
        return Stream.of(rendered.split("\n---\n", -1))
                .filter(document ->
                        document.contains("\nkind: Deployment\n") || document.contains("\nkind: ServiceAccount\n"))
                .collect(Collectors.joining("\n---\n"));
    }

    @Test
    void aCertificateIsReplacedWithoutALostReview() {
        webhook.register("Fail");
        kubectl.apply(headlessService("web", "web")).ok();

        try (Load load = Load.ofReviews(webhook, 200)) {
            load.warmUp(2_000);
            double before = webhook.metric("ordinal_certificate_expiry_seconds", "");
            webhook.renewCertificates("--days", "30");
            Loopback.await(
                    "the new certificate",
                    SOON,
                    () -> webhook.metric("ordinal_certificate_expiry_seconds", "") != before,
                    webhook::log);
            load.awaitAnswers(load.answers() + 1_000);
            assertThat(load.failures()).isEmpty();
        }
        assertThat(kubectl.apply(statefulSet("web", "nowhere")).err()).contains("headless-service/service-exists");
    }

    @Test
    void theViewRecoversFromARestartOfTheApiServer() {
        webhook.register("Fail");
        kubectl.apply(headlessService("web", "web")).ok();

        api.stopServer();
        Loopback.pause(Duration.ofSeconds(3));
        api.startServerAgain();

        Shell.Result applied = kubectl.apply(statefulSet("web", "web"));
        assertThat(applied.code()).as(applied.err()).isZero();
        for (int i = 0; i < 20; i++) {
            String name = "after-" + i;
            Shell.Result next = kubectl.apply(headlessService(name, name) + statefulSet(name, name));
            assertThat(next.code()).as(next.err()).isZero();
        }
        Loopback.await(
                "what came after the restart is seen",
                SOON,
                () -> webhook.metric("ordinal_view_objects", "kind=\"Service\"") >= 21,
                webhook::metrics);
        assertThat(kubectl.apply(statefulSet("lonely", "nowhere")).err()).contains("headless-service/service-exists");
    }

    @Test
    void aBrokenPolicyFileLeavesTheLastGoodPoliciesInForce() {
        webhook.register("Fail");
        String own = """
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: no-latest}
                spec:
                  title: No image is called latest
                  description: A name for whatever is newest says nothing of what runs.
                  category: availability
                  action: Deny
                  matchConstraints:
                    resourceRules:
                    - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE, UPDATE]}
                  validations:
                  - name: tagged
                    expression: "!object.spec.template.spec.containers.exists(c, c.image.endsWith('%s'))"
                    message: an image is called %s
                    remedy: Name a version.
                """;
        webhook.policyFile("own.yaml", own.formatted(":latest", "latest"));
        String latest =
                headlessService("web", "web") + statefulSet("web", "web").replace("nginx:1.27", "nginx:latest");
        assertThat(kubectl.apply(latest).err()).contains("no-latest/tagged");

        webhook.policyFile("own.yaml", own.formatted(":latest'", "latest"));
        assertThat(webhook.log()).contains("own.yaml:");
        assertThat(webhook.isReady()).isTrue();
        assertThat(kubectl.apply(latest).err()).contains("no-latest/tagged");

        webhook.policyFile("own.yaml", own.formatted(":newest", "newest"));
        Shell.Result mended = kubectl.apply(latest);
        assertThat(mended.code()).as(mended.err()).isZero();
    }

    @Test
    void enforcementIsLoweredWithoutARestartAndTheBypassOpens() {
        webhook.register("Fail");
        assertThat(kubectl.apply(statefulSet("web", "nowhere")).code()).isEqualTo(1);

        webhook.settings("ordinal.enforcement=deny", "ordinal.bypass.groups=ordinal:break-glass");
        Shell.Result passed = api.kubectl("breakglass", "default").apply(statefulSet("passed", "nowhere"));
        assertThat(passed.code()).as(passed.err()).isZero();
        assertThat(kubectl.apply(statefulSet("web", "nowhere")).code()).isEqualTo(1);

        webhook.settings("ordinal.enforcement=audit");
        Shell.Result audited = kubectl.apply(statefulSet("web", "nowhere"));
        assertThat(audited.code()).as(audited.err()).isZero();
        assertThat(audited.err()).doesNotContain("headless-service");

        webhook.unregister();
    }
}
