package dev.ordinal.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.exceptions.CelNumericOverflowException;
import dev.ordinal.manifest.JsonArray;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.LongStream;

/** The functions of lists that Kubernetes and cel-go have. Lists are never changed; results are new ones. */
final class ListFunctions {

    /** The most numbers that {@code lists.range} makes. */
    private static final int LONGEST_RANGE = 10_000;

    /** An item, equal to another as CEL has it. */
    private record Item(Object value) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Item(Object that) && CelValues.areEqual(value, that);
        }

        @Override
        public int hashCode() {
            return CelValues.hash(value);
        }
    }

    private ListFunctions() {}

    static boolean isSorted(List<?> list) {
        for (int index = 1; index < list.size(); index++) {
            if (CelValues.compare(list.get(index - 1), list.get(index)) > 0) {
                return false;
            }
        }
        return true;
    }

    static Object min(List<?> list) {
        return extreme("min", list, 1);
    }

    static Object max(List<?> list) {
        return extreme("max", list, -1);
    }

    /** The first of the items that no other item is before, or after if the sign is negative. */
    private static Object extreme(String function, List<?> list, int sign) {
        if (list.isEmpty()) {
            throw new CelInvalidArgumentException(function + " called on empty list");
        }
        Object extreme = list.getFirst();
        for (Object item : list) {
            if (CelValues.compare(extreme, item) * sign > 0) {
                extreme = item;
            }
        }
        return extreme;
    }

    /** The sum of numbers or durations, all of one type; {@code zero} of an empty list. */
    static Object sum(List<?> list, Object zero) {
        if (list.isEmpty()) {
            return zero;
        }
        Object sum = list.getFirst();
        if (!CelValues.isNumber(sum) && !(sum instanceof Duration)) {
            throw noSum(sum, sum);
        }
        for (Object item : list.subList(1, list.size())) {
            sum = plus(sum, item);
        }
        return sum;
    }

    private static CelInvalidArgumentException noSum(Object a, Object b) {
        return new CelInvalidArgumentException(
                "no such overload: the sum of %s and %s".formatted(CelValues.typeName(a), CelValues.typeName(b)));
    }

    private static Object plus(Object a, Object b) {
        try {
            return switch (a) {
                case Long number when b instanceof Long other -> Math.addExact(number, other);
                case Double number when b instanceof Double other -> number + other;
                case UnsignedLong number when b instanceof UnsignedLong other -> plus(number, other);
                case Duration duration
                when b instanceof Duration other -> {
                    Duration sum = duration.plus(other);
                    var _ = sum.toNanos(); // as in Go, a duration is a 64-bit number of nanoseconds
                    yield sum;
                }
                default -> throw noSum(a, b);
            };
        } catch (ArithmeticException e) {
            throw new CelNumericOverflowException("integer overflow");
        }
    }

    private static UnsignedLong plus(UnsignedLong a, UnsignedLong b) {
        BigInteger sum = a.bigIntegerValue().add(b.bigIntegerValue());
        if (sum.bitLength() > Long.SIZE) {
            throw new CelNumericOverflowException("unsigned integer overflow");
        }
        return UnsignedLong.valueOf(sum);
    }

    static long indexOf(List<?> list, Object wanted) {
        for (int index = 0; index < list.size(); index++) {
            if (CelValues.areEqual(list.get(index), wanted)) {
                return index;
            }
        }
        return -1;
    }

    static long lastIndexOf(List<?> list, Object wanted) {
        for (int index = list.size() - 1; index >= 0; index--) {
            if (CelValues.areEqual(list.get(index), wanted)) {
                return index;
            }
        }
        return -1;
    }

    static List<?> slice(List<?> list, long start, long end) {
        String refusal = "cannot slice(%d, %d), ".formatted(start, end);
        if (start < 0 || end < 0) {
            throw new CelInvalidArgumentException(refusal + "negative indexes not supported");
        }
        if (start > end) {
            throw new CelInvalidArgumentException(refusal + "start index must be less than or equal to end index");
        }
        if (end > list.size()) {
            throw new CelInvalidArgumentException(refusal + "list is length " + list.size());
        }
        return CelValues.list(list.subList((int) start, (int) end));
    }

    static List<?> flatten(List<?> list, long depth) {
        if (depth < 0) {
            throw new CelInvalidArgumentException("level must be non-negative");
        }
        var flat = new ArrayList<Object>();
        flatten(list, depth, flat);
        return CelValues.list(flat);
    }

    private static void flatten(List<?> list, long depth, List<Object> flat) {
        for (Object item : list) {
            if (depth > 0 && item instanceof List<?> nested) {
                flatten(nested, depth - 1, flat);
            } else {
                flat.add(item);
                Bounds.checkList(flat.size());
            }
        }
    }

    static List<?> distinct(List<?> list) {
        var items = new LinkedHashSet<Item>();
        list.forEach(item -> items.add(new Item(item)));
        return CelValues.list(items.stream().map(Item::value).toList());
    }

    static List<?> reverse(List<?> list) {
        return CelValues.list(list.reversed());
    }

    static List<?> sort(List<?> list) {
        return sort(list, list);
    }

    /** The items in the order of their keys, which must be of one ordered type; items of equal keys stay in order. */
    static List<?> sort(List<?> list, List<?> keys) {
        var order = new ArrayList<Integer>(list.size());
        for (int index = 0; index < list.size(); index++) {
            if (!CelValues.typeName(keys.get(index)).equals(CelValues.typeName(keys.getFirst()))) {
                throw new CelInvalidArgumentException("list elements must have the same type");
            }
            order.add(index);
        }
        if (!keys.isEmpty() && !isOrdered(keys.getFirst())) {
            throw new CelInvalidArgumentException("list elements must be comparable");
        }
        order.sort((a, b) -> CelValues.compare(keys.get(a), keys.get(b)));
        var sorted = new ArrayList<Object>(list.size());
        order.forEach(index -> sorted.add(list.get(index)));
        return CelValues.list(sorted);
    }

    private static boolean isOrdered(Object value) {
        return switch (CelValues.typeName(value)) {
            case "int",
                    "uint",
                    "double",
                    "bool",
                    "string",
                    "bytes",
                    "google.protobuf.Timestamp",
                    "google.protobuf.Duration" -> true;
            default -> false;
        };
    }

    /** The numbers from 0 to before the end. */
    static List<?> range(long end) {
        if (end > LONGEST_RANGE) {
            throw Bounds.exceeded("made a range of more than %d numbers".formatted(LONGEST_RANGE));
        }
        return JsonArray.of(Numbers.ALL.subList(0, (int) Math.max(0, end)));
    }

    /** The numbers that every range shares, so that many ranges take little memory. */
    private static final class Numbers {
        static final List<Long> ALL = LongStream.range(0, LONGEST_RANGE).boxed().toList();
    }
}
