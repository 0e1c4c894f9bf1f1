package dev.ordinal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.patch.JsonPointer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the fields to which a mutation's expression gives a value that stands in the expression itself, whatever the
 * object. What it works out, or gives to items of lists, is left out.
 */
final class ConstantWrites {

    private final Map<String, Set<Object>> writes = new LinkedHashMap<>();

    private ConstantWrites() {}

    /**
     * Finds them.
     *
     * @param ast a checked expression
     * @return by JSON pointer, the values that the field may be given; scalars
     */
    static Map<String, Set<Object>> of(CelAbstractSyntaxTree ast) {
        var found = new ConstantWrites();
        found.visit(ast.getExpr(), FieldPath.ROOT, false);
        return found.writes;
    }

    /** Goes into a value that the expression gives to a field, or to the object as a whole. */
    private void visit(CelExpr expr, FieldPath path, boolean isPart) {
        switch (expr.exprKind().getKind()) {
            case STRUCT -> {
                if (expr.struct().messageName().equals(StructTypes.JSON_PATCH)) {
                    operation(expr.struct());
                } else {
                    expr.struct().entries().forEach(field -> visit(field.value(), path.child(field.fieldKey()), true));
                }
            }
            case CALL -> {
                if (expr.call().function().equals(Constructions.CHOICE)) {
                    visit(expr.call().args().get(1), path, isPart);
                    visit(expr.call().args().get(2), path, isPart);
                }
            }
            case LIST -> {
                if (!isPart) {
                    expr.list().elements().forEach(operation -> visit(operation, path, false));
                }
            }
            case CONSTANT -> {
                if (isPart) {
                    Constructions.constant(expr)
                            .ifPresent(value -> add(JsonPointer.of(path).toString(), value));
                }
            }
            case NOT_SET, IDENT, SELECT, MAP, COMPREHENSION -> {}
        }
    }

    private void operation(CelExpr.CelStruct operation) {
        Map<String, Object> members = new LinkedHashMap<>();
        operation
                .entries()
                .forEach(member -> Constructions.constant(member.value())
                        .ifPresent(value -> members.put(member.fieldKey(), value)));
        if (members.get("op") instanceof String op
                && Constructions.SETTING.contains(op)
                && members.get("path") instanceof String path
                && JsonPointer.parse(path).filter(ConstantWrites::isOfFields).isPresent()) {
            Optional.ofNullable(members.get("value")).ifPresent(value -> add(path, value));
        }
    }

    /** Whether the pointer has no index, which may be another item's after another policy. */
    private static boolean isOfFields(JsonPointer pointer) {
        return pointer.tokens().stream()
                .noneMatch(token -> token.equals("-") || token.chars().allMatch(Character::isDigit));
    }

    private void add(String pointer, Object value) {
        writes.computeIfAbsent(pointer, _ -> new LinkedHashSet<>()).add(value);
    }
}
