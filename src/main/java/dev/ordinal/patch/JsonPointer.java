package dev.ordinal.patch;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place in a tree, as RFC 6901 writes it: {@code /spec/template/spec/containers/0}. Whether a token is a field's name
 * or an index depends on the tree.
 *
 * @param tokens from the root on, unescaped
 */
public record JsonPointer(List<String> tokens) {

    /** The whole tree; empty text. */
    public static final JsonPointer ROOT = new JsonPointer(List.of());

    public JsonPointer {
        tokens = List.copyOf(tokens);
    }

    /** Reads a pointer; empty if the text is none, which starts with {@code /} and has {@code ~} as ~0 and ~1 only. */
    public static Optional<JsonPointer> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(ROOT);
        }
        if (text.charAt(0) != '/') {
            return Optional.empty();
        }
        var tokens = new ArrayList<String>();
        for (String token : text.substring(1).split("/", -1)) {
            for (int at = token.indexOf('~'); at >= 0; at = token.indexOf('~', at + 1)) {
                if (at + 1 == token.length() || (token.charAt(at + 1) != '0' && token.charAt(at + 1) != '1')) {
                    return Optional.empty();
                }
            }
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return Optional.of(new JsonPointer(tokens));
    }

    /** The pointer to a field. */
    public static JsonPointer of(FieldPath path) {
        return new JsonPointer(path.segments().stream().map(Object::toString).toList());
    }

    /**
     * The path that it is in a tree: a token is an index where the tree has a list, else a field's name. The token
     * {@code -} stands for the last item.
     */
    public FieldPath in(Object root) {
        FieldPath path = FieldPath.ROOT;
        Object value = root;
        for (String token : tokens) {
            if (value instanceof JsonArray list) {
                int index = token.equals("-") ? list.size() - 1 : index(token);
                index = Math.max(0, index);
                path = path.child(index);
                value = index < list.size() ? list.get(index) : JsonObject.NULL;
            } else {
                path = path.child(token);
                Object field = value instanceof JsonObject object ? object.get(token) : null;
                value = field == null ? JsonObject.NULL : field;
            }
        }
        return path;
    }

    /** The pointer to a field or an item of what this one points to. */
    public JsonPointer child(String token) {
        var longer = new ArrayList<>(tokens);
        longer.add(token);
        return new JsonPointer(longer);
    }

    /** The index that a token is, as RFC 6901 writes it: no sign, no zeros before it; -1 if it is none. */
    static int index(String token) {
        boolean digits =
                !token.isEmpty() && token.length() < 10 && token.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && (token.length() == 1 || token.charAt(0) != '0') ? Integer.parseInt(token) : -1;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (String token : tokens) {
            text.append('/').append(token.replace("~", "~0").replace("/", "~1"));
        }
        return text.toString();
    }
}
