package dev.ordinal.e2e;

import static dev.ordinal.e2e.Manifests.clientOf;
import static dev.ordinal.e2e.Manifests.headlessService;
import static dev.ordinal.e2e.Manifests.pod;
import static dev.ordinal.e2e.Manifests.statefulSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What users see of a webhook that refuses: each test lives in a namespace of its own. */
class AdmissionIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static ApiServer api;
    private static Webhook webhook;
    private static int namespaces;

    @BeforeAll
    static void start() {
        Path folder = Program.folder("admission");
        api = ApiServer.start(folder.resolve("api"));
        webhook = Webhook.start(api, folder.resolve("webhook"), "ordinal.enforcement=deny");
        api.kubectl("")
                .apply("{\"apiVersion\": \"v1\", \"kind\": \"Node\", \"metadata\": {\"name\": \"node\"}}")
                .ok();
        api.kubectl("").run("create", "namespace", "old").ok();
        api.kubectl("old")
                .apply(statefulSet("old", "nowhere", 3, ", finalizers: [example.com/wait]"))
                .ok();
        webhook.register("Fail");
    }

    @AfterAll
    static void stop() {
        try (ApiServer server = api;
                Webhook door = webhook) {
            assertThat(server).isNotNull();
            assertThat(door).isNotNull();
        }
    }

    private static Kubectl namespace() {
        String name = "test-" + ++namespaces;
        api.kubectl("").run("create", "namespace", name).ok();
        // Pods are refused before the controllers have made this.
        Loopback.await(
                "the service account",
                SOON,
                () -> api.kubectl(name).run("get", "sa", "default").code() == 0,
                () -> name);
        return api.kubectl("alice", name);
    }

    @Test
    void aStatefulSetWithItsHeadlessServiceIsAdmitted() {
        Kubectl kubectl = namespace();

        kubectl.apply("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: nginx, labels: {app: nginx}}
                        spec:
                          ports: [{port: 80, name: web}]
                          clusterIP: None
                          selector: {app: nginx}
                        ---
                        apiVersion: apps/v1
                        kind: StatefulSet
                        metadata: {name: web}
                        spec:
                          serviceName: "nginx"
                          replicas: 2
                          selector: {matchLabels: {app: nginx}}
                          template:
                            metadata: {labels: {app: nginx}}
                            spec:
                              containers:
                              - name: nginx
                                image: nginx:1.9.1
                                ports: [{containerPort: 80, name: web}]
                        """).ok();

        assertThat(kubectl.run("get", "statefulset", "web").ok().out()).contains("web");
    }

    @Test
    void aStatefulSetWithoutItsServiceIsRefusedWithWhatToDo() {
        Kubectl kubectl = namespace();

        Shell.Result refused = kubectl.apply(statefulSet("web", "nginx"));

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("denied the request", "headless-service/service-exists", "nginx", "spec.serviceName")
                .contains("clusterIP: None");
        assertThat(kubectl.run("get", "statefulset", "web").code()).isEqualTo(1);
    }

    @Test
    void aDryRunIsOnlyWarnedOfWhatIsMissing() {
        Kubectl kubectl = namespace();

        Shell.Result tried =
                kubectl.apply(headlessService("nginx", "web") + statefulSet("web", "nginx"), "--dry-run=server");

        assertThat(tried.code()).isZero();
        assertThat(tried.err()).contains("Warning", "headless-service/service-exists");
    }

    @Test
    void aServiceThatComesFirstIsAlwaysSeen() {
        Kubectl kubectl = namespace();

        for (int i = 0; i < 100; i++) {
            String name = "web-" + i;
            Shell.Result applied = kubectl.apply(headlessService(name, name) + statefulSet(name, name));
            assertThat(applied.code()).as("%d: %s", i, applied.err()).isZero();
        }
        assertThat(webhook.metric("ordinal_admission_requests_total", "statefulset"))
                .isGreaterThanOrEqualTo(0);
    }

    @Test
    void aServiceThatComesSecondIsStoredAndTheStatefulSetRefused() {
        Kubectl kubectl = namespace();

        for (int i = 0; i < 10; i++) {
            String name = "web-" + i;
            String manifests = statefulSet(name, name) + headlessService(name, name);
            Shell.Result first = kubectl.apply(manifests);
            Shell.Result second = kubectl.apply(manifests);

            assertThat(first.code()).as(first.err()).isEqualTo(1);
            assertThat(first.err()).contains("headless-service/service-exists");
            assertThat(second.code()).as(second.err()).isZero();
        }
    }

    @Test
    void aServiceThatStopsSelectingWarnsAndNamesTheStatefulSet() {
        Kubectl kubectl = namespace();
        kubectl.apply(headlessService("nginx", "web") + statefulSet("web", "nginx"))
                .ok();

        Shell.Result edited = kubectl.apply(headlessService("nginx", "other"));
        assertThat(edited.code()).isZero();
        assertThat(edited.err()).contains("Warning", "StatefulSet web", "headless-service/");

        kubectl.apply(headlessService("nginx", "web")).ok();
        Shell.Result deleted = kubectl.run("delete", "service", "nginx");
        assertThat(deleted.code()).isZero();
        assertThat(deleted.err()).contains("Warning", "StatefulSet web", "headless-service/service-exists");
    }

    @Test
    void whereABindingSaysSoAServiceThatStopsSelectingIsRefused() {
        Kubectl kubectl = namespace();
        api.kubectl("")
                .run("label", "namespace", kubectl.namespace(), "impact=deny")
                .ok();
        webhook.policyFile("binding.yaml", """
                apiVersion: ordinal.dev/v1alpha1
                kind: PolicyBinding
                metadata: {name: strict}
                spec:
                  policies: [headless-service]
                  namespaceSelector: {matchLabels: {impact: deny}}
                  params: {impact: Deny}
                """);
        kubectl.apply(headlessService("nginx", "web") + statefulSet("web", "nginx"))
                .ok();

        Shell.Result edited = kubectl.apply(headlessService("nginx", "other"));
        assertThat(edited.code()).isEqualTo(1);
        assertThat(edited.err()).contains("denied the request", "StatefulSet web", "headless-service/");

        Shell.Result deleted = kubectl.run("delete", "service", "nginx");
        assertThat(deleted.code()).isEqualTo(1);
        assertThat(deleted.err()).contains("denied the request", "StatefulSet web");
    }

    @Test
    void whatBrokeARuleBeforeMayStillBeLookedAfter() {
        Kubectl kubectl = api.kubectl("alice", "old");

        kubectl.run("scale", "statefulset", "old", "--replicas=5").ok();
        Shell.Result labelled =
                kubectl.run("label", "statefulset", "old", "looked-at=yes").ok();
        assertThat(labelled.err()).contains("Warning", "headless-service/service-exists");
        kubectl.run("delete", "statefulset", "old", "--wait=false").ok();
        kubectl.run(
                        "patch",
                        "statefulset",
                        "old",
                        "--type=json",
                        "-p",
                        "[{\"op\":\"remove\",\"path\":\"/metadata/finalizers\"}]")
                .ok();

        Loopback.await(
                "the StatefulSet goes",
                SOON,
                () -> kubectl.run("get", "statefulset", "old").code() == 1,
                () -> kubectl.run("get", "statefulset", "old", "-o", "yaml").out());
    }

    @Test
    void aQuorumIsNotScaledAway() {
        Kubectl kubectl = namespace();
        kubectl.apply(headlessService("peers", "voters")
                        + statefulSet("voters", "peers", 5, ", labels: {ordinal.dev/quorum: \"true\"}"))
                .ok();

        Shell.Result below = kubectl.run("scale", "statefulset", "voters", "--replicas=2");
        assertThat(below.code()).isEqualTo(1);
        assertThat(below.err()).contains("denied the request", "quorum/");

        kubectl.run("scale", "statefulset", "voters", "--replicas=3").ok();

        Shell.Result none =
                kubectl.run("scale", "statefulset", "voters", "--replicas=0").ok();
        assertThat(none.err()).contains("Warning", "quorum/");
    }

    @Test
    void aReplicaIsRebuiltByDeletingItsClaimAndItsPod() {
        Kubectl kubectl = namespace();
        kubectl.apply(headlessService("db", "db") + """
                        apiVersion: apps/v1
                        kind: StatefulSet
                        metadata: {name: db}
                        spec:
                          serviceName: db
                          podManagementPolicy: Parallel
                          replicas: 2
                          selector: {matchLabels: {app: db}}
                          template:
                            metadata: {labels: {app: db}}
                            spec:
                              containers:
                              - name: main
                                image: postgres:17
                                ports: [{name: sql, containerPort: 5432}]
                                volumeMounts: [{name: data, mountPath: /data}]
                          volumeClaimTemplates:
                          - metadata: {name: data}
                            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                        """).ok();
        awaitExists(kubectl, "pvc/data-db-1");
        awaitExists(kubectl, "pod/db-1");

        Shell.Result claim =
                kubectl.run("delete", "pvc", "data-db-1", "--wait=false").ok();
        kubectl.run("delete", "pod", "db-1", "--force", "--grace-period=0").ok();

        assertThat(claim.err()).contains("Warning", "claim-in-use/");
    }

    private static void awaitExists(Kubectl kubectl, String object) {
        Loopback.await(
                object,
                SOON,
                () -> kubectl.run("get", object).code() == 0,
                () -> kubectl.run("get", "all").out());
    }

    @Test
    void twoManagersMayApplyFromTheServersSide() {
        Kubectl kubectl = namespace();
        String manifests = headlessService("nginx", "web") + statefulSet("web", "nginx");

        kubectl.apply(manifests, "--server-side", "--field-manager=one").ok();
        Shell.Result again =
                kubectl.apply(manifests, "--server-side", "--field-manager=two").ok();
        assertThat(again.out()).contains("serverside-applied");

        Shell.Result refused = kubectl.apply(statefulSet("lonely", "nowhere"), "--server-side", "--field-manager=two");
        assertThat(refused.err()).contains("denied the request", "headless-service/service-exists");
    }

    @Test
    void theStatefulSetOfAnOperatorIsOnlyWarnedOf() {
        Kubectl kubectl = namespace();
        kubectl.run("create", "configmap", "owner").ok();
        String uid = kubectl.run("get", "configmap", "owner", "-o", "jsonpath={.metadata.uid}")
                .ok()
                .out();

        Shell.Result applied = kubectl.apply(statefulSet(
                "owned",
                "nowhere",
                2,
                ", ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner, uid: %s, controller: true}]"
                        .formatted(uid)));

        assertThat(applied.code()).as(applied.err()).isZero();
        assertThat(applied.err()).contains("Warning", "headless-service/service-exists");
    }

    @Test
    void aNamespaceIsDeletedWithAllThatIsInIt() {
        Kubectl kubectl = namespace();
        kubectl.apply(headlessService("nginx", "web") + statefulSet("web", "nginx"))
                .ok();
        kubectl.apply(statefulSet("second", "nginx")).all();

        api.kubectl("")
                .run("delete", "namespace", kubectl.namespace(), "--wait=false")
                .ok();

        Loopback.await(
                "the namespace goes",
                Duration.ofSeconds(60),
                () -> api.kubectl("")
                                .run("get", "namespace", kubectl.namespace())
                                .code()
                        == 1,
                () -> api.kubectl("")
                        .run("get", "namespace", kubectl.namespace(), "-o", "yaml")
                        .out());
    }

    @Test
    void aClientOfALivePodsAddressIsToldThePodsName() {
        Kubectl kubectl = namespace();
        kubectl.apply(headlessService("db", "db") + statefulSet("db", "db")).ok();
        awaitExists(kubectl, "pod/db-0");
        status(kubectl, "db-0", "10.244.1.10", "Running");

        // What the webhook knows of pods arrives a moment later.
        Loopback.await(
                "the client is refused",
                SOON,
                () -> kubectl.apply(clientOf("probe", "10.244.1.10"), "--dry-run=server")
                        .all()
                        .contains("db-0"),
                () -> kubectl.apply(clientOf("probe", "10.244.1.10"), "--dry-run=server")
                        .all());
        Shell.Result refused = kubectl.apply(clientOf("client", "10.244.1.10"));

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("denied the request", "pod-ip-literal/", "db-0.db." + kubectl.namespace() + ".svc");
    }

    @Test
    void theAddressesOfNodesAndOfFinishedPodsAreNobodysConcern() {
        Kubectl kubectl = namespace();
        kubectl.apply(pod("agent", "agent", true) + pod("done", "done", false)).ok();
        status(kubectl, "agent", "192.0.2.10", "Running");
        status(kubectl, "done", "10.244.1.20", "Succeeded");

        Shell.Result node = kubectl.apply(clientOf("of-node", "192.0.2.10"));
        Shell.Result finished = kubectl.apply(clientOf("of-finished", "10.244.1.20"));

        assertThat(node.code()).as(node.err()).isZero();
        assertThat(finished.code()).as(finished.err()).isZero();
        assertThat(node.err()).doesNotContain("agent");
        assertThat(finished.err()).doesNotContain("done");
    }

    @Test
    void theControllersOwnEndpointsAreLeftAlone() {
        Kubectl kubectl = namespace();
        kubectl.apply(headlessService("db", "db") + statefulSet("db", "db")).ok();
        awaitExists(kubectl, "pod/db-0");
        status(kubectl, "db-0", "10.244.1.30", "Running");

        for (String kind : List.of("endpoints", "endpointslices")) {
            Loopback.await(
                    "the " + kind + " have the address",
                    SOON,
                    () -> kubectl.run("get", kind, "-o", "yaml").out().contains("10.244.1.30"),
                    () -> kubectl.run("get", kind, "-o", "yaml").all());
        }
        for (String kind : List.of("Endpoints", "EndpointSlice")) {
            // where an API server has match conditions, what controllers write of these never leaves it
            assertThat(webhook.metric("ordinal_admission_requests_total", "kind=\"%s\"".formatted(kind)) > 0)
                    .isNotEqualTo(api.hasMatchConditions());
        }
        for (String kind : List.of("Endpoints", "EndpointSlice")) {
            assertThat(webhook.metrics().lines())
                    .noneMatch(line -> line.startsWith("ordinal_admission_requests_total")
                            && line.contains("kind=\"%s\"".formatted(kind))
                            && !line.contains("decision=\"allow\""));
        }

        Shell.Result byHand = kubectl.apply("""
                apiVersion: v1
                kind: Endpoints
                metadata: {name: by-hand}
                subsets:
                - {addresses: [{ip: 10.244.1.30}], ports: [{port: 80}]}
                """);
        assertThat(byHand.err()).contains("pod-ip-literal");
    }

    /** Lets a pod run on a node, as the scheduler and the node's kubelet would. */
    private static void status(Kubectl kubectl, String pod, String address, String phase) {
        kubectl.input(
                        """
                        {"apiVersion": "v1", "kind": "Binding", "metadata": {"name": "%s"},
                          "target": {"apiVersion": "v1", "kind": "Node", "name": "node"}}""".formatted(pod),
                        "create",
                        "--raw",
                        "/api/v1/namespaces/%s/pods/%s/binding".formatted(kubectl.namespace(), pod),
                        "-f",
                        "-")
                .ok();
        kubectl.run("patch", "pod", pod, "--subresource=status", "--type=merge", "-p", """
                        {"status": {"phase": "%s", "podIP": "%s", "podIPs": [{"ip": "%s"}],
                          "conditions": [{"type": "Ready", "status": "True"}]}}""".formatted(
                                phase, address, address))
                .ok();
    }
}
