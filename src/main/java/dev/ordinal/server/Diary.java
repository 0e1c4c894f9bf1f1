package dev.ordinal.server;

import dev.ordinal.admission.AdmissionRequest;
import dev.ordinal.admission.Door;
import dev.ordinal.engine.Decision;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.RuleError;
import dev.ordinal.policy.Action;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Counts every answer, and logs those that somebody may ask about: one line for each denial, each request that was let
 * through unjudged and each rule that failed. No line holds anything of an object but its name.
 */
final class Diary implements Door.Observer {

    private static final Logger LOG = Logger.getLogger("dev.ordinal.admission");

    private final Meters meters;

    Diary(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void passed(AdmissionRequest request, Door.Passage passage, long nanos) {
        meters.passed(request, passage, nanos);
        passage.decision().ifPresent(decision -> {
            for (RuleError error : decision.errors()) {
                LOG.warnf(
                        "a rule failed",
                        about(request, nanos)
                                .with("rule", error.policy() + "/" + error.rule())
                                .with("position", error.position().toString())
                                .with("error", error.message()));
            }
        });
        if (passage.bypassed()) {
            LOG.infof("not judged: the settings let this user through", about(request, nanos));
        } else if (!passage.answer().allowed()) {
            LOG.infof(
                    "denied",
                    about(request, nanos)
                            .with(
                                    "policies",
                                    passage.decision().map(Diary::reasons).orElse(List.of())));
        }
    }

    private static List<String> reasons(Decision decision) {
        var ids = new LinkedHashSet<String>();
        for (Finding finding : decision.denials()) {
            ids.add(finding.id());
        }
        for (RuleError error : decision.errors()) {
            if (error.action() == Action.DENY) {
                ids.add(error.policy() + "/" + error.rule());
            }
        }
        return new ArrayList<>(ids);
    }

    /** Which request it was. */
    static LogFields about(AdmissionRequest request, long nanos) {
        return new LogFields()
                .with("uid", request.uid())
                .with("user", request.user())
                .with("operation", request.operation().name())
                .with("kind", request.subject().kind())
                .with("namespace", request.subject().namespace())
                .with("name", request.subject().name())
                .with("subresource", request.subresource())
                .with("dryRun", request.dryRun())
                .with("milliseconds", Math.round(nanos / 10_000.0) / 100.0);
    }
}
