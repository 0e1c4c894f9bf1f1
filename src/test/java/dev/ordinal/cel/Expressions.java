package dev.ordinal.cel;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Listing;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Expression;
import java.util.List;
import java.util.Map;

/** Compiles and evaluates expressions given as text. */
final class Expressions {

    /** Answers that everything is not known. */
    static final ClusterView UNKNOWN_VIEW = new ClusterView() {
        @Override
        public Lookup get(String apiVersion, String kind, String namespace, String name) {
            return new Lookup.NotKnown("nobody asked");
        }

        @Override
        public Listing list(String apiVersion, String kind, String namespace) {
            return new Listing.Partial(List.of(), "nobody asked");
        }

        @Override
        public Listing selecting(String apiVersion, String kind, String namespace, JsonObject podLabels) {
            return list(apiVersion, kind, namespace);
        }

        @Override
        public Listing selectedBy(String apiVersion, String kind, String namespace, JsonObject selector) {
            return list(apiVersion, kind, namespace);
        }

        @Override
        public Listing referring(String apiVersion, String kind, String namespace, String fieldPath, String value) {
            return list(apiVersion, kind, namespace);
        }
    };

    private Expressions() {}

    /** An expression that stands at the start of a file of its own. */
    static Expression expression(String text) {
        var file = new SourceFile("policy.yaml", text);
        return new Expression(text, new Expression.Origin() {
            @Override
            public SourceFile file() {
                return file;
            }

            @Override
            public SourcePosition at(int line, int column) {
                return new SourcePosition(file.name(), line, column + 1);
            }
        });
    }

    static CompiledExpression compile(String text, Scope scope) {
        return switch (new ExpressionCompiler().compile(expression(text), scope, ExpressionType.DYN)) {
            case ExpressionCompiler.Result.Compiled(CompiledExpression compiled) -> compiled;
            case ExpressionCompiler.Result.Rejected(List<Problem> problems) ->
                throw new AssertionError(text + " does not compile: " + problems);
        };
    }

    static List<Problem> problems(String text, Scope scope, ExpressionType expected) {
        return switch (new ExpressionCompiler().compile(expression(text), scope, expected)) {
            case ExpressionCompiler.Result.Compiled _ -> List.of();
            case ExpressionCompiler.Result.Rejected(List<Problem> problems) -> problems;
        };
    }

    static Outcome evaluate(String text, Map<String, Object> variables) {
        return evaluate(text, variables, Budget.Limits.DEFAULT);
    }

    static Outcome evaluate(String text, Map<String, Object> variables, Budget.Limits limits) {
        Scope scope = Scope.BASE;
        for (String name : variables.keySet()) {
            if (!name.equals("object")) {
                scope = scope.with(name, ExpressionType.DYN);
            }
        }
        var lookups = new Lookups(UNKNOWN_VIEW);
        return compile(text, scope)
                .evaluate(name -> name.equals("cluster") ? lookups : variables.get(name), lookups, new Budget(limits));
    }
}
