package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.ResourceTypes;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.PolicyBinding;
import dev.ordinal.policy.PolicyException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Judges changes by policies. Immutable but for caches; safe for use by several threads at once. */
public final class PolicyEngine {

    private final List<CompiledPolicy> policies;
    private final EngineOptions options;
    private final ResourceTypes types;
    private final PolicyEvaluator evaluator;
    private final Candidates candidates;
    private final ExemptionMistakes mistakes;
    private final List<PolicyException> exceptions;

    /**
     * What holds for one round of evaluations.
     *
     * @param ceiling no finding means more than this
     * @param limits tells what the rules may use together from the moment it is asked
     * @param observer is told of each evaluation
     */
    record Terms(Action ceiling, Supplier<Budget.Limits> limits, AdmissionObserver observer) {}

    /**
     * Makes an engine.
     *
     * @param policies those it judges by
     * @param bindings what sets their action and params by namespace
     * @param exceptions whom they spare
     * @param types the kinds known
     * @param options what holds for all
     */
    public PolicyEngine(
            List<CompiledPolicy> policies,
            List<PolicyBinding> bindings,
            List<PolicyException> exceptions,
            ResourceTypes types,
            EngineOptions options) {
        this.policies = policies.stream()
                .sorted(Comparator.comparing(CompiledPolicy::name))
                .toList();
        this.options = options;
        this.types = types;
        this.exceptions = List.copyOf(exceptions);
        this.mistakes = new ExemptionMistakes(this.policies, options, types);
        var matcher = new Matcher(types);
        this.candidates = new Candidates(
                this.policies.stream()
                        .filter(policy -> !policy.rules().isEmpty())
                        .toList(),
                matcher);
        this.evaluator = new PolicyEvaluator(
                matcher, new Bindings(bindings, matcher), new Exemptions(exceptions, options.today()));
    }

    /** The policies, by name. */
    public List<CompiledPolicy> policies() {
        return policies;
    }

    /** What is wrong with the exceptions: those that have expired, or that can be about no object. */
    public List<Problem> problems() {
        return mistakes.of(exceptions);
    }

    /** The annotations of an object that are meant to exempt it, and exempt it from nothing. */
    public List<ExemptionMistake> exemptionMistakes(Manifest object) {
        return mistakes.of(object);
    }

    EngineOptions options() {
        return options;
    }

    PolicyEvaluator evaluator() {
        return evaluator;
    }

    ResourceTypes types() {
        return types;
    }

    /**
     * Judges a change by every policy that is about it. One that fails, for whatever reason, does not stop the others.
     *
     * @param change objects with the API server's defaults filled in
     * @param view the objects around it, after the change
     * @return one evaluation for each of those policies, by policy name
     */
    public List<Evaluation> evaluate(Change change, ClusterView view) {
        var terms = new Terms(options.ceiling(), options::budget, AdmissionObserver.NONE);
        return evaluate(change, view, candidates(change), terms);
    }

    /**
     * Judges a change by some of the policies, where it is known what was around the object before other objects
     * changed with it: what an update breaks is held against what the object broke among those.
     *
     * @param before the objects around it before the change; empty if they are those of the view
     * @param chosen takes a policy's name
     */
    public List<Evaluation> evaluate(
            Change change, ClusterView view, Optional<ClusterView> before, Predicate<String> chosen) {
        var terms = new Terms(options.ceiling(), options::budget, AdmissionObserver.NONE);
        List<CompiledPolicy> some = candidates(change).stream()
                .filter(policy -> chosen.test(policy.name()))
                .toList();
        return evaluate(evaluator.subject(change, view, before), some, terms);
    }

    /** Judges a change by some of the policies that are about its resource. */
    List<Evaluation> evaluate(Change change, ClusterView view, List<CompiledPolicy> candidates, Terms terms) {
        return evaluate(evaluator.subject(change, view), candidates, terms);
    }

    private List<Evaluation> evaluate(Subject subject, List<CompiledPolicy> candidates, Terms terms) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        var budgets = new Budgets(terms.limits(), candidates.size());
        var evaluations = new ArrayList<Evaluation>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            budgets.next(i);
            CompiledPolicy policy = candidates.get(i);
            long start = System.nanoTime();
            Optional<Evaluation> evaluation = guarded(policy, subject, budgets, terms.ceiling());
            if (evaluation.isPresent()) {
                terms.observer().evaluated(policy.name(), System.nanoTime() - start, evaluation.get());
                evaluations.add(evaluation.get());
            }
        }
        return evaluations;
    }

    /** The policies that are about the resource of a change, by name. */
    List<CompiledPolicy> candidates(Change change) {
        return candidates.of(change);
    }

    private Optional<Evaluation> guarded(CompiledPolicy policy, Subject subject, Budgets budgets, Action ceiling) {
        try {
            return evaluator.evaluate(policy, subject, budgets, ceiling);
        } catch (RuntimeException | StackOverflowError fault) {
            return Optional.of(faulty(policy, subject.change(), ceiling, fault));
        }
    }

    private static Evaluation faulty(CompiledPolicy policy, Change change, Action ceiling, Throwable fault) {
        return Evaluation.failed(fault(policy, change, fault).atMost(ceiling));
    }

    /** That a policy met a fault of ours. */
    static RuleError fault(CompiledPolicy policy, Change change, Throwable fault) {
        Manifest manifest = change.subject();
        Action action = policy.policy().action().on(change.operation());
        return fault(policy, action, manifest.ref(), manifest.positionOf(FieldPath.ROOT), fault);
    }

    /** That a policy met a fault of ours, and what a finding of it would have meant. */
    static RuleError fault(
            CompiledPolicy policy,
            Action action,
            ResourceRef subject,
            Optional<SourcePosition> subjectPosition,
            Throwable fault) {
        return new RuleError(
                RuleError.Kind.INTERNAL,
                policy.name(),
                "",
                action,
                "internal error: " + String.valueOf(fault).lines().findFirst().orElse(""),
                subject,
                policy.policy().position(),
                subjectPosition);
    }
}
