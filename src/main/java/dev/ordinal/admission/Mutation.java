package dev.ordinal.admission;

import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.MutationJudge;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The mutating door: adds to objects what policies say they lack. It denies nothing; where something goes wrong, the
 * object stays as it is.
 */
public final class Mutation implements Door.Ruler {

    private static final Door.Passage UNCHANGED = new Door.Passage(Answer.YES, Optional.empty(), false);

    private final Mutating mutating;
    private final Supplier<DoorRules> rules;

    /**
     * Makes one.
     *
     * @param rules asked for each request, since they may change
     */
    public Mutation(Mutating mutating, Supplier<DoorRules> rules) {
        this.mutating = mutating;
        this.rules = rules;
    }

    @Override
    public Door.Passage rule(AdmissionRequest request, Deadline deadline) {
        if (request.change().isEmpty()) {
            return UNCHANGED;
        }
        DoorRules now = rules.get();
        if (now.bypasses(request)) {
            return Validation.BYPASSED;
        }
        if (now.spares(request)) {
            return UNCHANGED;
        }
        try {
            MutationJudge.Outcome outcome = mutating.mutate(request.change().get(), deadline);
            return new Door.Passage(
                    MutationAnswers.of(outcome, request.subject()),
                    Optional.of(outcome.said()),
                    Optional.of(outcome),
                    false,
                    Optional.empty());
        } catch (RuntimeException | StackOverflowError fault) {
            return new Door.Passage(Answer.YES, Optional.empty(), Optional.empty(), false, Optional.of(fault));
        }
    }
}
