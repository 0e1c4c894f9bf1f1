package dev.ordinal.engine;

/**
 * Is told what happens while changes are judged, by the thread that judges. What it throws is not caught, so it should
 * throw nothing, and it should be quick.
 */
public interface AdmissionObserver {

    /** Is told nothing. */
    AdmissionObserver NONE = new AdmissionObserver() {};

    /**
     * A policy was evaluated.
     *
     * @param policy its name
     * @param nanos how long it took
     * @param evaluation what it said
     */
    default void evaluated(String policy, long nanos, Evaluation evaluation) {}

    /**
     * Something was looked up.
     *
     * @param kind the kind asked for
     * @param outcome {@code found}, {@code absent} or {@code not-known}; a list is absent if it is empty
     */
    default void lookup(String kind, String outcome) {}

    /**
     * A denial was evaluated again with live reads.
     *
     * @param policy the name of the policy that denied
     * @param stillDenied whether it still does
     */
    default void confirmed(String policy, boolean stillDenied) {}

    /**
     * Objects that a change may have touched were not looked at.
     *
     * @param subjects how many at least
     */
    default void cut(int subjects) {}
}
