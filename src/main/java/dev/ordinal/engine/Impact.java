package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.cel.Origin;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.cluster.OverlayView;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.ImpactParam;
import dev.ordinal.policy.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a change breaks elsewhere: objects that are not changed themselves, but whose look-ups give something else after
 * the change. They are found by {@link TouchedSubjects}, and judged before the change and after it. Used by one thread,
 * for one change.
 */
final class Impact {

    /**
     * An object that newly breaks a policy.
     *
     * @param evaluation what the policy says of it, from caches
     * @param policy the policy
     * @param rerun judges the same object again
     */
    record Broken(Evaluation evaluation, CompiledPolicy policy, Confirmation.Rerun rerun) {}

    /**
     * What came of looking at the objects.
     *
     * @param broken those that newly break a policy, with each of these
     * @param looked how many objects were judged
     * @param cut how many were not
     */
    record Result(List<Broken> broken, int looked, int cut) {
        static final Result NONE = new Result(List.of(), 0, 0);
    }

    /** An object that may be touched, and the policies that may say so. */
    private record Touched(Manifest manifest, SubjectKind kind, List<ImpactIndex.Reader> readers) {

        /**
         * Adds a policy; those that read are asked one after the other, so that one that is there already is the last.
         */
        void add(ImpactIndex.Reader reader) {
            if (readers.isEmpty() || readers.getLast() != reader) {
                readers.add(reader);
            }
        }
    }

    private final PolicyEvaluator evaluator;
    private final Change change;
    private final Action ceiling;
    private final Budget.Limits limits;
    private final Supplier<Budget.Limits> withReads;
    private final String cause;

    /** By policy, that it met a fault of ours; the first of each. */
    private final Map<String, Broken> faults = new LinkedHashMap<>();

    /**
     * Makes the impact of one change.
     *
     * @param ceiling no finding means more than this
     * @param limits what a policy may use for a subject while nothing waits, if there is time for it
     * @param withReads what it may use with live reads, from the moment it is asked for
     */
    Impact(
            PolicyEvaluator evaluator,
            Change change,
            Action ceiling,
            Budget.Limits limits,
            Supplier<Budget.Limits> withReads) {
        this.evaluator = evaluator;
        this.change = change;
        this.ceiling = ceiling;
        this.limits = limits;
        this.withReads = withReads;
        this.cause = "%s %s was %s"
                .formatted(change.subject().kind(), change.subject().name(), verb(change));
    }

    private static String verb(Change change) {
        return switch (change.operation()) {
            case CREATE -> "created";
            case DELETE -> "deleted";
            case UPDATE, CONNECT -> "changed";
        };
    }

    /**
     * Judges what the change may touch.
     *
     * @param index who reads what
     * @param cached the objects before the change
     * @param maxSubjects so many objects are judged at most
     * @param deadline nothing is judged after it
     */
    Result of(ImpactIndex index, ClusterView cached, int maxSubjects, Deadline deadline) {
        List<ImpactIndex.Reader> readers = index.readers(change);
        if (maxSubjects == 0 || readers.isEmpty()) {
            return Result.NONE;
        }
        try {
            if (!isJudged(cached)) {
                return Result.NONE;
            }
        } catch (RuntimeException | StackOverflowError fault) {
            readers.forEach(reader -> faulty(reader.policy(), change.subject().ref(), fault));
            return new Result(List.copyOf(faults.values()), 0, 0);
        }
        ClusterView before = before(cached);
        ClusterView after = after(cached);
        List<Touched> touched = List.copyOf(touched(readers, before, after).values());
        var broken = new ArrayList<Broken>();
        int looked = 0;
        while (looked < touched.size()
                && looked < maxSubjects
                && judge(touched.get(looked), after, before, deadline, broken)) {
            looked++;
        }
        broken.addAll(faults.values());
        return new Result(broken, looked, touched.size() - looked);
    }

