package dev.ordinal.engine;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.FailurePolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settles what evaluations mean for one request: a denial that rests on look-ups is evaluated again with live reads
 * before it is spoken. Used by one thread.
 */
final class Confirmation {

    private final Optional<Function<Deadline, ClusterView>> live;
    private final Deadline deadline;
    private final boolean dryRun;
    private final AdmissionObserver observer;
    private @Nullable ClusterView reads;
    private int count;

    /** How an evaluation is made again. */
    interface Rerun {
        /**
         * Evaluates again.
         *
         * @param view the objects as they are now, without the change
         */
        Evaluation over(ClusterView view);
    }

    /**
     * Makes the confirmation of one request.
     *
     * @param live gives live reads that stop at a deadline; empty if what was looked at is all there is
     * @param dryRun whether nothing that is sent together with the change is stored
     */
    Confirmation(
            Optional<Function<Deadline, ClusterView>> live,
            Deadline deadline,
            boolean dryRun,
            AdmissionObserver observer) {
        this.live = live;
        this.deadline = deadline;
        this.dryRun = dryRun;
        this.observer = observer;
    }

    /** How many evaluations were made again. */
    int count() {
        return count;
    }

    /** Live reads; empty if there are none. */
    Optional<ClusterView> reads() {
        if (reads == null && live.isPresent()) {
            reads = live.get().apply(deadline);
        }
        return Optional.ofNullable(reads);
    }

    /**
     * What an evaluation means in the end.
     *
     * @param cached what was said from the caches
     * @param subjectLookedUp whether the subject itself was looked up, so that every denial rests on that
     */
    Evaluation settle(Evaluation cached, CompiledPolicy policy, boolean subjectLookedUp, Rerun rerun) {
        Evaluation lenient = lenient(cached, policy);
        if (live.isEmpty() || !restsOnLookups(lenient, policy, subjectLookedUp)) {
            return lenient;
        }
        if (deadline.hasPassed()) {
            return stale(lenient, policy, subjectLookedUp);
        }
        count++;
        Evaluation confirmed =
                merge(stale(lenient, policy, subjectLookedUp), lenient(again(lenient, policy, rerun), policy), policy);
        observer.confirmed(policy.name(), confirmed.denies());
        return confirmed;
    }

    /** What live reads say of what denies from the caches; a fault of ours is an error of the policy. */
    private Evaluation again(Evaluation cached, CompiledPolicy policy, Rerun rerun) {
        try {
            return rerun.over(reads().orElseThrow());
        } catch (RuntimeException | StackOverflowError fault) {
            return Evaluation.failed(
                    PolicyEngine.fault(policy, Action.DENY, cached.subject(), Optional.empty(), fault));
        }
    }

    /** What an evaluation means in the end if the change is refused in any case. */
    Evaluation unconfirmed(Evaluation cached, CompiledPolicy policy) {
        return lenient(cached, policy);
    }

    /** The evaluation with what a dry run and the failure policy lower. */
    private Evaluation lenient(Evaluation evaluation, CompiledPolicy policy) {
        List<Finding> findings = !dryRun
                ? evaluation.findings()
                : evaluation.findings().stream()
                        .map(finding ->
                                finding.basis() == Finding.Basis.ABSENCE ? finding.atMost(Action.WARN) : finding)
                        .toList();
        List<RuleError> errors = policy.policy().failurePolicy() == FailurePolicy.FAIL
                ? evaluation.errors()
                : evaluation.errors().stream()
                        .map(error -> error.atMost(Action.AUDIT))
                        .toList();
        return with(evaluation, findings, evaluation.notKnown(), errors);
    }

    private static boolean restsOnLookups(Evaluation evaluation, CompiledPolicy policy, boolean subjectLookedUp) {
        return evaluation.findings().stream().anyMatch(finding -> restsOnLookups(finding, subjectLookedUp))
                || evaluation.errors().stream().anyMatch(error -> restsOnLookups(error, policy, subjectLookedUp));
    }

    private static boolean restsOnLookups(Finding finding, boolean subjectLookedUp) {
        return finding.action() == Action.DENY && (subjectLookedUp || finding.basis() != Finding.Basis.OBJECT);
    }

    private static boolean restsOnLookups(RuleError error, CompiledPolicy policy, boolean subjectLookedUp) {
        return error.action() == Action.DENY
                && error.kind() == RuleError.Kind.EVALUATION
                && (subjectLookedUp || !policy.kinds().isEmpty());
    }

    /** The evaluation if what it rests on cannot be read anew. */
    private static Evaluation stale(Evaluation evaluation, CompiledPolicy policy, boolean subjectLookedUp) {
        Action ceiling = policy.policy().onStale();
        return with(
                evaluation,
                evaluation.findings().stream()
                        .map(finding -> restsOnLookups(finding, subjectLookedUp) ? finding.atMost(ceiling) : finding)
                        .toList(),
                evaluation.notKnown(),
                evaluation.errors().stream()
                        .map(error -> restsOnLookups(error, policy, subjectLookedUp) ? error.atMost(ceiling) : error)
                        .toList());
    }

    /** What live reads said; where they left a rule open, what the caches said if it is too late to ask again. */
    private static Evaluation merge(Evaluation stale, Evaluation confirmed, CompiledPolicy policy) {
        Set<String> open = open(confirmed, policy);
        if (open.isEmpty()) {
            return confirmed;
        }
        var findings = new ArrayList<>(confirmed.findings());
        stale.findings().stream()
                .filter(finding -> open.contains(finding.rule()))
                .filter(finding -> findings.stream().noneMatch(other -> isSame(finding, other)))
                .forEach(findings::add);
        var errors = new ArrayList<>(confirmed.errors().stream()
                .filter(error -> error.kind() != RuleError.Kind.TIME)
                .toList());
        stale.errors().stream()
                .filter(error -> open.contains(error.rule()))
                .filter(error -> errors.stream().noneMatch(other -> other.rule().equals(error.rule())))
                .forEach(errors::add);
        return with(confirmed, findings, confirmed.notKnown(), errors);
    }

    private static boolean isSame(Finding one, Finding other) {
        return one.id().equals(other.id())
                && one.subject().equals(other.subject())
                && one.fieldPath().equals(other.fieldPath());
    }

    /** The rules that an evaluation did not judge, for want of knowledge or of time. */
    private static Set<String> open(Evaluation evaluation, CompiledPolicy policy) {
        var rules = new HashSet<String>();
        policy.rules().forEach(rule -> rules.add(rule.name()));
        var open = new HashSet<String>();
        evaluation.notKnown().forEach(notKnown -> open.add(notKnown.finding().rule()));
        evaluation.errors().stream()
                .filter(error -> error.kind() == RuleError.Kind.TIME)
                .forEach(error -> open.add(error.rule()));
        // a match condition, or the policy as a whole: then no rule was judged
        return rules.containsAll(open) ? open : rules;
    }

    private static Evaluation with(
            Evaluation evaluation, List<Finding> findings, List<NotKnownRule> notKnown, List<RuleError> errors) {
        return new Evaluation(
                evaluation.policy(), evaluation.subject(), findings, notKnown, evaluation.exempted(), errors);
    }
}
