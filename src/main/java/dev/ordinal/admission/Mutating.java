package dev.ordinal.admission;

import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.MutationJudge;

/** Lets the policies that are loaded add to objects. Safe for use by several threads. */
@FunctionalInterface
public interface Mutating {

    /** What the policies add to the object of a change, and say of it then; said before the deadline. */
    MutationJudge.Outcome mutate(Change change, Deadline deadline);
}
