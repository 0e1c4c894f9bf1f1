package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the policies may use for one change: a budget for the object, and another for what the object was before, so
 * that the second is not judged on what the first has left. Used by one thread.
 */
final class Budgets {

    private final Supplier<Budget.Limits> limits;
    private final int policies;
    private final Budget now;
    private @Nullable Budget before;
    private int policy;

    /**
     * Makes those of one change.
     *
     * @param limits tells what may be used from the moment it is asked
     * @param policies how many share each budget
     */
    Budgets(Supplier<Budget.Limits> limits, int policies) {
        this.limits = limits;
        this.policies = policies;
        this.now = new Budget(limits.get());
    }

    /** Goes on to one of the policies, from 0. */
    void next(int place) {
        policy = place;
        now.allot(place, policies);
    }

    /** For the object. */
    Budget now() {
        return now;
    }

    /** For what the object was. */
    Budget before() {
        if (before == null) {
            before = new Budget(limits.get());
        }
        before.allot(policy, policies);
        return before;
    }
}
