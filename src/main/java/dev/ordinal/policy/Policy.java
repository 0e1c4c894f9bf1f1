package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.SourcePosition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A convention and the rules that hold it: one file of {@code policies/}.
 *
 * @param name such as {@code headless-service}
 * @param title one line
 * @param description why, in a few sentences a newcomer understands
 * @param category {@code identity}, {@code ordering}, {@code storage}, {@code availability} or {@code clients}; authors
 *     may have their own
 * @param action what its findings mean unless a rule is milder; of a policy without rules, nothing
 * @param match which changes it is about
 * @param matchConditions further conditions; all must be true
 * @param params the defaults that bindings override
 * @param paramValues the values that a param may have, in order, for those params that take only a few words
 * @param variables in order; each sees those before it
 * @param validations its rules; none if it only mutates
 * @param mutations what it adds to objects; a policy has validations, mutations or both
 * @param judgedAtMutation whether its rules are judged, in a cluster, before the API server's own validation rather
 *     than after, as warnings: for what that refuses
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
        Map<String, List<String>> paramValues,
        List<Named> variables,
        List<Validation> validations,
        Mutations mutations,
        boolean judgedAtMutation,
        boolean exemptable,
        Action onStale,
        FailurePolicy failurePolicy,
        SourcePosition position) {

    public Policy {
        matchConditions = List.copyOf(matchConditions);
        paramValues = copyInOrder(paramValues);
        variables = List.copyOf(variables);
        validations = List.copyOf(validations);
    }

    /** The same policy with other params. */
    public Policy withParams(JsonObject other) {
        return new Policy(
                name,
                title,
                description,
                category,
                action,
                match,
                matchConditions,
                other,
                paramValues,
                variables,
                validations,
                mutations,
                judgedAtMutation,
                exemptable,
                onStale,
                failurePolicy,
                position);
    }

    private static Map<String, List<String>> copyInOrder(Map<String, List<String>> values) {
        var copy = new LinkedHashMap<String, List<String>>();
        values.forEach((name, words) -> copy.put(name, List.copyOf(words)));
        return Collections.unmodifiableMap(copy);
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
     * What a policy adds to objects, and to files beside them.
     *
     * @param steps in order; each sees what those before it have made of the object
     * @param creations objects that are missing beside the subject; only files get them, never a cluster
     * @param reinvocationPolicy whether it runs again after another policy has changed the object
     * @param after names of policies whose mutations come before this one's; otherwise the order is that of names
     */
    public record Mutations(
            List<Mutation> steps, List<Named> creations, ReinvocationPolicy reinvocationPolicy, List<String> after) {

        /** Those of a policy that only judges. */
        public static final Mutations NONE = new Mutations(List.of(), List.of(), ReinvocationPolicy.NEVER, List.of());

        public Mutations {
            steps = List.copyOf(steps);
            creations = List.copyOf(creations);
            after = List.copyOf(after);
        }
    }

    /**
     * One change to an object, as in MutatingAdmissionPolicy.
     *
     * @param patchType how the expression's value changes the object
     * @param expression gives an {@code Object} to merge in, or a list of {@code JSONPatch} operations
     */
    public record Mutation(PatchType patchType, Expression expression) {}

    /** How a mutation's value changes an object. */
    public enum PatchType {
        /** Merged into the object as server-side apply merges. */
        APPLY_CONFIGURATION,
        /** Operations of RFC 6902. */
        JSON_PATCH
    }

    /** Whether a policy's mutations run again after others have changed the object. */
    public enum ReinvocationPolicy {
        /** Once. */
        NEVER,
        /** Once more where a later policy has changed the object. */
        IF_NEEDED
    }

    /**
     * A rule.
     *
     * @param name its stable id within the policy
     * @param forEach the items it runs over; without it the rule runs once
     * @param expression true where the rule holds
     * @param message what is wrong, if no expression says it, or if that one fails
     * @param messageExpression gives the message
     * @param fieldPath where a finding points: below the item for a rule with {@code forEach}, else below the object
     * @param fieldPathPosition where the file says that path
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
            SourcePosition fieldPathPosition,
            Optional<Expression> fieldPathExpression,
            String remedy,
            Optional<Expression> remedyExpression,
            Optional<ActionByOperation> action,
            Optional<Expression> actionExpression) {}
}
