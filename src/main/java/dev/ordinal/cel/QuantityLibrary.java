package dev.ordinal.cel;

import static dev.cel.common.types.SimpleType.BOOL;

import dev.cel.common.exceptions.CelNumericOverflowException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.ordinal.cel.FunctionTable.Param;
import java.util.List;

/** Quantities, as the library {@code kubernetes.quantity} of the API server has them. */
final class QuantityLibrary extends FunctionLibrary {

    private static final Param<Quantity> QUANTITY = new Param<>(Quantity.TYPE, Quantity.class);
    private static final Param<String> TEXT = FunctionTable.STRING;
    private static final Param<Long> NUMBER = FunctionTable.INT;
    private static final CelType INT = SimpleType.INT;

    QuantityLibrary() {
        super(
                "quantity",
                List.of(Quantity.TYPE),
                new FunctionTable()
                        .global(
                                "quantity",
                                "string_to_quantity",
                                Quantity.TYPE,
                                TEXT,
                                text -> Quantity.parse(text).orCelError(""))
                        .global(
                                "isQuantity",
                                "is_quantity_string",
                                BOOL,
                                TEXT,
                                text -> Quantity.parse(text).isValue())
                        .global("sign", "quantity_sign", INT, QUANTITY, q -> (long) q.sign())
                        .member("sign", "quantity_sign_member", INT, QUANTITY, q -> (long) q.sign())
                        .member(
                                "isGreaterThan",
                                "quantity_is_greater_than",
                                BOOL,
                                QUANTITY,
                                QUANTITY,
                                (a, b) -> a.compareTo(b) > 0)
                        .member(
                                "isLessThan",
                                "quantity_is_less_than",
                                BOOL,
                                QUANTITY,
                                QUANTITY,
                                (a, b) -> a.compareTo(b) < 0)
                        .member("compareTo", "quantity_compare_to", INT, QUANTITY, QUANTITY, (a, b) ->
                                (long) a.compareTo(b))
                        .member(
                                "asApproximateFloat",
                                "quantity_get_float",
                                SimpleType.DOUBLE,
                                QUANTITY,
                                Quantity::toDouble)
                        .member("asInteger", "quantity_get_int", INT, QUANTITY, QuantityLibrary::integer)
                        .member(
                                "isInteger",
                                "quantity_is_integer",
                                BOOL,
                                QUANTITY,
                                q -> q.toLong().isPresent())
                        .member("add", "quantity_add", Quantity.TYPE, QUANTITY, QUANTITY, Quantity::plus)
                        .member(
                                "add",
                                "quantity_add_int",
                                Quantity.TYPE,
                                QUANTITY,
                                NUMBER,
                                (q, number) -> q.plus(Quantity.small(number, 0)))
                        .member("sub", "quantity_sub", Quantity.TYPE, QUANTITY, QUANTITY, Quantity::minus)
                        .member(
                                "sub",
                                "quantity_sub_int",
                                Quantity.TYPE,
                                QUANTITY,
                                NUMBER,
                                (q, number) -> q.minus(Quantity.small(number, 0))));
    }

    private static Object integer(Quantity quantity) {
        return quantity.toLong().orElseThrow(() -> new CelNumericOverflowException("cannot convert value to integer"));
    }
}
