package dev.ordinal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.cluster.BundleView;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.EngineOptions;
import dev.ordinal.engine.Mutated;
import dev.ordinal.engine.Mutator;
import dev.ordinal.engine.PolicyCompiler;
import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.engine.Preparation;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.policy.PolicyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The same mutations written as the API server's own MutatingAdmissionPolicy and as a policy of ours: what the API
 * server would store is the same. An API server that has no such policies (before 1.36) has nothing to compare with,
 * and no test here.
 */
class BuiltInMutationIT {

    private static final JsonMapper JSON = new JsonMapper();

    /** Each policy sets it, so that it shows in what is stored whether the policy is heeded yet. */
    private static final String MARK = "example.org/heeded";

    private static final String OBJECT = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: web
              labels: {app: web}
              annotations: {note: kept}
            spec:
              serviceName: web
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  terminationGracePeriodSeconds: 60
                  volumes:
                  - {name: scratch, emptyDir: {}}
                  containers:
                  - name: main
                    image: nginx:1.27
                    args: [--listen, ":80"]
                    env:
                    - {name: FIRST, value: "1"}
                    - {name: LAST, value: "9"}
                    ports: [{name: web, containerPort: 80, protocol: TCP}]
                    resources: {requests: {cpu: 10m}}
                    volumeMounts: [{name: scratch, mountPath: /scratch}]
                  - name: metrics
                    image: exporter:1
            """;

    private static final String POD = "Object.spec.template.spec";
    private static final String CONTAINER = POD + ".containers";

    /** What a case adds, by its name. */
    private static final Map<String, String> APPLIED = new LinkedHashMap<>();

    private static final Map<String, String> PATCHED = new LinkedHashMap<>();

    static {
        APPLIED.put("labels", "Object{metadata: Object.metadata{labels: {'team': 'db', 'a.b/c': 'x'}}}");
        APPLIED.put("scalar", "Object{spec: Object.spec{minReadySeconds: 5}}");
        APPLIED.put(
                "probe",
                inPod("containers: [" + CONTAINER + "{name: 'main', readinessProbe: " + CONTAINER
                        + ".readinessProbe{tcpSocket: " + CONTAINER + ".readinessProbe.tcpSocket{port: 80}}}]"));
        APPLIED.put("container", inPod("containers: [" + CONTAINER + "{name: 'sidecar', image: 'sidecar:1'}]"));
        APPLIED.put(
                "container-first",
                inPod("containers: [" + CONTAINER + "{name: 'sidecar', image: 'sidecar:1'}, " + CONTAINER
                        + "{name: 'main'}]"));
        APPLIED.put(
                "container-between",
                inPod("containers: [" + CONTAINER + "{name: 'main'}, " + CONTAINER
                        + "{name: 'sidecar', image: 'sidecar:1'}, " + CONTAINER + "{name: 'metrics'}]"));
        APPLIED.put("env", inMain("env: [" + CONTAINER + ".env{name: 'MORE', value: 'x'}]"));
        APPLIED.put(
                "env-between",
                inMain("env: [" + CONTAINER + ".env{name: 'FIRST'}, " + CONTAINER + ".env{name: 'MORE', value: 'x'}, "
                        + CONTAINER + ".env{name: 'LAST'}]"));
        APPLIED.put(
                "port", inMain("ports: [" + CONTAINER + ".ports{containerPort: 9090, protocol: 'TCP', name: 'm'}]"));
        APPLIED.put(
                "port-of-other-protocol",
                inMain("ports: [" + CONTAINER + ".ports{containerPort: 80, protocol: 'UDP', name: 'quic'}]"));
        APPLIED.put("limits", inMain("resources: " + CONTAINER + ".resources{limits: {'memory': '16Mi'}}"));
        APPLIED.put(
                "volume",
                inPod("volumes: [" + POD + ".volumes{name: 'more', emptyDir: " + POD
                        + ".volumes.emptyDir{}}], containers: [" + CONTAINER + "{name: 'main', volumeMounts: ["
                        + CONTAINER
                        + ".volumeMounts{name: 'more', mountPath: '/more'}]}]"));
        APPLIED.put("init-container", inPod("initContainers: [" + POD + ".initContainers{name: 'i', image: 'i:1'}]"));
        APPLIED.put(
                "optional",
                "Object{metadata: Object.metadata{?labels: optional.of({'team': 'db'}), "
                        + "?annotations: optional.none()}}");
        APPLIED.put("nothing", "object.spec.replicas > 100 ? Object{spec: Object.spec{minReadySeconds: 5}} : Object{}");
        PATCHED.put(
                "patch-label",
                "[JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a.b/c'), " + "value: 'x'}]");
        PATCHED.put(
                "patch-append",
                "'--more' in object.spec.template.spec.containers[0].args ? [] : "
                        + "[JSONPatch{op: 'add', path: '/spec/template/spec/containers/0/args/-', "
                        + "value: '--more'}]");
        PATCHED.put(
                "patch-insert",
                "object.spec.template.spec.containers[0].name == 'sidecar' ? [] : "
                        + "[JSONPatch{op: 'add', path: '/spec/template/spec/containers/0', "
                        + "value: Object.spec.template.spec.containers{name: 'sidecar', image: 'sidecar:1'}}]");
        PATCHED.put(
                "patch-test",
                "[JSONPatch{op: 'test', path: '/spec/replicas', value: 2}, "
                        + "JSONPatch{op: 'add', path: '/spec/minReadySeconds', value: object.spec.replicas + 3}]");
        PATCHED.put(
                "patch-copy",
                "[JSONPatch{op: 'copy', from: '/metadata/annotations/note', "
                        + "path: '/metadata/annotations/copied'}]");
        PATCHED.put(
                "patch-each",
                "object.spec.template.spec.containers.map(c, JSONPatch{op: 'add', "
                        + "path: '/metadata/annotations/' + jsonpatch.escapeKey('image/' + c.name), value: c.image})");
    }

    /** What changes only as a whole takes a JSON patch. */
    private static final Map<String, String> ATOMIC = new TreeMap<>(Map.of(
            "pull-secret", inPod("imagePullSecrets: [" + POD + ".imagePullSecrets{name: 'registry'}]"),
            "node-selector", inPod("nodeSelector: {'disk': 'fast'}"),
            "toleration", inPod("tolerations: [" + POD + ".tolerations{key: 'k', operator: 'Exists'}]"),
            "command", inMain("command: ['nginx']"),
            "claim-template",
                    "Object{spec: Object.spec{volumeClaimTemplates: [Object.spec.volumeClaimTemplates{metadata: "
                            + "Object.spec.volumeClaimTemplates.metadata{name: 'data'}}]}}"));

    private static ApiServer api;

    private static String inPod(String fields) {
        return "Object{spec: Object.spec{template: Object.spec.template{spec: " + POD + "{" + fields + "}}}}";
    }

    private static String inMain(String fields) {
        return inPod("containers: [" + CONTAINER + "{name: 'main', " + fields + "}]");
    }

    @BeforeAll
    static void start() {
        api = ApiServer.start(Program.folder("built-in").resolve("api"));
    }

    @AfterAll
    static void stop() {
        try (ApiServer server = api) {
            assertThat(server).isNotNull();
        }
    }

    @TestFactory
    Stream<DynamicTest> bothGiveTheSame() {
        if (!api.serves("mutatingadmissionpolicies")) {
            return Stream.empty();
        }
        return Stream.concat(
                APPLIED.entrySet().stream()
                        .map(one -> test(one.getKey(), "ApplyConfiguration", "applyConfiguration", one.getValue())),
                PATCHED.entrySet().stream().map(one -> test(one.getKey(), "JSONPatch", "jsonPatch", one.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> bothRefuseToMergeWhatIsAtomic() {
        if (!api.serves("mutatingadmissionpolicies")) {
            return Stream.empty();
        }
        return ATOMIC.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> refused(one.getKey(), one.getValue())));
    }

    private static void refused(String name, String expression) {
        String mutations = mutations("ApplyConfiguration", "applyConfiguration", expression);
        Kubectl theirs = withPolicy("refused-" + name, mutations);
        Loopback.await(
                "the API server refuses to merge",
                Duration.ofSeconds(60),
                () -> create(theirs, OBJECT).err().contains("atomic"),
                () -> create(theirs, OBJECT).all());
        assertThat(mutate("default", mutations).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("atomic"));
    }

    private static String mutations(String type, String field, String expression) {
        return """
                  mutations:
                  - patchType: %s
                    %s:
                      expression: |
                        %s
                  - patchType: ApplyConfiguration
                    applyConfiguration:
                      expression: |
                        Object{metadata: Object.metadata{annotations: {"%s": "true"}}}
                """.formatted(type, field, expression, MARK);
    }

    private static DynamicTest test(String name, String type, String field, String expression) {
        String mutations = mutations(type, field, expression);
        return DynamicTest.dynamicTest(
                name, () -> assertThat(ours(name, mutations)).isEqualTo(theirs(name, mutations)));
    }

    /** What the API server makes of the object by its own policy. */
    private static JsonNode theirs(String name, String mutations) {
        Kubectl kubectl = withPolicy("theirs-" + name, mutations);
        Loopback.await(
                "the API server heeds its own policy",
                Duration.ofSeconds(60),
                () -> create(kubectl, OBJECT).all().contains(MARK),
                () -> create(kubectl, OBJECT).all());
        return spec(create(kubectl, OBJECT));
    }

    /** A namespace in which the API server mutates so, as soon as it heeds the policy. */
    private static Kubectl withPolicy(String namespace, String mutations) {
        api.kubectl("").run("create", "namespace", namespace).ok();
        api.kubectl("").apply("""
                        apiVersion: admissionregistration.k8s.io/v1
                        kind: MutatingAdmissionPolicy
                        metadata: {name: %1$s}
                        spec:
                          failurePolicy: Fail
                          reinvocationPolicy: Never
                          matchConstraints:
                            resourceRules:
                            - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [statefulsets]}
                        %2$s
                        ---
                        apiVersion: admissionregistration.k8s.io/v1
                        kind: MutatingAdmissionPolicyBinding
                        metadata: {name: %1$s}
                        spec:
                          policyName: %1$s
                          matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}}
                        """.formatted(namespace, mutations)).ok();
        return api.kubectl(namespace);
    }

    /** What the API server makes of the object that our policy makes. */
    private static JsonNode ours(String name, String mutations) {
        String namespace = "ours-" + name;
        api.kubectl("").run("create", "namespace", namespace).ok();
        return spec(create(
                api.kubectl(namespace),
                YamlText.of(mutated(namespace, mutations).root())));
    }

    private static Manifest mutated(String namespace, String mutations) {
        Mutated mutated = mutate(namespace, mutations);
        assertThat(mutated.errors()).isEmpty();
        assertThat(mutated.notKnown()).isEmpty();
        return mutated.after();
    }

    private static Mutated mutate(String namespace, String mutations) {
        String policy = """
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: compared}
                spec:
                  title: Something is added
                  matchConstraints:
                    resourceRules:
                    - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}
                """ + mutations;
        PolicyCompiler.Result compiled = PolicyCompiler.compile(
                PolicyReader.read(List.of(Input.text("compared.yaml", policy))).policies());
        assertThat(compiled.problems()).isEmpty();
        var engine = new PolicyEngine(
                compiled.policies(), List.of(), List.of(), BuiltinTypes.INSTANCE, EngineOptions.on(LocalDate.EPOCH));
        List<Manifest> read = new ManifestReader(ReadLimits.DEFAULT, namespace)
                .read(List.of(Input.text("web.yaml", OBJECT)))
                .manifests();
        Manifest object = Preparation.of(read).manifests().getFirst();
        return new Mutator(engine).mutate(Change.create(object), new BundleView(List.of(object), false));
    }

    private static Shell.Result create(Kubectl kubectl, String manifest) {
        return kubectl.input(manifest, "create", "--dry-run=server", "-o", "json", "-f", "-");
    }

    /** What a policy may change of what would be stored. */
    private static JsonNode spec(Shell.Result created) {
        try {
            JsonNode object = JSON.readTree(created.ok().out());
            ObjectNode compared = JSON.createObjectNode();
            compared.set("labels", object.at("/metadata/labels"));
            compared.set("annotations", object.at("/metadata/annotations"));
            compared.set("spec", object.path("spec"));
            return compared;
        } catch (IOException bad) {
            throw new UncheckedIOException(bad);
        }
    }
}
