package dev.ordinal.cluster;

import static dev.ordinal.cluster.Objects.manifest;
import static dev.ordinal.cluster.Objects.manifests;
import static dev.ordinal.cluster.Objects.names;
import static dev.ordinal.cluster.Objects.object;
import static dev.ordinal.cluster.Objects.service;
import static dev.ordinal.cluster.Objects.statefulSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleViewTest {

    private static BundleView view(Manifest... manifests) {
        return new BundleView(List.of(manifests), false);
    }

    @Test
    void knowsKindsAsFarAsItsExtentGoes() {
        assertThat(new BundleView(List.of(), BundleView.Extent.PART).knows("v1", "Service"))
                .isFalse();
        assertThat(new BundleView(List.of(), BundleView.Extent.BUNDLE).knows("v1", "Service"))
                .isTrue();
        assertThat(new BundleView(List.of(), BundleView.Extent.BUNDLE).knows("v1", "Pod"))
                .isFalse();
        var cluster = new BundleView(List.of(), BundleView.Extent.CLUSTER);
        assertThat(cluster.knows("v1", "Pod")).isTrue();
        assertThat(OverlayView.without(cluster, new ResourceRef("v1", "Pod", "shop", "web"))
                        .knows("v1", "Pod"))
                .isTrue();
    }

    @Test
    void findsAnObjectWhateverItsVersion() {
        BundleView view = new BundleView(manifests("""
                {apiVersion: policy/v1beta1, kind: PodDisruptionBudget, metadata: {name: a, namespace: ns}}
                ---
                {apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: b}}
                """), false);

        assertThat(view.get("policy/v1", "PodDisruptionBudget", "ns", "a")).isInstanceOf(Lookup.Found.class);
        assertThat(view.get("apps/v1", "Deployment", "default", "b")).isInstanceOf(Lookup.Found.class);
        assertThat(view.get("extensions/v1beta1", "Deployment", "default", "b")).isInstanceOf(Lookup.Found.class);
        assertThat(view.get("example.com/v1", "Deployment", "default", "b")).isEqualTo(Lookup.Absent.INSTANCE);
        assertThat(view.get("apps/v1", "Deployment", "other", "b")).isEqualTo(Lookup.Absent.INSTANCE);
        assertThat(view.get("apps/v1", "Deployment", "default", "c")).isEqualTo(Lookup.Absent.INSTANCE);
        assertThat(view.get("apps/v1", "Deployment", "default", "")).isEqualTo(Lookup.Absent.INSTANCE);
    }

    @Test
    void whatAPartialBundleLacksIsNotKnown() {
        BundleView view = new BundleView(List.of(service("a", "{x: z}")), true);

        assertThat(view.get("v1", "Service", "default", "a")).isInstanceOf(Lookup.Found.class);
        assertThat(view.get("v1", "Service", "default", "b"))
                .isEqualTo(new Lookup.NotKnown("the input is declared partial"));
        assertThat(view.list("v1", "Service", "default")).isInstanceOf(Listing.Partial.class);
        assertThat(names(view.list("v1", "Service", "default"))).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({
        "v1, Namespace, true",
        "v1, Node, true",
        "v1, Pod, true",
        "v1, PersistentVolume, true",
        "v1, PersistentVolumeClaim, true",
        "v1, Secret, true",
        "v1, Endpoints, true",
        "v1, ResourceQuota, true",
        "storage.k8s.io/v1, StorageClass, true",
        "scheduling.k8s.io/v1, PriorityClass, true",
        "networking.k8s.io/v1, IngressClass, true",
        "networking.k8s.io/v1, NetworkPolicy, false",
        "discovery.k8s.io/v1, EndpointSlice, true",
        "apps/v1, ControllerRevision, true",
        "apps/v1, StatefulSet, false",
        "v1, Service, false",
        "v1, ConfigMap, false",
        "policy/v1, PodDisruptionBudget, false",
        "autoscaling/v2, HorizontalPodAutoscaler, false",
        "example.com/v1, Secret, false"
    })
    void objectsThatOthersMakeAreNotKnownToBeAbsent(String apiVersion, String kind, boolean outside) {
        BundleView view = view();

        assertThat(view.get(apiVersion, kind, "n", "a"))
                .isInstanceOf(outside ? Lookup.NotKnown.class : Lookup.Absent.class);
        assertThat(view.list(apiVersion, kind, "n"))
                .isInstanceOf(outside ? Listing.Partial.class : Listing.Known.class);
    }

    @Test
    void theyAreFoundIfTheBundleHasThem() {
        BundleView view = view(manifest("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}}"));

        assertThat(view.get("storage.k8s.io/v1", "StorageClass", "", "fast")).isInstanceOf(Lookup.Found.class);
        assertThat(view.get("storage.k8s.io/v1", "StorageClass", "", "slow")).isInstanceOf(Lookup.NotKnown.class);
    }

    @Test
    void ofAWholeClusterEverythingIsKnown() {
        BundleView view = new BundleView(List.of(), BundleView.Extent.CLUSTER);

        assertThat(view.get("storage.k8s.io/v1", "StorageClass", "", "slow")).isEqualTo(Lookup.Absent.INSTANCE);
        assertThat(view.list("v1", "Pod", "n")).isEqualTo(new Listing.Known(List.of()));
    }

    @Test
    void listsANamespaceInTheOrderOfTheInput() {
        BundleView view = new BundleView(manifests("""
                {apiVersion: v1, kind: Service, metadata: {name: b}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: c, namespace: other}}
                ---
                {apiVersion: v1, kind: Service, metadata: {generateName: a-}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: a}}
                """), false);

        assertThat(names(view.list("v1", "Service", "default"))).containsExactly("b", "", "a");
        assertThat(names(view.list("v1", "Service", "other"))).containsExactly("c");
        assertThat(names(view.list("v1", "Service", "none"))).isEmpty();
    }

    @Test
    void findsTheServicesThatSelectAPod() {
        BundleView view = view(
                service("two", "{app: db, tier: data}"),
                service("one", "{app: db}"),
                service("other", "{app: web}"),
                service("empty", "{}"),
                service("missing", "null"),
                service("number", "{app: 1}"));

        assertThat(names(view.selecting("v1", "Service", "default", object("{app: db, tier: data, x: 1}"))))
                .containsExactly("two", "one");
        assertThat(names(view.selecting("v1", "Service", "default", object("{app: db}"))))
                .containsExactly("one");
        assertThat(names(view.selecting("v1", "Service", "default", object("{}"))))
                .isEmpty();
        assertThat(names(view.selecting("v1", "Service", "other", object("{app: db}"))))
                .isEmpty();
    }

    @Test
    void findsTheBudgetsThatSelectAPod() {
        BundleView view = new BundleView(manifests("""
                {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: all}, spec: {selector: {}}}
                ---
                {apiVersion: policy/v1beta1, kind: PodDisruptionBudget, metadata: {name: beta}, spec: {selector: {}}}
                ---
                {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: none}, spec: {}}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: in}
                spec: {selector: {matchExpressions: [{key: app, operator: In, values: [db]}]}}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: several}
                spec: {selector: {matchExpressions: [{key: app, operator: In, values: [db, web]}]}}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: not}
                spec: {selector: {matchLabels: {app: db}, matchExpressions: [{key: tier, operator: DoesNotExist}]}}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: wrong}
                spec: {selector: {matchExpressions: [{key: app, operator: Near, values: [db]}]}}
                """), false);

        assertThat(names(view.selecting("policy/v1", "PodDisruptionBudget", "default", object("{app: db}"))))
                .containsExactly("all", "in", "several", "not");
        assertThat(names(view.selecting("policy/v1", "PodDisruptionBudget", "default", object("{app: db, tier: a}"))))
                .containsExactly("all", "in", "several");
        assertThat(names(view.selecting("policy/v1", "PodDisruptionBudget", "default", object("{app: x}"))))
                .containsExactly("all");
    }

    @Test
    void aNetworkPolicySelectsByItsOwnField() {
        BundleView view = view(manifest("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a},"
                + " spec: {podSelector: {matchLabels: {app: db}}}}"));

        assertThat(names(view.selecting("networking.k8s.io/v1", "NetworkPolicy", "default", object("{app: db}"))))
                .containsExactly("a");
    }

    @Test
    void findsTheObjectsWhosePodsASelectorSelects() {
        BundleView view = view(
                statefulSet("db", "{app: db, tier: data}"),
                statefulSet("web", "{app: web}"),
                statefulSet("db2", "{app: db, 5: 6}"),
                manifest("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: bare}, spec: {}}"));

        assertThat(selectedBy(view, "{app: db}")).containsExactly("db", "db2");
        assertThat(selectedBy(view, "{matchLabels: {app: db, tier: data}}")).containsExactly("db");
        assertThat(selectedBy(view, "{matchLabels: {app: none}}")).isEmpty();
        assertThat(selectedBy(view, "{}")).containsExactly("db", "web", "db2");
        assertThat(selectedBy(view, "{matchExpressions: [{key: app, operator: In, values: [web, db]}]}"))
                .containsExactly("db", "web", "db2");
        assertThat(selectedBy(view, "{matchExpressions: [{key: tier, operator: Exists}]}"))
                .containsExactly("db");
        assertThat(selectedBy(view, "{matchExpressions: [{key: tier, operator: DoesNotExist}]}"))
                .containsExactly("web", "db2");
        assertThat(selectedBy(view, "{matchExpressions: [{key: app, operator: NotIn, values: [db]}]}"))
                .containsExactly("web");
        assertThat(selectedBy(view, "{app: 1}")).isEmpty();
    }

    private static List<String> selectedBy(ClusterView view, String selector) {
        return names(view.selectedBy("apps/v1", "StatefulSet", "default", object(selector)));
    }

    @Test
    void everyWorkloadHasPods() {
        BundleView view = new BundleView(manifests("""
                {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app: db}}}
                ---
                {apiVersion: v1, kind: PodTemplate, metadata: {name: b}, template: {metadata: {labels: {app: db}}}}
                ---
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: c}
                spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: db}}}}}}
                ---
                apiVersion: example.com/v1
                kind: CloneSet
                metadata: {name: d}
                spec: {template: {metadata: {labels: {app: db}}}}
                """), false);
        JsonObject selector = object("{app: db}");

        assertThat(names(view.selectedBy("v1", "Pod", "default", selector))).containsExactly("a");
        assertThat(names(view.selectedBy("v1", "PodTemplate", "default", selector)))
                .containsExactly("b");
        assertThat(names(view.selectedBy("batch/v1beta1", "CronJob", "default", selector)))
                .containsExactly("c");
        assertThat(names(view.selectedBy("example.com/v1", "CloneSet", "default", selector)))
                .containsExactly("d");
    }

    @Test
    void findsTheObjectsThatReferToAName() {
        BundleView view = view(statefulSet("a", "{}"), statefulSet("b", "{}"), service("c", "{}"));

        assertThat(names(view.referring("apps/v1", "StatefulSet", "default", "spec.serviceName", "a-svc")))
                .containsExactly("a");
        assertThat(names(view.referring("apps/v1", "StatefulSet", "default", "spec.serviceName", "c")))
                .isEmpty();
        assertThat(names(view.referring("apps/v1", "StatefulSet", "default", "spec.template", "a")))
                .isEmpty();
        assertThat(names(view.referring("apps/v1", "StatefulSet", "default", "not a..path", "a")))
                .isEmpty();
    }

    @Test
    void listsEveryNamespaceInTheOrderOfTheInput() {
        BundleView view = new BundleView(manifests("""
                {apiVersion: v1, kind: Pod, metadata: {name: b, labels: {app: x}}, status: {podIP: 10.0.0.1}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: c, namespace: other, labels: {app: x}}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app: y}}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: s, namespace: ns}, spec: {selector: {app: x}}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: t, namespace: o}, spec: {selector: {app: x}}}
                """), BundleView.Extent.CLUSTER);

        assertThat(names(view.list("v1", "Pod", "*"))).containsExactly("b", "c", "a");
        assertThat(names(view.selectedBy("v1", "Pod", "*", object("{app: x}")))).containsExactly("b", "c");
        assertThat(names(view.selecting("v1", "Service", "*", object("{app: x}"))))
                .containsExactly("s", "t");
        assertThat(names(view.referring("v1", "Pod", "*", "status.podIP", "10.0.0.1")))
                .containsExactly("b");
        assertThat(view.get("v1", "Pod", "*", "b")).isEqualTo(Lookup.Absent.INSTANCE);
    }

    @Test
    void aPathGoesThroughLists() {
        var view = new BundleView(manifests("""
                apiVersion: v1
                kind: Pod
                metadata: {name: a}
                status: {podIPs: [{ip: 10.0.0.1}, {ip: "fd00::1"}, {ip: 10.0.0.1}, {}]}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: b}, status: {podIPs: [{ip: 10.0.0.2}], lists: [[v], w]}}
                """), BundleView.Extent.CLUSTER);

        assertThat(names(view.referring("v1", "Pod", "*", "status.podIPs.ip", "fd00::1")))
                .containsExactly("a");
        assertThat(names(view.referring("v1", "Pod", "*", "status.podIPs.ip", "10.0.0.1")))
                .as("once")
                .containsExactly("a");
        assertThat(names(view.referring("v1", "Pod", "*", "status.podIPs[0].ip", "fd00::1")))
                .isEmpty();
        assertThat(names(view.referring("v1", "Pod", "*", "status.podIPs[1].ip", "fd00::1")))
                .containsExactly("a");
        assertThat(names(view.referring("v1", "Pod", "*", "status.podIPs", "fd00::1")))
                .isEmpty();
        for (String text : List.of("v", "w")) {
            assertThat(names(view.referring("v1", "Pod", "*", "status.lists", text)))
                    .containsExactly("b");
        }
    }

    @Test
    @Timeout(60)
    void manyReadersSeeTheSame() throws Exception {
        var manifests = new ArrayList<Manifest>();
        for (int i = 0; i < 500; i++) {
            manifests.add(statefulSet("s" + i, "{app: a" + i % 7 + "}"));
        }
        BundleView view = new BundleView(manifests, false);
        Callable<List<String>> read = () -> {
            var seen = new ArrayList<String>(selectedBy(view, "{app: a3}"));
            seen.addAll(names(view.selecting("v1", "Service", "default", object("{app: a3}"))));
            seen.addAll(names(view.referring("apps/v1", "StatefulSet", "default", "spec.serviceName", "s9-svc")));
            return seen;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<List<String>> seen :
                    threads.invokeAll(List.of(read, read, read, read, read, read, read, read))) {
                assertThat(seen.get()).hasSize(72).contains("s3", "s9");
            }
        }
    }

    /**
     * Services that all want {@code tier: data} besides their own {@code app}, and the pods of each: of either, only
     * the one that belongs to the other is ever tried, however many there are.
     */
    @Test
    void noObjectIsComparedWithEveryOther() {
        var services = new Bucket<Slot>();
        var statefulSets = new Bucket<Slot>();
        for (int i = 0; i < 1_000; i++) {
            services.put(new Slot(i, service("s" + i, "{tier: data, app: a" + i + "}")));
            statefulSets.put(new Slot(i, statefulSet("s" + i, "{tier: data, app: a" + i + "}")));
        }
        var selectors = new SelectorIndex(services);
        var labels = new LabelIndex(statefulSets);
        for (int i = 0; i < 1_000; i++) {
            JsonObject own = JsonObject.of(Map.of("tier", "data", "app", "a" + i));

            assertThat(selectors.candidates(own)).hasSize(1);
            assertThat(labels.candidates(LabelSelector.of(own).orElseThrow())).hasSize(1);
        }
    }
}
