package dev.ordinal.cel;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Trees for tests, written as YAML. */
final class Yaml {

    private Yaml() {}

    static JsonObject object(String yaml) {
        return (JsonObject) tree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    private static Object tree(@Nullable Object value) {
        return switch (value) {
            case null -> JsonObject.NULL;
            case Integer number -> number.longValue();
            case List<?> list -> {
                var items = new ArrayList<>();
                list.forEach(item -> items.add(tree(item)));
                yield JsonArray.of(items);
            }
            case Map<?, ?> map -> {
                var fields = new LinkedHashMap<String, Object>();
                map.forEach((key, field) -> fields.put(String.valueOf(key), tree(field)));
                yield JsonObject.of(fields);
            }
            default -> value;
        };
    }
}
