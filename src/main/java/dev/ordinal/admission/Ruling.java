package dev.ordinal.admission;

import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.Exempted;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.engine.RuleError;
import dev.ordinal.policy.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * What the policies said of a change, sorted by what it means.
 *
 * @param denials the findings that refuse it
 * @param warnings those that are told
 * @param audited those that are recorded
 * @param notKnown the rules that could not be judged
 * @param exempted what it breaks but is exempt from
 * @param errors the rules that failed
 * @param notices what else to tell, such as what was cut
 */
public record Ruling(
        List<Finding> denials,
        List<Finding> warnings,
        List<Finding> audited,
        List<NotKnownRule> notKnown,
        List<Exempted> exempted,
        List<RuleError> errors,
        List<String> notices) {

    /** What the evaluations mean. */
    public static Ruling of(List<Evaluation> evaluations) {
        var denials = new ArrayList<Finding>();
        var warnings = new ArrayList<Finding>();
        var audited = new ArrayList<Finding>();
        var notKnown = new ArrayList<NotKnownRule>();
        var exempted = new ArrayList<Exempted>();
        var errors = new ArrayList<RuleError>();
        for (Evaluation evaluation : evaluations) {
            for (Finding finding : evaluation.findings()) {
                (finding.action() == Action.DENY ? denials : finding.action() == Action.WARN ? warnings : audited)
                        .add(finding);
            }
            notKnown.addAll(evaluation.notKnown());
            exempted.addAll(evaluation.exempted());
            errors.addAll(evaluation.errors());
        }
        return new Ruling(denials, warnings, audited, notKnown, exempted, errors, List.of());
    }

    public boolean allowed() {
        return denials.isEmpty();
    }
}
