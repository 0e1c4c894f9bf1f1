package dev.ordinal.cel;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.INT;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.OpaqueValue;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelParserBuilder;
import dev.ordinal.cel.FunctionTable.Param;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists: the library {@code kubernetes.lists} of the API server, and cel-go's list extension in its version 3, which
 * the API server has since 1.34.
 */
final class ListsLibrary extends FunctionLibrary {

    private static final String START = "@sort_start";
    private static final String ADD = "@sort_add";
    private static final String END = "@sort_end";

    private static final TypeParamType ITEM = TypeParamType.create("T");
    private static final TypeParamType KEY = TypeParamType.create("K");
    private static final OpaqueType SORTING = OpaqueType.create("ordinal.Sorting", ITEM);
    private static final CelType ITEMS = ListType.create(ITEM);
    private static final CelType DYNS = ListType.create(SimpleType.DYN);

    private static final Param<Object> ANY_ITEM = new Param<>(ITEM, Object.class);
    private static final Param<Long> NUMBER = FunctionTable.INT;

    /** The types whose values have an order, by the names they have in overloads. */
    private static final Map<String, CelType> ORDERED = new LinkedHashMap<>();

    static {
        ORDERED.put("int", INT);
        ORDERED.put("uint", SimpleType.UINT);
        ORDERED.put("double", SimpleType.DOUBLE);
        ORDERED.put("bool", BOOL);
        ORDERED.put("duration", SimpleType.DURATION);
        ORDERED.put("timestamp", SimpleType.TIMESTAMP);
        ORDERED.put("string", SimpleType.STRING);
        ORDERED.put("bytes", SimpleType.BYTES);
    }

    /** The items that {@code sortBy} has seen, with their keys. It lives within one fold of one evaluation. */
    @SuppressWarnings("Immutable") // the CEL library asks it of every value; no expression can see this one change
    private static final class Sorting extends OpaqueValue {
        private final List<Object> items = new ArrayList<>();
        private final List<Object> keys = new ArrayList<>();

        @Override
        public Object value() {
            return this;
        }

        @Override
        public OpaqueType celType() {
            return SORTING;
        }
    }

    ListsLibrary() {
        super("lists", List.of(), functions());
    }

    @SuppressWarnings("rawtypes") // the class of a list's values
    private static Param<List> listOf(CelType item) {
        return new Param<>(ListType.create(item), List.class);
    }

    private static FunctionTable functions() {
        var functions = new FunctionTable()
                .member("indexOf", "list_a_index_of_int", INT, listOf(ITEM), ANY_ITEM, ListFunctions::indexOf)
                .member(
                        "lastIndexOf",
                        "list_a_last_index_of_int",
                        INT,
                        listOf(ITEM),
                        ANY_ITEM,
                        ListFunctions::lastIndexOf)
                .member(
                        "slice",
                        "list_slice",
                        ITEMS,
                        List.of(listOf(ITEM), NUMBER, NUMBER),
                        a -> ListFunctions.slice((List<?>) a[0], (Long) a[1], (Long) a[2]))
                .member("flatten", "list_flatten", ITEMS, listOf(ITEMS), list -> ListFunctions.flatten(list, 1))
                .member("flatten", "list_flatten_int", DYNS, listOf(SimpleType.DYN), NUMBER, ListFunctions::flatten)
                .member("distinct", "list_distinct", ITEMS, listOf(ITEM), ListFunctions::distinct)
                .member("reverse", "list_reverse", ITEMS, listOf(ITEM), ListFunctions::reverse)
                .global("lists.range", "lists_range", ListType.create(INT), NUMBER, ListFunctions::range);
        ORDERED.forEach((name, type) -> addOrdered(functions, name, type));
        addSortBy(functions);
        return functions;
    }

    private static void addOrdered(FunctionTable functions, String name, CelType type) {
        functions
                .member(
                        "isSorted",
                        "list_%s_is_sorted_bool".formatted(name),
                        BOOL,
                        listOf(type),
                        ListFunctions::isSorted)
                .member("min", "list_%1$s_min_%1$s".formatted(name), type, listOf(type), ListFunctions::min)
                .member("max", "list_%1$s_max_%1$s".formatted(name), type, listOf(type), ListFunctions::max)
                .member(
                        "sort",
                        "list_%s_sort".formatted(name),
                        ListType.create(type),
                        listOf(type),
                        ListFunctions::sort);
        if (List.of("int", "uint", "double", "duration").contains(name)) {
            functions.member(
                    "sum",
                    "list_%1$s_sum_%1$s".formatted(name),
                    type,
                    listOf(type),
                    list -> ListFunctions.sum(list, zero(name)));
        }
    }

    /** The sum of an empty list. */
    private static Object zero(String type) {
        return switch (type) {
            case "uint" -> UnsignedLong.ZERO;
            case "double" -> 0.0;
            case "duration" -> Duration.ZERO;
            default -> 0L;
        };
    }

    private static void addSortBy(FunctionTable functions) {
        var sorting = new Param<>(SORTING, Sorting.class);
        functions
                .global(START, "sort_start", SORTING, listOf(ITEM), _ -> new Sorting())
                .global(ADD, "sort_add", SORTING, List.of(sorting, ANY_ITEM, new Param<>(KEY, Object.class)), a -> {
                    var sortingSoFar = (Sorting) a[0];
                    sortingSoFar.items.add(a[1]);
                    sortingSoFar.keys.add(a[2]);
                    return sortingSoFar;
                })
                .global(END, "sort_end", ITEMS, sorting, s -> ListFunctions.sort(s.items, s.keys));
    }

    @Override
    public void setParserOptions(CelParserBuilder parser) {
        parser.addMacros(CelMacro.newReceiverMacro(
                "sortBy", 2, (factory, list, a) -> Optional.of(sortBy(factory, list, a.get(0), a.get(1)))));
    }

    /** Folds the list into its items and their keys, and sorts those at the end. */
    private static CelExpr sortBy(CelMacroExprFactory factory, CelExpr list, CelExpr item, CelExpr key) {
        if (item.exprKind().getKind() != CelExpr.ExprKind.Kind.IDENT) {
            return factory.reportError(CelIssue.formatError(
                    factory.getSourceLocation(item), "the first argument must be the name of a variable"));
        }
        String name = item.ident().name();
        String result = factory.getAccumulatorVarName();
        return factory.fold(
                name,
                list,
                result,
                factory.newGlobalCall(START, factory.newList()),
                factory.newBoolLiteral(true),
                factory.newGlobalCall(ADD, factory.newIdentifier(result), factory.newIdentifier(name), key),
                factory.newGlobalCall(END, factory.newIdentifier(result)));
    }
}
