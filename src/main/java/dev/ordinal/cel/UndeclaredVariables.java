package dev.ordinal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.Expression;
import dev.ordinal.policy.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The variables of a policy that an expression names and that the policy does not declare before it. The checker knows
 * them by their whole name, {@code variables.service}, and would blame the first part of it.
 */
final class UndeclaredVariables {

    private static final String VARIABLES = "variables";

    private static final String PREFIX = VARIABLES + ".";

    private final Expression expression;
    private final List<String> declared;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    private UndeclaredVariables(Expression expression, Set<String> scope) {
        this.expression = expression;
        this.declared = scope.stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .toList();
    }

    /**
     * Finds them.
     *
     * @param scope the names that the expression sees
     */
    static UndeclaredVariables of(Expression expression, CelAbstractSyntaxTree parsed, Set<String> scope) {
        var found = new UndeclaredVariables(expression, scope);
        CelNavigableAst.fromAst(parsed)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == ExprKind.Kind.SELECT)
                .forEach(node -> found.look(parsed, node.expr().select()));
        return found;
    }

    /** The scope with them in it, so that nothing else is blamed for them. */
    Scope addedTo(Scope scope) {
        Scope wide = scope;
        for (String name : names) {
            wide = wide.with(PREFIX + name, ExpressionType.DYN);
        }
        return wide;
    }

    /** One problem for each place. */
    List<Problem> problems() {
        return problems;
    }

    private void look(CelAbstractSyntaxTree parsed, CelExpr.CelSelect select) {
        CelExpr operand = select.operand();
        if (operand.exprKind().getKind() != ExprKind.Kind.IDENT
                || !operand.ident().name().equals(VARIABLES)
                || declared.contains(select.field())) {
            return;
        }
        names.add(select.field());
        problems.add(new Problem(
                Problem.Kind.EXPRESSION,
                Optional.ofNullable(parsed.getSource().getPositionsMap().get(operand.id()))
                        .flatMap(parsed.getSource()::getOffsetLocation)
                        .map(at -> expression.origin().at(at.getLine(), at.getColumn()))
                        .orElseGet(expression::start),
                "there is no variable `" + select.field() + "` here; " + hint(select.field())));
    }

    private String hint(String name) {
        if (declared.isEmpty()) {
            return "the policy declares none before it";
        }
        return Nearest.to(name, declared)
                .map(near -> "did you mean `" + PREFIX + near + "`?")
                .orElseGet(() -> "declared before it are " + String.join(", ", declared));
    }
}
