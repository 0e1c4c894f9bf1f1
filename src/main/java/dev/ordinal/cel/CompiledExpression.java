package dev.ordinal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An expression that compiled. Immutable; may be evaluated by several threads at once. */
public final class CompiledExpression {

    /** What CEL puts before the place of a failure; the place is an offset into the source. */
    private static final String FAILED_AT = "evaluation error at ";

    /** What CEL says of a look-up that failed; its arguments follow, which say nothing to anybody. */
    private static final String LOOKUP_FAILED = "Function 'cluster_";

    private final Expression source;
    private final CelAbstractSyntaxTree ast;
    private final CelRuntime.Program program;
    private final ExpressionType type;
    private final Reads reads;
    private final Set<Origin> origins;
    private final List<Mention> mentions;
    private final Map<String, Set<Object>> constantWrites;
    private final List<Construction> constructions;

    CompiledExpression(
            Expression source,
            CelAbstractSyntaxTree ast,
            CelRuntime.Program program,
            Reads reads,
            Set<Origin> origins,
            List<Mention> mentions,
            Map<String, Set<Object>> constantWrites,
            List<Construction> constructions) {
        this.source = source;
        this.ast = ast;
        this.program = program;
        this.type = new ExpressionType(ast.getResultType());
        this.reads = reads;
        this.origins = Set.copyOf(origins);
        this.mentions = List.copyOf(mentions);
        this.constantWrites = Map.copyOf(constantWrites);
        this.constructions = List.copyOf(constructions);
    }

    /** The expression in its file. */
    public Expression source() {
        return source;
    }

    /** The type of its value. */
    public ExpressionType type() {
        return type;
    }

    /** What it reads itself; what its variables read is theirs. */
    public Reads reads() {
        return reads;
    }

    /** Where its value may come from. */
    public Set<Origin> origins() {
        return origins;
    }

    /** What it names and there may not be. */
    public List<Mention> mentions() {
        return mentions;
    }

    /**
     * As a mutation: the scalars that it gives to fields whatever the object, by JSON pointer; several by condition.
     */
    public Map<String, Set<Object>> constantWrites() {
        return constantWrites;
    }

    /** The fields of all objects that it constructs, and of the patches. */
    public List<Construction> constructions() {
        return constructions;
    }

    /** The path it names, if it is but a chain of fields of the object, such as {@code object.spec.containers}. */
    public Optional<FieldPath> objectPath() {
        return ReadsAnalysis.pathOf(ast);
    }

    /** The scalars that it may give and that stand in it: itself, or those of a choice. */
    public List<Literal> literals() {
        var literals = new ArrayList<Literal>();
        literals(ast.getExpr(), literals);
        return literals;
    }

    private void literals(CelExpr expr, List<Literal> found) {
        Constructions.constant(expr)
                .ifPresent(value -> found.add(new Literal(
                        value,
                        Optional.ofNullable(ast.getSource().getPositionsMap().get(expr.id()))
                                .flatMap(ast.getSource()::getOffsetLocation)
                                .map(this::position)
                                .orElseGet(source::start))));
        if (expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
                && expr.call().function().equals(Constructions.CHOICE)) {
            literals(expr.call().args().get(1), found);
            literals(expr.call().args().get(2), found);
        }
    }

    /**
     * Evaluates it.
     *
     * @param activation the variables
     * @param lookups remembers why something is not known
     * @param budget what it may use
     */
    public Outcome evaluate(Activation activation, Lookups lookups, Budget budget) {
        try {
            budget.enter();
            Object value = program.trace(
                    name -> Optional.ofNullable(activation.value(name)), (_, result) -> budget.step(result));
            return value instanceof CelUnknownSet
                    ? new Outcome.NotKnown(lookups.notKnown())
                    : new Outcome.Value(Trees.of(value));
        } catch (CelEvaluationException e) {
            Optional<Outcome.Failed> ofVariable = VariableFailure.among(e);
            return ofVariable.isPresent() ? ofVariable.get() : failed(e, activation, lookups);
        } catch (Budget.Exceeded e) {
            return e.outcome(source.start());
        } catch (StackOverflowError e) {
            return new Outcome.Failed(Outcome.Failed.Kind.BUDGET, "needs more stack than there is", source.start());
        } finally {
            budget.leave();
        }
    }

    private Outcome failed(CelEvaluationException e, Activation activation, Lookups lookups) {
        String message = String.valueOf(e.getMessage());
        if (!message.startsWith(FAILED_AT)) {
            return new Outcome.Failed(Outcome.Failed.Kind.EVALUATION, oneLine(message), source.start());
        }
        int digits = message.indexOf(':');
        int end = digits + 1;
        int offset = 0;
        while (end < message.length() && Character.isDigit(message.charAt(end)) && offset < 1_000_000) {
            offset = offset * 10 + (message.charAt(end) - '0');
            end++;
        }
        String text = oneLine(message.substring(Math.min(message.length(), end + 1)));
        var words = new FailureWords(ast, activation, offset);
        Optional<String> notKnown = words.notKnown(e.getErrorCode());
        if (notKnown.isPresent()) {
            lookups.addNotKnown(notKnown.get());
            return new Outcome.NotKnown(lookups.notKnown());
        }
        SourcePosition position =
                ast.getSource().getOffsetLocation(offset).map(this::position).orElseGet(source::start);
        return new Outcome.Failed(Outcome.Failed.Kind.EVALUATION, words.of(e.getErrorCode(), text), position);
    }

    private SourcePosition position(CelSourceLocation location) {
        return source.origin().at(location.getLine(), location.getColumn());
    }

    private static String oneLine(String message) {
        String text = message.strip();
        return text.startsWith(LOOKUP_FAILED) ? "looking up other objects failed" : text.replace('\n', ' ');
    }
}
