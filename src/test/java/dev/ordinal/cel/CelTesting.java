package dev.ordinal.cel;

import dev.ordinal.cluster.ClusterView;
import java.util.Map;

/** Evaluates expressions in the environment that policies have. */
final class CelTesting {

    private CelTesting() {}

    /** The value of the expression. */
    static Object eval(String expression) {
        return eval(expression, Map.of());
    }

    /** The value of the expression about an object. */
    static Object eval(String expression, Object object) {
        return eval(expression, object, Expressions.UNKNOWN_VIEW);
    }

    /** The value of the expression about an object, beside which there are others. */
    static Object eval(String expression, Object object, ClusterView view) {
        return switch (new ExpressionCompiler()
                .compile(Expressions.expression(expression), Scope.BASE, ExpressionType.DYN)) {
            case ExpressionCompiler.Result.Rejected rejected ->
                throw new CelFailure(rejected.problems().toString());
            case ExpressionCompiler.Result.Compiled compiled -> {
                var lookups = new Lookups(view);
                Outcome outcome = compiled.expression()
                        .evaluate(name -> name.equals("object") ? object : lookups, lookups, Budget.standard());
                yield switch (outcome) {
                    case Outcome.Value value -> value.value();
                    case Outcome.NotKnown notKnown ->
                        throw new CelFailure(notKnown.why().toString());
                    case Outcome.Failed failed -> throw new CelFailure(failed.message());
                };
            }
        };
    }

    /** Whether the expression is true. */
    static boolean isTrue(String expression) {
        return Boolean.TRUE.equals(eval(expression));
    }

    /** An expression did not compile or did not evaluate. */
    static final class CelFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CelFailure(String message) {
            super(message);
        }
    }
}
