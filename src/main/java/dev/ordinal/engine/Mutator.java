package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.OverlayView;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.patch.JsonPatch;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.Policy.ReinvocationPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lets policies add to objects what these lack. Each policy sees what those before it have made; one that fails, or
 * that breaks a law of {@link MutationGuards}, adds nothing and does not stop the others. Immutable but for its caches;
 * safe for use by several threads.
 */
public final class Mutator {

    /** Stands where the rule would stand that failed. */
    private static final String MUTATIONS = "mutations";

    private final PolicyEvaluator evaluator;
    private final Budget.Limits limits;
    private final Candidates steps;
    private final Candidates creations;

    /**
     * An object that is missing beside another.
     *
     * @param policy the policy that says so
     * @param name of its creation
     * @param object what is missing, without the API server's defaults
     */
    public record Missing(String policy, String name, JsonObject object) {}

    /**
     * What is missing beside an object.
     *
     * @param objects that; each has an API version, a kind and a name
     * @param notKnown creations that were left out because what they asked for is not known
     * @param errors creations that failed
     */
    public record Companions(List<Missing> objects, List<NotKnownRule> notKnown, List<RuleError> errors) {
        public Companions {
            objects = List.copyOf(objects);
            notKnown = List.copyOf(notKnown);
            errors = List.copyOf(errors);
        }
    }

    /** Makes a mutator of the policies of an engine. */
    public Mutator(PolicyEngine engine) {
        this(engine, _ -> true);
    }

    /**
     * Makes a mutator of some policies of an engine.
     *
     * @param names which, by name
     */
    public Mutator(PolicyEngine engine, Predicate<String> names) {
        this.evaluator = engine.evaluator();
        this.limits = engine.options().budget();
        List<CompiledPolicy> ordered = MutationOrder.of(engine.policies().stream()
                .filter(policy -> names.test(policy.name()))
                .toList());
        this.steps = new Candidates(
                ordered.stream()
                        .filter(policy -> !policy.mutations().steps().isEmpty())
                        .toList(),
                evaluator.matcher());
        this.creations = new Candidates(
                ordered.stream()
                        .filter(policy -> !policy.mutations().creations().isEmpty())
                        .toList(),
                evaluator.matcher());
    }

    /**
     * Mutates the object of a change.
     *
     * @param change objects with the API server's defaults filled in
     * @param view the objects around it, before the change
     * @param nanos the time that there is
     */
    public Mutated mutate(Change change, ClusterView view, long nanos) {
        List<CompiledPolicy> policies = steps.of(change);
        if (policies.isEmpty() || MutationGuards.spares(change)) {
            return Mutated.unchanged(change.subject());
        }
        var pass = new Pass(change, view, new Budget(limits.within(nanos)));
        return pass.subject(change.subject().root()).isNamespaceEnding()
                ? Mutated.unchanged(change.subject())
                : pass.run(policies);
    }

    /** The same with as much time as the engine's budget gives. */
    public Mutated mutate(Change change, ClusterView view) {
        return mutate(change, view, limits.requestNanos());
    }

    /**
     * The objects that are missing beside the object of a change.
     *
     * @param view the objects around it, after the change
     */
    public Companions missing(Change change, ClusterView view) {
        var search = new CompanionSearch(evaluator, new Budget(limits));
        if (!MutationGuards.spares(change)) {
            Subject subject = evaluator.subject(change, OverlayView.with(view, change.subject()));
            creations.of(change).forEach(policy -> search.run(policy, subject));
        }
        return search.found();
    }

    /** The mutation of one object. Used by one thread. */
    private final class Pass {
        private final Change sent;
        private final ClusterView around;
        private final Budget budget;
        private final Map<String, Mutated.Step> made = new LinkedHashMap<>();
        private final List<String> warnings = new ArrayList<>();
        private final List<NotKnownRule> notKnown = new ArrayList<>();
        private final List<RuleError> errors = new ArrayList<>();
        private JsonObject current;

        Pass(Change sent, ClusterView around, Budget budget) {
            this.sent = sent;
            this.around = around;
            this.budget = budget;
            this.current = sent.subject().root();
        }

        Mutated run(List<CompiledPolicy> policies) {
            var changedSince = new HashSet<CompiledPolicy>();
            var ran = new ArrayList<CompiledPolicy>();
            for (int i = 0; i < policies.size(); i++) {
                budget.allot(i, policies.size() + 1);
                if (run(policies.get(i))) {
                    changedSince.addAll(ran);
                }
                ran.add(policies.get(i));
            }
            budget.allot(policies.size(), policies.size() + 1);
            for (CompiledPolicy policy : policies) {
                if (policy.policy().mutations().reinvocationPolicy() == ReinvocationPolicy.IF_NEEDED
                        && changedSince.contains(policy)) {
                    run(policy);
                }
            }
            Manifest before = sent.subject();
            return new Mutated(
                    before,
                    made.isEmpty() ? before : before.withRoot(current),
                    List.copyOf(made.values()),
                    warnings,
                    notKnown,
                    errors);
        }

