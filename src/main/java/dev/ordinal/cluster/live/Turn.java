package dev.ordinal.cluster.live;

/** How one attempt to follow a kind ended. */
sealed interface Turn {

    /** All objects were read, as of that version. */
    record Listed(String version) implements Turn {}

    /** A watch told all it had to; the next goes on from that version. */
    record GoOn(String version) implements Turn {}

    /** Changes were missed, or are not to be had: all objects must be read again. */
    record ReadAgain(String why) implements Turn {}

    /**
     * There was no answer, or none of use.
     *
     * @param isInDoubt whether what was asked for may be the reason, rather than a server that is away or busy
     */
    record TryAgain(String why, boolean isInDoubt) implements Turn {}

    /** The API server does not let the kind be known. */
    record GiveUp(KindState.Status status, String why) implements Turn {}
}
