package dev.ordinal.cli;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.engine.CompiledPolicy;
import dev.ordinal.engine.EngineOptions;
import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.MutationConflicts;
import dev.ordinal.engine.PolicyCompiler;
import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.engine.Preparation;
import dev.ordinal.fix.Fixes;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.report.CheckResult;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Judges manifests by policies, all of them together in a cluster that holds nothing else: as new objects, or as
 * updates of what is there already.
 */
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

    /**
     * Judges.
     *
     * @param policies gives the policies; asked and compiled while the manifests are read
     * @param manifests gives the manifests
     * @param deployed gives what they are compared with
     * @param partial whether what is not among them is not known rather than absent
     * @param fixes tells which findings can be fixed
     * @throws UsageException as the policies' supplier throws it
     */
    CheckResult check(
            Supplier<Chosen> policies,
            Supplier<ManifestSet> manifests,
            Supplier<Deployed> deployed,
            boolean partial,
            BiFunction<Bundle, List<Evaluation>, Fixes> fixes) {
        long start = clock.getAsLong();
        Bundle bundle = load(policies, manifests, deployed, partial);
        List<Evaluation> evaluations = judge(bundle, bundle.objects());
        Fixes found = fixes.apply(bundle, evaluations);
        progress.clear();
        return result(bundle, evaluations, Duration.ofNanos(clock.getAsLong() - start))
                .withFixes(found);
    }

    /** What a report is written from. */
    CheckResult result(Bundle bundle, List<Evaluation> evaluations, Duration duration) {
        return new CheckResult(
                version,
                bundle.policies(),
                evaluations,
                bundle.problems(),
                bundle.objects().size() + bundle.earlier().size(),
                bundle.set().documents(),
                bundle.set().files(),
                bundle.set().skipped(),
                bundle.sources(),
                duration);
    }

    /** Reads and compiles all that is needed for judging; parameters as for {@link #check}. */
    Bundle load(
            Supplier<Chosen> policies, Supplier<ManifestSet> manifests, Supplier<Deployed> deployed, boolean partial) {
        CompletableFuture<ManifestSet> reading = CompletableFuture.supplyAsync(manifests, Checker::inOwnThread);
        Chosen chosen = policies.get();
        PolicyCompiler.Result compiled = compile(chosen.policies());
        ManifestSet set = joined(reading);
        Deployed there = deployed.get();
        var problems = new ArrayList<>(chosen.files().problems());
        problems.addAll(compiled.problems());
        problems.addAll(MutationConflicts.of(compiled.policies()));
        problems.addAll(there.problems());
        problems.addAll(set.problems());
        List<Manifest> prepared = prepared(set.manifests(), problems);
        List<Manifest> earlier = prepared(set.earlier(), problems);
        var engine = new PolicyEngine(
                compiled.policies(),
                chosen.files().bindings(),
                chosen.files().exceptions(),
                set.types(),
                EngineOptions.on(today).knowing(PolicySources.names(chosen.files())));
        problems.addAll(engine.problems());
        problems.addAll(exemptionMistakes(engine, prepared));
        problems.addAll(exemptionMistakes(engine, earlier));
        return new Bundle(
                chosen.files(),
                compiled.policies().stream().map(CompiledPolicy::policy).toList(),
                engine,
                set,
                prepared,
                earlier,
                there,
                problems,
                partial);
    }

    private static List<Problem> exemptionMistakes(PolicyEngine engine, List<Manifest> objects) {
        var problems = new ArrayList<Problem>();
        for (Manifest object : objects) {
            engine.exemptionMistakes(object)
                    .forEach(mistake -> object.positionOf(mistake.field())
                            .ifPresent(place ->
                                    problems.add(new Problem(Problem.Kind.EXEMPTION, place, mistake.message()))));
        }
        return problems;
    }

    private static List<Manifest> prepared(List<Manifest> manifests, List<Problem> problems) {
        var prepared = new ArrayList<Manifest>(manifests.size());
        for (Preparation preparation : Parallel.chunks(manifests, CHUNK, Preparation::of)) {
            prepared.addAll(preparation.manifests());
            problems.addAll(preparation.problems());
        }
        return prepared;
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

    /**
     * Judges objects by all policies, and the earlier copies of those that stand several times.
     *
     * @param objects those of the bundle, or what becomes of them
     */
    List<Evaluation> judge(Bundle bundle, List<Manifest> objects) {
        var all = new ArrayList<>(objects);
        all.addAll(bundle.earlier());
        return judge(bundle, objects, all, (_, _) -> true);
    }

    /**
     * Judges some objects.
     *
     * @param among those of the bundle, or what becomes of them
     * @param subjects those that are judged
     * @param chosen whether an object is judged by the policy of a name
     */
    List<Evaluation> judge(
            Bundle bundle, List<Manifest> among, List<Manifest> subjects, BiPredicate<Manifest, String> chosen) {
        var copies = new Copies(among, bundle.earlier(), Copies.Nearness.FOLDER);
        Map<String, List<Manifest>> nearest = new HashMap<>();
        Map<List<Manifest>, List<Manifest>> bySurroundings = new LinkedHashMap<>();
        for (Manifest subject : subjects) {
            List<Manifest> around = nearest.computeIfAbsent(Copies.fileOf(subject), copies::nearest);
            bySurroundings.computeIfAbsent(around, _ -> new ArrayList<>()).add(subject);
        }
        var judged = new AtomicInteger();
        var evaluations = new ArrayList<Evaluation>();
        bySurroundings.forEach((around, some) -> {
            var view = new BundleView(copies.with(around), bundle.partial());
            for (List<Evaluation> chunk : Parallel.chunks(some, CHUNK, objects -> {
                var found = new ArrayList<Evaluation>();
                for (Manifest object : objects) {
                    found.addAll(
                            bundle.judge(object, copies.around(object, view), policy -> chosen.test(object, policy)));
                }
                progress.judged(judged.addAndGet(objects.size()), subjects.size());
                return found;
            })) {
                evaluations.addAll(chunk);
            }
        });
        return evaluations;
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