        /** Whether the policy changed the object. */
        private boolean run(CompiledPolicy policy) {
            try {
                return switch (evaluator.leave(policy, subject(current))) {
                    case PolicyEvaluator.Leave.Granted(JsonObject params) -> run(policy, params);
                    case PolicyEvaluator.Leave.None _ -> false;
                    case PolicyEvaluator.Leave.NotKnown(NotKnownRule why) -> {
                        notKnown.add(why);
                        yield false;
                    }
                };
            } catch (RuntimeException | StackOverflowError fault) {
                errors.add(PolicyEngine.fault(policy, sent, fault).atMost(Action.WARN));
                return false;
            }
        }

        private boolean run(CompiledPolicy policy, JsonObject params) {
            MutationRunner.Result result = MutationRunner.run(policy, this::subject, current, params, budget);
            notKnown.addAll(result.notKnown());
            errors.addAll(result.errors());
            JsonObject after = permitted(policy, result.root());
            if (!made.isEmpty() && !made.containsKey(policy.name())) {
                contradictions(policy, params, after);
            }
            if (after.equals(current) || grows(policy, params, after)) {
                return false;
            }
            JsonPatch patch = JsonPatch.diff(current, after);
            var step = new Mutated.Step(policy.name(), patch, fields(patch, after));
            made.merge(policy.name(), step, Pass::both);
            current = after;
            return true;
        }

        /** Whether the policy would add to its own result, again and again; it may not. */
        private boolean grows(CompiledPolicy policy, JsonObject params, JsonObject after) {
            MutationRunner.Result again = MutationRunner.run(policy, this::subject, after, params, budget);
            boolean grows = again.errors().isEmpty()
                    && !again.root().equals(after)
                    && MutationGuards.rule(sent, after, again.root()) instanceof MutationGuards.Ruling.Allowed;
            if (grows) {
                errors.add(MutationRunner.error(
                        policy,
                        MUTATIONS,
                        RuleError.Kind.EVALUATION,
                        "what was added would be added again; a second run of the policy must change nothing",
                        sent.subject(),
                        policy.policy().position()));
            }
            return grows;
        }

        /** What the policy made of the object, if it may. */
        private JsonObject permitted(CompiledPolicy policy, JsonObject made) {
            if (made.equals(current)) {
                return current;
            }
            return switch (MutationGuards.rule(sent, current, made)) {
                case MutationGuards.Ruling.Allowed _ -> made;
                case MutationGuards.Ruling.LeftOut _ -> current;
                case MutationGuards.Ruling.Refused(String why) -> {
                    errors.add(MutationRunner.error(
                            policy,
                            MUTATIONS,
                            RuleError.Kind.EVALUATION,
                            why,
                            sent.subject(),
                            policy.policy().position()));
                    yield current;
                }
            };
        }

        /** Tells of a field that the policy would have set otherwise than a policy before it did. */
        private void contradictions(CompiledPolicy policy, JsonObject params, JsonObject after) {
            List<String> others = made.keySet().stream()
                    .filter(other -> !policy.policy().mutations().after().contains(other))
                    .toList();
            if (others.isEmpty()) {
                return;
            }
            JsonObject root = sent.subject().root();
            JsonObject alone = MutationRunner.run(policy, this::subject, root, params, budget)
                    .root();
            if (!(MutationGuards.rule(sent, root, alone) instanceof MutationGuards.Ruling.Allowed)) {
                return;
            }
            Wishes.lost(root, alone, after)
                    .ifPresent(field -> warnings.add(
                            "%s is set by two policies that disagree: what %s set stands, %s would have set it otherwise"
                                    .formatted(field, String.join(" or ", others), policy.name())));
        }

        private static Mutated.Step both(Mutated.Step first, Mutated.Step second) {
            var operations = new ArrayList<>(first.patch().operations());
            operations.addAll(second.patch().operations());
            var fields = new ArrayList<>(first.fields());
            fields.addAll(second.fields());
            return new Mutated.Step(first.policy(), new JsonPatch(operations), fields);
        }

        Subject subject(JsonObject root) {
            Manifest manifest = sent.subject().withRoot(root);
            var change = new Change(
                    sent.operation(), sent.subresource(), Optional.of(manifest), sent.oldObject(), sent.request());
            return evaluator.subject(change, OverlayView.with(around, manifest));
        }
    }

    private static List<FieldPath> fields(JsonPatch patch, JsonObject root) {
        return patch.operations().stream()
                .map(operation -> operation.path().in(root))
                .toList();
    }
}
