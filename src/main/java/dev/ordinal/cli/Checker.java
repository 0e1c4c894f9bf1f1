package dev.ordinal.cli;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.CompiledPolicy;
import dev.ordinal.engine.EngineOptions;
import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.PolicyCompiler;
import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.engine.Preparation;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.report.CheckResult;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Judges manifests by policies: as new objects, all of them together in a cluster that holds nothing else. */
final class Checker {

    /** Objects that a thread takes at a time; fewer are not worth a thread. */
    private static final int CHUNK = 32;

    private final String version;
    private final LocalDate today;
    private final LongSupplier clock;
    private final Progress progress;

    /**
     * Makes one.
     *
     * @param today decides which exceptions have expired
     * @param clock nanoseconds, as {@link System#nanoTime} gives them
     */
    Checker(String version, LocalDate today, LongSupplier clock, Progress progress) {
        this.version = version;
        this.today = today;
        this.clock = clock;
        this.progress = progress;
    }

    /** Policy files, and which of their policies to use. */
    record Chosen(PolicyFiles files, List<Policy> policies) {}

    private record Compiled(PolicyFiles files, PolicyCompiler.Result result) {}

    /**
     * Judges.
     *
     * @param policies gives the policies; asked and compiled while the manifests are read
     * @param manifests gives the manifests
     * @param partial whether what is not among them is not known rather than absent
     * @throws UsageException as the policies' supplier throws it
     */
    CheckResult check(Supplier<Chosen> policies, Supplier<ManifestSet> manifests, boolean partial) {
        long start = clock.getAsLong();
        CompletableFuture<ManifestSet> reading = CompletableFuture.supplyAsync(manifests, Checker::inOwnThread);
        Chosen chosen = policies.get();
        var compiled = new Compiled(chosen.files(), compile(chosen.policies()));
        ManifestSet set = joined(reading);
        var problems = new ArrayList<>(chosen.files().problems());
        problems.addAll(compiled.result().problems());
        problems.addAll(set.problems());
        List<Evaluation> evaluations = judge(compiled, set, partial, problems);
        progress.clear();
        return new CheckResult(
                version,
                compiled.result().policies().stream()
                        .map(policy -> policy.policy())
                        .toList(),
                evaluations,
                problems,
                set.manifests().size(),
                set.documents(),
                set.files(),
                set.skipped(),
                sources(chosen.files(), set),
                Duration.ofNanos(clock.getAsLong() - start));
    }

    private static PolicyCompiler.Result compile(List<Policy> policies) {
        var compiled = new ArrayList<CompiledPolicy>();
        var problems = new ArrayList<Problem>();
        for (PolicyCompiler.Result result : Parallel.chunks(policies, 1, PolicyCompiler::compile)) {
            compiled.addAll(result.policies());
            problems.addAll(result.problems());
        }
        return new PolicyCompiler.Result(compiled, problems);
    }

    private List<Evaluation> judge(Compiled compiled, ManifestSet set, boolean partial, List<Problem> problems) {
        var prepared = new ArrayList<Manifest>(set.manifests().size());
        for (Preparation preparation : Parallel.chunks(set.manifests(), CHUNK, Preparation::of)) {
            prepared.addAll(preparation.manifests());
            problems.addAll(preparation.problems());
        }
        var view = new BundleView(prepared, partial);
        var engine = new PolicyEngine(
                compiled.result().policies(),
                compiled.files().bindings(),
                compiled.files().exceptions(),
                set.types(),
                EngineOptions.on(today));
        var judged = new AtomicInteger();
        var evaluations = new ArrayList<Evaluation>();
        for (List<Evaluation> chunk : Parallel.chunks(prepared, CHUNK, objects -> {
            var found = new ArrayList<Evaluation>();
            for (Manifest object : objects) {
                found.addAll(engine.evaluate(Change.create(object), view));
            }
            progress.judged(judged.addAndGet(objects.size()), prepared.size());
            return found;
        })) {
            evaluations.addAll(chunk);
        }
        return evaluations;
    }

    private static Map<String, SourceFile> sources(PolicyFiles files, ManifestSet set) {
        var sources = new HashMap<>(files.sources());
        sources.putAll(set.sources());
        return sources;
    }

    private static void inOwnThread(Runnable work) {
        Thread.ofPlatform().daemon().name("manifests").start(work);
    }

    private static ManifestSet joined(CompletableFuture<ManifestSet> reading) {
        try {
            return reading.join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw failed;
            }
        }
    }
}
