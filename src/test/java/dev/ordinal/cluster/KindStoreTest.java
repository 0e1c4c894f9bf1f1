package dev.ordinal.cluster;

import static dev.ordinal.cluster.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KindStoreTest {

    private static final List<String> NAMESPACES = List.of("a", "b", "*", "none");
    private static final List<JsonObject> LABELS =
            List.of(object("{app: a}"), object("{app: a, tier: x}"), object("{app: b, tier: y}"), object("{}"));
    private static final List<JsonObject> SELECTORS = List.of(
            object("{app: a}"),
            object("{app: a, tier: x}"),
            object("{}"),
            object("{matchExpressions: [{key: app, operator: In, values: [b, a]}]}"),
            object("{matchExpressions: [{key: tier, operator: Exists}]}"),
            object("{matchExpressions: [{key: tier, operator: DoesNotExist}]}"));

    /** What happens to an object: it is put, or, without a tree, removed. */
    record Step(String namespace, String name, boolean removed, Manifest manifest) {}

    /** The law of the indexes: whatever came before, they answer as those made of what is left. */
    @Property(tries = 300)
    void answersAsAViewOfWhatIsLeft(@ForAll("steps") List<Step> steps, @ForAll boolean askedBetween) {
        var store = new KindStore();
        var left = new LinkedHashMap<String, Manifest>();
        for (Step step : steps) {
            String key = step.namespace + "/" + step.name;
            if (step.removed) {
                assertThat(store.remove(step.namespace, step.name)).isEqualTo(left.remove(key) != null);
            } else {
                store.put(step.manifest);
                left.put(key, step.manifest);
            }
            if (askedBetween) {
                agree(store, left.values());
            }
        }
        agree(store, left.values());
    }

    private static void agree(KindStore store, java.util.Collection<Manifest> left) {
        var view = new BundleView(left, BundleView.Extent.CLUSTER);
        String kind = "Workload";
        assertThat(store.size()).isEqualTo(left.size());
        for (String namespace : NAMESPACES) {
            assertThat(store.list(namespace)).isEqualTo(known(view.list("v1", kind, namespace)));
            for (JsonObject labels : LABELS) {
                assertThat(store.selecting(namespace, labels))
                        .isEqualTo(known(view.selecting("v1", kind, namespace, labels)));
            }
            for (JsonObject selector : SELECTORS) {
                assertThat(store.selectedBy(namespace, selector))
                        .isEqualTo(known(view.selectedBy("v1", kind, namespace, selector)));
            }
            assertThat(store.referring(namespace, "spec.serviceName", "s"))
                    .isEqualTo(known(view.referring("v1", kind, namespace, "spec.serviceName", "s")));
        }
        for (Manifest manifest : left) {
            assertThat(store.get(manifest.namespace(), manifest.name())).containsSame(manifest);
        }
    }

    private static List<Manifest> known(Listing listing) {
        return ((Listing.Known) listing).manifests();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.of("1", "2", "3", "4"),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of(SELECTORS),
                        Arbitraries.of(LABELS),
                        Arbitraries.of("s", "t"))
                .as((namespace, name, removed, selector, labels, service) ->
                        new Step(namespace, name, removed, workload(namespace, name, selector, labels, service)))
                .list()
                .ofMaxSize(25);
    }

    private static Manifest workload(
            String namespace, String name, JsonObject selector, JsonObject labels, String service) {
        return Manifest.of(JsonObject.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Workload",
                "metadata",
                JsonObject.of(Map.of("namespace", namespace, "name", name)),
                "spec",
                JsonObject.of(Map.of(
                        "selector",
                        selector,
                        "serviceName",
                        service,
                        "template",
                        JsonObject.of(Map.of("metadata", JsonObject.of(Map.of("labels", labels)))))))));
    }

    /** However many paths are asked for, each is answered, and not each costs an index. */
    @Test
    void answersForMorePathsThanItKeepsIndexesOf() {
        var store = new KindStore();
        store.put(workload("a", "1", JsonObject.EMPTY, JsonObject.EMPTY, "s"));
        for (int i = 0; i < 200; i++) {
            assertThat(store.referring("a", "spec.x" + i, "s")).isEmpty();
        }

        assertThat(store.referring("a", "spec.serviceName", "s")).hasSize(1);
    }

    /** A thousand objects that all have the same labels, and whose selectors want the same: then they change. */
    @Test
    void anObjectThatIsRelabelledLeavesItsOldPlaces() {
        var selectors = new SelectorIndex(new Bucket<>());
        var labels = new LabelIndex(new Bucket<>());
        JsonObject common = object("{tier: data}");
        for (int i = 0; i < 1_000; i++) {
            Slot before = slot(i, common);
            Slot after = slot(i, JsonObject.of(Map.of("tier", "data", "app", "a" + i)));
            selectors.add(before);
            labels.add(before);
            selectors.remove(before);
            selectors.add(after);
            labels.replace(before, after);
        }
        for (int i = 1; i < 1_000; i++) {
            JsonObject own = JsonObject.of(Map.of("tier", "data", "app", "a" + i));

            assertThat(selectors.candidates(own)).hasSizeLessThanOrEqualTo(2);
            assertThat(labels.candidates(LabelSelector.of(own).orElseThrow())).hasSize(1);
        }
    }

    private static Slot slot(int number, JsonObject labels) {
        return new Slot(number, workload("a", "n" + number, labels, labels, "s"));
    }

    /** Objects move from one label to another; who asks for either finds each under one of them. */
    @Test
    @Timeout(60)
    void noReaderSeesHalfAChange() throws Exception {
        var store = new KindStore();
        int objects = 200;
        for (int i = 0; i < objects; i++) {
            store.put(workload("a", "n" + i, JsonObject.EMPTY, object("{app: a}"), "s"));
        }
        JsonObject either = object("{matchExpressions: [{key: app, operator: In, values: [b, a]}]}");
        var done = new AtomicBoolean();
        Callable<Integer> reader = () -> {
            int reads = 0;
            do {
                assertThat(store.selectedBy("a", either)).hasSize(objects);
                assertThat(store.selectedBy("*", either)).hasSize(objects);
                assertThat(store.list("*")).hasSize(objects);
                reads++;
            } while (!done.get());
            return reads;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            var readers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(reader));
            }
            for (int round = 0; round < 2_000; round++) {
                JsonObject labels = object(round / objects % 2 == 0 ? "{app: b}" : "{app: a}");
                store.put(workload("a", "n" + round % objects, JsonObject.EMPTY, labels, "s"));
            }
            done.set(true);
            for (Future<Integer> each : readers) {
                assertThat(each.get()).isPositive();
            }
        }
    }
}
