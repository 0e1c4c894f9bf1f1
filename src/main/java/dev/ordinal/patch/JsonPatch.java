package dev.ordinal.patch;

import java.util.List;

/**
 * Changes to a tree, one after the other, as RFC 6902 defines them.
 *
 * @param operations in order
 */
public record JsonPatch(List<Operation> operations) {

    /** The patch that changes nothing. */
    public static final JsonPatch EMPTY = new JsonPatch(List.of());

    public JsonPatch {
        operations = List.copyOf(operations);
    }

    /** One change. Values are tree values, see {@link dev.ordinal.manifest.JsonObject}. */
    public sealed interface Operation {

        /** The place that it changes or looks at. */
        JsonPointer path();

        /** Sets a field, or inserts an item before the one at the index; the index {@code -} appends. */
        record Add(JsonPointer path, Object value) implements Operation {}

        /** Takes a field or an item away; it must be there. */
        record Remove(JsonPointer path) implements Operation {}

        /** Gives a field or an item that must be there another value. */
        record Replace(JsonPointer path, Object value) implements Operation {}

        /** Takes a value from one place to another. */
        record Move(JsonPointer from, JsonPointer path) implements Operation {}

        /** Copies a value from one place to another. */
        record Copy(JsonPointer from, JsonPointer path) implements Operation {}

        /** Changes nothing, and fails unless the value is there. */
        record Test(JsonPointer path, Object value) implements Operation {}
    }
}
