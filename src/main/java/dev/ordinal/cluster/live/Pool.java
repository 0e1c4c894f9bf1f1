package dev.ordinal.cluster.live;

import org.jspecify.annotations.Nullable;

/** Lets equal values share one copy; forgets what it has no room for. For one thread. */
final class Pool<T> {

    private final @Nullable Object[] values;

    /**
     * Makes a pool.
     *
     * @param room a power of two
     */
    Pool(int room) {
        this.values = new Object[room];
    }

    /** The value, or an equal one that came before. */
    @SuppressWarnings("unchecked")
    T shared(T value) {
        int hash = value.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (values.length - 1);
        Object known = values[slot];
        if (known != null && value.equals(known)) {
            return (T) known;
        }
        values[slot] = value;
        return value;
    }
}
