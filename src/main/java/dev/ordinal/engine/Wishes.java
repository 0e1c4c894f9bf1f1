package dev.ordinal.engine;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out whether a policy got its will on an object that another policy had changed before it. */
final class Wishes {

    private Wishes() {}

    /**
     * The first field that the policy would have set had it been alone, and that has another value now.
     *
     * @param sent the object before all mutations
     * @param alone what the policy makes of that
     * @param after what it made of the object that others had changed
     */
    static Optional<FieldPath> lost(JsonObject sent, JsonObject alone, JsonObject after) {
        return lost(sent, alone, after, FieldPath.ROOT);
    }

    private static Optional<FieldPath> lost(
            @Nullable Object sent, Object alone, @Nullable Object after, FieldPath path) {
        if (alone.equals(sent) || alone.equals(after)) {
            return Optional.empty();
        }
        if (alone instanceof JsonObject wish && after instanceof JsonObject object) {
            JsonObject before = sent instanceof JsonObject had ? had : JsonObject.EMPTY;
            for (Map.Entry<String, Object> field : wish.entrySet()) {
                String name = field.getKey();
                Optional<FieldPath> lost = lost(before.get(name), field.getValue(), object.get(name), path.child(name));
                if (lost.isPresent()) {
                    return lost;
                }
            }
            return Optional.empty();
        }
        if (alone instanceof JsonArray wish && after instanceof JsonArray list) {
            JsonArray before = sent instanceof JsonArray had ? had : JsonArray.EMPTY;
            for (int i = 0; i < wish.size(); i++) {
                Object item = wish.get(i);
                Optional<FieldPath> lost = lost(same(item, before), item, same(item, list), path.child(i));
                if (lost.isPresent()) {
                    return lost;
                }
            }
            return Optional.empty();
        }
        return Optional.of(path);
    }

    /** The item of that name, or else the one that is equal. */
    private static @Nullable Object same(Object item, JsonArray list) {
        Optional<String> name = name(item);
        for (Object other : list) {
            if (name.isPresent() ? name(other).equals(name) : other.equals(item)) {
                return other;
            }
        }
        return null;
    }

    private static Optional<String> name(Object item) {
        return item instanceof JsonObject object ? object.text("name") : Optional.empty();
    }
}
