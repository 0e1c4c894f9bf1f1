package dev.ordinal.bench;

import dev.ordinal.cluster.KindStore;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Looking up objects of one namespace in what a live view keeps, and changing them while every index is in use. All
 * objects share one label, as those of one chart do. Each operation is timed by itself, since the median
 * ({@code p0.50}) tells what it takes on a machine that has other work to do, too.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LiveViewBenchmark {

    /** A namespace of objects, each of which selects its own pods. */
    @State(Scope.Benchmark)
    public static class Namespace {
        @Param({"100", "10000"})
        public int objects;

        private final KindStore store = new KindStore();
        private final JsonObject[] labels = new JsonObject[2];
        private int next;

        /** Fills the namespace and asks for each index once. */
        @Setup
        public void fill() {
            for (int i = 0; i < objects; i++) {
                store.put(object(i, "a"));
            }
            labels[0] = own(objects / 2);
            labels[1] = own(objects / 3);
            selecting();
            selectedBy();
            referring();
            store.referring("*", "spec.serviceName", "none");
        }

        private static JsonObject own(int number) {
            return JsonObject.of(Map.of("tier", "data", "app", "a" + number));
        }

        private static Manifest object(int number, String revision) {
            JsonObject own = own(number);
            return Manifest.of(JsonObject.of(Map.of(
                    "apiVersion",
                    "v1",
                    "kind",
                    "Workload",
                    "metadata",
                    JsonObject.of(Map.of("namespace", "n", "name", "o" + number)),
                    "spec",
                    JsonObject.of(Map.of(
                            "serviceName",
                            "s" + number,
                            "revision",
                            revision,
                            "selector",
                            own,
                            "template",
                            JsonObject.of(Map.of("metadata", JsonObject.of(Map.of("labels", own)))))))));
        }

        Optional<Manifest> get() {
            return store.get("n", "o1");
        }

        List<Manifest> selecting() {
            return store.selecting("n", labels[0]);
        }

        List<Manifest> selectedBy() {
            return store.selectedBy("n", labels[1]);
        }

        List<Manifest> referring() {
            return store.referring("n", "spec.serviceName", "s1");
        }

        void update() {
            next = (next + 7919) % objects;
            store.put(object(next, "b"));
        }

        void replace() {
            next = (next + 7919) % objects;
            store.remove("n", "o" + next);
            store.put(object(next, "b"));
        }
    }

    /** By name. */
    @Benchmark
    public Object get(Namespace namespace) {
        return namespace.get();
    }

    /** Those that select some pod. */
    @Benchmark
    public Object selecting(Namespace namespace) {
        return namespace.selecting();
    }

    /** Those whose pods a selector selects. */
    @Benchmark
    public Object selectedBy(Namespace namespace) {
        return namespace.selectedBy();
    }

    /** Those that have a text in a field. */
    @Benchmark
    public Object referring(Namespace namespace) {
        return namespace.referring();
    }

    /** Replaces an object by one whose labels are the same. */
    @Benchmark
    public void update(Namespace namespace) {
        namespace.update();
    }

    /** Removes an object and adds it again. */
    @Benchmark
    public void removeAndAdd(Namespace namespace) {
        namespace.replace();
    }
}
