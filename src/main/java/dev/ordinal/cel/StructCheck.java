package dev.ordinal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelStruct;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.ordinal.patch.JsonPointer;
import dev.ordinal.policy.Nearest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds what is wrong with the objects and operations that an expression constructs and the checker lets pass: a type
 * that does not fit its place, a field given twice, an operation that RFC 6902 does not have or that lacks a member.
 */
final class StructCheck {

    private static final List<String> OPERATIONS = List.of("add", "remove", "replace", "move", "copy", "test");

    private final CelAbstractSyntaxTree ast;
    private final BiConsumer<Long, String> problems;

    private StructCheck(CelAbstractSyntaxTree ast, BiConsumer<Long, String> problems) {
        this.ast = ast;
        this.problems = problems;
    }

    /**
     * Checks all that the expression constructs.
     *
     * @param ast of an expression that the checker took
     * @param problems is told the id of a node and what is wrong with it
     */
    static void run(CelAbstractSyntaxTree ast, BiConsumer<Long, String> problems) {
        var check = new StructCheck(ast, problems);
        CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == ExprKind.Kind.STRUCT)
                .filter(node -> StructTypes.isOurs(node.expr().struct().messageName()))
                .forEach(node -> check.struct(node.expr()));
    }

    private void struct(CelExpr expr) {
        CelStruct struct = expr.struct();
        var fields = new HashSet<String>();
        for (CelStruct.Entry entry : struct.entries()) {
            if (!fields.add(entry.fieldKey())) {
                problems.accept(entry.id(), "the field `" + entry.fieldKey() + "` is given twice");
            }
            holds(entry);
        }
        if (struct.messageName().equals(StructTypes.JSON_PATCH)) {
            operation(expr, fields);
            return;
        }
        for (CelStruct.Entry entry : struct.entries()) {
            fits(entry.value(), struct.messageName() + "." + entry.fieldKey());
        }
    }

    /** Reports a value that cannot stand in an object. */
    private void holds(CelStruct.Entry entry) {
        CelType type = ast.getType(entry.value().id()).orElse(SimpleType.DYN);
        CelType given = entry.optionalEntry() && type instanceof OptionalType optional
                ? optional.parameters().getFirst()
                : type;
        if (!isOfTrees(given)) {
            problems.accept(
                    entry.value().id(),
                    "a field of an object cannot hold a value of type " + new ExpressionType(given)
                            + (given instanceof OptionalType
                                    ? "; write `?` before the field to leave it out where there is none"
                                    : ""));
        }
    }

    private static boolean isOfTrees(CelType type) {
        return switch (type.kind()) {
            case UINT, BYTES, TIMESTAMP, DURATION, TYPE, OPAQUE -> false;
            default -> type.parameters().stream().allMatch(StructCheck::isOfTrees);
        };
    }

    /** Reports values of a constructed type in a place where those of another belong; items of a list have its path. */
    private void fits(CelExpr expr, String place) {
        switch (expr.exprKind().getKind()) {
            case STRUCT -> fits(expr.id(), expr.struct().messageName(), place);
            case LIST -> expr.list().elements().forEach(item -> fits(item, place));
            case MAP -> expr.map().entries().forEach(entry -> fits(entry.value(), place));
            case CALL -> {
                if (expr.call().function().equals("_?_:_")) {
                    fits(expr.call().args().get(1), place);
                    fits(expr.call().args().get(2), place);
                } else {
                    byType(expr, place);
                }
            }
            default -> byType(expr, place);
        }
    }

    private void byType(CelExpr expr, String place) {
        ast.getType(expr.id()).flatMap(StructCheck::held).ifPresent(name -> fits(expr.id(), name, place));
    }

    /** The constructed type that a value of this type is or holds. */
    private static Optional<String> held(CelType type) {
        if (type.kind() == CelKind.STRUCT) {
            return Optional.of(type.name());
        }
        return type.parameters().isEmpty()
                ? Optional.empty()
                : held(type.parameters().getLast());
    }

    private void fits(long id, String name, String place) {
        if (StructTypes.isOurs(name) && !name.equals(place)) {
            problems.accept(id, "expected `" + place + "`, which is the type of this field, found `" + name + "`");
        }
    }

    private void operation(CelExpr expr, Set<String> given) {
        Optional<String> op = Optional.empty();
        for (CelStruct.Entry entry : expr.struct().entries()) {
            Optional<String> text = constant(entry.value());
            switch (entry.fieldKey()) {
                case "op" -> {
                    op = text;
                    text.filter(word -> !OPERATIONS.contains(word))
                            .ifPresent(word -> problems.accept(entry.value().id(), unknownOperation(word)));
                }
                case "path", "from" ->
                    text.filter(pointer -> JsonPointer.parse(pointer).isEmpty())
                            .ifPresent(pointer -> problems.accept(entry.value().id(), notAPointer(pointer)));
                case "value" -> {}
                default -> problems.accept(entry.id(), unknownField(entry.fieldKey()));
            }
        }
        for (String needed : needed(op)) {
            if (!given.contains(needed)) {
                problems.accept(
                        expr.id(),
                        "a `JSONPatch`"
                                + op.map(word -> " with the op `" + word + "`").orElse("") + " needs `" + needed + "`");
            }
        }
    }

    private static List<String> needed(Optional<String> op) {
        return switch (op.orElse("")) {
            case "add", "replace", "test" -> List.of("op", "path", "value");
            case "move", "copy" -> List.of("op", "from", "path");
            default -> List.of("op", "path");
        };
    }

    private static String unknownOperation(String word) {
        return "RFC 6902 has no operation `" + word + "`; "
                + Nearest.to(word, OPERATIONS)
                        .map(near -> "did you mean `" + near + "`?")
                        .orElseGet(() -> "it has " + String.join(", ", OPERATIONS));
    }

    private static String notAPointer(String text) {
        return "`" + text + "` is no path of a JSON patch; expected one such as `/spec/replicas`, with `~` written as"
                + " `~0` and a `/` within a name as `~1`";
    }

    private static String unknownField(String field) {
        return "`JSONPatch` has no field `" + field + "`; "
                + Nearest.to(field, StructTypes.PATCH_FIELDS)
                        .map(near -> "did you mean `" + near + "`?")
                        .orElseGet(() -> "it has " + String.join(", ", StructTypes.PATCH_FIELDS));
    }

    private static Optional<String> constant(CelExpr expr) {
        return expr.exprKind().getKind() == ExprKind.Kind.CONSTANT
                        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expr.constant().stringValue())
                : Optional.empty();
    }
}
