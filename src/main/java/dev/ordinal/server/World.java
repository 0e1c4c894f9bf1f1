package dev.ordinal.server;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.WatchedKind;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** The objects around those that change: a real cluster, or files that stand for one. */
interface World extends AutoCloseable {

    /** The objects as they were known a moment ago. */
    ClusterView cached();

    /** Reads of the objects as they are now; empty if what is cached is all there is. */
    Optional<Function<Deadline, ClusterView>> reads();

    /** Sets the kinds that have to be known. */
    void watch(Collection<WatchedKind> kinds);

    /** Whether all of those are known, or cannot be known. */
    boolean isSynced();

    @Override
    void close();
}
