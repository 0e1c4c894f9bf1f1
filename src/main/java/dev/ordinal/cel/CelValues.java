package dev.ordinal.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.NullValue;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What CEL says of any two values: whether they are equal, how they are ordered, and the names of their types. */
final class CelValues {

    private CelValues() {}

    /** The name of the value's type, as CEL has it. */
    static String typeName(Object value) {
        return switch (value) {
            case String _ -> "string";
            case Long _ -> "int";
            case UnsignedLong _ -> "uint";
            case Double _ -> "double";
            case Boolean _ -> "bool";
            case NullValue _ -> "null_type";
            case CelByteString _ -> "bytes";
            case Instant _ -> "google.protobuf.Timestamp";
            case Duration _ -> "google.protobuf.Duration";
            case List<?> _ -> "list";
            case Map<?, ?> _ -> "map";
            case TypeType _ -> "type";
            case Optional<?> _ -> "optional_type";
            case CelValue opaque -> opaque.celType().name();
            default -> value.getClass().getSimpleName();
        };
    }

    /** Whether {@code a == b}: numbers by value, lists and maps by what they hold. */
    static boolean areEqual(Object a, Object b) {
        if (isNumber(a) && isNumber(b)) {
            return compareNumbers(a, b) == 0;
        }
        if (a instanceof List<?> list && b instanceof List<?> other) {
            if (list.size() != other.size()) {
                return false;
            }
            for (int index = 0; index < list.size(); index++) {
                if (!areEqual(list.get(index), other.get(index))) {
                    return false;
                }
            }
            return true;
        }
        if (a instanceof Map<?, ?> map && b instanceof Map<?, ?> other) {
            return map.size() == other.size()
                    && map.entrySet().stream().allMatch(entry -> {
                        Object value = other.get(entry.getKey());
                        return value != null && areEqual(entry.getValue(), value);
                    });
        }
        return Objects.equals(a, b);
    }

    /** The same for values that are equal. */
    static int hash(Object value) {
        return switch (value) {
            case Long number -> Double.hashCode(number);
            case UnsignedLong number -> Double.hashCode(number.doubleValue());
            case Double number -> Double.hashCode(number + 0.0);
            case List<?> list -> {
                int hash = 1;
                for (Object item : list) {
                    hash = hash * 31 + hash(item);
                }
                yield hash;
            }
            case Map<?, ?> map -> {
                int hash = 0;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    hash += Objects.hashCode(entry.getKey()) ^ hash(entry.getValue());
                }
                yield hash;
            }
            default -> value.hashCode();
        };
    }

    /** The order of two values of one of CEL's ordered types; a CEL error if they have none. */
    static int compare(Object a, Object b) {
        if (isNumber(a) && isNumber(b)) {
            if (a.equals(Double.NaN) || b.equals(Double.NaN)) {
                throw new CelInvalidArgumentException("NaN values cannot be ordered");
            }
            return compareNumbers(a, b);
        }
        return switch (a) {
            case String text when b instanceof String other -> compareTexts(text, other);
            case Boolean flag when b instanceof Boolean other -> flag.compareTo(other);
            case Instant time when b instanceof Instant other -> time.compareTo(other);
            case Duration duration when b instanceof Duration other -> duration.compareTo(other);
            case CelByteString bytes
            when b instanceof CelByteString other ->
                CelByteString.unsignedLexicographicalComparator().compare(bytes, other);
            default ->
                throw new CelInvalidArgumentException(
                        "no such overload: %s cannot be compared with %s".formatted(typeName(a), typeName(b)));
        };
    }

    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof UnsignedLong;
    }

    /** The order of two numbers; that of a NaN is 1, so that it equals nothing. */
    private static int compareNumbers(Object a, Object b) {
        if (a instanceof Long number && b instanceof Long other) {
            return Long.compare(number, other);
        }
        if (a instanceof UnsignedLong number && b instanceof UnsignedLong other) {
            return number.compareTo(other);
        }
        if (a instanceof Long number && b instanceof UnsignedLong other) {
            return number < 0 ? -1 : UnsignedLong.valueOf(number).compareTo(other);
        }
        if (a instanceof UnsignedLong && b instanceof Long) {
            return -compareNumbers(b, a);
        }
        double number = ((Number) a).doubleValue();
        double other = ((Number) b).doubleValue();
        return number < other ? -1 : number == other ? 0 : 1;
    }

    /** By code points, which is the order of the UTF-8 bytes, unlike that of {@link String#compareTo}. */
    private static int compareTexts(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int index = 0; index < common; index++) {
            char left = a.charAt(index);
            char right = b.charAt(index);
            if (left != right) {
                return Character.isSurrogate(left) == Character.isSurrogate(right)
                        ? Character.compare(left, right)
                        : Character.isSurrogate(left) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** A list of these items, as an array of a manifest's tree if they could stand in one. */
    static List<?> list(List<?> items) {
        return items.stream().allMatch(CelValues::isTreeValue)
                ? JsonArray.of(items)
                : Collections.unmodifiableList(new ArrayList<>(items));
    }

    private static boolean isTreeValue(Object value) {
        return value instanceof String
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof JsonObject
                || value instanceof JsonArray
                || value.equals(JsonObject.NULL);
    }
}
