package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.cel.Outcome;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out which objects are missing beside another. Used by one thread. */
final class CompanionSearch {

    private final PolicyEvaluator evaluator;
    private final Budget budget;
    private final List<Mutator.Missing> missing = new ArrayList<>();
    private final List<NotKnownRule> notKnown = new ArrayList<>();
    private final List<RuleError> errors = new ArrayList<>();

    CompanionSearch(PolicyEvaluator evaluator, Budget budget) {
        this.evaluator = evaluator;
        this.budget = budget;
    }

    Mutator.Companions found() {
        return new Mutator.Companions(missing, notKnown, errors);
    }

    /** Asks one policy. */
    void run(CompiledPolicy policy, Subject subject) {
        try {
            switch (evaluator.leave(policy, subject)) {
                case PolicyEvaluator.Leave.Granted(JsonObject params) -> run(policy, subject, params);
                case PolicyEvaluator.Leave.None _ -> {}
                case PolicyEvaluator.Leave.NotKnown(NotKnownRule why) -> notKnown.add(why);
            }
        } catch (RuntimeException | StackOverflowError fault) {
            errors.add(PolicyEngine.fault(policy, subject.change(), fault).atMost(Action.WARN));
        }
    }

    private void run(CompiledPolicy policy, Subject subject, JsonObject params) {
        if (!RuleRunner.conditionsHold(policy, subject, params, budget, notKnown, errors)) {
            return;
        }
        var run = new PolicyRun(policy, subject, params, budget);
        for (CompiledPolicy.Creation creation : policy.mutations().creations()) {
            run.lookups().take();
            take(
                    policy,
                    creation,
                    subject,
                    run.evaluate(creation.expression()),
                    run.lookups().unusable());
        }
    }

    private void take(
            CompiledPolicy policy,
            CompiledPolicy.Creation creation,
            Subject subject,
            Outcome outcome,
            List<String> unusable) {
        switch (outcome) {
            case Outcome.Value _ when !unusable.isEmpty() -> unknown(policy, subject, unusable);
            case Outcome.Value(Optional<?> optional) ->
                optional.ifPresent(value -> object(policy, creation, subject, value));
            case Outcome.Value(Object value) -> {
                if (!value.equals(JsonObject.NULL)) {
                    object(policy, creation, subject, value);
                }
            }
            case Outcome.NotKnown(List<String> why) -> unknown(policy, subject, why);
            case Outcome.Failed(Outcome.Failed.Kind kind, String message, var position) ->
                errors.add(MutationRunner.error(
                        policy, creation.name(), RuleError.Kind.of(kind), message, subject.manifest(), position));
        }
    }

    private void object(CompiledPolicy policy, CompiledPolicy.Creation creation, Subject subject, Object value) {
        if (value instanceof JsonObject object && isNamed(object)) {
            missing.add(new Mutator.Missing(policy.name(), creation.name(), object));
        } else {
            errors.add(MutationRunner.error(
                    policy,
                    creation.name(),
                    RuleError.Kind.EVALUATION,
                    "expected an object with apiVersion, kind and metadata.name, found " + value,
                    subject.manifest(),
                    creation.expression().source().start()));
        }
    }

    private static boolean isNamed(JsonObject object) {
        Manifest manifest = Manifest.of(object);
        return !manifest.apiVersion().isEmpty()
                && !manifest.kind().isEmpty()
                && !manifest.name().isEmpty();
    }

    private void unknown(CompiledPolicy policy, Subject subject, List<String> why) {
        notKnown.add(PolicyEvaluator.notKnown(policy, subject, String.join("; ", why)));
    }
}
