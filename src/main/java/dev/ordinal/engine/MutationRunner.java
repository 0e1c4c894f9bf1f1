package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.cel.Outcome;
import dev.ordinal.engine.CompiledPolicy.Mutation;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.patch.ApplyConfiguration;
import dev.ordinal.patch.JsonPatch;
import dev.ordinal.policy.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs the mutations of one policy on one object: all of them, or none if one fails or is not known. */
final class MutationRunner {

    /**
     * What came of it.
     *
     * @param root the object's tree, as it was given if anything else is not empty
     */
    record Result(JsonObject root, List<NotKnownRule> notKnown, List<RuleError> errors) {
        Result {
            notKnown = List.copyOf(notKnown);
            errors = List.copyOf(errors);
        }
    }

    private final CompiledPolicy policy;
    private final Function<JsonObject, Subject> subjects;
    private final JsonObject params;
    private final Budget budget;
    private final List<NotKnownRule> notKnown = new ArrayList<>();
    private final List<RuleError> errors = new ArrayList<>();

    private MutationRunner(
            CompiledPolicy policy, Function<JsonObject, Subject> subjects, JsonObject params, Budget budget) {
        this.policy = policy;
        this.subjects = subjects;
        this.params = params;
        this.budget = budget;
    }

    /**
     * Runs them.
     *
     * @param subjects the subject with another tree
     */
    static Result run(
            CompiledPolicy policy,
            Function<JsonObject, Subject> subjects,
            JsonObject root,
            JsonObject params,
            Budget budget) {
        var runner = new MutationRunner(policy, subjects, params, budget);
        JsonObject made = runner.run(root);
        boolean isWhole = runner.notKnown.isEmpty() && runner.errors.isEmpty();
        return new Result(isWhole ? made : root, runner.notKnown, runner.errors);
    }

    private JsonObject run(JsonObject root) {
        if (!RuleRunner.conditionsHold(policy, subjects.apply(root), params, budget, notKnown, errors)) {
            return root;
        }
        JsonObject tree = root;
        for (int i = 0; i < policy.mutations().steps().size() && notKnown.isEmpty() && errors.isEmpty(); i++) {
            tree = step(i, tree);
        }
        return tree;
    }

    private JsonObject step(int index, JsonObject root) {
        Mutation mutation = policy.mutations().steps().get(index);
        Subject subject = subjects.apply(root);
        var run = new PolicyRun(policy, subject, params, budget);
        Outcome outcome = run.evaluate(mutation.expression());
        switch (outcome) {
            case Outcome.Value(Object value) -> {
                if (run.lookups().unusable().isEmpty()) {
                    return applied(index, mutation, subject, root, value);
                }
                unknown(subject, run.lookups().unusable());
            }
            case Outcome.NotKnown(List<String> why) -> unknown(subject, why);
            case Outcome.Failed(Outcome.Failed.Kind kind, String message, SourcePosition at) -> {
                // the place is looked for in the policy's text, which takes longer than most mutations
                SourcePosition position =
                        at.line() > 0 ? at : mutation.expression().source().start();
                failed(index, subject, RuleError.Kind.of(kind), message, position);
            }
        }
        return root;
    }

    private JsonObject applied(int index, Mutation mutation, Subject subject, JsonObject root, Object value) {
        return switch (mutation.patchType()) {
            case APPLY_CONFIGURATION ->
                value instanceof JsonObject configuration
                        ? merged(index, mutation, subject, root, configuration)
                        : mistaken(index, mutation, subject, root, "expected an Object, found " + value);
            case JSON_PATCH ->
                switch (JsonPatch.parse(value)) {
                    case JsonPatch.Parsed.Patch(JsonPatch patch) -> patched(index, mutation, subject, root, patch);
                    case JsonPatch.Parsed.Malformed(List<String> problems) ->
                        mistaken(index, mutation, subject, root, String.join("; ", problems));
                };
        };
    }

    private JsonObject merged(
            int index, Mutation mutation, Subject subject, JsonObject root, JsonObject configuration) {
        return switch (ApplyConfiguration.merge(subject.manifest().ref(), root, configuration)) {
            case ApplyConfiguration.Merged(JsonObject merged) -> merged;
            case ApplyConfiguration.Refused(List<String> problems) ->
                mistaken(index, mutation, subject, root, String.join("; ", problems));
        };
    }

    private JsonObject patched(int index, Mutation mutation, Subject subject, JsonObject root, JsonPatch patch) {
        return switch (patch.apply(root)) {
            case JsonPatch.Applied.Done(JsonObject patched) -> patched;
            case JsonPatch.Applied.Refused(int operation, String why) ->
                mistaken(index, mutation, subject, root, "operation %d: %s".formatted(operation, why));
        };
    }

    private JsonObject mistaken(int index, Mutation mutation, Subject subject, JsonObject root, String message) {
        failed(
                index,
                subject,
                RuleError.Kind.EVALUATION,
                message,
                mutation.expression().source().start());
        return root;
    }

    private void unknown(Subject subject, List<String> why) {
        notKnown.add(PolicyEvaluator.notKnown(policy, subject, String.join("; ", why)));
    }

    private void failed(int index, Subject subject, RuleError.Kind kind, String message, SourcePosition position) {
        errors.add(error(policy, "mutations[%d]".formatted(index), kind, message, subject.manifest(), position));
    }

    /** That a policy's mutations failed on an object. */
    static RuleError error(
            CompiledPolicy policy,
            String what,
            RuleError.Kind kind,
            String message,
            Manifest manifest,
            SourcePosition position) {
        return new RuleError(
                kind,
                policy.name(),
                what,
                Action.WARN,
                message,
                manifest.ref(),
                position,
                manifest.positionOf(FieldPath.ROOT));
    }
}
