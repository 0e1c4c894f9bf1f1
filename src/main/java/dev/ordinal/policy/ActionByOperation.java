package dev.ordinal.policy;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The action a policy or a rule means to take; it may differ by operation.
 *
 * @param otherwise for the operations that are not listed
 * @param byOperation the exceptions to it
 */
public record ActionByOperation(Action otherwise, Map<Operation, Action> byOperation) {

    public ActionByOperation {
        byOperation = byOperation.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(byOperation));
    }

    /** The same action whatever the operation. */
    public static ActionByOperation always(Action action) {
        return new ActionByOperation(action, Map.of());
    }

    /** The milder of the two for each operation. */
    public ActionByOperation atMost(ActionByOperation ceiling) {
        var actions = new EnumMap<Operation, Action>(Operation.class);
        Stream.concat(byOperation.keySet().stream(), ceiling.byOperation.keySet().stream())
                .forEach(operation -> actions.put(operation, on(operation).atMost(ceiling.on(operation))));
        return new ActionByOperation(otherwise.atMost(ceiling.otherwise), actions);
    }

    /** The action for an operation. */
    public Action on(Operation operation) {
        return byOperation.getOrDefault(operation, otherwise);
    }
}
