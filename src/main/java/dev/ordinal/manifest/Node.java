package dev.ordinal.manifest;

import org.jspecify.annotations.Nullable;

/**
 * A value of a document that is being read.
 *
 * @param value a tree value
 * @param place where it stands
 * @param positions those of its parts, null for a scalar
 * @param size how many values it holds, itself and what aliases stand for counted
 * @param height how many levels of objects and arrays it holds, 0 for a scalar
 */
record Node(Object value, long place, @Nullable Positions positions, long size, int height) {

    static Node scalar(Object value, long place) {
        return new Node(value, place, null, 1, 0);
    }

    boolean isScalar() {
        return height == 0;
    }
}
