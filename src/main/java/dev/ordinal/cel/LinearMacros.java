package dev.ordinal.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.OpaqueValue;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelParserBuilder;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.ordinal.manifest.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code map} and {@code filter} in time that grows with the list, where the CEL library's own macros copy the result
 * so far for every item. The result is gathered in a value that CEL cannot look into and turned into a list at the end.
 */
final class LinearMacros implements CelLibrary {

    private static final String START = "@gather_start";
    private static final String ADD = "@gather_add";
    private static final String END = "@gather_end";

    private static final TypeParamType ITEM = TypeParamType.create("T");
    private static final OpaqueType GATHERED = OpaqueType.create("ordinal.Gathered", ITEM);

    /** The result so far. It lives within one fold of one evaluation. */
    @SuppressWarnings("Immutable") // the CEL library asks it of every value; no expression can see this one change
    private static final class Gathered extends OpaqueValue {
        private final List<Object> items = new ArrayList<>();

        @Override
        public Object value() {
            return this;
        }

        @Override
        public OpaqueType celType() {
            return GATHERED;
        }
    }

    @Override
    public String name() {
        return "map-and-filter";
    }

    @Override
    public void setParserOptions(CelParserBuilder parser) {
        parser.addMacros(
                CelMacro.newReceiverMacro(
                        "map", 2, (factory, target, a) -> fold(factory, target, a.get(0), null, a.get(1))),
                CelMacro.newReceiverMacro(
                        "map", 3, (factory, target, a) -> fold(factory, target, a.get(0), a.get(1), a.get(2))),
                CelMacro.newReceiverMacro(
                        "filter", 2, (factory, target, a) -> fold(factory, target, a.get(0), a.get(1), a.get(0))));
    }

    private static Optional<CelExpr> fold(
            CelMacroExprFactory factory, CelExpr list, CelExpr item, @Nullable CelExpr condition, CelExpr value) {
        if (item.exprKind().getKind() != CelExpr.ExprKind.Kind.IDENT) {
            return Optional.of(factory.reportError(CelIssue.formatError(
                    factory.getSourceLocation(item), "the first argument must be the name of a variable")));
        }
        String name = item.ident().name();
        String result = factory.getAccumulatorVarName();
        CelExpr added = factory.newGlobalCall(
                ADD, factory.newIdentifier(result), isSame(value, item) ? factory.newIdentifier(name) : value);
        CelExpr step = condition == null
                ? added
                : factory.newGlobalCall("_?_:_", condition, added, factory.newIdentifier(result));
        return Optional.of(factory.fold(
                name,
                list,
                result,
                factory.newGlobalCall(START, factory.newList()),
                factory.newBoolLiteral(true),
                step,
                factory.newGlobalCall(END, factory.newIdentifier(result))));
    }

    @SuppressWarnings("ReferenceEquality") // `filter` hands the same node in twice
    private static boolean isSame(CelExpr value, CelExpr item) {
        return value == item;
    }

    @Override
    public List<CelFunctionDecl> declarations() {
        return List.of(
                CelFunctionDecl.newFunctionDeclaration(
                        START, CelOverloadDecl.newGlobalOverload("gather_start", GATHERED, ListType.create(ITEM))),
                CelFunctionDecl.newFunctionDeclaration(
                        ADD, CelOverloadDecl.newGlobalOverload("gather_add", GATHERED, GATHERED, ITEM)),
                CelFunctionDecl.newFunctionDeclaration(
                        END, CelOverloadDecl.newGlobalOverload("gather_end", ListType.create(ITEM), GATHERED)));
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        runtime.addFunctionBindings(
                CelFunctionBinding.from("gather_start", List.class, _ -> new Gathered()),
                CelFunctionBinding.from("gather_add", Gathered.class, Object.class, (gathered, item) -> {
                    gathered.items.add(Trees.of(item));
                    return gathered;
                }),
                CelFunctionBinding.from("gather_end", Gathered.class, gathered -> JsonArray.of(gathered.items)));
    }
}
