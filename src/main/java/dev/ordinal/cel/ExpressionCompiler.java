package dev.ordinal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelEvaluationException;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Expression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Compiles expressions: parses them, checks their types, plans their evaluation. Safe for use by several threads. */
public final class ExpressionCompiler {

    /** The longest message of the checker that is passed on whole; it may list every candidate of a function. */
    private static final int LONGEST_MESSAGE = 400;

    private final Environment environment = Environment.get();

    /** Makes in a thread of its own what all expressions share, so that it is there when the first is compiled. */
    public static void prepare() {
        Thread.ofPlatform().daemon().name("expressions").start(Environment::get);
    }

    /** What came of compiling. */
    public sealed interface Result {

        /** It compiled. */
        record Compiled(CompiledExpression expression) implements Result {}

        /** It did not; at least one problem. */
        record Rejected(List<Problem> problems) implements Result {
            public Rejected {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Compiles an expression.
     *
     * @param expression the expression in its file
     * @param scope the variables it sees
     * @param expected the type its value must have; {@link ExpressionType#DYN} for any
     */
    public Result compile(Expression expression, Scope scope, ExpressionType expected) {
        if (expression.text().isBlank()) {
            return rejected(new Problem(Problem.Kind.EXPRESSION, expression.start(), "the expression is empty"));
        }
        try {
            CelValidationResult parsed = environment.parser().parse(expression.text());
            if (parsed.hasError()) {
                return new Result.Rejected(problems(expression, parsed));
            }
            CelValidationResult checked =
                    environment.checker(parsed.getAst(), scope).check(parsed.getAst());
            return checked.hasError()
                    ? unchecked(expression, scope, expected, parsed.getAst(), checked)
                    : plan(expression, scope, expected, checked.getAst());
        } catch (CelValidationException e) {
            throw new IllegalStateException("an expression without errors has a tree", e);
        }
    }

    /**
     * What is wrong with an expression that did not pass the checker, variables that nobody declared by their names.
     */
    private Result unchecked(
            Expression expression,
            Scope scope,
            ExpressionType expected,
            CelAbstractSyntaxTree parsed,
            CelValidationResult checked)
            throws CelValidationException {
        var undeclared =
                UndeclaredVariables.of(expression, parsed, scope.variables().keySet());
        if (undeclared.problems().isEmpty()) {
            return new Result.Rejected(problems(expression, checked));
        }
        Scope wide = undeclared.addedTo(scope);
        CelValidationResult again = environment.checker(parsed, wide).check(parsed);
        var problems = new ArrayList<Problem>(scope.isOpen() ? List.of() : undeclared.problems());
        if (again.hasError()) {
            problems.addAll(problems(expression, again));
        }
        if (problems.isEmpty()) {
            return plan(expression, wide, expected, again.getAst());
        }
        problems.sort(Comparator.comparing(Problem::position));
        return new Result.Rejected(problems);
    }

    @SuppressWarnings("ReferenceEquality") // an expression that constructs nothing stays the same
    private Result plan(Expression expression, Scope scope, ExpressionType expected, CelAbstractSyntaxTree ast) {
        var problems = new ArrayList<Problem>();
        var type = new ExpressionType(ast.getResultType());
        BiConsumer<Long, String> report = (id, message) ->
                problems.add(new Problem(Problem.Kind.EXPRESSION, position(expression, ast, id), message));
        if (!expected.accepts(type)) {
            problems.add(new Problem(
                    Problem.Kind.EXPRESSION,
                    expression.start(),
                    "expected an expression of type %s, found one of type %s".formatted(expected, type)));
        }
        var mentions = new Mentions(expression, ast);
        OriginAnalysis.Result origins = OriginAnalysis.of(ast, scope.origins(), mentions);
        Reads reads = ReadsAnalysis.of(ast, scope.variables().keySet(), origins, report, mentions);
        StructCheck.run(ast, report);
        PatternCheck.run(ast, report);
        if (!problems.isEmpty()) {
            return new Result.Rejected(problems);
        }
        try {
            CelAbstractSyntaxTree lowered = StructLowering.of(ast);
            return new Result.Compiled(new CompiledExpression(
                    expression,
                    lowered,
                    environment.runtime().createProgram(lowered),
                    reads,
                    origins.value(),
                    mentions.found(),
                    lowered == ast ? Map.of() : ConstantWrites.of(ast),
                    lowered == ast ? List.of() : Constructions.of(ast, id -> position(expression, ast, id))));
        } catch (CelEvaluationException e) {
            return rejected(new Problem(
                    Problem.Kind.EXPRESSION,
                    expression.start(),
                    String.valueOf(e.getMessage()).replace('\n', ' ')));
        }
    }

    private static SourcePosition position(Expression expression, CelAbstractSyntaxTree ast, long id) {
        return Optional.ofNullable(ast.getSource().getPositionsMap().get(id))
                .flatMap(offset -> ast.getSource().getOffsetLocation(offset))
                .map(location -> expression.origin().at(location.getLine(), location.getColumn()))
                .orElseGet(expression::start);
    }

    private static Result.Rejected rejected(Problem problem) {
        return new Result.Rejected(List.of(problem));
    }

    private static List<Problem> problems(Expression expression, CelValidationResult result) {
        var problems = new ArrayList<Problem>();
        for (CelIssue issue : result.getErrors()) {
            CelSourceLocation at = issue.getSourceLocation();
            boolean placed = at.getLine() >= 1 && at.getColumn() >= 0;
            problems.add(new Problem(
                    Problem.Kind.EXPRESSION,
                    placed ? expression.origin().at(at.getLine(), at.getColumn()) : expression.start(),
                    message(issue.getMessage())));
        }
        return problems;
    }

    private static String message(String text) {
        String message = text.strip().replace('\n', ' ').replace(" (in container '')", "");
        if (message.contains("'<EOF>'")) {
            return "the expression ends too early";
        }
        // the parser lists every token of the language
        int tokens = message.indexOf(" expecting {");
        message = tokens >= 0 ? message.substring(0, tokens) : message;
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + " …";
    }
}
