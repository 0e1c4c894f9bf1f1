package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.OverlayView;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceTypes;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.Operation;
import dev.ordinal.policy.PolicyBinding;
import dev.ordinal.policy.PolicyException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Judges changes by policies. Immutable but for caches; safe for use by several threads at once. */
public final class PolicyEngine {

    /** Kinds whose policies are remembered at most; more than a cluster serves. */
    private static final int REMEMBERED_KINDS = 10_000;

    private final List<CompiledPolicy> policies;
    private final EngineOptions options;
    private final Matcher matcher;
    private final Bindings bindings;
    private final Exemptions exemptions;
    private final Map<ChangeKind, List<CompiledPolicy>> byKind = new ConcurrentHashMap<>();

    /** All of a change that {@code matchConstraints} looks at but names and labels. */
    private record ChangeKind(
            String apiVersion, String kind, boolean namespaced, Operation operation, String subresource) {}

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
        this.matcher = new Matcher(types);
        this.bindings = new Bindings(bindings, matcher);
        this.exemptions = new Exemptions(exceptions, options.today());
    }

    /** The policies, by name. */
    public List<CompiledPolicy> policies() {
        return policies;
    }

    /**
     * Judges a change by every policy that is about it.
     *
     * @param change objects with the API server's defaults filled in
     * @param view the objects around it, after the change
     * @return one evaluation for each of those policies, by policy name
     */
    public List<Evaluation> evaluate(Change change, ClusterView view) {
        List<CompiledPolicy> candidates = candidates(change);
        if (candidates.isEmpty()) {
            return List.of();
        }
        var subject = new Subject(change, matcher.typeOf(change.subject().ref()), view);
        var budget = new Budget(options.budget());
        var evaluations = new ArrayList<Evaluation>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            budget.allot(i, candidates.size());
            evaluate(candidates.get(i), subject, budget).ifPresent(evaluations::add);
        }
        return evaluations;
    }

    private List<CompiledPolicy> candidates(Change change) {
        Manifest subject = change.subject();
        var kind = new ChangeKind(
                subject.apiVersion(),
                subject.kind(),
                !subject.namespace().isEmpty(),
                change.operation(),
                change.subresource());
        List<CompiledPolicy> candidates = byKind.get(kind);
        if (candidates == null) {
            candidates = policies.stream()
                    .filter(policy -> matcher.matchesResource(policy.policy().match(), change))
                    .toList();
            if (byKind.size() < REMEMBERED_KINDS) {
                byKind.put(kind, candidates);
            }
        }
        return candidates;
    }

    private Optional<Evaluation> evaluate(CompiledPolicy policy, Subject subject, Budget budget) {
        Manifest manifest = subject.manifest();
        if (!matcher.matchesObject(policy.policy().match(), subject.change())) {
            return Optional.empty();
        }
        switch (matcher.matchesNamespace(policy.policy().match().namespaceSelector(), manifest, subject.view())) {
            case NO -> {
                return Optional.empty();
            }
            case NOT_KNOWN -> {
                return Optional.of(notKnown(
                        policy,
                        subject,
                        "the labels of Namespace %s, which the policy selects by, are not known"
                                .formatted(manifest.namespace())));
            }
            case YES -> {}
        }
        Bindings.Bound bound = bindings.of(policy, manifest, subject.view());
        if (!bound.notKnown().isEmpty()) {
            return Optional.of(notKnown(policy, subject, bound.notKnown()));
        }
        return RuleRunner.run(policy, subject, bound.params(), budget)
                .map(results -> decide(policy, subject, bound, results, budget));
    }

    private Evaluation decide(
            CompiledPolicy policy, Subject subject, Bindings.Bound bound, RuleResults results, Budget budget) {
        Manifest manifest = subject.manifest();
        Map<String, Integer> old = oldFindings(policy, subject, bound, results, budget);
        var findings = new ArrayList<Finding>(results.findings.size());
        var exempted = new ArrayList<Exempted>();
        for (RuleResults.Keyed keyed : results.findings) {
            boolean isOld = old.merge(keyed.key(), -1, Integer::sum) >= 0;
            Finding finding =
                    keyed.finding().atMost(ActionRules.ceiling(manifest, bound.ceiling(), options.ceiling(), isOld));
            exemptions
                    .of(finding, policy.policy(), manifest)
                    .ifPresentOrElse(exempted::add, () -> findings.add(finding));
        }
        return new Evaluation(policy.name(), manifest.ref(), findings, results.notKnown, exempted, results.errors);
    }

    /**
     * How often the object broke what before an update, by the keys of findings; looked at only where it matters. What
     * is around the object is taken as it is after the change.
     */
    private Map<String, Integer> oldFindings(
            CompiledPolicy policy, Subject subject, Bindings.Bound bound, RuleResults results, Budget budget) {
        var times = new HashMap<String, Integer>();
        Change change = subject.change();
        boolean denies =
                results.findings.stream().anyMatch(keyed -> keyed.finding().action() == Action.DENY);
        Optional<Manifest> old = change.oldObject().filter(_ -> change.operation() == Operation.UPDATE);
        if (denies && old.isPresent()) {
            var unchanged = new Change(Operation.UPDATE, change.subresource(), old, old, change.request());
            var before = new Subject(
                    unchanged, matcher.typeOf(old.get().ref()), OverlayView.with(subject.view(), old.get()));
            RuleRunner.run(policy, before, bound.params(), budget)
                    .ifPresent(found -> found.findings.forEach(keyed -> times.merge(keyed.key(), 1, Integer::sum)));
        }
        return times;
    }

    private static Evaluation notKnown(CompiledPolicy policy, Subject subject, String why) {
        Manifest manifest = subject.manifest();
        var about = new Finding(
                policy.name(),
                "",
                policy.policy().action().on(subject.change().operation()),
                policy.policy().title(),
                "",
                manifest.ref(),
                FieldPath.ROOT,
                manifest.positionOf(FieldPath.ROOT),
                List.of());
        return new Evaluation(
                policy.name(), manifest.ref(), List.of(), List.of(new NotKnownRule(about, why)), List.of(), List.of());
    }
}