    /**
     * Judges one object by all policies that may say something of it.
     *
     * @param broken takes what is broken
     * @return whether there was time for all
     */
    private boolean judge(
            Touched subject, ClusterView after, ClusterView before, Deadline deadline, List<Broken> broken) {
        for (ImpactIndex.Reader reader : subject.readers) {
            long left = deadline.left().toNanos();
            if (left <= 0) {
                return false;
            }
            Optional<Evaluation> said = guarded(reader, subject, after, before, limits.within(left));
            said.filter(evaluation -> !evaluation.findings().isEmpty()
                            || !evaluation.exempted().isEmpty())
                    .map(Impact::findingsOnly)
                    .ifPresent(
                            evaluation -> broken.add(new Broken(evaluation, reader.policy(), rerun(reader, subject))));
            if (said.isPresent() && isLate(said.get()) && deadline.hasPassed()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLate(Evaluation evaluation) {
        return evaluation.errors().stream().anyMatch(error -> error.kind() == RuleError.Kind.TIME);
    }

    private Optional<Evaluation> guarded(
            ImpactIndex.Reader reader, Touched subject, ClusterView after, ClusterView before, Budget.Limits left) {
        try {
            return newlyBroken(reader, subject.kind, subject.manifest, after, before, left);
        } catch (RuntimeException | StackOverflowError fault) {
            faulty(reader.policy(), subject.manifest.ref(), fault);
            return Optional.empty();
        }
    }

    /** Notes a fault; it means no more than what the policy says of objects that are not changed themselves. */
    private void faulty(CompiledPolicy policy, ResourceRef subject, Throwable fault) {
        Action most = ImpactParam.of(policy.policy().params()).orElse(Action.AUDIT);
        Action action = policy.policy().action().otherwise().atMost(most).atMost(ceiling);
        Evaluation failed = Evaluation.failed(PolicyEngine.fault(policy, action, subject, Optional.empty(), fault));
        faults.putIfAbsent(policy.name(), new Broken(failed, policy, _ -> failed));
    }

    private boolean isJudged(ClusterView cached) {
        Manifest manifest = change.subject();
        boolean ends = ActionRules.isBeingDeleted(manifest)
                || evaluator.subject(change, cached).isNamespaceEnding();
        return change.subresource().isEmpty() && change.operation() != Operation.CONNECT && !ends;
    }

    private ClusterView before(ClusterView below) {
        return change.oldObject()
                .<ClusterView>map(old -> OverlayView.with(below, old))
                .orElseGet(() -> OverlayView.without(below, change.subject().ref()));
    }

    private ClusterView after(ClusterView below) {
        return change.object()
                .filter(_ -> change.operation() != Operation.DELETE)
                .<ClusterView>map(object -> OverlayView.with(below, object))
                .orElseGet(() -> OverlayView.without(below, change.subject().ref()));
    }

    private Map<ResourceRef, Touched> touched(List<ImpactIndex.Reader> readers, ClusterView before, ClusterView after) {
        var touched = new LinkedHashMap<ResourceRef, Touched>();
        for (ImpactIndex.Reader reader : readers) {
            try {
                collect(touched, reader, before, after);
            } catch (RuntimeException | StackOverflowError fault) {
                faulty(reader.policy(), change.subject().ref(), fault);
            }
        }
        return touched;
    }

    private void collect(
            Map<ResourceRef, Touched> touched, ImpactIndex.Reader reader, ClusterView before, ClusterView after) {
        for (SubjectKind kind : reader.subjects()) {
            change.oldObject().ifPresent(old -> collect(touched, reader, kind, old, before));
            change.object()
                    .filter(_ -> change.operation() != Operation.DELETE)
                    .ifPresent(object -> collect(touched, reader, kind, object, after));
        }
    }

    private void collect(
            Map<ResourceRef, Touched> touched,
            ImpactIndex.Reader reader,
            SubjectKind kind,
            Manifest object,
            ClusterView view) {
        var subjects = new TouchedSubjects(view, kind);
        for (Origin.Site site : reader.sites()) {
            for (Manifest subject : subjects.of(site, object)) {
                if (!subject.ref().equals(change.subject().ref()) && !ActionRules.isBeingDeleted(subject)) {
                    touched.computeIfAbsent(subject.ref(), _ -> new Touched(subject, kind, new ArrayList<>()))
                            .add(reader);
                }
            }
        }
    }

    private Optional<Evaluation> newlyBroken(
            ImpactIndex.Reader reader,
            SubjectKind kind,
            Manifest subject,
            ClusterView after,
            ClusterView before,
            Budget.Limits left) {
        Change unchanged = kind.unchanged(subject);
        return evaluator.newlyBroken(
                reader.policy(),
                reader.rules(),
                evaluator.subject(unchanged, after),
                evaluator.subject(unchanged, before),
                new Budget(left),
                ceiling,
                cause,
                change.subject().namespace());
    }

    /** What an object was not judged by, before the change or after it, says nothing of the change; a fault is told. */
    private static Evaluation findingsOnly(Evaluation evaluation) {
        return new Evaluation(
                evaluation.policy(),
                evaluation.subject(),
                evaluation.findings(),
                List.of(),
                evaluation.exempted(),
                evaluation.errors().stream()
                        .filter(error -> error.kind() == RuleError.Kind.INTERNAL)
                        .toList());
    }

    private Confirmation.Rerun rerun(ImpactIndex.Reader reader, Touched touched) {
        ResourceRef ref = touched.manifest.ref();
        return reads -> switch (reads.get(
                touched.kind.kind().apiVersion(), touched.kind.kind().kind(), ref.namespace(), ref.name())) {
            case Lookup.Found(Manifest now) ->
                ActionRules.isBeingDeleted(now)
                        ? Evaluation.nothing(reader.policy().name(), ref)
                        : newlyBroken(reader, touched.kind, now, after(reads), before(reads), withReads.get())
                                .map(Impact::withoutFailures)
                                .orElseGet(
                                        () -> Evaluation.nothing(reader.policy().name(), ref));
            case Lookup.Absent _ -> Evaluation.nothing(reader.policy().name(), ref);
            case Lookup.NotKnown(String why) -> Evaluation.notKnown(reader.policy(), ref, why);
        };
    }

    private static Evaluation withoutFailures(Evaluation evaluation) {
        return new Evaluation(
                evaluation.policy(),
                evaluation.subject(),
                evaluation.findings(),
                evaluation.notKnown(),
                evaluation.exempted(),
                evaluation.errors().stream()
                        .filter(error -> error.kind() == RuleError.Kind.TIME)
                        .toList());
    }

    /** An evaluation after its denials were confirmed. */
    static Evaluation settled(Evaluation evaluation) {
        return findingsOnly(evaluation);
    }

    /** The first half of what is left, so that there is time to confirm what is found. */
    static Deadline firstHalf(Deadline deadline) {
        Duration half = deadline.left().dividedBy(2);
        return new Deadline(deadline.at() - Math.max(0, half.toNanos()), deadline.clock());
    }
}
