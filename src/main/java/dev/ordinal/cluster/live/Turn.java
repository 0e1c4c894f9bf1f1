package dev.ordinal.cluster.live;

/** How one attempt to follow a kind ended, and what comes next. */
sealed interface Turn {

    /** The API server told all it had to; changes are watched from that version on. */
    record GoOn(String version) implements Turn {}

    /** Changes were missed: all objects must be read again. */
    record ReadAgain(String why) implements Turn {}

    /** There was no answer, or none of use; the same is tried again. */
    record TryAgain(String why) implements Turn {}

    /** The API server does not let the kind be known. */
    record GiveUp(KindState.Status status, String why) implements Turn {}
}
