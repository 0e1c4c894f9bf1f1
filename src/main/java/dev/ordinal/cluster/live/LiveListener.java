package dev.ordinal.cluster.live;

import dev.ordinal.cluster.WatchedKind;

/** Hears what happens to a live view, for logs and metrics. It is called by several threads and must be quick. */
public interface LiveListener {

    /** Hears nothing. */
    LiveListener NONE = new LiveListener() {};

    /** All objects of the kind were read for the first time, or for the first time after it was not available. */
    default void synced(WatchedKind kind, int objects) {}

    /** The kind cannot be known; said once until it can be known again. */
    default void unavailable(WatchedKind kind, String why) {}

    /** All objects of the kind are about to be read again, since changes were missed. */
    default void relisting(WatchedKind kind, String why) {}

    /**
     * The API server stopped telling of changes, or failed to answer; it is asked again. What was known stays known.
     */
    default void interrupted(WatchedKind kind, String why) {}

    /** The API server tells of changes again after {@link #interrupted}. */
    default void resumed(WatchedKind kind) {}

    /** Ordinal made a mistake while it followed the kind; what comes of it is told as well. */
    default void failed(WatchedKind kind, Throwable mistake) {}

    /**
     * The API server is asked something.
     *
     * @param path of the request, without its query
     */
    default void requested(String path) {}
}
