package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.cel.CompiledExpression;
import dev.ordinal.cel.Lookups;
import dev.ordinal.cel.Outcome;
import dev.ordinal.cluster.BundleView;
import dev.ordinal.policy.Action;
import java.util.List;
import java.util.Optional;

/** What findings mean at most as long as nobody sets params. */
public final class DefaultActions {

    private DefaultActions() {}

    /**
     * The strictest action of the policy's rules with its own params, where these make it milder than it can be. An
     * action that depends on the object counts as the strictest that it may be.
     *
     * @return empty if params make no difference
     */
    public static Optional<Action> loweredByParams(CompiledPolicy policy) {
        Action byDefault = Action.AUDIT;
        Action possible = Action.AUDIT;
        for (CompiledPolicy.Rule rule : policy.rules()) {
            Action means =
                    rule.validation().action().orElse(policy.policy().action()).otherwise();
            Optional<Action> ofParams = rule.action().flatMap(expression -> ofParams(expression, policy));
            possible = strictest(possible, means);
            byDefault = strictest(byDefault, means.atMost(ofParams.orElse(means)));
        }
        return byDefault == possible ? Optional.empty() : Optional.of(byDefault);
    }

    private static Action strictest(Action one, Action other) {
        return one.atMost(other) == one ? other : one;
    }

    /** The value of an expression that needs nothing but params. */
    private static Optional<Action> ofParams(CompiledExpression expression, CompiledPolicy policy) {
        var nothing = new Lookups(new BundleView(List.of(), true));
        Outcome outcome = expression.evaluate(
                name -> name.equals("params") ? policy.policy().params() : null, nothing, Budget.standard());
        return outcome instanceof Outcome.Value(Object value) && value instanceof String word
                ? Action.ofWord(word)
                : Optional.empty();
    }
}
