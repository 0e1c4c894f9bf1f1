package dev.ordinal.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Room for requests with large bodies, which together take so many bytes at most: decoded, a body may take many times
 * its own size, and a few of the largest would fill the heap. Small ones are let in without being counted, since the
 * gate bounds their number; so large ones never stand in their way.
 */
final class LargeBodies {

    /** Bytes of a body that is not counted; reviews of workloads have a tenth of it. */
    private static final long SMALL = 128 << 10;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** Makes room for so many bytes at a time. */
    LargeBodies(long most) {
        this.most = most;
    }

    /**
     * Takes room for a body, to be given back by {@link #leave}.
     *
     * @param bytes its size
     * @return whether there was room
     */
    boolean enter(long bytes) {
        long counted = counted(bytes);
        if (taken.addAndGet(counted) <= most) {
            return true;
        }
        taken.addAndGet(-counted);
        return false;
    }

    /** Gives the room for a body back. */
    void leave(long bytes) {
        taken.addAndGet(-counted(bytes));
    }

    private static long counted(long bytes) {
        return bytes <= SMALL ? 0 : bytes;
    }
}
