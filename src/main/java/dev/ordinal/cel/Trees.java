package dev.ordinal.cel;

import dev.cel.common.values.CelValue;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what CEL's literals make, plain maps and lists, into values of a manifest's tree, which CEL need not scan. */
final class Trees {

    private Trees() {}

    /** The same value as a tree value; a map with keys other than text, and anything else, as it is. */
    static Object of(Object value) {
        return switch (value) {
            case CelValue _ -> value;
            case Map<?, ?> map -> object(map);
            case List<?> list -> array(list);
            case Optional<?> optional -> optional.isEmpty() ? optional : optional.map(Trees::of);
            default -> value;
        };
    }

    private static Object object(Map<?, ?> map) {
        var fields = new LinkedHashMap<String, Object>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String field)) {
                return map;
            }
            fields.put(field, of(entry.getValue()));
        }
        return JsonObject.of(fields);
    }

    private static JsonArray array(List<?> list) {
        var items = new ArrayList<>(list.size());
        for (Object item : list) {
            items.add(of(item));
        }
        return JsonArray.of(items);
    }
}
