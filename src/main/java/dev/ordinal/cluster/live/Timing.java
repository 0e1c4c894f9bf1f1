package dev.ordinal.cluster.live;

import java.time.Duration;

/**
 * How patient a live view is.
 *
 * @param watch the time after which a watch is begun anew
 * @param overdue how much longer than that a watch may last before the connection counts as dead
 * @param answer the time for a request's answer to begin
 * @param shortestPause the pause after a first failure; it doubles with each further one
 * @param longestPause the longest such pause
 * @param grace how long a kind that was known stays so while the API server refuses it, as it may when it starts
 */
record Timing(
        Duration watch,
        Duration overdue,
        Duration answer,
        Duration shortestPause,
        Duration longestPause,
        Duration grace) {

    static final Timing DEFAULT = new Timing(
            Duration.ofMinutes(4),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30));

    /** The pause after so many failures, from 1. */
    Duration pause(int failures) {
        Duration doubled = shortestPause.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
    }
}
