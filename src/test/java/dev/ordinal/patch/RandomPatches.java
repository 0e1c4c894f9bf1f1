package dev.ordinal.patch;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.patch.JsonPatch.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes patches of a tree by chance: each operation can be done on what the ones before it left. */
final class RandomPatches {

    private static final List<Object> VALUES = List.of(
            7L,
            true,
            "plain",
            "yes",
            "0777",
            "- x",
            "a: b",
            "with 'quotes'",
            "",
            "two\nlines\n",
            "two\nlines",
            " begins blank\nthen not\n\n",
            "tab\tend\r\n",
            "ü 🎉",
            JsonObject.NULL,
            JsonObject.EMPTY,
            JsonArray.EMPTY,
            JsonArray.of(List.of("pg_isready", "-U", "postgres")),
            JsonObject.EMPTY.with("port", 80L).with("on", "off"),
            JsonObject.EMPTY.with("exec", JsonObject.EMPTY.with("command", JsonArray.of(List.of("sh", "-c", "a\nb")))),
            JsonArray.of(List.of(JsonObject.EMPTY
                    .with("name", "n")
                    .with("list", JsonArray.of(List.of(JsonArray.of(List.of(1L)), 2L))))));

    private final Random random;

    RandomPatches(long seed) {
        this.random = new Random(seed);
    }

    JsonPatch patch(JsonObject object, int operations) {
        var chosen = new ArrayList<Operation>();
        JsonObject at = object;
        for (int i = 0; i < operations; i++) {
            Operation next = operation(at);
            JsonPatch.Applied applied = new JsonPatch(List.of(next)).apply(at);
            if (applied instanceof JsonPatch.Applied.Done(JsonObject root)) {
                chosen.add(next);
                at = root;
            }
        }
        return new JsonPatch(chosen);
    }

    private Object value() {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private Operation operation(JsonObject object) {
        JsonPointer path = JsonPointer.ROOT;
        Object at = object;
        while (true) {
            switch (at) {
                case JsonObject map -> {
                    List<String> names = List.copyOf(map.keySet());
                    if (names.isEmpty() || random.nextInt(6) == 0) {
                        return new Operation.Add(path.child("added" + random.nextInt(3)), value());
                    }
                    String name = names.get(random.nextInt(names.size()));
                    path = path.child(name);
                    at = ((Map<String, Object>) map).getOrDefault(name, JsonObject.NULL);
                }
                case JsonArray list -> {
                    int index = random.nextInt(list.size() + 1);
                    if (index == list.size() || random.nextInt(4) == 0) {
                        return new Operation.Add(path.child(index == list.size() ? "-" : "" + index), value());
                    }
                    path = path.child("" + index);
                    at = list.get(index);
                }
                default -> {}
            }
            boolean leaf = !(at instanceof JsonObject) && !(at instanceof JsonArray);
            if (leaf || random.nextInt(8) == 0) {
                return path.tokens().size() > 1 && random.nextInt(3) == 0
                        ? new Operation.Remove(path)
                        : new Operation.Replace(path, value());
            }
        }
    }
}
