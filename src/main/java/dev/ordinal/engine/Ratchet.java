package dev.ordinal.engine;

import dev.ordinal.policy.Action;
import dev.ordinal.policy.FailurePolicy;
import java.util.HashSet;
import java.util.Set;

/**
 * What an object was like before an update, so that the update is refused only for what it makes worse. Used by one
 * thread.
 */
final class Ratchet {

    private final RuleResults before;
    private final OldFindings findings;

    /** The rules of which it cannot be said what they would have meant before; match conditions among them. */
    private final Set<String> open = new HashSet<>();

    /**
     * Makes one.
     *
     * @param before what the rules that matter said of the old object
     * @param asleep whether the old object had no replicas; whoever wakes it up is refused nothing that it broke
     * @param onFailure what it means that a rule fails
     */
    Ratchet(RuleResults before, boolean asleep, FailurePolicy onFailure) {
        this.before = before;
        this.findings = new OldFindings(before, asleep);
        before.notKnown.forEach(notKnown -> open.add(notKnown.finding().rule()));
        before.errors.stream()
                // where a failure means nothing the object could come in by it, and would be let through once more
                .filter(error -> error.kind() != RuleError.Kind.EVALUATION || onFailure == FailurePolicy.FAIL)
                .forEach(error -> open.add(error.rule()));
    }

    /** Nothing was there before. */
    static Ratchet ofNew() {
        return new Ratchet(new RuleResults(), false, FailurePolicy.FAIL);
    }

    /** Whether a finding that denies did so before, or nobody can tell. Each old finding stands for one of now. */
    boolean excuses(RuleResults.Keyed keyed) {
        return isOpen(keyed.finding().rule()) || findings.take(keyed);
    }

    /** Whether a rule that fails now was broken before, or failed, or nobody can tell. */
    boolean excuses(RuleError error) {
        return isOpen(error.rule())
                || before.errors.stream().anyMatch(old -> old.rule().equals(error.rule()))
                || before.findings.stream()
                        .map(RuleResults.Keyed::finding)
                        .anyMatch(old -> old.rule().equals(error.rule()) && old.action() == Action.DENY);
    }

    private boolean isOpen(String rule) {
        return open.contains(rule) || (before.isUndecided && !open.isEmpty());
    }
}
