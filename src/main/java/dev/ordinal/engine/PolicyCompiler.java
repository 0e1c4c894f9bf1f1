package dev.ordinal.engine;

import dev.ordinal.cel.CompiledExpression;
import dev.ordinal.cel.ExpressionCompiler;
import dev.ordinal.cel.ExpressionType;
import dev.ordinal.cel.Literal;
import dev.ordinal.cel.Origin;
import dev.ordinal.cel.Reads;
import dev.ordinal.cel.Scope;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.Expression;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Compiles policies; a policy that compiled cannot fail to compile later. */
public final class PolicyCompiler {

    /**
     * What came of compiling.
     *
     * @param policies those that compiled, in the order given
     * @param problems all that is wrong with the others
     */
    public record Result(List<CompiledPolicy> policies, List<Problem> problems) {
        public Result {
            policies = List.copyOf(policies);
            problems = List.copyOf(problems);
        }
    }

    private PolicyCompiler() {}

    /** Compiles every policy; one that does not compile does not hold up the others. */
    public static Result compile(List<Policy> policies) {
        var expressions = new ExpressionCompiler();
        var compiled = new ArrayList<CompiledPolicy>();
        var problems = new ArrayList<Problem>();
        for (Policy policy : policies) {
            var compilation = new Compilation(expressions, policy, Scope.BASE);
            Optional<CompiledPolicy> result = compilation.run();
            result.ifPresent(compiled::add);
            problems.addAll(compilation.problems);
            problems.addAll(MentionCheck.of(policy, compilation.expressions, compilation.rules));
        }
        return new Result(compiled, problems);
    }

    /**
     * What is wrong with the expressions of policies that have other problems, so that all is told at once. Where a
     * variable may be missing because of them, none is said to be; nor is anything said of what the expressions name.
     */
    public static List<Problem> problems(List<PolicyFiles.Broken> policies) {
        var expressions = new ExpressionCompiler();
        var problems = new ArrayList<Problem>();
        for (PolicyFiles.Broken broken : policies) {
            var compilation =
                    new Compilation(expressions, broken.policy(), broken.hasAllVariables() ? Scope.BASE : Scope.OPEN);
            Optional<CompiledPolicy> _ = compilation.run();
            problems.addAll(compilation.problems);
        }
        return problems;
    }

    /** The compilation of one policy. */
    private static final class Compilation {
        private final ExpressionCompiler compiler;
        private final Policy policy;
        private final Scope base;
        private final List<Problem> problems = new ArrayList<>();
        private final Map<String, Reads> variableReads = new HashMap<>();
        private final List<CompiledExpression> expressions = new ArrayList<>();
        private final List<CompiledPolicy.Rule> rules = new ArrayList<>();
        private Reads all = Reads.NONE;

        Compilation(ExpressionCompiler compiler, Policy policy, Scope base) {
            this.compiler = compiler;
            this.policy = policy;
            this.base = base;
        }

        Optional<CompiledPolicy> run() {
            Scope scope = base;
            var variables = new ArrayList<CompiledExpression>();
            var index = new HashMap<String, Integer>();
            for (Policy.Named variable : policy.variables()) {
                String name = "variables." + variable.name();
                Optional<CompiledExpression> expression = compile(variable.expression(), scope, ExpressionType.DYN);
                if (expression.isPresent()) {
                    index.put(name, variables.size());
                    variables.add(expression.get());
                    variableReads.put(name, transitive(expression.get().reads()));
                }
                // a variable that does not compile still exists, so that those that use it are not blamed
                scope = scope.with(
                        name,
                        expression.map(CompiledExpression::type).orElse(ExpressionType.DYN),
                        expression.map(CompiledExpression::origins).orElse(Set.of()));
            }
            var conditions = new ArrayList<CompiledPolicy.Condition>();
            var conditionLookups = new HashSet<Origin.Site>();
            for (Policy.Named condition : policy.matchConditions()) {
                compile(condition.expression(), scope, ExpressionType.BOOL).ifPresent(expression -> {
                    conditions.add(new CompiledPolicy.Condition(condition.name(), expression));
                    conditionLookups.addAll(transitive(expression.reads()).lookups());
                });
            }
            for (Policy.Validation validation : policy.validations()) {
                rule(validation, scope).ifPresent(rules::add);
            }
            CompiledPolicy.Mutations mutations = mutations(scope);
            if (!problems.isEmpty()) {
                return Optional.empty();
            }
            problems.addAll(ConstructionCheck.of(policy, variables, mutations));
            if (problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
                return Optional.empty();
            }
            return Optional.of(
                    new CompiledPolicy(policy, conditions, variables, index, rules, mutations, all, conditionLookups));
        }

