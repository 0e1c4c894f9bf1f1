package dev.ordinal.cluster.live;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What comes of the attempts to follow a kind: whether it is known, what is tried next, and after which pause. Asks
 * nobody and is told the time. One thread moves it; {@link #status} and {@link #why} are for all.
 *
 * <p>That a kind can be listed says nothing of whether it can be watched. So a list ends no row of failures: only a
 * watch does, once it has told something or lasted.
 */
final class Course {

    /** Failed watches in a row after which all is read again if what was asked for may be the reason. */
    private static final int IN_DOUBT = 3;

    /** The same whatever the reason. It takes a minute: until then the API server may be starting. */
    private static final int FOR_ANY_REASON = 10;

    /** What is to be told of a step. */
    enum News {
        /** Nothing. */
        NONE,
        /** The kind is known, and was not before. */
        KNOWN,
        /** Changes are told again, after {@link #LOST}. */
        FOLLOWED_AGAIN,
        /** All objects are read again. */
        READING_AGAIN,
        /** Changes are not told of at present. */
        LOST,
        /** The kind is not known any more, and will not be for a while. */
        UNAVAILABLE
    }

    private final Timing timing;
    private final boolean replaces;
    private volatile KindState.Status status = KindState.Status.SYNCING;
    private volatile String why = "";
    private String version = "";
    private Duration pause = Duration.ZERO;
    private int failures;
    private int failedWatches;

    /** Whether {@link News#LOST} was told, and nothing better since. */
    private boolean isLost;

    /** When the API server began to refuse the kind, in nanoseconds; null if it does not. */
    private @Nullable Long refusedSince;

    /**
     * A course at its start.
     *
     * @param replaces whether another one knows the kind until this does, so that it may be patient from the start
     */
    Course(Timing timing, boolean replaces) {
        this.timing = timing;
        this.replaces = replaces;
    }

    KindState.Status status() {
        return status;
    }

    /** What keeps the kind from being known, or what went wrong last; empty if nothing did. */
    String why() {
        return why;
    }

    /** The version from which changes are to be watched next; empty if all objects are to be read. */
    String version() {
        return version;
    }

    /** The longest pause before the next attempt. */
    Duration pause() {
        return pause;
    }

    /** A watch has begun to be answered. */
    News begun() {
        boolean isFollowedAgain = isLost && status == KindState.Status.SYNCED;
        isLost = false;
        News news = known();
        return isFollowedAgain ? News.FOLLOWED_AGAIN : news;
    }

    /** A watch has told something, or has lasted: the kind can be followed. */
    void proven() {
        failures = 0;
        failedWatches = 0;
        refusedSince = null;
    }

    /**
     * An attempt has ended.
     *
     * @param now in nanoseconds, of whatever beginning
     */
    News after(Turn turn, long now) {
        return switch (turn) {
            case Turn.Listed(String next) -> {
                version = next;
                pause = Duration.ZERO;
                // what was not available may still be refused when it is watched
                yield isUnavailable() ? News.NONE : known();
            }
            case Turn.GoOn(String next) -> {
                proven();
                version = next;
                pause = Duration.ZERO;
                yield News.NONE;
            }
            case Turn.ReadAgain(String missed) -> {
                failed();
                readAgain();
                why = missed;
                yield News.READING_AGAIN;
            }
            case Turn.TryAgain(String failure, boolean isInDoubt) -> {
                failed();
                why = failure;
                isLost = true;
                if (failedWatches < (isInDoubt ? IN_DOUBT : FOR_ANY_REASON)) {
                    yield News.LOST;
                }
                readAgain();
                yield News.READING_AGAIN;
            }
            case Turn.GiveUp(KindState.Status refusal, String reason) -> {
                failed();
                readAgain();
                why = reason;
                yield refused(refusal, now);
            }
        };
    }

    /**
     * It is not followed any more, by a mistake.
     *
     * @param mistake a phrase
     */
    News ended(String mistake) {
        why = mistake;
        status = KindState.Status.FAILED;
        return News.UNAVAILABLE;
    }

    private News known() {
        boolean isNews = status != KindState.Status.SYNCED;
        status = KindState.Status.SYNCED;
        why = "";
        isLost &= !isNews;
        return isNews ? News.KNOWN : News.NONE;
    }

    private boolean isUnavailable() {
        return status != KindState.Status.SYNCING && status != KindState.Status.SYNCED;
    }

    private void failed() {
        failures++;
        pause = timing.pause(failures);
        if (!version.isEmpty()) {
            failedWatches++;
        }
    }

    private void readAgain() {
        version = "";
        failedWatches = 0;
    }

    /** What was known may be refused for a while, as by an API server that has just started. */
    private News refused(KindState.Status refusal, long now) {
        if (refusedSince == null) {
            refusedSince = now;
        }
        boolean mayWait = status == KindState.Status.SYNCED || (status == KindState.Status.SYNCING && replaces);
        if (mayWait && now - refusedSince < timing.grace().toNanos()) {
            isLost = true;
            return News.LOST;
        }
        boolean isNews = !isUnavailable();
        status = refusal;
        return isNews ? News.UNAVAILABLE : News.NONE;
    }
}
