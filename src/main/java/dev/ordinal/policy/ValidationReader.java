package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.Policy.ForEach;
import dev.ordinal.policy.Policy.Validation;
import java.util.Optional;

/** Reads a rule of a policy. */
final class ValidationReader {

    private ValidationReader() {}

    /**
     * Reads a rule.
     *
     * @param ceiling the policy's action
     * @return empty if it lacks its expression or what it needs to run over items, which was reported then
     */
    static Optional<Validation> read(Node node, ActionByOperation ceiling) {
        return node.fields(Shape.VALIDATION).flatMap(fields -> read(fields, ceiling));
    }

    private static Optional<Validation> read(Fields fields, ActionByOperation ceiling) {
        String name = fields.name("name");
        Optional<ForEach> forEach = fields.find("forEach").flatMap(ValidationReader::forEach);
        Optional<Expression> expression = fields.expression("expression");
        String message = fields.line("message");
        Optional<Expression> messageExpression = fields.expression("messageExpression");
        String fieldPath = fields.get("fieldPath", Node::fieldPath, "");
        Optional<Expression> fieldPathExpression = fields.expression("fieldPathExpression");
        String remedy = fields.get("remedy", ValidationReader::remedy, "");
        Optional<Expression> remedyExpression = fields.expression("remedyExpression");
        Optional<ActionByOperation> action =
                fields.find("action").flatMap(node -> ActionReader.byOperation(node, ceiling));
        Optional<Expression> actionExpression = fields.expression("actionExpression");
        if (fields.find("message").isEmpty() && fields.find("messageExpression").isEmpty()) {
            Node node = fields.node();
            node.document()
                    .wrongField(
                            Problem.Kind.FIELD,
                            node.path(),
                            node.path() + ": needs a `message` or a `messageExpression`");
        }
        if (forEach.isEmpty() && isMeantForItems(fields.node())) {
            return Optional.empty();
        }
        return expression.map(rule -> new Validation(
                name,
                forEach,
                rule,
                message,
                messageExpression,
                fieldPath,
                fields.find("fieldPath").orElse(fields.node()).position(),
                fieldPathExpression,
                remedy,
                remedyExpression,
                action,
                actionExpression));
    }

    /** Whether the rule has a {@code forEach}, well or badly spelt: without it, its item would not be declared. */
    private static boolean isMeantForItems(Node rule) {
        return rule.value() instanceof JsonObject fields
                && fields.keySet().stream()
                        .anyMatch(field -> Nearest.to(field, Shape.VALIDATION.fields())
                                .filter("forEach"::equals)
                                .isPresent());
    }

    private static Optional<ForEach> forEach(Node node) {
        return node.fields(Shape.FOR_EACH).flatMap(fields -> {
            Optional<Expression> list = fields.expression("list");
            String as = fields.get("as", Names::freeIdentifier, "");
            Optional<Expression> path = fields.expression("path");
            return list.filter(_ -> !as.isEmpty()).map(items -> new ForEach(items, as, path));
        });
    }

    private static Optional<String> remedy(Node node) {
        Optional<String> remedy = node.words();
        if (remedy.isPresent() && !remedy.get().endsWith(".")) {
            node.wrong("a remedy is made of sentences; it ends with a full stop");
            return Optional.empty();
        }
        return remedy;
    }
}
