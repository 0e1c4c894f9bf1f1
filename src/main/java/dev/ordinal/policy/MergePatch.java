package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Applies JSON merge patches, RFC 7396. */
final class MergePatch {

    private MergePatch() {}

    /** The target with the patch applied; both are tree values. */
    static Object apply(Object target, Object patch) {
        return patch instanceof JsonObject changes
                ? apply(target instanceof JsonObject object ? object : JsonObject.EMPTY, changes)
                : patch;
    }

    /** The object with the patch applied. */
    static JsonObject apply(JsonObject target, JsonObject patch) {
        Map<String, Object> fields = new LinkedHashMap<>(target);
        patch.forEach((field, change) -> {
            if (change.equals(JsonObject.NULL)) {
                fields.remove(field);
            } else {
                fields.put(field, apply(fields.getOrDefault(field, JsonObject.EMPTY), change));
            }
        });
        return JsonObject.of(fields);
    }
}
