package dev.ordinal.engine;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.OverlayView;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import java.util.List;
import java.util.Optional;

/**
 * Decides what becomes of an object before the API server looks at it: what policies add to it, and what those that are
 * judged there say of it then, as warnings. From caches alone; nothing is refused. Immutable but for its engine's
 * caches; safe for use by several threads.
 */
public final class MutationJudge {

    /**
     * What becomes of an object.
     *
     * @param mutated what was added
     * @param said what the policies that are judged at mutation say of the object with it
     * @param late whether all was left out because time was up
     */
    public record Outcome(Mutated mutated, Decision said, boolean late) {}

    private final PolicyEngine engine;
    private final JudgeOptions options;
    private final Mutator mutator;
    private final Candidates judged;

    /** Makes a judge by the policies of an engine. */
    public MutationJudge(PolicyEngine engine, JudgeOptions options) {
        this.engine = engine;
        this.options = options;
        this.mutator = new Mutator(engine);
        this.judged = new Candidates(
                engine.policies().stream()
                        .filter(CompiledPolicy::isJudgedAtMutation)
                        .filter(policy -> !policy.rules().isEmpty())
                        .toList(),
                engine.evaluator().matcher());
    }

    /**
     * Judges a change. Where nothing means more than {@link Action#AUDIT}, nothing is added.
     *
     * @param change objects with the API server's defaults filled in
     * @param cached the objects around it as they were known a moment ago, before the change
     * @param deadline by when to be done; once it has passed nothing is added
     */
    public Outcome judge(Change change, ClusterView cached, Deadline deadline) {
        Action ceiling = options.ceiling().get().atMost(engine.options().ceiling());
        ClusterView observed = ObservedView.of(cached, options.observer());
        Mutated mutated = ceiling == Action.AUDIT
                ? Mutated.unchanged(change.subject())
                : mutator.mutate(change, observed, left(deadline));
        boolean late = deadline.hasPassed();
        return late
                ? new Outcome(unchanged(mutated), Decision.silent(List.of()), true)
                : new Outcome(mutated, say(change, mutated.after(), observed, ceiling, deadline), false);
    }

    private Decision say(Change sent, Manifest after, ClusterView around, Action ceiling, Deadline deadline) {
        List<CompiledPolicy> candidates = sent.object().isEmpty() ? List.of() : judged.of(sent);
        if (candidates.isEmpty()) {
            return Decision.silent(List.of());
        }
        var change =
                new Change(sent.operation(), sent.subresource(), Optional.of(after), sent.oldObject(), sent.request());
        var terms = new PolicyEngine.Terms(
                ceiling.atMost(Action.WARN),
                () -> engine.options().budget().within(left(deadline)),
                options.observer());
        List<Evaluation> evaluations = engine.evaluate(change, OverlayView.with(around, after), candidates, terms);
        return Decision.of(evaluations, List.of(), 0, 0, 0);
    }

    private static Mutated unchanged(Mutated mutated) {
        Manifest before = mutated.before();
        return new Mutated(before, before, List.of(), List.of(), mutated.notKnown(), mutated.errors());
    }

    private static long left(Deadline deadline) {
        return Math.max(0, deadline.left().toNanos());
    }
}
