package dev.ordinal.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes trees and writes them. */
final class TestTrees {

    private TestTrees() {}

    static String json(Object tree) {
        try {
            return new ObjectMapper().writeValueAsString(plain(tree));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable Object plain(Object tree) {
        return switch (tree) {
            case JsonObject object -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                object.forEach((field, value) -> map.put(field, plain(value)));
                yield map;
            }
            case JsonArray array -> {
                var list = new ArrayList<@Nullable Object>();
                array.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case String _, Boolean _, Number _ -> tree;
            default -> null;
        };
    }

    /** The tree with another value at that path. */
    static Object with(Object tree, List<Object> path, Object value) {
        if (path.isEmpty()) {
            return value;
        }
        List<Object> rest = path.subList(1, path.size());
        return switch (tree) {
            case JsonObject object -> {
                String field = (String) path.getFirst();
                yield object.with(field, with(object.find(field).orElseThrow(), rest, value));
            }
            case JsonArray array -> {
                int index = (Integer) path.getFirst();
                yield array.with(index, with(array.get(index), rest, value));
            }
            default -> throw new IllegalArgumentException(path.toString());
        };
    }
}
