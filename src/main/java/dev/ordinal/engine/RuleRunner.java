package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.cel.CompiledExpression;
import dev.ordinal.cel.Lookups.Seen;
import dev.ordinal.cel.Outcome;
import dev.ordinal.engine.CompiledPolicy.Condition;
import dev.ordinal.engine.CompiledPolicy.ForEach;
import dev.ordinal.engine.CompiledPolicy.Rule;
import dev.ordinal.engine.RuleResults.Keyed;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.ActionByOperation;
import dev.ordinal.policy.Policy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the rules of one policy on one object.
 *
 * <p>Of a rule that runs over items, each item is judged, whatever became of those before it; items that are not known
 * and items that fail are told once per rule. Only a bound that is passed ends the rule.
 */
final class RuleRunner {

    /** Of the reasons why a rule is not known, so many at most are told. */
    private static final int TOLD_REASONS = 3;

    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    private final CompiledPolicy policy;
    private final Subject subject;
    private final PolicyRun run;
    private final RuleResults results = new RuleResults();
    private final Set<String> unknown = new LinkedHashSet<>();
    private boolean conditionsAsked;
    private Outcome.@Nullable Failed failure;

    private RuleRunner(CompiledPolicy policy, Subject subject, JsonObject params, Budget budget) {
        this.policy = policy;
        this.subject = subject;
        this.run = new PolicyRun(policy, subject, params, budget);
    }

    /** The results; empty if a match condition says that the policy is not about the object. */
    static Optional<RuleResults> run(CompiledPolicy policy, Subject subject, JsonObject params, Budget budget) {
        return run(policy, policy.rules(), subject, params, budget);
    }

    /** The same of some of the policy's rules. */
    static Optional<RuleResults> run(
            CompiledPolicy policy, List<Rule> rules, Subject subject, JsonObject params, Budget budget) {
        var runner = new RuleRunner(policy, subject, params, budget);
        boolean matched = runner.matchConditions();
        boolean undecided = !runner.results.notKnown.isEmpty() || !runner.results.errors.isEmpty();
        if (matched && !undecided) {
            rules.forEach(runner::rule);
        }
        return matched || undecided ? Optional.of(runner.results) : Optional.empty();
    }

    /**
     * Whether the match conditions of a policy that changes objects all hold.
     *
     * @param notKnown takes those that are not known
     * @param errors takes those that fail, as warnings: nothing is refused for a change that is not made
     */
    static boolean conditionsHold(
            CompiledPolicy policy,
            Subject subject,
            JsonObject params,
            Budget budget,
            List<NotKnownRule> notKnown,
            List<RuleError> errors) {
        if (policy.matchConditions().isEmpty()) {
            return true;
        }
        Optional<RuleResults> conditions = run(policy, List.of(), subject, params, budget);
        conditions.ifPresent(results -> {
            notKnown.addAll(results.notKnown);
            results.errors.forEach(error -> errors.add(error.atMost(Action.WARN)));
        });
        return conditions.filter(RuleResults::isClean).isPresent();
    }

    /** As in the API server, one condition that is false outweighs others that failed. */
    private boolean matchConditions() {
        for (Condition condition : policy.matchConditions()) {
            run.lookups().take();
            switch (run.evaluate(condition.expression())) {
                case Outcome.Value(Object value) when Boolean.TRUE.equals(value) -> {}
                case Outcome.Value(Object value)
                when Boolean.FALSE.equals(value) -> {
                    results.notKnown.clear();
                    results.errors.clear();
                    return false;
                }
                case Outcome.Value(Object value) -> failed(notBool(condition.expression(), value));
                case Outcome.NotKnown(List<String> why) -> unknown.addAll(why);
                case Outcome.Failed failed -> failed(failed);
            }
            conditionsAsked |= run.lookups().take().asked();
            close(condition.name(), policy.policy().action());
        }
        return true;
    }

    private void rule(Rule rule) {
        String mistyped = mistyped(rule);
        if (mistyped.isEmpty()) {
            run.lookups().take();
            rule.forEach()
                    .ifPresentOrElse(forEach -> items(rule, forEach), () -> judge(rule, rule::fieldPath, () -> ""));
        } else {
            unknown.add(mistyped);
        }
        close(rule.name(), rule.validation().action().orElse(policy.policy().action()));
    }

