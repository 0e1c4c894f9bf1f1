package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.Corpus;
import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.OverlayView;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.JsonTrees;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.patch.JsonPatch;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.policy.PolicyReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What holds of the mutations of the built-in policies, all turned on, on any object. */
class MutationLawsCorpusTest {

    private static final String ALL_ON = """
            ---
            apiVersion: ordinal.dev/v1alpha1
            kind: PolicyBinding
            metadata: {name: probes}
            spec: {policies: [readiness-probe], params: {inject: always}}
            ---
            apiVersion: ordinal.dev/v1alpha1
            kind: PolicyBinding
            metadata: {name: claims}
            spec:
              policies: [claim-templates]
              params:
                inject: always
                claims:
                  postgres: {size: 10Gi, path: /var/lib/postgresql/data}
                  redis: {size: 1Gi, path: /data, class: fast}
                  nginx: {name: html, size: 1Gi, path: /usr/share/nginx/html}
            """;

    private static final PolicyEngine ENGINE = engine();
    private static final Mutator MUTATOR = new Mutator(ENGINE);

    private static PolicyEngine engine() {
        PolicyFiles bindings = PolicyReader.read(List.of(Input.text("on.yaml", ALL_ON)));
        return new PolicyEngine(
                BuiltInPolicies.ALL,
                bindings.bindings(),
                List.of(),
                BuiltinTypes.INSTANCE,
                EngineOptions.on(EngineTesting.TODAY));
    }

    /** Checks the laws on one new object among others; whether anything was added. */
    private static boolean check(Manifest object, ClusterView view) {
        Mutated mutated = MUTATOR.mutate(Change.create(object), view);
        assertThat(mutated.errors()).as(object.toString()).isEmpty();
        assertThat(mutated.warnings()).isEmpty();
        Manifest after = mutated.after();

        assertThat(applied(mutated.patch(), object.root())).isEqualTo(after.root());
        assertThat(applied(sent(mutated.patch()), object.root())).isEqualTo(after.root());
        assertThat(isKept(object.root(), after.root())).as(object.toString()).isTrue();
        assertThat(MUTATOR.mutate(Change.create(after), view).isChanged())
                .as("a second pass over " + object)
                .isFalse();
        ownPoliciesPass(mutated, object, view);
        sameInTwoSteps(mutated, view);
        updatesKeepWhatWasAdded(object, after, view);
        return mutated.isChanged();
    }

    private static JsonObject applied(JsonPatch patch, JsonObject root) {
        JsonPatch.Applied applied = patch.apply(root);
        assertThat(applied).isInstanceOf(JsonPatch.Applied.Done.class);
        return ((JsonPatch.Applied.Done) applied).root();
    }

    /** The patch as the API server reads it. */
    private static JsonPatch sent(JsonPatch patch) {
        try {
            Object tree = new JsonTrees(ReadLimits.DEFAULT)
                    .decode(json(patch.toTree()).getBytes(StandardCharsets.UTF_8));
            return ((JsonPatch.Parsed.Patch) JsonPatch.parse(tree)).patch();
        } catch (JsonTrees.NotJson bad) {
            throw new AssertionError(bad.reason(), bad);
        }
    }

    private static String json(Object value) {
        return switch (value) {
            case JsonObject object -> {
                var fields = new ArrayList<String>();
                object.forEach((name, field) -> fields.add(json(name) + ":" + json(field)));
                yield "{" + String.join(",", fields) + "}";
            }
            case JsonArray array -> {
                var items = new ArrayList<String>();
                array.forEach(item -> items.add(json(item)));
                yield "[" + String.join(",", items) + "]";
            }
            case String text ->
                '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
            default -> value.toString();
        };
    }

    /** Whether all that was there is there still, in the order in which it was. */
    private static boolean isKept(Object before, Object after) {
        return switch (before) {
            case JsonObject object ->
                object.isEmpty()
                        || (after instanceof JsonObject other
                                && object.entrySet().stream()
                                        .allMatch(field -> other.containsKey(field.getKey())
                                                && isKept(field.getValue(), other.get(field.getKey()))));
            case JsonArray array -> array.isEmpty() || (after instanceof JsonArray other && isKept(array, other));
            default -> before.equals("") || before.equals(after);
        };
    }

    private static boolean isKept(JsonArray before, JsonArray after) {
        int at = 0;
        for (Object item : after) {
            if (at < before.size() && isKept(before.get(at), item)) {
                at++;
            }
        }
        return at == before.size();
    }

