package dev.ordinal.engine;

import dev.ordinal.cel.Budget;
import dev.ordinal.cel.CompiledExpression;
import dev.ordinal.cel.Outcome;
import dev.ordinal.engine.CompiledPolicy.Condition;
import dev.ordinal.engine.CompiledPolicy.ForEach;
import dev.ordinal.engine.CompiledPolicy.Rule;
import dev.ordinal.engine.RuleResults.Keyed;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs the rules of one policy on one object. */
final class RuleRunner {

    private final CompiledPolicy policy;
    private final Subject subject;
    private final PolicyRun run;
    private final RuleResults results = new RuleResults();

    private RuleRunner(CompiledPolicy policy, Subject subject, JsonObject params, Budget budget) {
        this.policy = policy;
        this.subject = subject;
        this.run = new PolicyRun(policy, subject, params, budget);
    }

    /** The results; empty if a match condition says that the policy is not about the object. */
    static Optional<RuleResults> run(CompiledPolicy policy, Subject subject, JsonObject params, Budget budget) {
        var runner = new RuleRunner(policy, subject, params, budget);
        boolean matched = runner.matchConditions();
        boolean undecided = !runner.results.notKnown.isEmpty() || !runner.results.errors.isEmpty();
        if (matched && !undecided) {
            policy.rules().forEach(runner::rule);
        }
        return matched || undecided ? Optional.of(runner.results) : Optional.empty();
    }

    /** As in the API server, one condition that is false outweighs others that failed. */
    private boolean matchConditions() {
        for (Condition condition : policy.matchConditions()) {
            switch (run.evaluate(condition.expression())) {
                case Outcome.Value(Object value) when Boolean.TRUE.equals(value) -> {}
                case Outcome.Value(Object value)
                when Boolean.FALSE.equals(value) -> {
                    results.notKnown.clear();
                    results.errors.clear();
                    return false;
                }
                case Outcome.Value(Object value) -> fail(condition.name(), notBool(condition.expression(), value));
                case Outcome.NotKnown(List<String> why) -> notKnown(condition.name(), why);
                case Outcome.Failed failed -> fail(condition.name(), failed);
            }
        }
        return true;
    }

    private void rule(Rule rule) {
        String mistyped = mistyped(rule);
        if (!mistyped.isEmpty()) {
            notKnown(rule.name(), List.of(mistyped));
            return;
        }
        run.lookups().takeFound();
        if (rule.forEach().isEmpty()) {
            judge(rule, FieldPath.ROOT.resolve(rule.fieldPath()), "");
            return;
        }
        ForEach forEach = rule.forEach().get();
        switch (run.evaluate(forEach.list())) {
            case Outcome.Value(Object value) when value instanceof List<?> items -> items(rule, forEach, items);
            case Outcome.Value(Object value) ->
                fail(
                        rule.name(),
                        new Outcome.Failed(
                                Outcome.Failed.Kind.EVALUATION,
                                "expected a list to run over, found " + value,
                                forEach.list().source().start()));
            case Outcome.NotKnown(List<String> why) -> notKnown(rule.name(), why);
            case Outcome.Failed failed -> fail(rule.name(), failed);
        }
    }

    private void items(Rule rule, ForEach forEach, List<?> items) {
        Set<Manifest> foundByList = run.lookups().takeFound();
        for (int i = 0; i < items.size(); i++) {
            Object item = items.get(i);
            run.bind(forEach, item, i);
            run.lookups().takeFound();
            run.lookups().addFound(foundByList);
            FieldPath path = forEach.path()
                    .flatMap(this::text)
                    .flatMap(FieldPath::parse)
                    .orElse(
                            forEach.listPath().isPresent()
                                    ? forEach.listPath().get().child(i)
                                    : FieldPath.ROOT);
            if (!judge(rule, path.resolve(rule.fieldPath()), itemKey(item))) {
                break;
            }
        }
        run.unbind();
    }

    private static String itemKey(Object item) {
        return item instanceof JsonObject object ? object.text("name").orElseGet(item::toString) : String.valueOf(item);
    }

