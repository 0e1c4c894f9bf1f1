package dev.ordinal.engine;

import dev.ordinal.policy.Action;
import java.util.function.Supplier;

/**
 * What holds for a judge of admission requests beside its engine's options.
 *
 * @param ceiling no finding means more than this; asked anew for each request
 * @param maxSubjects of the objects that a change may touch, so many at most are looked at for one request
 * @param observer is told what happens
 */
public record JudgeOptions(Supplier<Action> ceiling, int maxSubjects, AdmissionObserver observer) {

    /** Every action as it is meant; a thousand subjects. */
    public static final JudgeOptions DEFAULT = new JudgeOptions(() -> Action.DENY, 1_000, AdmissionObserver.NONE);

    public JudgeOptions {
        if (maxSubjects < 0) {
            throw new IllegalArgumentException("maxSubjects must not be negative: " + maxSubjects);
        }
    }
}
