package dev.ordinal.manifest;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object, in order: names and values in parallel arrays. Most objects have few fields, where a scan
 * finds a name as fast as hashing does and takes a fraction of the memory; the others get a hash table. Immutable.
 */
final class Fields extends AbstractMap<String, Object> {

    static final Fields NONE = new Fields(new String[0], new Object[0]);

    private static final int SCANNED_AT_MOST = 8;
    private static final int TRIED_AT_MOST = 64;

    private final String[] names;
    private final Object[] values;
    private final int @Nullable [] slots;
    private final @Nullable Map<String, Integer> numbers;

    /** Takes the arrays over; the names must differ from each other. */
    Fields(String[] names, Object[] values) {
        this.names = names;
        this.values = values;
        boolean many = names.length > SCANNED_AT_MOST;
        this.slots = many ? slots(names) : null;
        this.numbers = many && slots == null ? numbers(names) : null;
    }

    static Fields of(Map<String, ?> fields) {
        var names = new String[fields.size()];
        var values = new Object[names.length];
        int at = 0;
        for (Map.Entry<String, ?> field : fields.entrySet()) {
            names[at] = field.getKey();
            values[at++] = field.getValue();
        }
        return new Fields(names, values);
    }

    /** Where each name stands, hashed; null if the names, by intent, hash too much alike. */
    private static int @Nullable [] slots(String[] names) {
        var slots = new int[Integer.highestOneBit(names.length) * 4];
        for (int i = 0; i < names.length; i++) {
            int slot = spread(names[i]) & (slots.length - 1);
            int tried = 0;
            while (slots[slot] != 0) {
                if (++tried > TRIED_AT_MOST) {
                    return null;
                }
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = i + 1;
        }
        return slots;
    }

    private static Map<String, Integer> numbers(String[] names) {
        var numbers = new HashMap<String, Integer>();
        for (int i = 0; i < names.length; i++) {
            numbers.put(names[i], i);
        }
        return numbers;
    }

    private static int spread(String name) {
        int hash = name.hashCode();
        return hash ^ (hash >>> 16);
    }

    /** The place of the name among the fields, or -1. */
    int indexOf(Object name) {
        if (slots != null) {
            return name instanceof String text ? hashed(text, slots) : -1;
        }
        if (numbers != null) {
            return numbers.getOrDefault(name, -1);
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private int hashed(String name, int[] table) {
        int slot = spread(name) & (table.length - 1);
        while (table[slot] != 0) {
            int at = table[slot] - 1;
            if (names[at].equals(name)) {
                return at;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return -1;
    }

    Object valueAt(int index) {
        return values[index];
    }

    Fields with(String name, Object value) {
        int at = indexOf(name);
        if (at >= 0) {
            Object[] changed = values.clone();
            changed[at] = value;
            return new Fields(names, changed);
        }
        String[] moreNames = Arrays.copyOf(names, names.length + 1);
        Object[] moreValues = Arrays.copyOf(values, names.length + 1);
        moreNames[names.length] = name;
        moreValues[names.length] = value;
        return new Fields(moreNames, moreValues);
    }

    Fields without(int index) {
        var fewerNames = new String[names.length - 1];
        var fewerValues = new Object[names.length - 1];
        System.arraycopy(names, 0, fewerNames, 0, index);
        System.arraycopy(names, index + 1, fewerNames, index, names.length - 1 - index);
        System.arraycopy(values, 0, fewerValues, 0, index);
        System.arraycopy(values, index + 1, fewerValues, index, names.length - 1 - index);
        return new Fields(fewerNames, fewerValues);
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public boolean containsKey(Object name) {
        return indexOf(name) >= 0;
    }

    @Override
    public @Nullable Object get(Object name) {
        int at = indexOf(name);
        return at < 0 ? null : values[at];
    }

    @Override
    public Collection<Object> values() {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    @Override
    public Set<String> keySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public boolean contains(Object name) {
                return containsKey(name);
            }

            @Override
            public Iterator<String> iterator() {
                return Collections.unmodifiableList(Arrays.asList(names)).iterator();
            }
        };
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Map.Entry<String, Object>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, Object>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Map.Entry<String, Object> next() {
            if (next >= names.length) {
                throw new NoSuchElementException();
            }
            int at = next++;
            return Map.entry(names[at], values[at]);
        }
    }
}
