package dev.ordinal.cluster.live;

import java.time.Duration;

/**
 * How well a live view knows a kind.
 *
 * @param apiVersion the version it was asked for
 * @param kind such as {@code Service}
 * @param status whether its objects are known
 * @param why what keeps it from being known, or what went wrong last; empty if nothing did
 * @param objects how many are known
 * @param connected whether the API server is telling of changes at present
 * @param age time since the API server last told something of the kind: a list, a change or a sign of life
 */
public record KindState(
        String apiVersion, String kind, Status status, String why, int objects, boolean connected, Duration age) {

    /** Whether the objects of a kind are known. */
    public enum Status {
        /** They are being read for the first time. */
        SYNCING,
        /** They are known, if {@link KindState#age} is short. */
        SYNCED,
        /** The API server does not have the kind, or has it not to be listed and watched. */
        NOT_SERVED,
        /** The API server does not let us list or watch the kind. */
        FORBIDDEN,
        /** Ordinal failed, and does not follow the kind any more. */
        FAILED
    }

    /** Whether the kind's objects are known. */
    public boolean isSynced() {
        return status == Status.SYNCED;
    }

    /** Whether nothing will be known of the kind until somebody changes the cluster, or starts Ordinal again. */
    public boolean isUnavailable() {
        return switch (status) {
            case SYNCING, SYNCED -> false;
            case NOT_SERVED, FORBIDDEN, FAILED -> true;
        };
    }
}
