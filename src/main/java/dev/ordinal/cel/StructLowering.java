package dev.ordinal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableMap;
import dev.cel.common.ast.CelMutableExpr.CelMutableStruct;
import dev.cel.common.ast.CelMutableExprConverter;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes map literals of what a checked expression constructs: at run time an object is a map, and one made of a literal
 * keeps the order of its fields, which the CEL runtime's own construction does not.
 */
final class StructLowering {

    private StructLowering() {}

    /** The expression, to be evaluated; the very same if it constructs nothing. */
    static CelAbstractSyntaxTree of(CelAbstractSyntaxTree checked) {
        CelMutableAst ast = CelMutableAst.fromCelAst(checked);
        List<CelMutableExpr> structs = CelNavigableMutableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == ExprKind.Kind.STRUCT)
                .map(CelNavigableMutableExpr::expr)
                .filter(expr -> StructTypes.isOurs(expr.struct().messageName()))
                .toList();
        if (structs.isEmpty()) {
            return checked;
        }
        structs.forEach(expr -> expr.setMap(map(expr.struct())));
        return CelAbstractSyntaxTree.newCheckedAst(
                CelMutableExprConverter.fromMutableExpr(ast.expr()),
                checked.getSource(),
                checked.getReferenceMap(),
                checked.getTypeMap());
    }

    private static CelMutableMap map(CelMutableStruct struct) {
        var entries = new ArrayList<CelMutableMap.Entry>();
        for (CelMutableStruct.Entry field : struct.entries()) {
            var key = CelMutableExpr.ofConstant(field.id(), CelConstant.ofValue(field.fieldKey()));
            entries.add(CelMutableMap.Entry.create(field.id(), key, field.value(), field.optionalEntry()));
        }
        return CelMutableMap.create(entries);
    }
}
