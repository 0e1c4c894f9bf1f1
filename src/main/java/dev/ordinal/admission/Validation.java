package dev.ordinal.admission;

import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.Decision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The validating door: allows or denies as the policies say. */
public final class Validation implements Door.Ruler {

    private static final Door.Passage NOTHING_TO_JUDGE = new Door.Passage(Answer.YES, Optional.empty(), false);

    /** For who is let through whatever the policies say. */
    static final Door.Passage BYPASSED = new Door.Passage(
            new Answer(
                    true,
                    "",
                    List.of("Ordinal did not judge this: the settings let this user through"),
                    Map.of("bypassed", "the settings let this user through")),
            Optional.empty(),
            true);

    private final Judge judge;
    private final Supplier<DoorRules> rules;

    /**
     * Makes one.
     *
     * @param rules asked for each request, since they may change
     */
    public Validation(Judge judge, Supplier<DoorRules> rules) {
        this.judge = judge;
        this.rules = rules;
    }

    @Override
    public Door.Passage rule(AdmissionRequest request, Deadline deadline) {
        if (request.change().isEmpty()) {
            return NOTHING_TO_JUDGE;
        }
        DoorRules now = rules.get();
        if (now.bypasses(request)) {
            return BYPASSED;
        }
        Decision decision = judge.judge(request.change().get(), deadline);
        return new Door.Passage(
                Answers.of(decision, request.subject(), now.spares(request)), Optional.of(decision), false);
    }
}
