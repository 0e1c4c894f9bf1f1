package dev.ordinal.admission;

import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.Decision;

/** Judges changes by the policies that are loaded. Safe for use by several threads. */
@FunctionalInterface
public interface Judge {

    /** What the policies say of a change, said before the deadline. */
    Decision judge(Change change, Deadline deadline);
}
