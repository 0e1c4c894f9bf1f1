package dev.ordinal.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what is numbered, in the order of numbers, in one array: what comes last is added in constant time, whatever
 * stands elsewhere is found by halving and moved as one block of memory. Not safe for a writer beside others.
 */
final class Bucket<T extends Numbered> {

    private @Nullable Numbered[] items = new Numbered[1];
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    @SuppressWarnings("unchecked")
    T get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return (T) java.util.Objects.requireNonNull(items[index]);
    }

    /** Adds an item, or puts it in place of the one with its number. */
    void put(T item) {
        int at = indexOf(item.number());
        if (at >= 0) {
            items[at] = item;
            return;
        }
        int to = -at - 1;
        if (size == items.length) {
            items = Arrays.copyOf(items, size + (size >> 1) + 1);
        }
        System.arraycopy(items, to, items, to + 1, size - to);
        items[to] = item;
        size++;
    }

    /** Removes the item of that number; says whether there was one. */
    boolean remove(long number) {
        int at = indexOf(number);
        if (at < 0) {
            return false;
        }
        size--;
        System.arraycopy(items, at + 1, items, at, size - at);
        items[size] = null;
        if (items.length > 16 && size < items.length / 4) {
            items = Arrays.copyOf(items, items.length / 2);
        }
        return true;
    }

    /** The items, in a list of their own. */
    List<T> items() {
        var list = new ArrayList<T>(size);
        for (int i = 0; i < size; i++) {
            list.add(get(i));
        }
        return list;
    }

    /** The index of the number, or, if it is missing, -1 less the index where it would stand. */
    private int indexOf(long number) {
        if (size == 0 || get(size - 1).number() < number) {
            return -size - 1;
        }
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = get(middle).number();
            if (found < number) {
                low = middle + 1;
            } else if (found > number) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -low - 1;
    }
}
