package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.OverlayView;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a change breaks elsewhere by the built-in policies is what judging everything before and after it says; and
 * that, too, if the view keeps only what {@link Watching} asks for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImpactLawsTest {

    /** Policies about every kind are not followed back. */
    private static final Set<String> ABOUT_ALL = Set.of("peer-name", "pod-ip-literal");

    private static final int NAMESPACES = 150;

    private final List<CompiledPolicy> policies = PolicyCompiler.compile(
                    PolicyReader.read(List.of(Input.path(Path.of("policies")))).policies())
            .policies();
    private final PolicyEngine engine =
            new PolicyEngine(policies, List.of(), List.of(), BuiltinTypes.INSTANCE, EngineOptions.on(LocalDate.EPOCH));
    private final AdmissionJudge judge = new AdmissionJudge(engine, JudgeOptions.DEFAULT);
    private final Map<GroupKind, WatchedKind> watched = Watching.of(policies).stream()
            .collect(Collectors.toMap(kind -> GroupKind.of(kind.apiVersion(), kind.kind()), Function.identity()));

    private static ClusterView view(List<Manifest> objects) {
        return new BundleView(objects, BundleView.Extent.CLUSTER);
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(60));
    }

    @Test
    void impactOnTheExamplesIsWhatJudgingEverythingSays() throws IOException {
        for (List<Manifest> stack : stacks()) {
            for (Manifest object : stack) {
                for (Change change : changes(object)) {
                    check(change, stack);
                }
            }
        }
    }

    @Test
    void impactInAnyNamespaceIsWhatJudgingEverythingSays() {
        int broken = 0;
        for (int seed = 0; seed < NAMESPACES; seed++) {
            var random = new Random(seed);
            List<Manifest> objects = namespace(random);
            for (Manifest object : objects) {
                for (Change change : changes(object)) {
                    broken += check(change, objects);
                }
                List<Manifest> others = new ArrayList<>(objects);
                others.remove(object);
                broken += check(Change.create(object), others);
            }
        }
        assertThat(broken).as("changes that broke something").isGreaterThan(1_000);
    }

    private int check(Change change, List<Manifest> objects) {
        List<String> expected = brokenBy(change, objects);
        Decision decision = judge.judge(change, view(objects), deadline());
        assertThat(told(decision, Finding::isImpact))
                .as("%s of %s among %s", change.operation(), change.subject(), objects)
                .containsExactlyInAnyOrderElementsOf(expected);
        Decision reduced =
                judge.judge(change, view(objects.stream().flatMap(this::reduced).toList()), deadline());
        assertThat(told(reduced, _ -> true))
                .as("reduced: %s of %s among %s", change.operation(), change.subject(), objects)
                .containsExactlyInAnyOrderElementsOf(told(decision, _ -> true));
        return expected.isEmpty() ? 0 : 1;
    }

    private static List<String> told(Decision decision, Predicate<Finding> which) {
        return Stream.of(decision.denials(), decision.warnings(), decision.audited())
                .flatMap(List::stream)
                .filter(which)
                .map(ImpactLawsTest::text)
                .toList();
    }

    private static String text(Finding finding) {
        return "%s %s %s".formatted(finding.id(), finding.subject(), finding.fieldPath());
    }

    private List<String> brokenBy(Change change, List<Manifest> objects) {
        ClusterView all = view(objects);
        ClusterView before = change.oldObject()
                .<ClusterView>map(old -> OverlayView.with(all, old))
                .orElse(all);
        ClusterView after = change.object()
                .<ClusterView>map(object -> OverlayView.with(all, object))
                .orElseGet(() -> OverlayView.without(all, change.subject().ref()));
        var broken = new ArrayList<String>();
        for (Manifest object : objects) {
            if (!object.ref().equals(change.subject().ref())) {
                List<String> found = findings(object, after);
                findings(object, before).forEach(found::remove);
                broken.addAll(found);
            }
        }
        return broken;
    }

    private List<String> findings(Manifest object, ClusterView view) {
        var found = new ArrayList<String>();
        for (Evaluation evaluation : engine.evaluate(Change.update(object, object), view)) {
            if (!ABOUT_ALL.contains(evaluation.policy())) {
                evaluation.findings().forEach(finding -> found.add(text(finding)));
            }
        }
        return found;
    }

    /** The object as a live view keeps it, if it does. */
    private Stream<Manifest> reduced(Manifest manifest) {
        WatchedKind kind = watched.get(GroupKind.of(manifest.apiVersion(), manifest.kind()));
        if (kind == null) {
            return Stream.empty();
        }
        var root = new LinkedHashMap<String, Object>();
        manifest.root().forEach((field, value) -> {
            switch (field) {
                case "apiVersion", "kind" -> root.put(field, value);
                case "metadata" ->
                    root.put(
                            field,
                            only(
                                    (JsonObject) value,
                                    Set.of(
                                            "name",
                                            "namespace",
                                            "labels",
                                            "annotations",
                                            "ownerReferences",
                                            "deletionTimestamp")));
                case "spec", "status" -> root.put(field, value instanceof JsonObject below ? kept(below, kind) : value);
                default -> {
                    if (kind.keeps(field)) {
                        root.put(field, value);
                    }
                }
            }
        });
        return Stream.of(new Manifest(manifest.ref(), JsonObject.of(root), null));
    }

    private static JsonObject only(JsonObject object, Set<String> fields) {
        var kept = new LinkedHashMap<>(object);
        kept.keySet().retainAll(fields);
        return JsonObject.of(kept);
    }

    private static JsonObject kept(JsonObject object, WatchedKind kind) {
        var kept = new LinkedHashMap<>(object);
        kept.keySet().removeIf(field -> !kind.keeps(field));
        return JsonObject.of(kept);
    }

    private static List<Change> changes(Manifest object) {
        var changes = new ArrayList<Change>();
        changes.add(Change.delete(object));
        JsonObject spec = object.root().object("spec");
        if (object.kind().equals("Service")) {
            changes.add(update(object, spec.with("type", "ExternalName").with("externalName", "a.example")));
            changes.add(update(object, spec.with("selector", TestObjects.object("{nobody: has}"))));
            changes.add(update(object, spec.with("selector", TestObjects.object("{app: a}"))));
            changes.add(update(object, spec.without("selector")));
            changes.add(update(object, spec.with("ports", elsewhere(spec.array("ports")))));
        } else if (object.kind().equals("PodDisruptionBudget")) {
            changes.add(update(object, spec.without("maxUnavailable").with("minAvailable", 100L)));
            changes.add(update(object, spec.with("selector", JsonObject.EMPTY)));
        } else if (object.kind().equals("StatefulSet")) {
            changes.add(update(object, spec.with("replicas", 7L)));
            changes.add(update(object, spec.with("template", TestObjects.object("""
                    {metadata: {labels: {app: b, tier: x}}, spec: {containers: [{name: a, image: etcd}]}}
                    """))));
        }
        return changes;
    }

    private static JsonArray elsewhere(JsonArray ports) {
        return JsonArray.of(ports.objects().stream()
                .map(port -> port.with("targetPort", "nowhere"))
                .toList());
    }

    private static Change update(Manifest object, JsonObject spec) {
        return Change.update(object, object.withRoot(object.root().with("spec", spec)));
    }

    /** A namespace of few names and labels, so that much refers to much. */
    private static List<Manifest> namespace(Random random) {
        var yaml = new StringBuilder();
        for (String name : List.of("a", "b", "c")) {
            if (random.nextInt(3) > 0) {
                yaml.append("""
                        ---
                        apiVersion: v1
                        kind: Service
                        metadata: {name: %s, namespace: default}
                        spec: {%s selector: {app: %s}, ports: [{port: 80, targetPort: %s}]}
                        """.formatted(
                                name,
                                random.nextBoolean() ? "clusterIP: None," : "",
                                any(random),
                                random.nextBoolean() ? "http" : "80"));
            }
            if (random.nextInt(3) > 0) {
                yaml.append("""
                        ---
                        apiVersion: apps/v1
                        kind: StatefulSet
                        metadata: {name: %1$s, namespace: default, labels: {ordinal.dev/quorum: '%2$s'}}
                        spec:
                          serviceName: %3$s
                          replicas: %4$d
                          selector: {matchLabels: {app: %5$s}}
                          template:
                            metadata: {labels: {app: %5$s, tier: %6$s}}
                            spec:
                              containers: [{name: a, image: etcd, ports: [{name: http, containerPort: 80}]}]
                              volumes: [{name: v, persistentVolumeClaim: {claimName: %6$s}}]
                          volumeClaimTemplates:
                          - metadata: {name: data}
                            spec: {storageClassName: %6$s, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                        """.formatted(
                                name,
                                random.nextBoolean(),
                                any(random),
                                random.nextInt(5),
                                any(random),
                                random.nextBoolean() ? "x" : "z"));
            }
            if (random.nextInt(3) == 0) {
                yaml.append("""
                        ---
                        apiVersion: policy/v1
                        kind: PodDisruptionBudget
                        metadata: {name: %s, namespace: default}
                        spec: {maxUnavailable: %s, selector: {matchLabels: {%s}}}
                        """.formatted(
                                name,
                                random.nextBoolean() ? "1" : "50%",
                                random.nextBoolean() ? "app: " + any(random) : "tier: x"));
            }
            if (random.nextInt(3) == 0) {
                yaml.append("""
                        ---
                        apiVersion: autoscaling/v2
                        kind: HorizontalPodAutoscaler
                        metadata: {name: %s, namespace: default}
                        spec: {minReplicas: %d, maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: %s}}
                        """.formatted(name, random.nextInt(4), any(random)));
            }
            if (random.nextInt(4) == 0) {
                yaml.append("""
                        ---
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: %1$s, namespace: default}
                        spec:
                          replicas: %2$d
                          selector: {matchLabels: {app: %3$s}}
                          template:
                            metadata: {labels: {app: %3$s, tier: x}}
                            spec: {containers: [{name: a, image: web}]}
                        """.formatted(name, random.nextInt(4), any(random)));
            }
        }
        yaml.append("""
                ---
                {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: x}, provisioner: p}
                ---
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: z, namespace: default}, spec: {accessModes: [%s]}}
                """.formatted(random.nextBoolean() ? "ReadWriteOnce" : "ReadWriteOncePod"));
        return EngineTesting.objects(yaml.toString());
    }

    private static String any(Random random) {
        return List.of("a", "b", "c").get(random.nextInt(3));
    }

    private static List<List<Manifest>> stacks() throws IOException {
        var stacks = new ArrayList<List<Manifest>>();
        for (String kind : List.of("good", "broken")) {
            try (Stream<Path> folders = Files.list(Path.of("examples", kind))) {
                for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                    List<Manifest> read = new ManifestReader(ReadLimits.DEFAULT, "default")
                            .read(List.of(Input.path(folder)))
                            .manifests();
                    stacks.add(Preparation.of(read).manifests());
                }
            }
        }
        assertThat(stacks).hasSizeGreaterThan(10);
        return stacks;
    }

    @Test
    void someObjectsAreReduced() {
        Optional<Manifest> reduced = reduced(EngineTesting.object("""
                apiVersion: v1
                kind: Service
                metadata: {name: a, namespace: default}
                spec: {selector: {a: b}, externalTrafficPolicy: Local, ports: [{port: 80}]}
                """)).findFirst();

        assertThat(reduced.orElseThrow().root().object("spec"))
                .containsKeys("selector", "ports")
                .doesNotContainKey("externalTrafficPolicy");
    }
}
