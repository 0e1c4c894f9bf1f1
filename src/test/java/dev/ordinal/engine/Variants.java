package dev.ordinal.engine;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trees that differ from another in one place, and the JSON text of trees. */
final class Variants {

    private Variants() {}

    /** The path of every value below the root, each before those below it. */
    static List<FieldPath> paths(JsonObject root) {
        var paths = new ArrayList<FieldPath>();
        collect(root, FieldPath.ROOT, paths);
        return paths;
    }

    private static void collect(Object value, FieldPath at, List<FieldPath> paths) {
        if (!at.isRoot()) {
            paths.add(at);
        }
        if (value instanceof JsonObject object) {
            object.forEach((name, field) -> collect(field, at.child(name), paths));
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                collect(array.get(i), at.child(i), paths);
            }
        }
    }

    /** The tree with another value at a path that it has; without it for an empty one. */
    static JsonObject with(JsonObject root, FieldPath path, Optional<Object> value) {
        return (JsonObject) with(root, path.segments(), 0, value);
    }

    private static Object with(Object at, List<Object> path, int depth, Optional<Object> value) {
        boolean last = depth == path.size() - 1;
        if (at instanceof JsonArray array && path.get(depth) instanceof Integer index) {
            var items = new ArrayList<Object>(array);
            if (last && value.isEmpty()) {
                items.remove((int) index);
            } else {
                items.set(index, last ? value.orElseThrow() : with(items.get(index), path, depth + 1, value));
            }
            return JsonArray.of(items);
        }
        JsonObject object = (JsonObject) at;
        String field = (String) path.get(depth);
        if (last && value.isEmpty()) {
            return object.without(field);
        }
        Object below = path(object, field);
        return object.with(field, last ? value.orElseThrow() : with(below, path, depth + 1, value));
    }

    private static Object path(JsonObject object, String field) {
        return FieldPath.ROOT.child(field).find(object).orElseThrow();
    }

    /** The tree as JSON, in one line. */
    static String json(Object value) {
        var text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case JsonObject object -> {
                out.append('{');
                for (Map.Entry<String, Object> field : new LinkedHashMap<>(object).entrySet()) {
                    out.append(out.charAt(out.length() - 1) == '{' ? "" : ",");
                    write(field.getKey(), out);
                    out.append(':');
                    write(field.getValue(), out);
                }
                out.append('}');
            }
            case JsonArray array -> {
                out.append('[');
                for (int i = 0; i < array.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    write(array.get(i), out);
                }
                out.append(']');
            }
            case String text -> {
                out.append('"');
                text.chars()
                        .forEach(c -> out.append(
                                c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted(c) : Character.toString(c)));
                out.append('"');
            }
            case Long _, Double _, Boolean _ -> out.append(value);
            default -> out.append("null");
        }
    }
}
