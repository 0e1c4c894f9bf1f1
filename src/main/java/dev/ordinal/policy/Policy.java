package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.SourcePosition;
import java.util.List;
import java.util.Optional;

/**
 * A convention and the rules that hold it: one file of {@code policies/}.
 *
 * @param name such as {@code headless-service}
 * @param title one line
 * @param description why, in a few sentences a newcomer understands
 * @param category {@code identity}, {@code ordering}, {@code storage}, {@code availability} or {@code clients}; authors
 *     may have their own
 * @param action what its findings mean unless a rule is milder
 * @param match which changes it is about
 * @param matchConditions further conditions; all must be true
 * @param params the defaults that bindings override
 * @param variables in order; each sees those before it
 * @param validations its rules, at least one
 * @param exemptable whether an annotation on an object may exempt it
 * @param onStale what a denial means at most that could not be confirmed, because what it rests on could not be read
 *     anew in time
 * @param failurePolicy what a rule that fails at run time means
 * @param position where the file names it
 */
public record Policy(
        String name,
        String title,
        String description,
        String category,
        ActionByOperation action,
        MatchConstraints match,
        List<Named> matchConditions,
        JsonObject params,
        List<Named> variables,
        List<Validation> validations,
        boolean exemptable,
        Action onStale,
        FailurePolicy failurePolicy,
        SourcePosition position) {

    public Policy {
        matchConditions = List.copyOf(matchConditions);
        variables = List.copyOf(variables);
        validations = List.copyOf(validations);
    }

    /** An expression with a name: a match condition or a variable. */
    public record Named(String name, Expression expression) {}

    /**
     * Runs a rule once per item of a list.
     *
     * @param list gives the items
     * @param as the variable that holds the item; the item's index, from 0, is in the variable of that name with
     *     {@code Index} behind it
     * @param path gives the item's field path as text; needed only where {@code list} is not itself a chain of fields
     *     of {@code object}, and findings should point at the item
     */
    public record ForEach(Expression list, String as, Optional<Expression> path) {}

    /**
     * A rule.
     *
     * @param name its stable id within the policy
     * @param forEach the items it runs over; without it the rule runs once
     * @param expression true where the rule holds
     * @param message what is wrong, if no expression says it, or if that one fails
     * @param messageExpression gives the message
     * @param fieldPath where a finding points: below the item for a rule with {@code forEach}, else below the object
     * @param fieldPathExpression gives that path as text, always from the object's root
     * @param remedy what to do, ending with a full stop
     * @param remedyExpression gives the remedy
     * @param action milder than the policy's, where set
     * @param actionExpression gives {@code Deny}, {@code Warn} or {@code Audit}; can only make a finding milder
     */
    public record Validation(
            String name,
            Optional<ForEach> forEach,
            Expression expression,
            String message,
            Optional<Expression> messageExpression,
            String fieldPath,
            Optional<Expression> fieldPathExpression,
            String remedy,
            Optional<Expression> remedyExpression,
            Optional<ActionByOperation> action,
            Optional<Expression> actionExpression) {}
}
