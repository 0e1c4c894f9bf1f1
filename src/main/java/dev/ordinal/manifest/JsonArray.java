package dev.ordinal.manifest;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An array of a manifest's tree: an immutable list of tree values (see {@link JsonObject}), and a CEL value for the
 * same reason.
 */
public final class JsonArray extends CelValue implements List<Object>, RandomAccess {

    /** The array without items. */
    public static final JsonArray EMPTY = new JsonArray(List.of());

    private static final CelType TYPE = ListType.create(SimpleType.DYN);

    @SuppressWarnings("Immutable") // an unmodifiable copy of tree values
    private final List<Object> items;

    private JsonArray(List<Object> items) {
        this.items = items;
    }

    /** Takes the array over. */
    static JsonArray ofItems(Object[] items) {
        return items.length == 0 ? EMPTY : new JsonArray(Collections.unmodifiableList(Arrays.asList(items)));
    }

    /** Makes an array of the items given; copied, they must be tree values already. */
    public static JsonArray of(Collection<?> items) {
        return ofItems(items.toArray());
    }

    /** A copy in which the item at the index is the value given. */
    public JsonArray with(int index, Object value) {
        Object[] copy = items.toArray();
        copy[index] = value;
        return ofItems(copy);
    }

    /** A copy with one more item, which has the index given; the number of items appends. */
    public JsonArray inserting(int index, Object value) {
        var copy = new Object[items.size() + 1];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = i == index ? value : items.get(i < index ? i : i - 1);
        }
        return ofItems(copy);
    }

    /** A copy without the item at the index. */
    public JsonArray without(int index) {
        var copy = new Object[items.size() - 1];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = items.get(i < index ? i : i + 1);
        }
        return ofItems(copy);
    }

    /** The items that are objects, in order. */
    public List<JsonObject> objects() {
        var objects = new ArrayList<JsonObject>(items.size());
        for (Object item : items) {
            if (item instanceof JsonObject object) {
                objects.add(object);
            }
        }
        return objects;
    }

    @Override
    public JsonArray value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return items.isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public boolean isEmpty() {
        return items.isEmpty();
    }

    @Override
    public boolean contains(Object item) {
        return items.contains(item);
    }

    @Override
    public boolean containsAll(Collection<?> others) {
        return items.containsAll(others);
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }

    @Override
    public int indexOf(Object item) {
        return items.indexOf(item);
    }

    @Override
    public int lastIndexOf(Object item) {
        return items.lastIndexOf(item);
    }

    @Override
    public Iterator<Object> iterator() {
        return items.iterator();
    }

    @Override
    public ListIterator<Object> listIterator() {
        return items.listIterator();
    }

    @Override
    public ListIterator<Object> listIterator(int index) {
        return items.listIterator(index);
    }

    @Override
    public List<Object> subList(int from, int to) {
        return items.subList(from, to);
    }

    @Override
    public Object[] toArray() {
        return items.toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
        return items.toArray(array);
    }

    @Override
    public boolean add(Object item) {
        throw immutable();
    }

    @Override
    public void add(int index, Object item) {
        throw immutable();
    }

    @Override
    public boolean addAll(Collection<?> others) {
        throw immutable();
    }

    @Override
    public boolean addAll(int index, Collection<?> others) {
        throw immutable();
    }

    @Override
    public Object set(int index, Object item) {
        throw immutable();
    }

    @Override
    public boolean remove(Object item) {
        throw immutable();
    }

    @Override
    public Object remove(int index) {
        throw immutable();
    }

    @Override
    public boolean removeAll(Collection<?> others) {
        throw immutable();
    }

    @Override
    public boolean retainAll(Collection<?> others) {
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
        return other == this || (other instanceof List<?> list && items.equals(list));
    }

    @Override
    public int hashCode() {
        return items.hashCode();
    }

    @Override
    public String toString() {
        return items.toString();
    }
}
