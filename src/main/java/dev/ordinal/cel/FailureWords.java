package dev.ordinal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says in plain words why an evaluation failed, where the words of the CEL library are about what it is made of. What
 * it says clearly stays as it is.
 */
final class FailureWords {

    private static final Pattern MISSING = Pattern.compile("key '(.*)' is not present in map\\.");
    private static final Pattern NO_MAP = Pattern.compile(
            "Error resolving field '(.*)'\\. Field selections must be performed on messages or maps\\.");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("No matching overload for function '(.*)'\\. Overload candidates: .*");
    private static final Pattern NO_ITEM = Pattern.compile("Index out of bounds: (.*)");
    private static final String NO_VALUE = "Function 'value' failed with arg(s) 'Optional.empty'";
    private static final String ASK = "; ask for it with has(), or read it with `.?`, if it may be absent";

    private final CelAbstractSyntaxTree ast;
    private final Activation activation;
    private final int offset;

    /**
     * Makes one for a failure.
     *
     * @param offset where in the expression's text it failed
     */
    FailureWords(CelAbstractSyntaxTree ast, Activation activation, int offset) {
        this.ast = ast;
        this.activation = activation;
        this.offset = offset;
    }

    /**
     * Why a field is not known, if that is what failed: of a change that comes from files nobody knows who asks for it.
     */
    Optional<String> notKnown(CelErrorCode code) {
        boolean asksWho = code == CelErrorCode.ATTRIBUTE_NOT_FOUND
                && activation.value("request") instanceof JsonObject request
                && request.object("userInfo").isEmpty()
                && links().map(FailureWords::holder)
                        .flatMap(Optional::stream)
                        .anyMatch(holder -> chain(holder).equals(Optional.of("request.userInfo")));
        return asksWho ? Optional.of("request.userInfo: who asks for a change is not told by files") : Optional.empty();
    }

    /** The plain words for what CEL says. */
    String of(CelErrorCode code, String text) {
        return switch (code) {
            case DIVIDE_BY_ZERO -> "division by zero";
            case ATTRIBUTE_NOT_FOUND -> attribute(text);
            case OVERLOAD_NOT_FOUND -> overload(text);
            case INDEX_OUT_OF_BOUNDS ->
                group(NO_ITEM, text)
                        .map(index -> "the list has no item " + index + "; the first is 0")
                        .orElse(text);
            default -> text.equals(NO_VALUE) ? "there is no value; ask with hasValue(), or use orValue()" : text;
        };
    }

    private String attribute(String text) {
        Optional<String> missing = group(MISSING, text);
        if (missing.isPresent()) {
            return holder(missing.get())
                            .flatMap(FailureWords::chain)
                            .map(holder -> "`" + holder + "` has no field `")
                            .orElse("there is no field `")
                    + missing.get() + "`" + ASK;
        }
        Optional<String> field = group(NO_MAP, text);
        if (field.isPresent()) {
            return holder(field.get())
                    .flatMap(this::noMap)
                    .orElse("what should have the field `" + field.get() + "` is no map");
        }
        // of a map that is asked by a key the library gives the key alone
        return nodes().anyMatch(FailureWords::isIndex) ? "there is no key `" + text + "`" : text;
    }

    private Optional<String> noMap(CelExpr holder) {
        return chain(holder)
                .flatMap(chain -> value(holder)
                        .map(value -> "`" + chain + "` is " + words(value) + " here"
                                + (value.equals(JsonObject.NULL) ? nullOn(chain) : ", and has no fields")));
    }

    private static String nullOn(String variable) {
        return switch (variable) {
            case "object" -> ", as on DELETE";
            case "oldObject" -> ", as on CREATE";
            default -> "";
        };
    }

    private String overload(String text) {
        Optional<String> function = group(NO_OVERLOAD, text);
        if (function.isEmpty()) {
            return text;
        }
        var found = new ArrayList<String>();
        nodes().filter(node -> node.exprKind().getKind() == ExprKind.Kind.CALL
                        && node.call().function().equals(function.get()))
                .flatMap(node -> arguments(node.call()))
                .forEach(argument -> chain(argument)
                        .ifPresent(chain ->
                                value(argument).ifPresent(value -> found.add("`" + chain + "` is " + words(value)))));
        return "`" + spelled(function.get()) + "` cannot be used on values of these types"
                + (found.isEmpty() ? "" : ": " + String.join(", ", found));
    }

    private static Stream<CelExpr> arguments(CelCall call) {
        return Stream.concat(call.target().stream(), call.args().stream());
    }

    /** An operator as expressions spell it. */
    private static String spelled(String function) {
        boolean isOperator = function.startsWith("_") || function.endsWith("_") || function.startsWith("@");
        return isOperator ? function.replace("_", "").replace("@", "") : function;
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The nodes that stand where it failed; of a chain of fields that is the last, whichever of them it was. */
    private Stream<CelExpr> links() {
        return nodes().flatMap(node -> Stream.iterate(
                        Optional.of(node), Optional::isPresent, link -> link.flatMap(FailureWords::holder))
                .flatMap(Optional::stream));
    }

    private Stream<CelExpr> nodes() {
        Map<Long, Integer> positions = ast.getSource().getPositionsMap();
        return CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(expr -> positions.getOrDefault(expr.id(), -1) == offset);
    }

    /** What the field of that name was to be read of, if there is one such place. */
    private Optional<CelExpr> holder(String field) {
        List<CelExpr> holders = links().filter(node -> node.exprKind().getKind() == ExprKind.Kind.SELECT
                        && node.select().field().equals(field))
                .map(node -> node.select().operand())
                .toList();
        return holders.size() == 1 ? Optional.of(holders.getFirst()) : Optional.empty();
    }

    /** What a node reads a field or a key of. */
    private static Optional<CelExpr> holder(CelExpr node) {
        if (node.exprKind().getKind() == ExprKind.Kind.SELECT) {
            return Optional.of(node.select().operand());
        }
        return isIndex(node) ? Optional.of(node.call().args().getFirst()) : Optional.empty();
    }

    private static boolean isIndex(CelExpr node) {
        return node.exprKind().getKind() == ExprKind.Kind.CALL
                && node.call().function().equals("_[_]");
    }

    /** The text of a variable, or of a chain of fields of one. */
    private static Optional<String> chain(CelExpr expr) {
        return switch (expr.exprKind().getKind()) {
            case IDENT -> Optional.of(expr.ident().name()).filter(name -> !name.startsWith("@"));
            case SELECT ->
                expr.select().testOnly()
                        ? Optional.empty()
                        : chain(expr.select().operand())
                                .map(operand -> operand + "." + expr.select().field());
            default -> Optional.empty();
        };
    }

    /** The value of such a chain, if it begins at a variable that is no local one. */
    private Optional<Object> value(CelExpr expr) {
        return switch (expr.exprKind().getKind()) {
            case IDENT -> Optional.ofNullable(activation.value(expr.ident().name()));
            case SELECT ->
                value(expr.select().operand())
                        .flatMap(operand -> operand instanceof Map<?, ?> map
                                ? Optional.ofNullable(map.get(expr.select().field()))
                                : Optional.empty());
            default -> Optional.empty();
        };
    }

    private static String words(Object value) {
        return switch (value) {
            case String _ -> "a text";
            case Boolean _ -> "true or false";
            case Number _ -> "a number";
            case JsonArray _ -> "a list";
            case JsonObject _ -> "a map";
            default -> value.equals(JsonObject.NULL) ? "null" : "a value of another type";
        };
    }
}
