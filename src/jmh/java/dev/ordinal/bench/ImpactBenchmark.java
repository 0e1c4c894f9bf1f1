package dev.ordinal.bench;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.AdmissionJudge;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.Decision;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Deciding on the update of a Service by all policies, in a namespace of 1,000 StatefulSets; one thread. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class ImpactBenchmark {

    private static final int STATEFUL_SETS = 1_000;

    /** How many of the StatefulSets name the Service that is changed. */
    @Param({"1", "1000"})
    public int touched;

    private final AdmissionJudge judge = JudgeBenchmark.judge();
    private ClusterView view = new BundleView(List.of(), false);
    private Change ports = Change.create(Stack.objects(Stack.OBJECTS).getFirst());
    private Change selector = ports;

    @Setup
    public void read() {
        List<Manifest> manifests = new ArrayList<>(Stack.objects(STATEFUL_SETS * Stack.OBJECTS));
        Manifest service = manifests.getFirst();
        for (int i = 0; i < touched * Stack.OBJECTS; i++) {
            Manifest manifest = manifests.get(i);
            if (manifest.kind().equals("StatefulSet")) {
                JsonObject spec = manifest.root().object("spec").with("serviceName", service.name());
                manifests.set(i, manifest.withRoot(manifest.root().with("spec", spec)));
            }
        }
        view = new BundleView(manifests, BundleView.Extent.CLUSTER);
        ports = Change.update(service, with(service, "publishNotReadyAddresses", false));
        selector = Change.update(service, with(service, "selector", JsonObject.of(Map.of("app", "other"))));
    }

    private static Manifest with(Manifest service, String field, Object value) {
        return service.withRoot(
                service.root().with("spec", service.root().object("spec").with(field, value)));
    }

    /** Nothing breaks by it. */
    @Benchmark
    public Decision harmless() {
        return judge.judge(ports, view, Deadline.in(Duration.ofSeconds(10)));
    }

    /** The Service no longer selects the pods. */
    @Benchmark
    public Decision breaking() {
        return judge.judge(selector, view, Deadline.in(Duration.ofSeconds(10)));
    }
}
