package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.OverlayView;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.ImpactParam;
import dev.ordinal.policy.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Evaluates one policy on one change, and decides what its findings mean. Immutable. */
final class PolicyEvaluator {

    private final Matcher matcher;
    private final Bindings bindings;
    private final Exemptions exemptions;

    PolicyEvaluator(Matcher matcher, Bindings bindings, Exemptions exemptions) {
        this.matcher = matcher;
        this.bindings = bindings;
        this.exemptions = exemptions;
    }

    Matcher matcher() {
        return matcher;
    }

    /** Whether a policy may change an object, and with which params. */
    sealed interface Leave {
        /** It may. */
        record Granted(JsonObject params) implements Leave {}

        /** It is not about the object, or the object is exempt. */
        record None() implements Leave {}

        /** That is not known. */
        record NotKnown(NotKnownRule why) implements Leave {}
    }

    /** Whether a policy may change a subject whose resource it is about. */
    Leave leave(CompiledPolicy policy, Subject subject) {
        Manifest manifest = subject.manifest();
        if (!matcher.matchesObject(policy.policy().match(), subject.change())
                || exemptions.exempts("", policy.policy(), manifest)) {
            return new Leave.None();
        }
        return switch (matcher.matchesNamespace(
                policy.policy().match().namespaceSelector(), manifest, subject.view())) {
            case NO -> new Leave.None();
            case NOT_KNOWN -> new Leave.NotKnown(notKnown(policy, subject, namespaceLabels(manifest)));
            case YES -> {
                Bindings.Bound bound = bindings.of(policy, manifest, subject.view());
                yield bound.notKnown().isEmpty()
                        ? new Leave.Granted(bound.params())
                        : new Leave.NotKnown(notKnown(policy, subject, bound.notKnown()));
            }
        };
    }

    /** A change as policies see it in a view. */
    Subject subject(Change change, ClusterView view) {
        return subject(change, view, Optional.empty());
    }

    /**
     * A change as policies see it in a view.
     *
     * @param before the objects around it before the change; empty if they are those of the view
     */
    Subject subject(Change change, ClusterView view, Optional<ClusterView> before) {
        return new Subject(change, matcher.typeOf(change.subject().ref()), view, before);
    }

    /**
     * What a policy says of a change whose resource it is about; empty if the policy is not about the change.
     *
     * @param ceiling no finding means more than this
     */
    Optional<Evaluation> evaluate(CompiledPolicy policy, Subject subject, Budgets budgets, Action ceiling) {
        Manifest manifest = subject.manifest();
        if (!matcher.matchesObject(policy.policy().match(), subject.change())) {
            return Optional.empty();
        }
        switch (matcher.matchesNamespace(policy.policy().match().namespaceSelector(), manifest, subject.view())) {
            case NO -> {
                return Optional.empty();
            }
            case NOT_KNOWN -> {
                return Optional.of(undecided(policy, subject, namespaceLabels(manifest)));
            }
            case YES -> {}
        }
        Bindings.Bound bound = bindings.of(policy, manifest, subject.view());
        if (!bound.notKnown().isEmpty()) {
            return Optional.of(undecided(policy, subject, bound.notKnown()));
        }
        return RuleRunner.run(policy, subject, bound.params(), budgets.now())
                .map(results -> new Deciding(policy, subject, bound, budgets, ceiling).decide(results));
    }

    /**
     * What a policy says that an object newly breaks because another was changed; empty if the policy is not about the
     * object, or does not look at such objects. Rules that were not known before the change count as not known.
     *
     * @param rules those of the policy that may tell
     * @param after the object, unchanged, among the others after the change
     * @param before the same before the change
     * @param ceiling no finding means more than this
     * @param cause what was changed, to end a message with
     * @param near the namespace of what was changed
     */
    Optional<Evaluation> newlyBroken(
            CompiledPolicy policy,
            List<CompiledPolicy.Rule> rules,
            Subject after,
            Subject before,
            Budget budget,
            Action ceiling,
            String cause,
            String near) {
        Manifest manifest = after.manifest();
        boolean isAbout = matcher.matchesObject(policy.policy().match(), after.change())
                && matcher.matchesNamespace(policy.policy().match().namespaceSelector(), manifest, after.view())
                        == Matcher.NamespaceMatch.YES;
        if (!isAbout) {
            return Optional.empty();
        }
        Bindings.Bound bound = bindings.of(policy, manifest, after.view());
        Optional<Action> most = ImpactParam.of(bound.params());
        if (!bound.notKnown().isEmpty() || most.isEmpty()) {
            return Optional.empty();
        }
        Optional<RuleResults> results = RuleRunner.run(policy, rules, after, bound.params(), budget);
        if (results.isEmpty() || results.get().isClean()) {
            return Optional.empty();
        }
        List<CompiledPolicy.Rule> unclean =
                rules.stream().filter(results.get()::concerns).toList();
        RuleResults then =
                RuleRunner.run(policy, unclean, before, bound.params(), budget).orElseGet(RuleResults::new);
        var findings = new ArrayList<Finding>();
        var exempted = new ArrayList<Exempted>();
        for (RuleResults.Keyed keyed : results.get().newSince(then)) {
            Finding finding = keyed.finding()
                    .atMost(most.get())
                    .atMost(ActionRules.ceiling(after, bound.ceiling(), false))
                    .enforcedAtMost(ceiling)
                    .because(cause, near);
            exemptions
                    .of(finding, policy.policy(), manifest)
                    .ifPresentOrElse(exempted::add, () -> findings.add(finding));
        }
        var notKnown = new ArrayList<>(results.get().notKnown);
        notKnown.addAll(then.notKnown);
        var errors = new ArrayList<>(results.get().errors);
        errors.addAll(then.errors);
        return Optional.of(new Evaluation(policy.name(), manifest.ref(), findings, notKnown, exempted, errors));
    }

