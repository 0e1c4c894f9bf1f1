package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.policy.Action;
import java.time.LocalDate;

/**
 * What holds for all policies of an engine.
 *
 * @param ceiling no finding means more than this
 * @param budget what the rules may use for one change
 * @param today decides which exceptions have expired
 */
public record EngineOptions(Action ceiling, Budget.Limits budget, LocalDate today) {

    /** Every action as it is meant. */
    public static EngineOptions on(LocalDate today) {
        return new EngineOptions(Action.DENY, Budget.Limits.DEFAULT, today);
    }
}
