package dev.ordinal.engine;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Action;
import java.util.List;
import java.util.Optional;

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

    /** Whether any of it refuses the change. */
    boolean denies() {
        return findings.stream().anyMatch(finding -> finding.action() == Action.DENY)
                || errors.stream().anyMatch(error -> error.action() == Action.DENY);
    }

    /** That the policy has nothing to say of the object. */
    static Evaluation nothing(String policy, ResourceRef subject) {
        return new Evaluation(policy, subject, List.of(), List.of(), List.of(), List.of());
    }

    /** That the policy failed as a whole. */
    static Evaluation failed(RuleError error) {
        return new Evaluation(error.policy(), error.subject(), List.of(), List.of(), List.of(), List.of(error));
    }

    /** That the object itself is not known, for some reason. */
    static Evaluation notKnown(CompiledPolicy policy, ResourceRef subject, String why) {
        var about = new Finding(
                policy.name(),
                "",
                policy.policy().action().otherwise(),
                policy.policy().title(),
                "",
                subject,
                FieldPath.ROOT,
                Optional.empty(),
                List.of());
        return new Evaluation(
                policy.name(),
                subject,
                List.of(),
                List.of(new NotKnownRule(about, "%s: %s".formatted(subject, why))),
                List.of(),
                List.of());
    }
}
