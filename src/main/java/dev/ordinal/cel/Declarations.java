package dev.ordinal.cel;

import dev.cel.checker.CelChecker;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.compiler.CelCompilerFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The functions that expressions may call, by name.
 *
 * <p>The CEL checker declares every function it is given anew for each expression that it checks, which takes longer
 * than the check. So each expression is checked against just the functions that it names; the result is the same, since
 * overloads of other names play no part in it.
 */
final class Declarations {

    private final Map<String, List<CelFunctionDecl>> functions = new HashMap<>();
    private final Map<String, List<StandardFunction>> standard = new HashMap<>();
    private final CelTypeProvider types;
    private final CelOptions options;

    Declarations(
            List<CelFunctionDecl> declared, Set<StandardFunction> replaced, CelTypeProvider types, CelOptions options) {
        for (CelFunctionDecl function : declared) {
            functions
                    .computeIfAbsent(lastPart(function.name()), _ -> new ArrayList<>())
                    .add(function);
        }
        for (StandardFunction function : EnumSet.complementOf(EnumSet.copyOf(replaced))) {
            standard.computeIfAbsent(function.functionName(), _ -> new ArrayList<>())
                    .add(function);
        }
        this.types = types;
        this.options = options;
    }

    /**
     * Of {@code sets.contains}, which parses as a call of {@code contains} on {@code sets}, the part behind the dot.
     * Macros make calls of whole names, such as {@code optional.of}.
     */
    private static String lastPart(String name) {
        return Character.isLetter(name.charAt(0)) ? name.substring(name.lastIndexOf('.') + 1) : name;
    }

    /**
     * A checker for one parsed expression.
     *
     * @param constructed tells what the expression may construct, given all other types
     */
    CelChecker checker(
            CelAbstractSyntaxTree parsed, List<CelVarDecl> variables, UnaryOperator<CelTypeProvider> constructed) {
        var needed = new ArrayList<CelFunctionDecl>();
        Set<StandardFunction> neededStandard = EnumSet.of(StandardFunction.EQUALS);
        for (String name : called(parsed)) {
            needed.addAll(functions.getOrDefault(name, List.of()));
            neededStandard.addAll(standard.getOrDefault(name, List.of()));
        }
        CelCheckerBuilder builder = CelCompilerFactory.standardCelCheckerBuilder()
                .setOptions(options)
                .setTypeProvider(constructed.apply(types))
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .includeFunctions(neededStandard)
                        .build());
        return builder.addFunctionDeclarations(needed)
                .addVarDeclarations(variables)
                .build();
    }

    private static Set<String> called(CelAbstractSyntaxTree parsed) {
        var names = new HashSet<String>();
        CelNavigableAst.fromAst(parsed)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == ExprKind.Kind.CALL)
                .forEach(node -> names.add(lastPart(node.expr().call().function())));
        return names;
    }
}
