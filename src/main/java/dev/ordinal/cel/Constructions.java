package dev.ordinal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.patch.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Finds the fields that an expression gives to objects, wherever in it they are constructed: the type of what is
 * constructed says where it belongs, and so does the path of a patch. A path that is put together counts as far as its
 * first text goes.
 */
final class Constructions {

    /** The function of a choice between two values. */
    static final String CHOICE = "_?_:_";

    /** The operations of a patch that give a value to a field. */
    static final Set<String> SETTING = Set.of("add", "replace");

    private static final String OPTIONAL = "optional.of";
    private static final String PLUS = "_+_";

    private final LongFunction<SourcePosition> positions;
    private final List<Construction> found = new ArrayList<>();

    private Constructions(LongFunction<SourcePosition> positions) {
        this.positions = positions;
    }

    /**
     * Finds them.
     *
     * @param ast a checked expression
     * @param positions gives the place of a node by its id
     */
    static List<Construction> of(CelAbstractSyntaxTree ast, LongFunction<SourcePosition> positions) {
        var constructions = new Constructions(positions);
        CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == ExprKind.Kind.STRUCT)
                .forEach(node -> constructions.struct(node.expr()));
        return List.copyOf(constructions.found);
    }

    private void struct(CelExpr expr) {
        String name = expr.struct().messageName();
        if (!StructTypes.isOurs(name)) {
            return;
        }
        if (name.equals(StructTypes.JSON_PATCH)) {
            operation(expr.struct());
            return;
        }
        FieldPath path = FieldPath.ROOT;
        for (String step : name.substring(StructTypes.OBJECT.length()).split("\\.", -1)) {
            path = step.isEmpty() ? path : path.child(step);
        }
        for (CelExpr.CelStruct.Entry entry : expr.struct().entries()) {
            add(path.child(entry.fieldKey()), entry.value(), entry.id());
        }
    }

    private void add(FieldPath field, CelExpr value, long id) {
        found.add(new Construction(field, constant(value), positions.apply(id)));
        below(field, value);
    }

    /** Goes on into a value that is written out; what has a type of its own is found by that. */
    private void below(FieldPath path, CelExpr value) {
        switch (value.exprKind().getKind()) {
            case LIST -> value.list().elements().forEach(item -> below(path, item));
            case MAP ->
                value.map()
                        .entries()
                        .forEach(entry ->
                                text(entry.key()).ifPresent(key -> add(path.child(key), entry.value(), entry.id())));
            case CALL -> {
                List<CelExpr> args = value.call().args();
                if (value.call().function().equals(CHOICE)) {
                    below(path, args.get(1));
                    below(path, args.get(2));
                } else if (value.call().function().equals(OPTIONAL)) {
                    below(path, args.getFirst());
                }
            }
            case NOT_SET, CONSTANT, IDENT, SELECT, STRUCT, COMPREHENSION -> {}
        }
    }

    private void operation(CelExpr.CelStruct operation) {
        boolean sets = member(operation, "op")
                .flatMap(Constructions::text)
                .filter(SETTING::contains)
                .isPresent();
        Optional<CelExpr> path = member(operation, "path");
        Optional<CelExpr> value = member(operation, "value");
        if (!sets || path.isEmpty() || value.isEmpty()) {
            return;
        }
        SourcePosition position = positions.apply(path.get().id());
        Optional<String> whole = text(path.get());
        if (whole.isPresent()) {
            fields(whole.get()).ifPresent(field -> {
                found.add(new Construction(field, constant(value.get()), position));
                below(field, value.get());
            });
            return;
        }
        String start = start(path.get());
        fields(start.substring(0, Math.max(0, start.lastIndexOf('/'))))
                .ifPresent(field -> found.add(new Construction(field, Optional.empty(), position)));
    }

    /** The text that a path begins with, if it is put together. */
    private static String start(CelExpr expr) {
        CelExpr first = expr;
        while (first.exprKind().getKind() == ExprKind.Kind.CALL
                && first.call().function().equals(PLUS)) {
            first = first.call().args().getFirst();
        }
        return text(first).orElse("");
    }

    /** The names of fields in a pointer, if it has any. */
    private static Optional<FieldPath> fields(String pointer) {
        return JsonPointer.parse(pointer)
                .map(parsed -> parsed.tokens().stream()
                        .filter(token -> !token.equals("-") && !token.chars().allMatch(Character::isDigit))
                        .reduce(FieldPath.ROOT, FieldPath::child, (_, path) -> path))
                .filter(path -> !path.isRoot());
    }

    private static Optional<CelExpr> member(CelExpr.CelStruct operation, String name) {
        return operation.entries().stream()
                .filter(entry -> entry.fieldKey().equals(name))
                .map(CelExpr.CelStruct.Entry::value)
                .findFirst();
    }

    /** The text that a node is a literal of. */
    static Optional<String> text(CelExpr expr) {
        return constant(expr).filter(String.class::isInstance).map(String.class::cast);
    }

    /** The value of a scalar that stands in the expression, null left out. */
    static Optional<Object> constant(CelExpr expr) {
        if (expr.exprKind().getKind() != ExprKind.Kind.CONSTANT) {
            return Optional.empty();
        }
        CelConstant constant = expr.constant();
        return switch (constant.getKind()) {
            case STRING_VALUE -> Optional.of(constant.stringValue());
            case INT64_VALUE -> Optional.of(constant.int64Value());
            case BOOLEAN_VALUE -> Optional.of(constant.booleanValue());
            case DOUBLE_VALUE -> Optional.of(constant.doubleValue());
            default -> Optional.empty();
        };
    }
}
