package dev.ordinal.engine;

import dev.ordinal.manifest.ResourceRef;
import java.util.List;

/**
 * All that one policy says of one object.
 *
 * @param policy the policy's name
 * @param subject the object
 * @param findings the rules it breaks, after decisions on their action
 * @param notKnown the rules that could not be judged
 * @param exempted what it breaks but is exempt from
 * @param errors the rules that failed
 */
public record Evaluation(
        String policy,
        ResourceRef subject,
        List<Finding> findings,
        List<NotKnownRule> notKnown,
        List<Exempted> exempted,
        List<RuleError> errors) {

    public Evaluation {
        findings = List.copyOf(findings);
        notKnown = List.copyOf(notKnown);
        exempted = List.copyOf(exempted);
        errors = List.copyOf(errors);
    }
}
