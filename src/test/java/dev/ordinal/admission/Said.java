package dev.ordinal.admission;

import dev.ordinal.engine.Decision;
import dev.ordinal.engine.Exempted;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.engine.RuleError;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Action;
import java.util.List;
import java.util.Optional;

/** What policies may say. */
final class Said {

    static final ResourceRef WEB = new ResourceRef("apps/v1", "StatefulSet", "shop", "web");

    private Said() {}

    static Finding finding(String rule, Action action, String message, String remedy) {
        return finding(rule, action, message, remedy, WEB);
    }

    static Finding finding(String rule, Action action, String message, String remedy, ResourceRef subject) {
        return new Finding(
                "headless-service",
                rule,
                action,
                message,
                remedy,
                subject,
                FieldPath.parse("spec.serviceName").orElseThrow(),
                Optional.empty(),
                List.of(),
                Finding.Basis.OBJECT,
                false,
                false);
    }

    static RuleError error(String rule, Action action) {
        return new RuleError(
                RuleError.Kind.EVALUATION,
                "quorum",
                rule,
                action,
                "no such key: spec",
                WEB,
                new SourcePosition("policies/quorum.yaml", 7, 3),
                Optional.empty());
    }

    static NotKnownRule notKnown(String rule, String why) {
        return new NotKnownRule(finding(rule, Action.WARN, "", ""), why);
    }

    static Exempted exempted(String rule, String reason) {
        return new Exempted(finding(rule, Action.DENY, "is so", ""), reason, "annotation");
    }

    static Decision findings(List<Finding> denials, List<Finding> warnings, List<Finding> audited) {
        return new Decision(denials, warnings, audited, List.of(), List.of(), List.of(), List.of(), 0, 0, 0, List.of());
    }

    static Decision errors(RuleError... errors) {
        return new Decision(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(errors), List.of(), 0, 0, 0, List.of());
    }

    static Decision nothing() {
        return errors();
    }
}