    /** The decision on the results of one policy. */
    private final class Deciding {
        private final CompiledPolicy policy;
        private final Subject subject;
        private final Bindings.Bound bound;
        private final Budgets budgets;
        private final Action ceiling;

        Deciding(CompiledPolicy policy, Subject subject, Bindings.Bound bound, Budgets budgets, Action ceiling) {
            this.policy = policy;
            this.subject = subject;
            this.bound = bound;
            this.budgets = budgets;
            this.ceiling = ceiling;
        }

        Evaluation decide(RuleResults results) {
            Manifest manifest = subject.manifest();
            Ratchet ratchet = ratchet(results);
            var findings = new ArrayList<Finding>(results.findings.size());
            var exempted = new ArrayList<Exempted>();
            for (RuleResults.Keyed keyed : results.findings) {
                boolean isOld = keyed.finding().action() == Action.DENY && ratchet.excuses(keyed);
                Finding finding = keyed.finding().atMost(atMost(isOld)).enforcedAtMost(ceiling);
                exemptions
                        .of(finding, policy.policy(), manifest)
                        .ifPresentOrElse(exempted::add, () -> findings.add(finding));
            }
            List<RuleError> errors = results.errors.stream()
                    .map(error -> error.atMost(atMost(ratchet.excuses(error))).atMost(ceiling))
                    .map(error -> exemptions.exempts(error.rule(), policy.policy(), manifest)
                            ? error.atMost(Action.AUDIT)
                            : error)
                    .toList();
            return new Evaluation(policy.name(), manifest.ref(), findings, results.notKnown, exempted, errors);
        }

        private Action atMost(boolean isOld) {
            return ActionRules.ceiling(subject, bound.ceiling(), isOld);
        }

        /**
         * What the rules that deny said of the object before an update. Unless it is known what was around the object
         * then, that is taken as it is after the change.
         */
        private Ratchet ratchet(RuleResults results) {
            Change change = subject.change();
            Set<String> denying = denying(results);
            Optional<Manifest> old = change.oldObject().filter(_ -> change.operation() == Operation.UPDATE);
            if (denying.isEmpty() || old.isEmpty() || atMost(false) != Action.DENY) {
                return Ratchet.ofNew();
            }
            var unchanged = new Change(Operation.UPDATE, change.subresource(), old, old, change.request());
            if (!matcher.matchesObject(policy.policy().match(), unchanged)) {
                return Ratchet.ofNew();
            }
            ClusterView then = subject.before().orElseGet(() -> OverlayView.with(subject.view(), old.get()));
            List<CompiledPolicy.Rule> rules = policy.rules().stream()
                    .filter(rule -> denying.contains(rule.name()))
                    .toList();
            return RuleRunner.run(policy, rules, subject(unchanged, then), bound.params(), budgets.before())
                    .map(before -> new Ratchet(
                            before, isAsleep(old.get()), policy.policy().failurePolicy()))
                    .orElseGet(Ratchet::ofNew);
        }

        private static boolean isAsleep(Manifest manifest) {
            return manifest.root().object("spec").get("replicas") instanceof Number replicas
                    && replicas.longValue() == 0;
        }

        /** The rules, and match conditions, that refuse the change unless something lowers what they mean. */
        private static Set<String> denying(RuleResults results) {
            var rules = new HashSet<String>();
            results.findings.stream()
                    .map(RuleResults.Keyed::finding)
                    .filter(finding -> finding.action() == Action.DENY)
                    .forEach(finding -> rules.add(finding.rule()));
            results.errors.stream()
                    .filter(error -> error.action() == Action.DENY)
                    .forEach(error -> rules.add(error.rule()));
            return rules;
        }
    }

    private static String namespaceLabels(Manifest manifest) {
        return "the labels of Namespace %s, which the policy selects by, are not known".formatted(manifest.namespace());
    }

    private static Evaluation undecided(CompiledPolicy policy, Subject subject, String why) {
        return new Evaluation(
                policy.name(),
                subject.manifest().ref(),
                List.of(),
                List.of(notKnown(policy, subject, why)),
                List.of(),
                List.of());
    }

    /** That it is not known what a whole policy says of a subject. */
    static NotKnownRule notKnown(CompiledPolicy policy, Subject subject, String why) {
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
        return new NotKnownRule(about, why);
    }
}
