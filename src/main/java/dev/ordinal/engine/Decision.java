package dev.ordinal.engine;

import dev.ordinal.policy.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to become of a change, and why.
 *
 * @param denials what refuses it
 * @param warnings what its author is told
 * @param audited what is recorded
 * @param notKnown the rules that could not be judged; they refuse nothing
 * @param exempted what it breaks but is exempt from
 * @param errors the rules that failed; one whose action is {@link Action#DENY} refuses the change, one whose action is
 *     {@link Action#WARN} is told to its author, others are recorded
 * @param notices sentences about the judgement itself, such as that some objects were not looked at
 * @param confirmations how many policies were evaluated again with live reads
 * @param impacted how many objects were judged that the change may touch, beside the changed one
 * @param cut how many such objects at least were left out
 * @param recorded notices that nobody is told
 */
public record Decision(
        List<Finding> denials,
        List<Finding> warnings,
        List<Finding> audited,
        List<NotKnownRule> notKnown,
        List<Exempted> exempted,
        List<RuleError> errors,
        List<String> notices,
        int confirmations,
        int impacted,
        int cut,
        List<String> recorded) {

    public Decision {
        denials = List.copyOf(denials);
        warnings = List.copyOf(warnings);
        audited = List.copyOf(audited);
        notKnown = List.copyOf(notKnown);
        exempted = List.copyOf(exempted);
        errors = List.copyOf(errors);
        notices = List.copyOf(notices);
        recorded = List.copyOf(recorded);
    }

    /** The same decision with its notices recorded rather than told. */
    Decision untold() {
        return new Decision(
                denials,
                warnings,
                audited,
                notKnown,
                exempted,
                errors,
                List.of(),
                confirmations,
                impacted,
                cut,
                notices);
    }

    /** Whether nothing refuses the change. */
    public boolean allowed() {
        return denials.isEmpty() && errors.stream().noneMatch(error -> error.action() == Action.DENY);
    }

    /** Says nothing but, maybe, some notices. */
    static Decision silent(List<String> notices) {
        return of(List.of(), notices, 0, 0, 0);
    }

    /** Sorts what evaluations say by what it means. */
    static Decision of(List<Evaluation> evaluations, List<String> notices, int confirmations, int impacted, int cut) {
        var denials = new ArrayList<Finding>();
        var warnings = new ArrayList<Finding>();
        var audited = new ArrayList<Finding>();
        var notKnown = new ArrayList<NotKnownRule>();
        var exempted = new ArrayList<Exempted>();
        var errors = new ArrayList<RuleError>();
        for (Evaluation evaluation : evaluations) {
            for (Finding finding : evaluation.findings()) {
                switch (finding.action()) {
                    case DENY -> denials.add(finding);
                    case WARN -> warnings.add(finding);
                    case AUDIT -> audited.add(finding);
                }
            }
            notKnown.addAll(evaluation.notKnown());
            exempted.addAll(evaluation.exempted());
            errors.addAll(evaluation.errors());
        }
        return new Decision(
                denials,
                warnings,
                audited,
                notKnown,
                exempted,
                errors,
                notices,
                confirmations,
                impacted,
                cut,
                List.of());
    }
}
