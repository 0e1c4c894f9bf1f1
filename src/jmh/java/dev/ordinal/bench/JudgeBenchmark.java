package dev.ordinal.bench;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.AdmissionJudge;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.Decision;
import dev.ordinal.engine.EngineOptions;
import dev.ordinal.engine.JudgeOptions;
import dev.ordinal.engine.PolicyCompiler;
import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.Manifest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Deciding on the creation of a StatefulSet by all policies, in a namespace of more and more of them; one thread. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class JudgeBenchmark {

    /** Stacks of a StatefulSet, its Service and its budget, all in one namespace. */
    @Param({"100", "1000", "10000"})
    public int stacks;

    private final AdmissionJudge judge = judge();
    private ClusterView view = new BundleView(List.of(), false);
    private Change change = Change.create(Stack.objects(Stack.OBJECTS).getLast());

    static AdmissionJudge judge() {
        var engine = new PolicyEngine(
                PolicyCompiler.compile(Stack.policies()).policies(),
                List.of(),
                List.of(),
                BuiltinTypes.INSTANCE,
                EngineOptions.on(LocalDate.EPOCH));
        return new AdmissionJudge(engine, JudgeOptions.DEFAULT);
    }

    @Setup
    public void read() {
        List<Manifest> manifests = Stack.objects(stacks * Stack.OBJECTS);
        // the Service and the budget of the last StatefulSet are there, it is not
        view = new BundleView(manifests.subList(0, manifests.size() - 1), BundleView.Extent.CLUSTER);
        change = Change.create(manifests.getLast());
    }

    @Benchmark
    public Decision create() {
        return judge.judge(change, view, Deadline.in(Duration.ofSeconds(10)));
    }
}
