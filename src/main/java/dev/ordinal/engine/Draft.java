package dev.ordinal.engine;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An object under defaulting: it takes values for fields that have none and is copied at the first one it takes. A
 * field that is null has none. What is below a field is left alone where the field holds something else than expected.
 */
final class Draft {

    private final JsonObject base;
    private @Nullable Map<String, Object> changed;

    Draft(JsonObject base) {
        this.base = base;
    }

    /** The object as it has become; the very one it was where it took nothing. */
    JsonObject done() {
        return changed == null ? base : JsonObject.of(changed);
    }

    /** Whether the field has a value. */
    boolean has(String field) {
        return get(field) != null;
    }

    /** Whether the field holds this text. */
    boolean is(String field, String text) {
        return text.equals(get(field));
    }

    /** The field's value; null if it has none. */
    @Nullable
    Object get(String field) {
        Object value = (changed == null ? base : changed).get(field);
        return JsonObject.NULL.equals(value) ? null : value;
    }

    /** Gives a field its default. */
    Draft fill(String field, Object value) {
        if (get(field) == null) {
            put(field, value);
        }
        return this;
    }

    /** Gives a field its default where the server takes an empty value of its type (empty text, 0, …) for absent. */
    Draft fillEmpty(String field, Object value) {
        Object has = get(field);
        if (has == null || isEmpty(has, value)) {
            put(field, value);
        }
        return this;
    }

    /** Whether the value is the empty one of the type that the default has. */
    private static boolean isEmpty(Object value, Object byDefault) {
        return switch (value) {
            case String text -> text.isEmpty() && byDefault instanceof String;
            case Long number -> number == 0 && byDefault instanceof Long;
            case JsonObject object -> object.isEmpty() && byDefault instanceof JsonObject;
            case JsonArray array -> array.isEmpty() && byDefault instanceof JsonArray;
            default -> false;
        };
    }

    /** Defaults what is in the object that the field holds. */
    Draft in(String field, UnaryOperator<JsonObject> defaults) {
        if (get(field) instanceof JsonObject object) {
            replace(field, object, defaults.apply(object));
        }
        return this;
    }

    /** The same where the server makes the object if it is absent. */
    Draft inMade(String field, UnaryOperator<JsonObject> defaults) {
        return fill(field, JsonObject.EMPTY).in(field, defaults);
    }

    /** Defaults what is in each object of the list that the field holds. */
    Draft inEach(String field, UnaryOperator<JsonObject> defaults) {
        if (get(field) instanceof JsonArray array) {
            replace(field, array, each(array, defaults));
        }
        return this;
    }

    private static JsonArray each(JsonArray array, UnaryOperator<JsonObject> defaults) {
        List<Object> changed = null;
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof JsonObject item) {
                JsonObject becomes = defaults.apply(item);
                if (!isSame(becomes, item)) {
                    changed = changed == null ? new ArrayList<>(array) : changed;
                    changed.set(i, becomes);
                }
            }
        }
        return changed == null ? array : JsonArray.of(changed);
    }

    private void replace(String field, Object value, Object becomes) {
        if (!isSame(becomes, value)) {
            put(field, becomes);
        }
    }

    /** Whether two values are one. */
    @SuppressWarnings("ReferenceEquality") // an equal copy does no harm, comparing trees takes time
    static boolean isSame(@Nullable Object one, Object other) {
        return one == other;
    }

    /** Gives a field a value, whatever it has. */
    void put(String field, Object value) {
        Map<String, Object> copy = changed;
        if (copy == null) {
            copy = new LinkedHashMap<>(base);
            changed = copy;
        }
        copy.put(field, value);
    }
}