        private CompiledPolicy.Mutations mutations(Scope scope) {
            var steps = new ArrayList<CompiledPolicy.Mutation>();
            for (Policy.Mutation mutation : policy.mutations().steps()) {
                ExpressionType expected = switch (mutation.patchType()) {
                    case APPLY_CONFIGURATION -> ExpressionType.OBJECT;
                    case JSON_PATCH -> ExpressionType.JSON_PATCH;
                };
                compile(mutation.expression(), scope, expected)
                        .ifPresent(
                                expression -> steps.add(new CompiledPolicy.Mutation(mutation.patchType(), expression)));
            }
            var creations = new ArrayList<CompiledPolicy.Creation>();
            for (Policy.Named creation : policy.mutations().creations()) {
                compile(creation.expression(), scope, ExpressionType.DYN).ifPresent(expression -> {
                    if (expression.type().mayBeObject()) {
                        creations.add(new CompiledPolicy.Creation(creation.name(), expression));
                    } else {
                        problems.add(new Problem(
                                Problem.Kind.EXPRESSION,
                                creation.expression().start(),
                                "expected an expression of type Object, null where nothing is missing, found one of"
                                        + " type " + expression.type()));
                    }
                });
            }
            return new CompiledPolicy.Mutations(steps, creations);
        }

        private Optional<CompiledPolicy.Rule> rule(Policy.Validation validation, Scope outer) {
            Scope scope = outer;
            Optional<CompiledPolicy.ForEach> forEach = Optional.empty();
            Reads reads = Reads.NONE;
            if (validation.forEach().isPresent()) {
                Policy.ForEach items = validation.forEach().get();
                Optional<CompiledExpression> list = compile(items.list(), outer, ExpressionType.DYN);
                list.filter(compiled -> !compiled.type().mayBeList())
                        .ifPresent(compiled -> problems.add(new Problem(
                                Problem.Kind.EXPRESSION,
                                items.list().start(),
                                "expected a list to run over, found an expression of type " + compiled.type())));
                String indexAs = items.as() + "Index";
                scope = outer.with(
                                items.as(),
                                list.map(compiled -> compiled.type().element()).orElse(ExpressionType.DYN),
                                list.map(compiled -> Origin.item(compiled.origins()))
                                        .orElse(Set.of()))
                        .with(indexAs, ExpressionType.INT);
                Optional<CompiledExpression> path = compile(items.path(), scope, ExpressionType.STRING);
                path.ifPresent(this::fieldPaths);
                forEach = list.map(compiled ->
                        new CompiledPolicy.ForEach(compiled, items.as(), indexAs, compiled.objectPath(), path));
                reads = list.map(compiled -> transitive(compiled.reads())).orElse(reads);
            }
            Optional<CompiledExpression> expression = compile(validation.expression(), scope, ExpressionType.BOOL);
            Optional<CompiledExpression> message =
                    compile(validation.messageExpression(), scope, ExpressionType.STRING);
            Optional<CompiledExpression> fieldPath =
                    compile(validation.fieldPathExpression(), scope, ExpressionType.STRING);
            Optional<CompiledExpression> remedy = compile(validation.remedyExpression(), scope, ExpressionType.STRING);
            Optional<CompiledExpression> action = compile(validation.actionExpression(), scope, ExpressionType.STRING);
            fieldPath.ifPresent(this::fieldPaths);
            action.ifPresent(this::actions);
            if (expression.isEmpty()) {
                return Optional.empty();
            }
            reads = reads.and(transitive(expression.get().reads()));
            return Optional.of(new CompiledPolicy.Rule(
                    validation,
                    forEach,
                    expression.get(),
                    message,
                    FieldPath.parse(validation.fieldPath()).orElse(FieldPath.ROOT),
                    fieldPath,
                    remedy,
                    action,
                    reads));
        }

        /** Reports texts in an expression for a field path that are none; an empty one gives none. */
        private void fieldPaths(CompiledExpression expression) {
            texts(
                    expression,
                    text -> FieldPath.parse(text).isPresent(),
                    "a field path such as `spec.ports[0].name` or `metadata.labels['a.b/c']`");
        }

        /** Reports texts in an expression for an action that are none; an empty one leaves it as it is. */
        private void actions(CompiledExpression expression) {
            texts(expression, text -> Action.ofWord(text).isPresent(), "`Deny`, `Warn` or `Audit`");
        }

        private void texts(CompiledExpression expression, Predicate<String> isGood, String expected) {
            for (Literal literal : expression.literals()) {
                if (literal.value() instanceof String text && !text.isBlank() && !isGood.test(text)) {
                    problems.add(new Problem(
                            Problem.Kind.EXPRESSION,
                            literal.position(),
                            "expected " + expected + ", found `" + text + "`"));
                }
            }
        }

        private Optional<CompiledExpression> compile(
                Optional<Expression> expression, Scope scope, ExpressionType expected) {
            return expression.flatMap(present -> compile(present, scope, expected));
        }

        private Optional<CompiledExpression> compile(Expression expression, Scope scope, ExpressionType expected) {
            return switch (compiler.compile(expression, scope, expected)) {
                case ExpressionCompiler.Result.Compiled(CompiledExpression compiled) -> {
                    all = all.and(compiled.reads());
                    expressions.add(compiled);
                    yield Optional.of(compiled);
                }
                case ExpressionCompiler.Result.Rejected(List<Problem> found) -> {
                    problems.addAll(found);
                    yield Optional.empty();
                }
            };
        }

        /** What an expression reads itself and through variables. */
        private Reads transitive(Reads own) {
            Reads reads = own;
            for (String variable : own.variables()) {
                reads = reads.and(variableReads.getOrDefault(variable, Reads.NONE));
            }
            return reads;
        }
    }
}
