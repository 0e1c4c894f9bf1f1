package dev.ordinal.policy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads actions: one word, or a map from operation to word. */
final class ActionReader {

    private ActionReader() {}

    /** One action for every operation. */
    static Optional<Action> word(Node node) {
        return node.oneOf(Vocabulary.ACTIONS);
    }

    /** An action that may differ by operation. */
    static Optional<ActionByOperation> byOperation(Node node) {
        if (node.value() instanceof Map<?, ?>) {
            return node.fields(Shape.ACTION_BY_OPERATION).map(ActionReader::byOperation);
        }
        return word(node).map(ActionByOperation::always);
    }

    /** As {@link #byOperation(Node)}, at most the ceiling; reports what can only be stricter. */
    static Optional<ActionByOperation> byOperation(Node node, ActionByOperation ceiling) {
        Optional<ActionByOperation> action = byOperation(node);
        action.ifPresent(found -> reportStricter(node, found, ceiling));
        return action.map(found -> found.atMost(ceiling));
    }

    private static void reportStricter(Node node, ActionByOperation action, ActionByOperation ceiling) {
        Action others = Action.AUDIT;
        for (Operation operation : Operation.values()) {
            Action allowed = ceiling.on(operation);
            if (!action.byOperation().containsKey(operation)) {
                others = allowed.compareTo(others) > 0 ? allowed : others;
            } else if (action.on(operation).compareTo(allowed) > 0) {
                node.wrong(stricter(action.on(operation), allowed) + " for " + operation);
            }
        }
        if (action.otherwise().compareTo(others) > 0) {
            node.wrong(stricter(action.otherwise(), others));
        }
    }

    private static String stricter(Action action, Action allowed) {
        return "`" + action.word() + "` is stricter than the policy's own action, `" + allowed.word() + "`";
    }

    private static ActionByOperation byOperation(Fields fields) {
        Map<Operation, Action> actions = new EnumMap<>(Operation.class);
        Vocabulary.OPERATIONS.forEach((word, operation) ->
                fields.find(word).flatMap(ActionReader::word).ifPresent(action -> actions.put(operation, action)));
        return new ActionByOperation(fields.get("default", ActionReader::word, Action.AUDIT), actions);
    }
}
