package dev.ordinal.patch;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.patch.Draft.Refused;
import dev.ordinal.patch.JsonPatch.Operation;
import java.util.List;
import java.util.Optional;

/**
 * Makes the changes of a patch to a draft. The patch may have been computed where API defaults stood in the tree: what
 * it replaces or adds to may be missing here and is made, and what it removes may be missing already.
 */
final class DraftPatcher {

    private static final String APPEND = "-";

    private final Draft object;

    DraftPatcher(Draft object) {
        this.object = object;
    }

    void apply(Operation operation) throws Refused {
        switch (operation) {
            case Operation.Add(JsonPointer path, Object value) -> put(path, value, true);
            case Operation.Replace(JsonPointer path, Object value) -> put(path, value, false);
            case Operation.Remove(JsonPointer path) -> remove(path);
            case Operation.Copy(JsonPointer from, JsonPointer path) -> put(path, valueAt(from), true);
            case Operation.Move(JsonPointer from, JsonPointer path) -> {
                Object value = valueAt(from);
                remove(from);
                put(path, value, true);
            }
            case Operation.Test _ -> {}
        }
    }

    private Object valueAt(JsonPointer path) throws Refused {
        Optional<Draft> at = Optional.of(object);
        for (String token : path.tokens()) {
            at = at.flatMap(draft -> draft.part(token));
        }
        return at.map(Draft::value)
                .orElseThrow(() -> new Refused("would come from `" + path + "`, which is not in the file"));
    }

    private void put(JsonPointer path, Object value, boolean insert) throws Refused {
        List<String> tokens = path.tokens();
        if (tokens.isEmpty()) {
            throw new Refused("is the whole object");
        }
        Draft at = object;
        for (int i = 0; i < tokens.size() - 1; i++) {
            String next = tokens.get(i + 1);
            boolean last = i == tokens.size() - 2;
            boolean list = last && insert && (next.equals(APPEND) || next.equals("0"));
            at.admit(at.part(tokens.get(i)).isPresent() ? JsonObject.NULL : value);
            at = at.container(tokens.get(i), list);
        }
        putInto(at, tokens.getLast(), value, insert);
    }

    private static void putInto(Draft at, String token, Object value, boolean insert) throws Refused {
        if (at.isMap()) {
            at.put(token, value);
        } else if (at.isList()) {
            int size = at.items().size();
            int index = token.equals(APPEND) ? size : JsonPointer.index(token);
            if (index < 0 || index > size || (index == size && !insert)) {
                throw new Refused("is none of the " + size + " items that the list has in the file");
            }
            if (insert) {
                at.insert(index, value);
            } else {
                at.set(index, value);
            }
        } else {
            throw new Refused("would be part of what is neither a map nor a list in the file");
        }
    }

    private void remove(JsonPointer path) throws Refused {
        List<String> tokens = path.tokens();
        Optional<Draft> parent = Optional.of(object);
        for (String token : tokens.subList(0, Math.max(0, tokens.size() - 1))) {
            parent = parent.flatMap(draft -> draft.part(token));
        }
        if (tokens.isEmpty()) {
            throw new Refused("is the whole object");
        }
        if (parent.flatMap(draft -> draft.part(tokens.getLast())).isEmpty()) {
            return;
        }
        if (parent.get().isMap()) {
            parent.get().remove(tokens.getLast());
        } else {
            parent.get().remove(JsonPointer.index(tokens.getLast()));
        }
    }

    /** What a person has to do where an operation was refused. */
    static Undone undone(Operation operation, String why, Object tree) {
        List<String> tokens = operation.path().tokens();
        FieldPath path = FieldPath.ROOT;
        Object at = tree;
        for (String token : tokens) {
            if (at instanceof JsonArray array) {
                int index = token.equals(APPEND) ? array.size() : JsonPointer.index(token);
                path = path.child(Math.max(0, index));
                at = index >= 0 && index < array.size() ? array.get(index) : JsonObject.NULL;
            } else {
                boolean item = !(at instanceof JsonObject) && (token.equals(APPEND) || JsonPointer.index(token) == 0);
                path = item ? path.child(0) : path.child(token);
                Object below = at instanceof JsonObject object ? object.get(token) : null;
                at = below == null ? JsonObject.NULL : below;
            }
        }
        boolean item = !path.isRoot() && path.segments().getLast() instanceof Integer;
        String name = tokens.isEmpty() ? "" : tokens.getLast();
        String toAdd = switch (operation) {
            case Operation.Add add -> pasted(item, name, add.value());
            case Operation.Replace replace -> pasted(item, name, replace.value());
            case Operation.Remove _, Operation.Move _, Operation.Copy _, Operation.Test _ -> "";
        };
        return new Undone(path, why, toAdd);
    }

    private static String pasted(boolean item, String name, Object value) {
        return item
                ? YamlText.items(List.of(value), 0, YamlText.Indent.DEFAULT)
                : YamlText.fields(JsonObject.EMPTY.with(name, value), 0, YamlText.Indent.DEFAULT);
    }
}
