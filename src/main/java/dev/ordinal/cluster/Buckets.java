package dev.ordinal.cluster;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Buckets by key; one that becomes empty is forgotten. Not safe for a writer beside others. */
final class Buckets<K, T extends Numbered> {

    private final Map<K, Bucket<T>> buckets = new HashMap<>();

    void put(K key, T item) {
        buckets.computeIfAbsent(key, _ -> new Bucket<>()).put(item);
    }

    /** Removes the item of that number; says whether there was one. */
    boolean remove(K key, long number) {
        Bucket<T> bucket = buckets.get(key);
        if (bucket == null || !bucket.remove(number)) {
            return false;
        }
        if (bucket.isEmpty()) {
            buckets.remove(key);
        }
        return true;
    }

    @Nullable
    Bucket<T> get(K key) {
        return buckets.get(key);
    }

    int size(K key) {
        Bucket<T> bucket = buckets.get(key);
        return bucket == null ? 0 : bucket.size();
    }
}
