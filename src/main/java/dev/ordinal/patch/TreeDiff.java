package dev.ordinal.patch;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the operations that make one tree of another. */
final class TreeDiff {

    /** Characters of an operation beside its words, path and value. */
    private static final long FRAME = 24;

    private final List<JsonPatch.Operation> operations = new ArrayList<>();

    private TreeDiff() {}

    static List<JsonPatch.Operation> between(JsonObject before, JsonObject after) {
        var diff = new TreeDiff();
        diff.fields(before, after, JsonPointer.ROOT);
        return diff.operations;
    }

    private void change(Object before, Object after, JsonPointer at) {
        if (before == after || before.equals(after)) {
            return;
        }
        int start = operations.size();
        if (before instanceof JsonObject object && after instanceof JsonObject other) {
            fields(object, other, at);
        } else if (before instanceof JsonArray array && after instanceof JsonArray other) {
            items(array, other, at);
        } else {
            operations.add(new JsonPatch.Operation.Replace(at, after));
            return;
        }
        List<JsonPatch.Operation> found = operations.subList(start, operations.size());
        // what is only added is told item by item, since whoever edits a file by the patch keeps what was there
        if (found.size() > 1 && !found.stream().allMatch(JsonPatch.Operation.Add.class::isInstance)) {
            long size = found.stream().mapToLong(TreeDiff::size).sum();
            if (FRAME + length(at) + JsonValues.size(after, size) < size) {
                found.clear();
                operations.add(new JsonPatch.Operation.Replace(at, after));
            }
        }
    }

    private void fields(JsonObject before, JsonObject after, JsonPointer at) {
        for (Map.Entry<String, Object> field : before.entrySet()) {
            Object now = after.get(field.getKey());
            if (now == null) {
                operations.add(new JsonPatch.Operation.Remove(at.child(field.getKey())));
            } else {
                change(field.getValue(), now, at.child(field.getKey()));
            }
        }
        for (Map.Entry<String, Object> field : after.entrySet()) {
            if (!before.containsKey(field.getKey())) {
                operations.add(new JsonPatch.Operation.Add(at.child(field.getKey()), field.getValue()));
            }
        }
    }

    /** Goes through the list from its start, so that each index counts the items that are already as they will be. */
    private void items(JsonArray before, JsonArray after, JsonPointer at) {
        int[] partner = ListAlignment.of(before, after);
        int taken = 0;
        for (int i = 0; i < after.size(); i++) {
            if (partner[i] < 0) {
                operations.add(new JsonPatch.Operation.Add(at.child(Integer.toString(i)), after.get(i)));
            } else {
                removed(partner[i] - taken, at, i);
                change(before.get(partner[i]), after.get(i), at.child(Integer.toString(i)));
                taken = partner[i] + 1;
            }
        }
        removed(before.size() - taken, at, after.size());
    }

    private void removed(int count, JsonPointer at, int index) {
        for (int i = 0; i < count; i++) {
            operations.add(new JsonPatch.Operation.Remove(at.child(Integer.toString(index))));
        }
    }

    private static long size(JsonPatch.Operation operation) {
        long size = FRAME + length(operation.path());
        return switch (operation) {
            case JsonPatch.Operation.Add add -> size + JsonValues.size(add.value(), Long.MAX_VALUE);
            case JsonPatch.Operation.Replace replace -> size + JsonValues.size(replace.value(), Long.MAX_VALUE);
            default -> size;
        };
    }

    private static long length(JsonPointer pointer) {
        return pointer.tokens().stream().mapToLong(token -> token.length() + 1L).sum();
    }
}
