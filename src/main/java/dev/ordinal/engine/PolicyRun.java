package dev.ordinal.engine;

import dev.ordinal.cel.Activation;
import dev.ordinal.cel.Budget;
import dev.ordinal.cel.CompiledExpression;
import dev.ordinal.cel.Lookups;
import dev.ordinal.cel.Lookups.Seen;
import dev.ordinal.cel.Outcome;
import dev.ordinal.cel.VariableFailure;
import org.jspecify.annotations.Nullable;

/**
 * One policy's evaluation of one change: its variables, each evaluated when first asked for and then kept. Used by one
 * thread.
 */
final class PolicyRun implements Activation {

    private final CompiledPolicy policy;
    private final Subject subject;
    private final Object params;
    private final Budget budget;
    private final Lookups lookups;
    private final @Nullable Object[] values;
    private final @Nullable Seen[] seen;
    private String itemName = "";
    private String indexName = "";
    private @Nullable Object item;
    private long index;

    PolicyRun(CompiledPolicy policy, Subject subject, Object params, Budget budget) {
        this.policy = policy;
        this.subject = subject;
        this.params = params;
        this.budget = budget;
        this.lookups = new Lookups(subject.view());
        this.values = new Object[policy.variables().size()];
        this.seen = new Seen[policy.variables().size()];
    }

    Lookups lookups() {
        return lookups;
    }

    /** Evaluates an expression of the policy. */
    Outcome evaluate(CompiledExpression expression) {
        return expression.evaluate(this, lookups, budget);
    }

    /** Binds the variables of a rule that runs over items. */
    void bind(CompiledPolicy.ForEach forEach, Object boundItem, long boundIndex) {
        itemName = forEach.as();
        indexName = forEach.indexAs();
        item = boundItem;
        index = boundIndex;
    }

    void unbind() {
        itemName = "";
        indexName = "";
        item = null;
    }

    @Override
    public @Nullable Object value(String name) {
        return switch (name) {
            case "object" -> subject.object();
            case "oldObject" -> subject.oldObject();
            case "request" -> subject.request();
            case "namespaceObject" -> subject.namespaceObject(lookups);
            case "params" -> params;
            case "cluster" -> lookups;
            default -> {
                if (name.equals(itemName)) {
                    yield item;
                }
                if (name.equals(indexName)) {
                    yield index;
                }
                Integer place = policy.variableIndex().get(name);
                yield place == null ? null : variable(place);
            }
        };
    }

    private Object variable(int place) {
        Object value = values[place];
        if (value == null) {
            Seen before = lookups.take();
            Outcome outcome = policy.variables().get(place).evaluate(this, lookups, budget);
            seen[place] = lookups.take();
            lookups.add(before);
            value = switch (outcome) {
                case Outcome.Value(Object result) -> result;
                case Outcome.NotKnown _ -> Lookups.NOT_KNOWN;
                case Outcome.Failed failed -> failed;
            };
            values[place] = value;
        }
        Seen own = seen[place];
        if (own != null) {
            lookups.add(own);
        }
        if (value instanceof Outcome.Failed failed) {
            throw VariableFailure.raise(failed);
        }
        return value;
    }
}
