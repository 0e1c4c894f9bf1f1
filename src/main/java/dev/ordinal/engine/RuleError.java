package dev.ordinal.engine;

import dev.ordinal.cel.Outcome;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Action;
import java.util.Optional;

/**
 * A rule that failed at run time on an object.
 *
 * @param kind what stopped it
 * @param policy the policy's name
 * @param rule the rule or match condition that failed; empty for the policy as a whole
 * @param action what a finding of the rule would have meant
 * @param message what went wrong; one line
 * @param subject the object
 * @param position where the expression that failed, its own or a variable's, stands in the policy's file
 * @param subjectPosition where the object stands
 */
public record RuleError(
        Kind kind,
        String policy,
        String rule,
        Action action,
        String message,
        ResourceRef subject,
        SourcePosition position,
        Optional<SourcePosition> subjectPosition) {

    /** The same error with a milder action, or itself. */
    public RuleError atMost(Action ceiling) {
        Action lowered = action.atMost(ceiling);
        return lowered == action
                ? this
                : new RuleError(kind, policy, rule, lowered, message, subject, position, subjectPosition);
    }

    /** What stopped a rule. */
    public enum Kind {
        /** The expression failed, such as by a field that is not there. */
        EVALUATION,
        /** It used up its steps or the size of its values. */
        BUDGET,
        /** It used up its time. */
        TIME,
        /** A fault of Ordinal itself. */
        INTERNAL;

        static Kind of(Outcome.Failed.Kind kind) {
            return switch (kind) {
                case EVALUATION -> EVALUATION;
                case BUDGET -> BUDGET;
                case TIME -> TIME;
            };
        }
    }
}
