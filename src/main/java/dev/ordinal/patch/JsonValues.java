package dev.ordinal.patch;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.math.BigDecimal;
import java.util.Map;

/** Comparing, measuring and naming tree values as JSON sees them. */
final class JsonValues {

    private JsonValues() {}

    /** Whether two values are equal as RFC 6902 compares them: numbers by value, objects whatever their order. */
    static boolean same(Object one, Object other) {
        if (one instanceof JsonObject object && other instanceof JsonObject otherObject) {
            return sameFields(object, otherObject);
        }
        if (one instanceof JsonArray array && other instanceof JsonArray otherArray) {
            return sameItems(array, otherArray);
        }
        if (one instanceof Number && other instanceof Number) {
            return sameNumber(one, other);
        }
        return one.equals(other);
    }

    private static boolean sameFields(JsonObject one, JsonObject other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (Map.Entry<String, Object> field : one.entrySet()) {
            Object theirs = other.get(field.getKey());
            if (theirs == null || !same(field.getValue(), theirs)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameItems(JsonArray one, JsonArray other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Compares exactly: as doubles, large whole numbers that differ would count as equal. */
    private static boolean sameNumber(Object one, Object other) {
        if (!finite(one) || !finite(other)) {
            return one.equals(other);
        }
        return exact(one).compareTo(exact(other)) == 0;
    }

    private static boolean finite(Object number) {
        return !(number instanceof Double fraction) || Double.isFinite(fraction);
    }

    private static BigDecimal exact(Object number) {
        return number instanceof Double fraction ? new BigDecimal(fraction) : BigDecimal.valueOf((Long) number);
    }

    /**
     * About how many characters the value takes as JSON.
     *
     * @param most where counting may end; the result is above it if the value takes more
     */
    static long size(Object value, long most) {
        return switch (value) {
            case String text -> text.length() + 2L;
            case JsonObject object -> {
                long size = 2;
                for (Map.Entry<String, Object> field : object.entrySet()) {
                    if (size > most) {
                        break;
                    }
                    size += field.getKey().length() + 4L + size(field.getValue(), most - size);
                }
                yield size;
            }
            case JsonArray array -> {
                long size = 2;
                for (Object item : array) {
                    if (size > most) {
                        break;
                    }
                    size += 1 + size(item, most - size);
                }
                yield size;
            }
            case Long number -> Long.toString(number).length();
            default -> 4;
        };
    }

    /** What a value is, as a noun with its article. */
    static String described(Object value) {
        return switch (value) {
            case JsonObject _ -> "an object";
            case JsonArray _ -> "a list";
            case String _ -> "text";
            case Number _ -> "a number";
            case Boolean _ -> "a Boolean";
            case Object nothing when nothing.equals(JsonObject.NULL) -> "null";
            default -> "no JSON value";
        };
    }
}
