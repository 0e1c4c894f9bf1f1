package dev.ordinal.admission;

import dev.ordinal.cluster.Deadline;
import java.util.Optional;

/** The mutating door. No policy changes objects yet, so it answers every request with yes and without a patch. */
public final class Mutation implements Door.Ruler {

    private static final Door.Passage UNCHANGED = new Door.Passage(Answer.YES, Optional.empty(), false);

    @Override
    public Door.Passage rule(AdmissionRequest request, Deadline deadline) {
        return UNCHANGED;
    }
}