    private void items(Rule rule, ForEach forEach) {
        switch (run.evaluate(forEach.list())) {
            case Outcome.Value(Object value) when value instanceof List<?> items -> items(rule, forEach, items);
            case Outcome.Value(Object value) ->
                failed(new Outcome.Failed(
                        Outcome.Failed.Kind.EVALUATION,
                        "expected a list to run over, found " + value,
                        forEach.list().source().start()));
            case Outcome.NotKnown(List<String> why) -> unknown.addAll(why);
            case Outcome.Failed failed -> failed(failed);
        }
    }

    private void items(Rule rule, ForEach forEach, List<?> items) {
        Seen byList = run.lookups().take();
        for (int i = 0; i < items.size() && !isStopped(); i++) {
            Object item = items.get(i);
            run.bind(forEach, item, i);
            run.lookups().take();
            run.lookups().add(byList);
            int index = i;
            judge(rule, () -> itemPath(forEach, index).resolve(rule.fieldPath()), () -> itemKey(item));
        }
        run.unbind();
    }

    private FieldPath itemPath(ForEach forEach, int index) {
        return forEach.path()
                .flatMap(this::text)
                .flatMap(FieldPath::parse)
                .or(() -> forEach.listPath().map(list -> list.child(index)))
                .orElse(FieldPath.ROOT);
    }

    /** Whether a bound was passed; what is evaluated after that is stopped at once, or should be. */
    private boolean isStopped() {
        return failure != null && failure.kind() != Outcome.Failed.Kind.EVALUATION;
    }

    /** What an item is known by in another version of the object, where its index may be another. */
    private static String itemKey(Object item) {
        if (!(item instanceof Map<?, ?> map)) {
            return String.valueOf(item);
        }
        if (map.get("name") instanceof String name) {
            return name;
        }
        return map.get("metadata") instanceof Map<?, ?> metadata && metadata.get("name") instanceof String name
                ? name
                : item.toString();
    }

    /** Judges; where a finding points and what its item is called is asked for only if there is one. */
    private void judge(Rule rule, Supplier<FieldPath> path, Supplier<String> item) {
        switch (run.evaluate(rule.expression())) {
            case Outcome.Value(Object value) when Boolean.TRUE.equals(value) -> {}
            case Outcome.Value(Object value)
            when Boolean.FALSE.equals(value) -> {
                List<String> unusable = run.lookups().unusable();
                if (unusable.isEmpty()) {
                    results.findings.add(new Keyed(finding(rule, path), item.get()));
                } else {
                    unknown.addAll(unusable);
                }
            }
            case Outcome.Value(Object value) -> failed(notBool(rule.expression(), value));
            case Outcome.NotKnown(List<String> why) -> unknown.addAll(why);
            case Outcome.Failed failed -> failed(failed);
        }
    }

    private Finding finding(Rule rule, Supplier<FieldPath> path) {
        Policy.Validation validation = rule.validation();
        Seen seen = run.lookups().take();
        List<Finding.Related> related = seen.found().stream()
                .filter(found -> !found.ref().equals(subject.manifest().ref()))
                .map(Finding.Related::of)
                .toList();
        FieldPath at = rule.fieldPathExpression()
                .flatMap(this::text)
                .flatMap(FieldPath::parse)
                .orElseGet(path);
        String message = rule.message().flatMap(this::text).orElseGet(() -> {
            String plain = validation.message();
            return plain.isEmpty() ? "does not hold to the rule `%s`".formatted(rule.name()) : plain;
        });
        String remedy = rule.remedy().flatMap(this::text).orElse(validation.remedy());
        run.lookups().take();
        Action action = rule.action()
                .map(expression -> action(rule).atMost(ceiling(expression)))
                .orElseGet(() -> action(rule));
        Finding.Basis basis = basis(seen, run.lookups().take());
        Manifest manifest = subject.manifest();
        return new Finding(
                policy.name(),
                rule.name(),
                action,
                oneLine(message),
                oneLine(remedy),
                manifest.ref(),
                at,
                manifest.positionOf(at),
                related,
                basis,
                false);
    }

    /** What a finding rests on: what its expression saw, and that of its action. */
    private Finding.Basis basis(Seen byRule, Seen byAction) {
        if (byRule.absent() || byAction.absent()) {
            return Finding.Basis.ABSENCE;
        }
        return byRule.asked() || byAction.asked() || conditionsAsked ? Finding.Basis.OTHERS : Finding.Basis.OBJECT;
    }

    private static String oneLine(String text) {
        return LINE_BREAK.matcher(text.strip()).replaceAll(" ");
    }

