package dev.ordinal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.function.BiConsumer;

/** Finds the regular expressions that stand in an expression and are none, which would fail whenever they are used. */
final class PatternCheck {

    private PatternCheck() {}

    /**
     * Checks all patterns that are literals.
     *
     * @param ast of an expression that the checker took
     * @param problems is told the id of a node and what is wrong with it
     */
    static void run(CelAbstractSyntaxTree ast, BiConsumer<Long, String> problems) {
        CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == ExprKind.Kind.CALL)
                .map(CelNavigableExpr::expr)
                .filter(expr -> isOfPatterns(ast, expr))
                .map(expr -> pattern(expr.call()))
                .forEach(pattern -> Constructions.text(pattern)
                        .flatMap(BoundedRegex::fault)
                        .ifPresent(fault -> problems.accept(pattern.id(), fault)));
    }

    /** Whether no other function can be meant, on a target whose type is not known beforehand. */
    private static boolean isOfPatterns(CelAbstractSyntaxTree ast, CelExpr expr) {
        return ast.getReference(expr.id())
                .filter(reference -> !reference.overloadIds().isEmpty()
                        && RegexLibrary.OVERLOADS.containsAll(reference.overloadIds()))
                .isPresent();
    }

    private static CelExpr pattern(CelCall call) {
        return call.args().get(call.target().isPresent() ? 0 : 1);
    }
}
