package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.cluster.OverlayView;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Decides on admission requests: what the policies say of a change from caches alone, and of what would refuse it,
 * whether it still holds with live reads. Immutable but for its engine's caches; safe for use by several threads.
 */
public final class AdmissionJudge {

    private final PolicyEngine engine;
    private final JudgeOptions options;
    private final Map<String, CompiledPolicy> policies = new HashMap<>();
    private final ImpactIndex impactIndex;
    private final Candidates candidates;

    /** Makes a judge by the policies of an engine, but for those that are judged at mutation. */
    public AdmissionJudge(PolicyEngine engine, JudgeOptions options) {
        this.engine = engine;
        this.options = options;
        List<CompiledPolicy> judged = engine.policies().stream()
                .filter(CompiledPolicy::isJudgedOfStoredObjects)
                .toList();
        judged.forEach(policy -> policies.put(policy.name(), policy));
        this.impactIndex = new ImpactIndex(judged, engine.types());
        this.candidates = new Candidates(judged, engine.evaluator().matcher());
    }

    /** What is wrong with the exceptions that it knows. */
    public List<Problem> problems() {
        return engine.problems();
    }

    /**
     * Judges a change where the caches are all there is, such as a folder: denials stand as they are.
     *
     * @param change objects with the API server's defaults filled in
     * @param cached the objects around it, before the change
     * @param deadline by when to be done; what was not judged by then is not known, or an error of its policy
     */
    public Decision judge(Change change, ClusterView cached, Deadline deadline) {
        return judge(change, cached, Optional.empty(), deadline);
    }

    /**
     * Judges a change.
     *
     * @param change objects with the API server's defaults filled in
     * @param cached the objects around it as they were known a moment ago, before the change
     * @param live gives reads of the objects as they are now, which stop at the deadline given; asked only for what
     *     would refuse the change
     * @param deadline by when to be done; what was not judged by then is not known, or an error of its policy
     */
    public Decision judge(Change change, ClusterView cached, Function<Deadline, ClusterView> live, Deadline deadline) {
        return judge(change, cached, Optional.of(live), deadline);
    }

    private Decision judge(
            Change change, ClusterView cached, Optional<Function<Deadline, ClusterView>> live, Deadline deadline) {
        var confirmation = new Confirmation(live, deadline, change.isDryRun(), options.observer());
        var request = new Request(confirmation, deadline, options.ceiling().get());
        Optional<ScaleChange> scale = ScaleChange.of(change);
        Decision decision = scale.isPresent() ? request.judge(scale.get(), cached) : request.judge(change, cached);
        return request.ceiling == Action.AUDIT ? decision.untold() : decision;
    }

    /** What one request needs while it is judged. */
    private final class Request {
        private final Confirmation confirmation;
        private final Deadline deadline;
        private final Action ceiling;

        Request(Confirmation confirmation, Deadline deadline, Action ceiling) {
            this.confirmation = confirmation;
            this.deadline = deadline;
            this.ceiling = ceiling.atMost(engine.options().ceiling());
        }

        Decision judge(Change change, ClusterView cached) {
            var settled = new ArrayList<Evaluation>();
            for (Evaluation evaluation : evaluate(change, cached, candidates.of(change), this::fromCaches)) {
                CompiledPolicy policy = policy(evaluation);
                settled.add(confirmation.settle(
                        evaluation, policy, false, reads -> again(policy, change, reads, evaluation)));
            }
            return decide(settled, change, cached);
        }

        /** Decides by what was said of the object, and by what the change breaks elsewhere. */
        private Decision decide(List<Evaluation> settled, Change change, ClusterView cached) {
            Impact.Result impact = impact(change, cached);
            boolean refused = settled.stream().anyMatch(Evaluation::denies);
            for (Impact.Broken broken : impact.broken()) {
                // what refuses the change already needs no further live reads
                Evaluation evaluation = refused
                        ? confirmation.unconfirmed(broken.evaluation(), broken.policy())
                        : confirmation.settle(broken.evaluation(), broken.policy(), true, broken.rerun());
                settled.add(Impact.settled(evaluation));
                refused |= settled.getLast().denies();
            }
            return Decision.of(settled, notices(impact, change), confirmation.count(), impact.looked(), impact.cut());
        }

