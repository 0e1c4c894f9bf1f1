package dev.ordinal.engine;

import dev.ordinal.cel.CompiledExpression;
import dev.ordinal.cel.Origin;
import dev.ordinal.cel.Reads;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A policy whose expressions all compiled. Immutable.
 *
 * @param policy what was read
 * @param matchConditions in its order
 * @param variables in its order
 * @param variableIndex full name, such as {@code variables.service}, to place in {@code variables}
 * @param rules in its order
 * @param mutations what it adds to objects
 * @param reads all that any of its expressions reads
 * @param conditionLookups the look-ups of its match conditions, themselves or through variables
 */
public record CompiledPolicy(
        Policy policy,
        List<Condition> matchConditions,
        List<CompiledExpression> variables,
        Map<String, Integer> variableIndex,
        List<Rule> rules,
        Mutations mutations,
        Reads reads,
        Set<Origin.Site> conditionLookups) {

    public CompiledPolicy {
        matchConditions = List.copyOf(matchConditions);
        variables = List.copyOf(variables);
        variableIndex = Map.copyOf(variableIndex);
        rules = List.copyOf(rules);
        conditionLookups = Set.copyOf(conditionLookups);
    }

    /** The policy's name. */
    public String name() {
        return policy.name();
    }

    /** Whether its rules are judged before the API server looks at an object, rather than after. */
    public boolean isJudgedAtMutation() {
        return policy.judgedAtMutation();
    }

    /** Whether its rules are judged of what the API server is about to store. */
    public boolean isJudgedOfStoredObjects() {
        return !rules.isEmpty() && !isJudgedAtMutation();
    }

    /** The kinds that any of its expressions looks up. */
    public Set<Reads.Kind> kinds() {
        return reads.kinds();
    }

    /**
     * Its mutations, compiled.
     *
     * @param steps in its order
     * @param creations in its order; each gives an object, or null or an empty optional where none is missing
     */
    public record Mutations(List<Mutation> steps, List<Creation> creations) {

        /** Those of a policy that only judges. */
        public static final Mutations NONE = new Mutations(List.of(), List.of());

        public Mutations {
            steps = List.copyOf(steps);
            creations = List.copyOf(creations);
        }
    }

    /** One of its mutations. */
    public record Mutation(Policy.PatchType patchType, CompiledExpression expression) {}

    /** An object that may be missing beside the subject. */
    public record Creation(String name, CompiledExpression expression) {}

    /** One of its match conditions. */
    public record Condition(String name, CompiledExpression expression) {}

    /**
     * One of its validations.
     *
     * @param validation what was read
     * @param forEach the items it runs over
     * @param expression true where it holds
     * @param message gives the message
     * @param fieldPath the validation's own path
     * @param fieldPathExpression gives that path
     * @param remedy gives the remedy
     * @param action gives an action that makes a finding milder
     * @param reads what decides whether it holds, read by itself or through variables
     */
    public record Rule(
            Policy.Validation validation,
            Optional<ForEach> forEach,
            CompiledExpression expression,
            Optional<CompiledExpression> message,
            FieldPath fieldPath,
            Optional<CompiledExpression> fieldPathExpression,
            Optional<CompiledExpression> remedy,
            Optional<CompiledExpression> action,
            Reads reads) {

        /** The rule's name within the policy. */
        public String name() {
            return validation.name();
        }
    }

    /**
     * The items a rule runs over.
     *
     * @param list gives them
     * @param as the variable of the item
     * @param indexAs the variable of its index
     * @param listPath where the list stands, if it is a field of the object
     * @param path gives the item's path
     */
    public record ForEach(
            CompiledExpression list,
            String as,
            String indexAs,
            Optional<FieldPath> listPath,
            Optional<CompiledExpression> path) {}
}
