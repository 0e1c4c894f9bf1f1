package dev.ordinal.patch;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.List;

/** Does the operations of one patch on a tree, copying what lies on the way to the change and nothing else. */
final class TreePatcher {

    /**
     * Values that the copies of one patch may make. As trees share what they have in common, a few copies of the whole
     * into itself would otherwise make a tree that no memory holds once it is written.
     */
    private static final long COPIED_AT_MOST = 1_000_000;

    /** Levels of a tree; as many as are read from a file, and some. */
    private static final int DEPTH_AT_MOST = 500;

    private static final String APPEND = "-";
    private static final int INDEX_DIGITS = 9;

    private long copied;

    /** What one step gives. */
    sealed interface Result {}

    /** A value of the tree, or the tree. */
    record Tree(Object value) implements Result {}

    /** Why it cannot be. */
    record No(String why) implements Result {}

    private enum Edit {
        ADD,
        REMOVE,
        REPLACE
    }

    /** Does one operation. */
    Result change(Object root, JsonPatch.Operation operation) {
        return switch (operation) {
            case JsonPatch.Operation.Add(var path, var value) -> edit(root, path, 0, Edit.ADD, value);
            case JsonPatch.Operation.Remove(var path) -> edit(root, path, 0, Edit.REMOVE, JsonObject.NULL);
            case JsonPatch.Operation.Replace(var path, var value) -> edit(root, path, 0, Edit.REPLACE, value);
            case JsonPatch.Operation.Move(var from, var path) -> move(root, from, path);
            case JsonPatch.Operation.Copy(var from, var path) -> copy(root, from, path);
            case JsonPatch.Operation.Test(var path, var value) ->
                switch (find(root, path)) {
                    case Tree(var found) when JsonValues.same(found, value) -> new Tree(root);
                    case Tree(var found) ->
                        new No(named(path, path.tokens().size()) + " is not the value tested for, but " + shown(found));
                    case No no -> no;
                };
        };
    }

    private Result move(Object root, JsonPointer from, JsonPointer path) {
        List<String> source = from.tokens();
        if (source.size() < path.tokens().size()
                && path.tokens().subList(0, source.size()).equals(source)) {
            return new No(named(from, source.size()) + " cannot be moved into its own part " + path);
        }
        return switch (find(root, from)) {
            case Tree(var value) when from.equals(path) -> new Tree(root);
            case Tree(var value)
            when tooDeep(value, DEPTH_AT_MOST - path.tokens().size()) -> deep(path);
            case Tree(var value) ->
                switch (edit(root, from, 0, Edit.REMOVE, JsonObject.NULL)) {
                    case Tree(var without) -> edit(without, path, 0, Edit.ADD, value);
                    case No no -> no;
                };
            case No no -> no;
        };
    }

    private Result copy(Object root, JsonPointer from, JsonPointer path) {
        return switch (find(root, from)) {
            case Tree(var value)
            when tooDeep(value, DEPTH_AT_MOST - path.tokens().size()) -> deep(path);
            case Tree(var value) -> {
                copied += values(value, COPIED_AT_MOST - copied);
                yield copied > COPIED_AT_MOST
                        ? new No("the patch copies more than %,d values".formatted(COPIED_AT_MOST))
                        : edit(root, path, 0, Edit.ADD, value);
            }
            case No no -> no;
        };
    }

    private static No deep(JsonPointer path) {
        return new No("at " + path + " the tree would become deeper than " + DEPTH_AT_MOST + " levels");
    }

    private static Result find(Object root, JsonPointer path) {
        Object value = root;
        for (int at = 0; at < path.tokens().size(); at++) {
            switch (child(value, path, at)) {
                case Tree(var next) -> value = next;
                case No no -> {
                    return no;
                }
            }
        }
        return new Tree(value);
    }

