package dev.ordinal.manifest;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.StructValue;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a manifest's tree: an immutable map from field name to value, in the order of the source.
 *
 * <p>A value is a {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link #NULL}, a {@code JsonObject} or
 * a {@link JsonArray}; nothing else. The class is a CEL value, because the CEL runtime copies or scans every plain map
 * at each access to it.
 */
public final class JsonObject extends StructValue<String, Object> implements Map<String, Object> {

    /** The JSON null, as CEL spells it. */
    public static final Object NULL = NullValue.NULL_VALUE;

    /**
     * Stands where a value of the wrong type was. It is of no JSON type, so that Java code that asks for one finds
     * none; an expression may ask whether the field is there, and fails if it uses the value.
     */
    public static final Object UNUSABLE = new Unusable();

    /** The object without fields. */
    public static final JsonObject EMPTY = new JsonObject(Fields.NONE);

    private static final CelType TYPE = MapType.create(SimpleType.DYN, SimpleType.DYN);

    @SuppressWarnings("Immutable") // nothing writes to its arrays
    private final Fields fields;

    private static final class Unusable extends CelValue {
        @Override
        public Object value() {
            return this;
        }

        @Override
        public boolean isZeroValue() {
            return false;
        }

        @Override
        public CelType celType() {
            return SimpleType.ERROR;
        }

        @Override
        public String toString() {
            return "(a value of the wrong type)";
        }
    }

    /** The names of fields that many objects have alike; they share them. */
    public static final class Layout {
        private final String[] names;

        private Layout(String[] names) {
            this.names = names;
        }

        /** Makes one; the names must differ from each other. */
        public static Layout of(String... names) {
            return new Layout(names.clone());
        }

        /** An object with these values, one for each name; tree values already. */
        public JsonObject object(Object... values) {
            if (values.length != names.length) {
                throw new IllegalArgumentException("%d values for %d fields".formatted(values.length, names.length));
            }
            return new JsonObject(new Fields(names, values.clone()));
        }
    }

    JsonObject(Fields fields) {
        this.fields = fields;
    }

    /**
     * Makes an object of the fields given, keeping their order.
     *
     * @param fields field name to tree value; copied, its values must be tree values already
     */
    public static JsonObject of(Map<String, ?> fields) {
        return fields.isEmpty() ? EMPTY : new JsonObject(Fields.of(fields));
    }

    /** A copy in which the field has the value given, at its old place if it had one, else at the end. */
    public JsonObject with(String field, Object value) {
        return new JsonObject(fields.with(field, value));
    }

    /** A copy that lacks the field. */
    public JsonObject without(String field) {
        int at = fields.indexOf(field);
        return at < 0 ? this : new JsonObject(fields.without(at));
    }

    /** The place of the field among the fields, or -1. */
    int indexOf(String field) {
        return fields.indexOf(field);
    }

    Object valueAt(int index) {
        return fields.valueAt(index);
    }

    /** The field's value if it is an object, else the empty object. */
    public JsonObject object(String field) {
        return fields.get(field) instanceof JsonObject object ? object : EMPTY;
    }

    /** The field's value if it is an array, else the empty array. */
    public JsonArray array(String field) {
        return fields.get(field) instanceof JsonArray array ? array : JsonArray.EMPTY;
    }

    /** The field's value if it is text. */
    public Optional<String> text(String field) {
        return fields.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The field's value if it is a whole number. */
    public Optional<Long> integer(String field) {
        return fields.get(field) instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    @Override
    public JsonObject value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return fields.isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public Object select(String field) {
        Object value = fields.get(field);
        if (value == null) {
            throw CelAttributeNotFoundException.forMissingMapKey(field);
        }
        return usable(field, value);
    }

    @Override
    public Optional<Object> find(String field) {
        Object value = fields.get(field);
        return value == null ? Optional.empty() : Optional.of(usable(field, value));
    }

    @SuppressWarnings("ReferenceEquality") // there is one such value
    private static Object usable(String field, Object value) {
        if (value == UNUSABLE) {
            throw new CelInvalidArgumentException("the field %s has a value of the wrong type".formatted(field));
        }
        return value;
    }

    @Override
    public int size() {
        return fields.size();
    }

    @Override
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    @Override
    public boolean containsKey(Object key) {
        return fields.containsKey(key);
    }

    @Override
    public boolean containsValue(Object value) {
        return fields.containsValue(value);
    }

    @Override
    public @Nullable Object get(Object key) {
        return fields.get(key);
    }

    @Override
    public Set<String> keySet() {
        return fields.keySet();
    }

    @Override
    public Collection<Object> values() {
        return fields.values();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return fields.entrySet();
    }

    @Override
    public @Nullable Object put(String key, Object value) {
        throw immutable();
    }

    @Override
    public @Nullable Object remove(Object key) {
        throw immutable();
    }

    @Override
    public void putAll(Map<? extends String, ?> other) {
        throw immutable();
    }

    @Override
    public void clear() {
        throw immutable();
    }

    private static UnsupportedOperationException immutable() {
        return new UnsupportedOperationException("a manifest's tree is immutable");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof Map<?, ?> map && fields.equals(map));
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