    /** What a policy added does not break its own rules, and no rule that held before. */
    private static void ownPoliciesPass(Mutated mutated, Manifest object, ClusterView view) {
        List<String> before = findings(object, view);
        assertThat(before).as("findings of " + object).containsAll(findings(mutated.after(), view));
        for (Mutated.Step step : mutated.steps()) {
            if (step.policy().equals("readiness-probe")) {
                List<String> left = findings(mutated.after(), view);
                step.fields()
                        .forEach(probe ->
                                assertThat(left).doesNotContain("readiness-probe/every-container " + probe.parent()));
            }
        }
    }

    private static List<String> findings(Manifest object, ClusterView view) {
        return ENGINE.evaluate(Change.create(object), OverlayView.with(view, object)).stream()
                .flatMap(evaluation -> evaluation.findings().stream())
                .map(finding -> finding.id() + " " + finding.fieldPath())
                .toList();
    }

    /** Mutated and judged at once is mutated, sent as a patch, and judged. */
    private static void sameInTwoSteps(Mutated mutated, ClusterView view) {
        Manifest received = mutated.before()
                .withRoot(applied(sent(mutated.patch()), mutated.before().root()));
        assertThat(findings(received, view)).isEqualTo(findings(mutated.after(), view));
    }

    /** An author who sends the same again, in whatever way, changes nothing. */
    private static void updatesKeepWhatWasAdded(Manifest sent, Manifest stored, ClusterView view) {
        ClusterView later = OverlayView.with(view, stored);
        Mutated replaced = MUTATOR.mutate(Change.update(stored, sent), later);
        assertThat(replaced.errors()).isEmpty();
        if (sent.kind().equals("StatefulSet")) {
            assertThat(replaced.after().root().object("spec"))
                    .isEqualTo(stored.root().object("spec"));
        }
        assertThat(MUTATOR.mutate(Change.update(stored, stored), later).isChanged())
                .isFalse();
        Mutated scaled = MUTATOR.mutate(Change.update(sent, scaled(sent)), view);
        assertThat(scaled.after().root().object("spec").object("template"))
                .isEqualTo(sent.root().object("spec").object("template"));
    }

    private static Manifest scaled(Manifest object) {
        JsonObject spec = object.root().object("spec");
        return spec.containsKey("replicas")
                ? object.withRoot(object.root().with("spec", spec.with("replicas", 7L)))
                : object;
    }

    @Test
    void realBundlesKeepTheLaws() throws IOException {
        int changed = 0;
        try (Stream<Path> bundles = Files.list(Corpus.folder().resolve("bundles"))) {
            for (Path bundle : bundles.sorted().toList()) {
                List<Manifest> objects = Preparation.of(new ManifestReader(ReadLimits.DEFAULT, "default")
                                .read(List.of(Input.path(bundle)))
                                .manifests())
                        .manifests();
                var view = new BundleView(objects, false);
                for (Manifest object : objects) {
                    changed += check(object, view) ? 1 : 0;
                }
            }
        }
        assertThat(changed).isGreaterThan(50);
    }

    @Property(tries = 300)
    void anyStatefulSetKeepsTheLaws(@ForAll("sets") Map<String, Object> set) {
        Manifest object = ApiDefaults.apply(Manifest.of(tree(set)));
        List<Manifest> services = EngineTesting.objects("""
                {apiVersion: v1, kind: Service, metadata: {name: web, namespace: default}, spec: {clusterIP: None, selector: {app: web}}}
                """);
        var objects = new ArrayList<>(services);
        objects.add(object);
        check(object, new BundleView(objects, false));
    }