    /** What the token of that number points to. */
    private static Result child(Object value, JsonPointer path, int at) {
        String token = path.tokens().get(at);
        return switch (value) {
            case JsonObject object -> {
                Object field = object.get(token);
                yield field == null ? new No(named(path, at) + " has no field `" + token + "`") : new Tree(field);
            }
            case JsonArray array -> {
                Result index = index(path, at, array.size() - 1);
                yield index instanceof Tree(Integer i) ? new Tree(array.get(i)) : index;
            }
            default ->
                new No(named(path, at) + " is " + JsonValues.described(value) + ", which has no `" + token + "`");
        };
    }

    private static Result edit(Object value, JsonPointer path, int at, Edit edit, Object given) {
        if (at == path.tokens().size()) {
            return edit == Edit.REMOVE ? new No("the whole object cannot be removed") : new Tree(given);
        }
        if (at == path.tokens().size() - 1 && edit != Edit.REPLACE) {
            return edit == Edit.ADD ? added(value, path, at, given) : removed(value, path, at);
        }
        Result child = child(value, path, at);
        Result changed = child instanceof Tree(var part) ? edit(part, path, at + 1, edit, given) : child;
        if (!(changed instanceof Tree(var part))) {
            return changed;
        }
        String token = path.tokens().get(at);
        return new Tree(
                value instanceof JsonArray array
                        ? array.with(Integer.parseInt(token), part)
                        : ((JsonObject) value).with(token, part));
    }

    private static Result added(Object value, JsonPointer path, int at, Object given) {
        String token = path.tokens().get(at);
        return switch (value) {
            case JsonObject object -> new Tree(object.with(token, given));
            case JsonArray array when token.equals(APPEND) -> new Tree(array.inserting(array.size(), given));
            case JsonArray array -> {
                Result index = index(path, at, array.size());
                yield index instanceof Tree(Integer i) ? new Tree(array.inserting(i, given)) : index;
            }
            default ->
                new No(named(path, at) + " is " + JsonValues.described(value) + ", so it cannot get `" + token + "`");
        };
    }

    private static Result removed(Object value, JsonPointer path, int at) {
        return switch (child(value, path, at)) {
            case Tree _ -> {
                String token = path.tokens().get(at);
                yield new Tree(
                        value instanceof JsonArray array
                                ? array.without(Integer.parseInt(token))
                                : ((JsonObject) value).without(token));
            }
            case No no -> no;
        };
    }

    /** The index that a token stands for, an {@code Integer} up to the one given. */
    private static Result index(JsonPointer path, int at, int last) {
        String token = path.tokens().get(at);
        boolean digits = !token.isEmpty() && token.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || (token.length() > 1 && token.charAt(0) == '0')) {
            String why = token.equals(APPEND)
                    ? " is a list, and `-` stands for the place after its last item, where nothing is"
                    : " is a list, and `" + token + "` is no index; expected a whole number without leading zeros";
            return new No(named(path, at) + why);
        }
        if (token.length() > INDEX_DIGITS || Integer.parseInt(token) > last) {
            return new No(named(path, at) + " is a list without the index " + token + "; "
                    + (last < 0 ? "it is empty" : "the last is " + last));
        }
        return new Tree(Integer.valueOf(token));
    }

    private static boolean tooDeep(Object value, int levels) {
        return levels < 0
                || switch (value) {
                    case JsonObject object -> object.values().stream().anyMatch(field -> tooDeep(field, levels - 1));
                    case JsonArray array -> array.stream().anyMatch(item -> tooDeep(item, levels - 1));
                    default -> false;
                };
    }

    /** The number of values in the value, itself included; above {@code most} it may stop counting. */
    private static long values(Object value, long most) {
        Iterable<Object> parts = switch (value) {
            case JsonObject object -> object.values();
            case JsonArray array -> array;
            default -> List.of();
        };
        long count = 1;
        for (Object part : parts) {
            if (count > most) {
                return count;
            }
            count += values(part, most - count);
        }
        return count;
    }

    private static String named(JsonPointer path, int tokens) {
        return tokens == 0 ? "the object" : new JsonPointer(path.tokens().subList(0, tokens)).toString();
    }

    private static String shown(Object value) {
        return switch (value) {
            case String text when text.length() <= 60 -> '"' + text + '"';
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> JsonValues.described(value);
        };
    }
}
