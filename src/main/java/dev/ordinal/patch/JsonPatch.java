package dev.ordinal.patch;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** What reading a patch gives. */
    public sealed interface Parsed {

        /** A patch; whether it fits a tree, applying it tells. */
        record Patch(JsonPatch patch) implements Parsed {}

        /**
         * No patch.
         *
         * @param problems each names the operation by its index from 0, the member, and what was expected
         */
        record Malformed(List<String> problems) implements Parsed {

            public Malformed {
                problems = List.copyOf(problems);
            }
        }
    }

    /** What applying a patch gives. */
    public sealed interface Applied {

        /** Every operation was done; this is the tree that they made. */
        record Done(JsonObject root) implements Applied {}

        /**
         * An operation could not be done, so none was.
         *
         * @param operation its index in the patch, from 0
         * @param why one line without a final full stop
         */
        record Refused(int operation, String why) implements Applied {}
    }

    /** Reads a patch from the tree of a JSON Patch document; members that an operation has no use for are ignored. */
    public static Parsed parse(Object tree) {
        return PatchReader.read(tree);
    }

    /**
     * Does the operations one after the other, each on the tree that the one before made. The tree given stays as it
     * is; the new one shares with it all that the operations do not touch.
     */
    public Applied apply(JsonObject root) {
        Object tree = root;
        int rooted = 0;
        var patcher = new TreePatcher();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            switch (patcher.change(tree, operation)) {
                case TreePatcher.Tree(var changed) -> tree = changed;
                case TreePatcher.No(var why) -> {
                    return new Applied.Refused(i, why);
                }
            }
            rooted = operation.path().tokens().isEmpty() && !(operation instanceof Operation.Test) ? i : rooted;
        }
        return tree instanceof JsonObject object
                ? new Applied.Done(object)
                : new Applied.Refused(rooted, "it puts something else in the place of the whole object");
    }

    /** The JSON Patch document. */
    public JsonArray toTree() {
        var items = new ArrayList<Object>(operations.size());
        for (Operation operation : operations) {
            items.add(JsonObject.of(
                    switch (operation) {
                        case Operation.Add(var path, var value) -> members("add", path, "value", value);
                        case Operation.Remove(var path) -> members("remove", path);
                        case Operation.Replace(var path, var value) -> members("replace", path, "value", value);
                        case Operation.Move(var from, var path) -> members("move", path, "from", from.toString());
                        case Operation.Copy(var from, var path) -> members("copy", path, "from", from.toString());
                        case Operation.Test(var path, var value) -> members("test", path, "value", value);
                    }));
        }
        return JsonArray.of(items);
    }

    private static Map<String, Object> members(String op, JsonPointer path) {
        var members = new LinkedHashMap<String, Object>();
        members.put("op", op);
        members.put("path", path.toString());
        return members;
    }

    private static Map<String, Object> members(String op, JsonPointer path, String name, Object value) {
        Map<String, Object> members = members(op, path);
        members.put(name, value);
        return members;
    }

    /**
     * The changes that make one tree of the other: additions, removals and replacements only, and empty if the trees
     * are equal, whatever the order of their fields. Items of a list are followed where others come before them or go;
     * where single changes would take more text than the new value of the field around them, that value replaces the
     * old one. The whole tree is never replaced at once.
     */
    public static JsonPatch diff(JsonObject before, JsonObject after) {
        return new JsonPatch(TreeDiff.between(before, after));
    }
}
