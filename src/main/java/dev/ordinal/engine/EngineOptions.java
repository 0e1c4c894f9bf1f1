package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.policy.Action;
import java.time.LocalDate;
import java.util.Set;

/**
 * What holds for all policies of an engine.
 *
 * @param ceiling no finding means more than this
 * @param budget what the rules may use for one change
 * @param today decides which exceptions have expired
 * @param names of all policies there are, whether the engine judges by them or not; empty if they are not known
 */
public record EngineOptions(Action ceiling, Budget.Limits budget, LocalDate today, Set<String> names) {

    public EngineOptions {
        names = Set.copyOf(names);
    }

    /** Where it is not known which policies there are. */
    public EngineOptions(Action ceiling, Budget.Limits budget, LocalDate today) {
        this(ceiling, budget, today, Set.of());
    }

    /** Every action as it is meant. */
    public static EngineOptions on(LocalDate today) {
        return new EngineOptions(Action.DENY, Budget.Limits.DEFAULT, today);
    }

    /** The same where these are the names of all policies there are. */
    public EngineOptions knowing(Set<String> allNames) {
        return new EngineOptions(ceiling, budget, today, allNames);
    }
}