    /** Whether the next item is worth a try. */
    private boolean judge(Rule rule, FieldPath path, String item) {
        switch (run.evaluate(rule.expression())) {
            case Outcome.Value(Object value) when Boolean.TRUE.equals(value) -> {}
            case Outcome.Value(Object value)
            when Boolean.FALSE.equals(value) -> {
                List<String> unusable = run.lookups().unusable();
                if (unusable.isEmpty()) {
                    results.findings.add(new Keyed(finding(rule, path), item));
                } else {
                    notKnown(rule.name(), unusable);
                }
            }
            case Outcome.Value(Object value) -> fail(rule.name(), notBool(rule.expression(), value));
            case Outcome.NotKnown(List<String> why) -> {
                notKnown(rule.name(), why);
                return false;
            }
            case Outcome.Failed failed -> {
                fail(rule.name(), failed);
                return false;
            }
        }
        return true;
    }

    private Finding finding(Rule rule, FieldPath path) {
        Policy.Validation validation = rule.validation();
        List<Finding.Related> related = run.lookups().takeFound().stream()
                .filter(found -> !found.ref().equals(subject.manifest().ref()))
                .map(Finding.Related::of)
                .toList();
        FieldPath at = rule.fieldPathExpression()
                .flatMap(this::text)
                .flatMap(FieldPath::parse)
                .orElse(path);
        String message = rule.message().flatMap(this::text).orElseGet(() -> {
            String plain = validation.message();
            return plain.isEmpty() ? "does not hold to the rule `%s`".formatted(rule.name()) : plain;
        });
        String remedy = rule.remedy().flatMap(this::text).orElse(validation.remedy());
        Manifest manifest = subject.manifest();
        return new Finding(
                policy.name(),
                rule.name(),
                rule.action()
                        .flatMap(this::text)
                        .flatMap(Action::ofWord)
                        .map(action(rule)::atMost)
                        .orElseGet(() -> action(rule)),
                oneLine(message),
                oneLine(remedy),
                manifest.ref(),
                at,
                manifest.positionOf(at),
                related);
    }

    private static String oneLine(String text) {
        return text.indexOf('\n') < 0 ? text : text.strip().replace('\n', ' ');
    }

    private Action action(Rule rule) {
        return rule.validation()
                .action()
                .orElse(policy.policy().action())
                .on(subject.change().operation());
    }

    private Action action(String rule) {
        return policy.rules().stream()
                .filter(candidate -> candidate.name().equals(rule))
                .findFirst()
                .map(this::action)
                .orElse(policy.policy().action().on(subject.change().operation()));
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
        for (FieldPath unusable : subject.manifest().unusable()) {
            for (FieldPath read : rule.fields()) {
                if (unusable.isPrefixOf(read)) {
                    return "%s has a value of the wrong type".formatted(unusable);
                }
            }
        }
        return "";
    }

    private void notKnown(String rule, List<String> why) {
        Manifest manifest = subject.manifest();
        var about = new Finding(
                policy.name(),
                rule,
                action(rule),
                policy.policy().title(),
                "",
                manifest.ref(),
                FieldPath.ROOT,
                manifest.positionOf(FieldPath.ROOT),
                List.of());
        results.notKnown.add(new NotKnownRule(about, String.join("; ", why)));
    }

    private static Outcome.Failed notBool(CompiledExpression expression, Object value) {
        return new Outcome.Failed(
                Outcome.Failed.Kind.EVALUATION,
                "expected true or false, found " + value,
                expression.source().start());
    }

    private void fail(String rule, Outcome.Failed failed) {
        Manifest manifest = subject.manifest();
        List<String> mistyped = manifest.unusable().isEmpty()
                ? run.lookups().unusable()
                : List.of("%s has a value of the wrong type"
                        .formatted(manifest.unusable().getFirst()));
        if (failed.kind() == Outcome.Failed.Kind.EVALUATION && !mistyped.isEmpty()) {
            notKnown(rule, mistyped);
            return;
        }
        RuleError.Kind kind = switch (failed.kind()) {
            case EVALUATION -> RuleError.Kind.EVALUATION;
            case BUDGET -> RuleError.Kind.BUDGET;
            case TIME -> RuleError.Kind.TIME;
        };
        results.errors.add(new RuleError(
                kind,
                policy.name(),
                rule,
                action(rule),
                failed.message(),
                manifest.ref(),
                failed.position(),
                manifest.positionOf(FieldPath.ROOT)));
    }
}