        private Impact.Result impact(Change change, ClusterView cached) {
            var impact = new Impact(
                    engine.evaluator(), change, ceiling, engine.options().budget(), this::withReads);
            Impact.Result result = impact.of(
                    impactIndex,
                    ObservedView.of(cached, options.observer()),
                    options.maxSubjects(),
                    Impact.firstHalf(deadline));
            if (result.cut() > 0) {
                options.observer().cut(result.cut());
            }
            return result;
        }

        private List<String> notices(Impact.Result impact, Change change) {
            var notices = new ArrayList<String>();
            if (impact.cut() == 1) {
                notices.add("1 more object that the change may touch was not looked at");
            } else if (impact.cut() > 1) {
                notices.add("%d more objects that the change may touch were not looked at".formatted(impact.cut()));
            }
            change.object()
                    .map(engine::exemptionMistakes)
                    .orElse(List.of())
                    .forEach(mistake -> notices.add(mistake.field() + ": " + mistake.message()));
            return notices;
        }

        Decision judge(ScaleChange scale, ClusterView cached) {
            Lookup parent = scale.parent(cached);
            if (!(parent instanceof Lookup.Found)) {
                parent = confirmation.reads().map(scale::parent).orElse(parent);
            }
            return parent instanceof Lookup.Found(Manifest statefulSet)
                    ? judge(scale, statefulSet, cached)
                    : Decision.silent(
                            List.of("%s is not known, so its scaling was not judged".formatted(scale.parent())));
        }

        private Decision judge(ScaleChange scale, Manifest parent, ClusterView cached) {
            Change change = scale.over(parent);
            var settled = new ArrayList<Evaluation>();
            for (Evaluation evaluation : evaluate(change, cached, candidates.of(change), this::fromCaches)) {
                CompiledPolicy policy = policy(evaluation);
                settled.add(confirmation.settle(evaluation, policy, true, reads -> switch (scale.parent(reads)) {
                    case Lookup.Found(Manifest now) -> again(policy, scale.over(now), reads, evaluation);
                    case Lookup.Absent _ -> Evaluation.nothing(policy.name(), parent.ref());
                    case Lookup.NotKnown(String why) -> Evaluation.notKnown(policy, parent.ref(), why);
                }));
            }
            return decide(settled, scale.whole(parent), cached);
        }

        private CompiledPolicy policy(Evaluation evaluation) {
            return Objects.requireNonNull(policies.get(evaluation.policy()));
        }

        private List<Evaluation> evaluate(
                Change change, ClusterView before, List<CompiledPolicy> candidates, Supplier<Budget.Limits> limits) {
            var terms = new PolicyEngine.Terms(ceiling, limits, options.observer());
            return engine.evaluate(
                    change, ObservedView.of(after(change, before), options.observer()), candidates, terms);
        }

        private Evaluation again(CompiledPolicy policy, Change change, ClusterView reads, Evaluation cached) {
            List<Evaluation> again = evaluate(change, reads, List.of(policy), this::withReads);
            return again.isEmpty() ? Evaluation.nothing(policy.name(), cached.subject()) : again.getFirst();
        }

        private Budget.Limits fromCaches() {
            return engine.options().budget().within(left());
        }

        private Budget.Limits withReads() {
            return engine.options().budget().waiting(left());
        }

        private long left() {
            return Math.max(0, deadline.left().toNanos());
        }
    }

    /** The view after the change. */
    private static ClusterView after(Change change, ClusterView before) {
        return switch (change.operation()) {
            case CREATE, UPDATE ->
                change.object()
                        .<ClusterView>map(object -> OverlayView.with(before, object))
                        .orElse(before);
            case DELETE -> OverlayView.without(before, change.subject().ref());
            case CONNECT -> before;
        };
    }
}
