package dev.ordinal.manifest;

import org.jspecify.annotations.Nullable;

/**
 * Where the parts of one object or array stand. A place is a line and a column, both from 1, in one {@code long}.
 *
 * @param places of an object, the place of each field's name and then of its value; of an array, that of each item
 * @param below the positions of each field's value or of each item, null where that is a scalar; empty if all are
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, never handed out
record Positions(long[] places, @Nullable Positions[] below) {

    static final @Nullable Positions[] ALL_SCALARS = new Positions[0];

    static long place(int line, int column) {
        return (long) line << 32 | column;
    }

    static int line(long place) {
        return (int) (place >>> 32);
    }

    static int column(long place) {
        return (int) place;
    }

    long name(int field) {
        return places[2 * field];
    }

    long value(int field) {
        return places[2 * field + 1];
    }

    long item(int index) {
        return places[index];
    }

    @Nullable
    Positions below(int at) {
        return below.length == 0 ? null : below[at];
    }
}