    @Property(tries = 200)
    void anyServiceKeepsTheLaws(@ForAll("services") Map<String, Object> service) {
        Manifest object = ApiDefaults.apply(Manifest.of(tree(service)));
        List<Manifest> sets = EngineTesting.objects("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: web, namespace: default}
                spec:
                  serviceName: web
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "nginx:1.28.0", ports: [{name: http, containerPort: 80}]}]}
                """);
        var objects = new ArrayList<>(sets);
        objects.add(object);
        check(object, new BundleView(objects, false));
    }

    @Provide
    static Arbitrary<Map<String, Object>> services() {
        Arbitrary<List<Map<String, Object>>> ports = Combinators.combine(
                        Arbitraries.of(80L, 8080L), Arbitraries.<Object>of("", "http", 80L, 8080L, "other"))
                .as((port, target) -> target.equals("")
                        ? Map.<String, Object>of("name", "p" + port, "port", port)
                        : Map.<String, Object>of("name", "p" + port, "port", port, "targetPort", target))
                .list()
                .ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.of("web", "other"),
                        Arbitraries.of("", "ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
                        Arbitraries.of("", "None", "10.0.0.5"),
                        ports)
                .as((name, type, ip, list) -> {
                    var spec = new LinkedHashMap<String, Object>();
                    put(spec, "type", type);
                    put(spec, "clusterIP", ip);
                    spec.put("ports", list);
                    return Map.of(
                            "apiVersion",
                            "v1",
                            "kind",
                            "Service",
                            "metadata",
                            Map.of("name", name, "namespace", "default"),
                            "spec",
                            spec);
                });
    }

    @Provide
    static Arbitrary<Map<String, Object>> sets() {
        Arbitrary<Map<String, Object>> containers = Combinators.combine(
                        Arbitraries.of("postgres:17", "redis:8", "nginx:1.28.0", "prom/prometheus:v3", "worker", ""),
                        Arbitraries.of(5432L, 6379L, 80L, 9090L)
                                .list()
                                .ofMaxSize(2)
                                .uniqueElements(),
                        Arbitraries.of(true, false),
                        Arbitraries.of("", "data", "/var/lib/postgresql/data", "/data", "/tmp"),
                        Arbitraries.of("db", "istio-proxy", "side"))
                .as((image, ports, probe, mount, name) -> {
                    var container = new LinkedHashMap<String, Object>();
                    container.put("name", name);
                    put(container, "image", image);
                    if (!ports.isEmpty()) {
                        container.put(
                                "ports",
                                ports.stream()
                                        .map(port -> Map.<String, Object>of("containerPort", port))
                                        .toList());
                    }
                    if (probe) {
                        container.put("readinessProbe", Map.of("exec", Map.of("command", List.of("true"))));
                    }
                    if (mount.startsWith("/")) {
                        container.put("volumeMounts", List.of(Map.of("name", "own", "mountPath", mount)));
                    }
                    return container;
                });
        Arbitrary<Map<String, Object>> annotations = Arbitraries.maps(
                        Arbitraries.of(
                                "storage.ordinal.dev/data",
                                "storage.ordinal.dev/own",
                                "storage.ordinal.dev/BAD",
                                "probes.ordinal.dev/readiness",
                                "added.ordinal.dev/claim-templates"),
                        Arbitraries.<Object>of("10Gi /data", "1Gi /wal fast", "lots", "", "true", "false"))
                .ofMaxSize(3);
        return Combinators.combine(
                        containers
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3)
                                .uniqueElements(container -> String.valueOf(container.get("name"))),
                        annotations,
                        Arbitraries.of("", "web"),
                        Arbitraries.of(true, false))
                .as((list, notes, service, claims) -> {
                    var spec = new LinkedHashMap<String, Object>();
                    put(spec, "serviceName", service);
                    spec.put("selector", Map.of("matchLabels", Map.of("app", "web")));
                    spec.put(
                            "template",
                            Map.of(
                                    "metadata", Map.of("labels", Map.of("app", "web")),
                                    "spec",
                                            Map.of(
                                                    "containers",
                                                    list,
                                                    "volumes",
                                                    List.of(Map.of("name", "own", "emptyDir", Map.of())))));
                    if (claims) {
                        spec.put("volumeClaimTemplates", List.of(Map.of("metadata", Map.of("name", "mine"))));
                    }
                    var metadata = new LinkedHashMap<String, Object>();
                    metadata.put("name", "web");
                    metadata.put("namespace", "default");
                    if (!notes.isEmpty()) {
                        metadata.put("annotations", notes);
                    }
                    return Map.of("apiVersion", "apps/v1", "kind", "StatefulSet", "metadata", metadata, "spec", spec);
                });
    }

    private static void put(Map<String, Object> fields, String name, String text) {
        if (!text.isEmpty()) {
            fields.put(name, text);
        }
    }

    private static JsonObject tree(Map<?, ?> map) {
        var fields = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> fields.put(name.toString(), value(value)));
        return JsonObject.of(fields);
    }

    private static Object value(Object value) {
        return switch (value) {
            case Map<?, ?> map -> tree(map);
            case List<?> list ->
                JsonArray.of(list.stream().map(MutationLawsCorpusTest::value).toList());
            default -> value;
        };
    }
}
