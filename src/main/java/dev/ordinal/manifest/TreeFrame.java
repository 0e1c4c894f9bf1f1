package dev.ordinal.manifest;

import dev.ordinal.manifest.Problem.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object or array that is being read. Its arrays are scratch space that the next one at this depth uses again. */
final class TreeFrame {

    private static final int SCANNED_AT_MOST = 12;

    /**
     * A name that an object has twice.
     *
     * @param merged whether the later value came through a merge key
     */
    record Clash(String name, long first, long second, boolean merged) {}

    private boolean object;
    private long place;
    private long sizeBefore;
    private int height;
    private int count;
    private String[] names = new String[8];
    private Object[] values = new Object[8];
    private long[] namePlaces = new long[8];
    private long[] valuePlaces = new long[8];
    private @Nullable Positions[] below = new Positions[8];
    private boolean[] merged = new boolean[8];
    private boolean anyBelow;
    private boolean named;
    private boolean merging;
    private String name = "";
    private long namePlace;
    private @Nullable Map<String, Integer> index;

    void start(boolean isObject, long startPlace, long sizeSoFar) {
        object = isObject;
        place = startPlace;
        sizeBefore = sizeSoFar;
        height = 0;
        count = 0;
        anyBelow = false;
        named = false;
        merging = false;
        index = null;
    }

    boolean isObject() {
        return object;
    }

    /** Whether the name of the next field is known, or the field is a merge key. */
    boolean isNamed() {
        return named;
    }

    boolean isMerging() {
        return merging;
    }

    void name(String next, long at) {
        name = next;
        namePlace = at;
        named = true;
    }

    void mergeKey(long at) {
        namePlace = at;
        named = true;
        merging = true;
    }

    void put(Object value, long at, @Nullable Positions positions, int valueHeight, List<Clash> clashes) {
        height = Math.max(height, valueHeight);
        if (object) {
            putField(name, namePlace, value, at, positions, false, clashes);
            named = false;
        } else {
            set(append(), "", 0, value, at, positions, false);
        }
    }

    /**
     * Merges an object, or the objects of an array of which the first wins, as kubectl does: in the order of the
     * fields, so that a merge key overrides what stands before it.
     *
     * @return how many values were merged
     */
    long merge(Object value, long at, @Nullable Positions positions, int valueHeight, List<Clash> clashes)
            throws BadDocument {
        height = Math.max(height, valueHeight - 1);
        named = false;
        merging = false;
        if (value instanceof JsonObject source && positions != null) {
            return mergeObject(source, positions, clashes);
        }
        if (value instanceof JsonArray sources && positions != null) {
            long total = 0;
            for (int i = sources.size() - 1; i >= 0; i--) {
                Positions parts = positions.below(i);
                if (!(sources.get(i) instanceof JsonObject source) || parts == null) {
                    throw notMergeable(positions.item(i));
                }
                total += mergeObject(source, parts, clashes);
            }
            return total;
        }
        if (value.equals(JsonObject.EMPTY) || value.equals(JsonArray.EMPTY)) {
            return 0;
        }
        throw notMergeable(at);
    }

    private static BadDocument notMergeable(long at) {
        return new BadDocument(
                Kind.SYNTAX, at, "the merge key `<<` takes a map or a list of maps, such as `<<: *name`");
    }

    private long mergeObject(JsonObject source, Positions parts, List<Clash> clashes) {
        int field = 0;
        for (Map.Entry<String, Object> entry : source.entrySet()) {
            putField(
                    entry.getKey(),
                    parts.name(field),
                    entry.getValue(),
                    parts.value(field),
                    parts.below(field),
                    true,
                    clashes);
            field++;
        }
        return field;
    }

    private void putField(
            String field,
            long fieldPlace,
            Object value,
            long at,
            @Nullable Positions positions,
            boolean fromMerge,
            List<Clash> clashes) {
        int old = find(field);
        if (old < 0) {
            int added = append();
            set(added, field, fieldPlace, value, at, positions, fromMerge);
            if (index != null) {
                index.put(field, added);
            }
            return;
        }
        if (!merged[old] && !(fromMerge && values[old].equals(value))) {
            clashes.add(new Clash(field, namePlaces[old], fieldPlace, fromMerge));
        }
        set(old, field, fieldPlace, value, at, positions, fromMerge);
    }

    private int find(String field) {
        if (count <= SCANNED_AT_MOST) {
            for (int i = 0; i < count; i++) {
                if (names[i].equals(field)) {
                    return i;
                }
            }
            return -1;
        }
        if (index == null) {
            index = new HashMap<>();
            for (int i = 0; i < count; i++) {
                index.put(names[i], i);
            }
        }
        return index.getOrDefault(field, -1);
    }

    private int append() {
        if (count == values.length) {
            names = Arrays.copyOf(names, count * 2);
            values = Arrays.copyOf(values, count * 2);
            namePlaces = Arrays.copyOf(namePlaces, count * 2);
            valuePlaces = Arrays.copyOf(valuePlaces, count * 2);
            below = Arrays.copyOf(below, count * 2);
            merged = Arrays.copyOf(merged, count * 2);
        }
        return count++;
    }

    private void set(
            int at,
            String field,
            long fieldPlace,
            Object value,
            long valuePlace,
            @Nullable Positions positions,
            boolean fromMerge) {
        names[at] = field;
        namePlaces[at] = fieldPlace;
        values[at] = value;
        valuePlaces[at] = valuePlace;
        below[at] = positions;
        merged[at] = fromMerge;
        anyBelow |= positions != null;
    }

    /** The object or array as read. */
    Node finish(long sizeNow) {
        @Nullable Positions[] parts = anyBelow ? Arrays.copyOf(below, count) : Positions.ALL_SCALARS;
        Object value;
        long[] places;
        if (object) {
            value = count == 0
                    ? JsonObject.EMPTY
                    : new JsonObject(new Fields(Arrays.copyOf(names, count), Arrays.copyOf(values, count)));
            places = new long[2 * count];
            for (int i = 0; i < count; i++) {
                places[2 * i] = namePlaces[i];
                places[2 * i + 1] = valuePlaces[i];
            }
        } else {
            value = JsonArray.ofItems(Arrays.copyOf(values, count));
            places = Arrays.copyOf(valuePlaces, count);
        }
        return new Node(value, place, new Positions(places, parts), sizeNow - sizeBefore, height + 1);
    }
}
