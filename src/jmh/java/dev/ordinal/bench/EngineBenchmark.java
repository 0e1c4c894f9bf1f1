package dev.ordinal.bench;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.CompiledPolicy;
import dev.ordinal.engine.EngineOptions;
import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.PolicyCompiler;
import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Policy;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Compiling policies, and judging by them; all on one thread. Each operation is timed by itself, since the median
 * ({@code p0.50}) tells what it takes on a machine that has other work to do, too.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EngineBenchmark {

    private static PolicyEngine engine(List<CompiledPolicy> policies) {
        return new PolicyEngine(
                policies, List.of(), List.of(), BuiltinTypes.INSTANCE, EngineOptions.on(LocalDate.EPOCH));
    }

    /** All policies that come with Ordinal. */
    @State(Scope.Benchmark)
    public static class Builtin {
        private final List<Policy> policies = Stack.policies();
        private final PolicyEngine engine =
                engine(PolicyCompiler.compile(policies).policies());
    }

    /** A StatefulSet, its Service and its budget. */
    @State(Scope.Benchmark)
    public static class One {
        private final List<Manifest> objects = Stack.objects(Stack.OBJECTS);
        private final ClusterView view = new BundleView(objects, false);
        private final Change statefulSet = Change.create(objects.getLast());
    }

    /** Some number of policies: built-in ones and copies of them. */
    @State(Scope.Benchmark)
    public static class Policies {
        @Param({"10", "100", "1000"})
        public int policies;

        private PolicyEngine engine = engine(List.of());

        @Setup
        public void copy() {
            engine = engine(Stack.compiled(policies));
        }
    }

    /** Some number of objects in one bundle, a third of them StatefulSets. */
    @State(Scope.Benchmark)
    public static class Objects {
        @Param({"100", "1000", "10000", "100000"})
        public int objects;

        private List<Manifest> manifests = List.of();
        private ClusterView view = new BundleView(List.of(), false);
        private int next;

        @Setup
        public void read() {
            manifests = Stack.objects(objects);
            view = new BundleView(manifests, false);
        }

        private List<Manifest> nextStack() {
            next = next + Stack.OBJECTS <= manifests.size() ? next : 0;
            int from = next;
            next += Stack.OBJECTS;
            return manifests.subList(from, next);
        }
    }

    @Benchmark
    public List<Evaluation> oneStatefulSet(Builtin builtin, One one) {
        return builtin.engine.evaluate(one.statefulSet, one.view);
    }

    @Benchmark
    public List<Evaluation> byPolicies(Policies policies, One one) {
        return policies.engine.evaluate(one.statefulSet, one.view);
    }

    /** A StatefulSet, its Service and its budget among the objects of a bundle, each time others. */
    @Benchmark
    public void byObjects(Builtin builtin, Objects objects, Blackhole blackhole) {
        for (Manifest manifest : objects.nextStack()) {
            blackhole.consume(builtin.engine.evaluate(Change.create(manifest), objects.view));
        }
    }

    @Benchmark
    public PolicyCompiler.Result compile(Builtin builtin) {
        return PolicyCompiler.compile(builtin.policies);
    }
}
