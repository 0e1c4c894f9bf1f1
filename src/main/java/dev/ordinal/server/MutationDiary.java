package dev.ordinal.server;

import dev.ordinal.admission.AdmissionRequest;
import dev.ordinal.admission.Door;
import dev.ordinal.engine.Mutated;
import dev.ordinal.engine.MutationJudge;
import dev.ordinal.engine.RuleError;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Counts every answer of the mutating door, and logs one line for each request whose object was changed, and one for
 * each mutation that was left out. No line holds anything of an object but its name and the paths of fields.
 */
final class MutationDiary implements Door.Observer {

    private static final Logger LOG = Logger.getLogger("dev.ordinal.mutation");

    private final MutationMeters meters;

    MutationDiary(MutationMeters meters) {
        this.meters = meters;
    }

    @Override
    public void passed(AdmissionRequest request, Door.Passage passage, long nanos) {
        meters.passed(request, passage, nanos);
        passage.fault()
                .ifPresent(fault -> LOG.errorf(
                        fault, "a mistake in Ordinal; the object stays as it is", Diary.about(request, nanos)));
        passage.mutation().ifPresent(outcome -> log(request, outcome, nanos));
        if (passage.bypassed()) {
            LOG.infof("nothing was added: the settings let this user through", Diary.about(request, nanos));
        }
    }

    private static void log(AdmissionRequest request, MutationJudge.Outcome outcome, long nanos) {
        Mutated mutated = outcome.mutated();
        var errors = new ArrayList<>(mutated.errors());
        errors.addAll(outcome.said().errors());
        for (RuleError error : errors) {
            LOG.warnf(
                    "a mutation failed and was left out",
                    Diary.about(request, nanos)
                            .with("rule", error.policy() + "/" + error.rule())
                            .with("position", error.position().toString())
                            .with("error", error.message()));
        }
        if (outcome.late()) {
            LOG.warnf("nothing was added: the time was up", Diary.about(request, nanos));
        }
        if (mutated.isChanged()) {
            LOG.infof("mutated", Diary.about(request, nanos).with("added", added(mutated)));
        }
    }

    /** {@code policy field} for each field that was added. */
    private static List<String> added(Mutated mutated) {
        return mutated.steps().stream()
                .flatMap(step -> step.fields().stream().map(field -> step.policy() + " " + field))
                .toList();
    }
}