    private Action action(Rule rule) {
        return rule.validation()
                .action()
                .orElse(policy.policy().action())
                .on(subject.change().operation());
    }

    /** What an expression lowers an action to; one that gives no action lowers nothing, and is told as an error. */
    private Action ceiling(CompiledExpression expression) {
        return switch (run.evaluate(expression)) {
            case Outcome.Value(Object value) when value instanceof String text && text.isBlank() -> Action.DENY;
            case Outcome.Value(Object value) ->
                Optional.of(value)
                        .filter(String.class::isInstance)
                        .flatMap(word -> Action.ofWord((String) word))
                        .orElseGet(() -> {
                            noAction(new Outcome.Failed(
                                    Outcome.Failed.Kind.EVALUATION,
                                    "expected `Deny`, `Warn` or `Audit`, found " + value,
                                    expression.source().start()));
                            return Action.DENY;
                        });
            case Outcome.NotKnown _ -> Action.DENY;
            case Outcome.Failed failed -> {
                noAction(failed);
                yield Action.DENY;
            }
        };
    }

    /** Takes a failure of an action's expression; what the rule found is known all the same. */
    private void noAction(Outcome.Failed failed) {
        boolean isBound = failed.kind() != Outcome.Failed.Kind.EVALUATION;
        boolean isOwn = subject.unusable().isEmpty() && run.lookups().unusable().isEmpty();
        if (isBound || (isOwn && failure == null)) {
            failure = failed;
        }
    }

    /** The value of an expression that gives text; empty if it gives no text, for whatever reason. */
    private Optional<String> text(CompiledExpression expression) {
        return run.evaluate(expression) instanceof Outcome.Value(Object value)
                        && value instanceof String text
                        && !text.isBlank()
                ? Optional.of(text)
                : Optional.empty();
    }

    /**
     * Which field of the wrong type the rule reads, or reads something below of, as a phrase; empty if none. One that
     * lies below what the rule reads makes it fail only if it uses that value.
     */
    private String mistyped(Rule rule) {
        for (FieldPath unusable : subject.unusable()) {
            for (FieldPath read : rule.reads().fields()) {
                if (unusable.isPrefixOf(read)) {
                    return "%s has a value of the wrong type".formatted(unusable);
                }
            }
        }
        return "";
    }

    private static Outcome.Failed notBool(CompiledExpression expression, Object value) {
        return new Outcome.Failed(
                Outcome.Failed.Kind.EVALUATION,
                "expected true or false, found " + value,
                expression.source().start());
    }

    /** Takes a failure, which is none of the expression's if what it uses has a value of the wrong type. */
    private void failed(Outcome.Failed failed) {
        List<String> mistyped = subject.unusable().isEmpty()
                ? run.lookups().unusable()
                : List.of("%s has a value of the wrong type"
                        .formatted(subject.unusable().getFirst()));
        if (failed.kind() == Outcome.Failed.Kind.EVALUATION && !mistyped.isEmpty()) {
            unknown.addAll(mistyped);
        } else if (failure == null || failed.kind() != Outcome.Failed.Kind.EVALUATION) {
            failure = failed;
        }
    }

    /** Tells of a rule or a match condition what kept it from a verdict. */
    private void close(String name, ActionByOperation means) {
        if (unknown.isEmpty() && failure == null) {
            return;
        }
        Manifest manifest = subject.manifest();
        Action action = means.on(subject.change().operation());
        if (!unknown.isEmpty()) {
            results.notKnown.add(new NotKnownRule(
                    new Finding(
                            policy.name(),
                            name,
                            action,
                            policy.policy().title(),
                            "",
                            manifest.ref(),
                            FieldPath.ROOT,
                            manifest.positionOf(FieldPath.ROOT),
                            List.of()),
                    reasons()));
            unknown.clear();
        }
        if (failure != null) {
            results.errors.add(new RuleError(
                    RuleError.Kind.of(failure.kind()),
                    policy.name(),
                    name,
                    action,
                    failure.message(),
                    manifest.ref(),
                    failure.position(),
                    manifest.positionOf(FieldPath.ROOT)));
            failure = null;
        }
    }

    private String reasons() {
        String told = unknown.stream().limit(TOLD_REASONS).collect(Collectors.joining("; "));
        return unknown.size() <= TOLD_REASONS ? told : "%s; and %d more".formatted(told, unknown.size() - TOLD_REASONS);
    }
}
