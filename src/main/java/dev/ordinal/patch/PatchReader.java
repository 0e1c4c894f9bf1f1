package dev.ordinal.patch;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a JSON Patch document, telling everything that is wrong with it. */
final class PatchReader {

    private static final List<String> OPS = List.of("add", "remove", "replace", "move", "copy", "test");

    /** What other tools call the operations. */
    private static final Map<String, String> MEANT = Map.of(
            "append",
            "add",
            "insert",
            "add",
            "delete",
            "remove",
            "set",
            "replace",
            "update",
            "replace",
            "rename",
            "move",
            "duplicate",
            "copy",
            "assert",
            "test");

    /** Letters at the start and the end that two words must share for one to be a slip of the other. */
    private static final int SHARED_AT_LEAST = 2;

    private final List<String> problems = new ArrayList<>();

    static JsonPatch.Parsed read(Object tree) {
        if (!(tree instanceof JsonArray items)) {
            return new JsonPatch.Parsed.Malformed(
                    List.of("expected a list of operations, found " + JsonValues.described(tree)));
        }
        var reader = new PatchReader();
        var operations = new ArrayList<JsonPatch.Operation>(items.size());
        for (int i = 0; i < items.size(); i++) {
            reader.operation("operation " + i + ": ", items.get(i)).ifPresent(operations::add);
        }
        return reader.problems.isEmpty()
                ? new JsonPatch.Parsed.Patch(new JsonPatch(operations))
                : new JsonPatch.Parsed.Malformed(reader.problems);
    }

    private Optional<JsonPatch.Operation> operation(String where, Object item) {
        if (!(item instanceof JsonObject members)) {
            problems.add(where + "expected an object with `op` and `path`, found " + JsonValues.described(item));
            return Optional.empty();
        }
        Optional<String> op = op(where, members);
        Optional<JsonPointer> path = pointer(where, members, "path");
        return op.flatMap(name -> switch (name) {
            case "add" -> both(path, value(where, name, members), JsonPatch.Operation.Add::new);
            case "replace" -> both(path, value(where, name, members), JsonPatch.Operation.Replace::new);
            case "test" -> both(path, value(where, name, members), JsonPatch.Operation.Test::new);
            case "move" -> both(pointer(where, members, "from"), path, JsonPatch.Operation.Move::new);
            case "copy" -> both(pointer(where, members, "from"), path, JsonPatch.Operation.Copy::new);
            default -> path.map(JsonPatch.Operation.Remove::new);
        });
    }

    private interface Maker<A, B> {
        JsonPatch.Operation of(A one, B other);
    }

    private static <A, B> Optional<JsonPatch.Operation> both(Optional<A> one, Optional<B> other, Maker<A, B> maker) {
        return one.flatMap(a -> other.map(b -> maker.of(a, b)));
    }

    private Optional<String> op(String where, JsonObject members) {
        Object op = members.get("op");
        if (op == null) {
            problems.add(where + "`op` is missing; expected one of " + String.join(", ", OPS));
        } else if (!(op instanceof String word)) {
            problems.add(where + "`op` is " + JsonValues.described(op) + "; expected one of " + String.join(", ", OPS));
        } else if (OPS.contains(word)) {
            return Optional.of(word);
        } else {
            problems.add(where + "`op` is \"" + word + "\""
                    + nearest(word)
                            .map(known -> "; did you mean \"" + known + "\"?")
                            .orElse("; expected one of " + String.join(", ", OPS)));
        }
        return Optional.empty();
    }

    /** The operation that a word most likely stands for: by meaning, else by the letters at its ends. */
    private static Optional<String> nearest(String word) {
        String folded = word.strip().toLowerCase(Locale.ROOT);
        String meant = MEANT.get(folded);
        int most = SHARED_AT_LEAST - 1;
        for (String op : meant == null ? OPS : List.<String>of()) {
            int shared = shared(folded, op);
            if (shared > most && Math.abs(folded.length() - op.length()) <= SHARED_AT_LEAST) {
                most = shared;
                meant = op;
            }
        }
        return Optional.ofNullable(meant);
    }

    private static int shared(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int start = 0;
        while (start < shorter && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return start + end;
    }

    private Optional<JsonPointer> pointer(String where, JsonObject members, String name) {
        Object member = members.get(name);
        if (member == null) {
            problems.add(where + "`" + name + "` is missing");
            return Optional.empty();
        }
        if (!(member instanceof String text)) {
            problems.add(where + "`" + name + "` is " + JsonValues.described(member)
                    + "; expected the text of a JSON pointer such as \"/spec/replicas\"");
            return Optional.empty();
        }
        Optional<JsonPointer> pointer = JsonPointer.parse(text);
        if (pointer.isEmpty()) {
            String wrong = text.charAt(0) == '/'
                    ? "has a ~ that is neither ~0 (for ~) nor ~1 (for /)"
                    : "does not start with /";
            problems.add(where + "`" + name + "` is \"" + text + "\", which " + wrong);
        }
        return pointer;
    }

    private Optional<Object> value(String where, String op, JsonObject members) {
        Object value = members.get("value");
        if (value == null) {
            problems.add(where + "`value` is missing, which " + op + " needs; null must be written out");
        }
        return Optional.ofNullable(value);
    }
}
