package dev.ordinal.patch;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.patch.ListKeys.Atomic;
import dev.ordinal.patch.ListKeys.Keyed;
import dev.ordinal.patch.ListKeys.Plain;
import dev.ordinal.patch.ListKeys.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lays the fields that a mutation gives over an object, as the API server does for the {@code ApplyConfiguration} of a
 * MutatingAdmissionPolicy: objects field by field, the lists of built-in kinds item by item, told apart by their keys.
 *
 * <p>Like there, what is atomic cannot be set at all, even where the object has none: most lists, every list of a kind
 * that is not built in, selectors, references such as {@code secretKeyRef} or an item of {@code imagePullSecrets}. A
 * JSON patch can set them. Like there, null takes a scalar away and leaves objects and lists as they are. Unlike there,
 * an item that the object has twice is not merged into one.
 */
public final class ApplyConfiguration {

    private final List<String> problems = new ArrayList<>();

    private ApplyConfiguration() {}

    /** What laying fields over an object gives. */
    public sealed interface Result {}

    /** The object with the fields; what they leave alone is shared with the object given. */
    public record Merged(JsonObject object) implements Result {}

    /**
     * The fields do not fit.
     *
     * @param problems each names the field; one line without a final full stop
     */
    public record Refused(List<String> problems) implements Result {

        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Merges.
     *
     * @param kind the kind of the object, which says how its lists are merged
     * @param object what is there
     * @param applied the fields to set; an {@code apiVersion} or {@code kind} among them counts for nothing
     */
    public static Result merge(ResourceRef kind, JsonObject object, JsonObject applied) {
        var merging = new ApplyConfiguration();
        JsonObject fields = applied.without("apiVersion").without("kind");
        JsonObject merged = merging.fields(object, fields, ListKeys.of(kind), FieldPath.ROOT);
        return merging.problems.isEmpty() ? new Merged(merged) : new Refused(merging.problems);
    }

    private JsonObject fields(JsonObject object, JsonObject applied, ListKeys.Type type, FieldPath at) {
        JsonObject merged = object;
        for (Map.Entry<String, Object> field : applied.entrySet()) {
            String name = field.getKey();
            Optional<Object> old = Optional.ofNullable(object.get(name));
            Rule rule = type.field(name);
            if (field.getValue().equals(JsonObject.NULL)) {
                boolean goes = old.filter(value -> isWhole(value, rule)).isPresent();
                merged = goes ? merged.without(name) : merged;
                continue;
            }
            Object value = value(old, field.getValue(), rule, at.child(name));
            merged = old.isPresent() && old.get().equals(value) ? merged : merged.with(name, value);
        }
        return merged;
    }

    /** Whether null takes the value away, which it does not where parts of the value are merged. */
    private static boolean isWhole(Object value, Rule rule) {
        return switch (value) {
            case JsonObject _ -> rule instanceof Atomic;
            case JsonArray _ -> !(rule instanceof Keyed);
            default -> true;
        };
    }

    private Object value(Optional<Object> old, Object applied, Rule rule, FieldPath at) {
        boolean structured = applied instanceof JsonObject || applied instanceof JsonArray;
        return switch (rule) {
            case Atomic _ when structured -> refuse(applied, at, wholeOnly(applied));
            case Atomic _ -> scalar(old, applied, at);
            case Plain _ when applied instanceof JsonArray -> refuse(applied, at, wholeOnly(applied));
            case Plain(ListKeys.Type type)
            when applied instanceof JsonObject fields ->
                old.isEmpty() || old.get() instanceof JsonObject || old.get().equals(JsonObject.NULL)
                        ? fields(old.map(ApplyConfiguration::object).orElse(JsonObject.EMPTY), fields, type, at)
                        : mismatch(old.get(), applied, at);
            case Plain(ListKeys.Type type)
            when !type.rules().isEmpty() ->
                refuse(applied, at, "must be an object, not " + JsonValues.described(applied));
            case Plain _ -> scalar(old, applied, at);
            case Keyed keyed
            when applied instanceof JsonArray items ->
                old.isEmpty() || old.get() instanceof JsonArray || old.get().equals(JsonObject.NULL)
                        ? items(old.map(ApplyConfiguration::array).orElse(JsonArray.EMPTY), items, keyed, at)
                        : mismatch(old.get(), applied, at);
            case Keyed _ -> refuse(applied, at, "must be a list, not " + JsonValues.described(applied));
        };
    }

    private static JsonObject object(Object value) {
        return value instanceof JsonObject object ? object : JsonObject.EMPTY;
    }

    private static JsonArray array(Object value) {
        return value instanceof JsonArray array ? array : JsonArray.EMPTY;
    }

    private Object scalar(Optional<Object> old, Object applied, FieldPath at) {
        if (old.isEmpty()) {
            return applied;
        }
        Object there = old.get();
        if (there instanceof JsonObject || there instanceof JsonArray) {
            return mismatch(there, applied, at);
        }
        return JsonValues.same(there, applied) ? there : applied;
    }

    /**
     * Follows the order of the object's items, and that of the applied ones where these come in another; an item that
     * is new comes before the next one that both have, or last.
     */
    private JsonArray items(JsonArray object, JsonArray applied, Keyed keyed, FieldPath at) {
        Map<Object, Integer> places = places(object, applied, keyed, at);
        var there = new ArrayList<Integer>();
        for (Object item : applied) {
            there.add(places.getOrDefault(key(item, keyed).orElse(item), -1));
        }
        var nextShared = new int[applied.size()];
        int next = object.size();
        for (int i = applied.size() - 1; i >= 0; i--) {
            next = there.get(i) < 0 ? next : there.get(i);
            nextShared[i] = next;
        }
        var merged = new ArrayList<Object>();
        var shared = new HashSet<>(there);
        int taken = 0;
        for (int i = 0; i < applied.size(); i++) {
            taken = takeOthers(object, taken, nextShared[i], shared, merged);
            int partner = there.get(i);
            Optional<Object> old = partner < 0 ? Optional.empty() : Optional.of(object.get(partner));
            merged.add(value(old, applied.get(i), keyed.item(), at.child(i)));
        }
        takeOthers(object, taken, object.size(), shared, merged);
        return JsonArray.of(merged);
    }

    private static int takeOthers(JsonArray object, int from, int to, Set<Integer> shared, List<Object> merged) {
        for (int i = from; i < to; i++) {
            if (!shared.contains(i)) {
                merged.add(object.get(i));
            }
        }
        return Math.max(from, to);
    }

    /** The index of each of the object's items by its key; tells of applied items that no key, or two, stand for. */
    private Map<Object, Integer> places(JsonArray object, JsonArray applied, Keyed keyed, FieldPath at) {
        var places = new HashMap<Object, Integer>();
        var twice = new HashMap<Object, Integer>();
        for (int i = 0; i < object.size(); i++) {
            Object key = key(object.get(i), keyed).orElse(object.get(i));
            Integer before = places.putIfAbsent(key, i);
            if (before != null) {
                twice.put(key, before);
            }
        }
        var seen = new HashMap<Object, Integer>();
        for (int i = 0; i < applied.size(); i++) {
            Optional<Object> key = key(applied.get(i), keyed);
            if (key.isEmpty()) {
                problems.add("`" + at.child(i) + "` lacks " + lacking(applied.get(i), keyed)
                        + ", by which the items of this list are told apart");
                continue;
            }
            Integer before = seen.putIfAbsent(key.get(), i);
            if (before != null) {
                problems.add("`" + at.child(i) + "` has the same " + named(keyed) + " as " + at.child(before));
            }
            if (twice.containsKey(key.get())) {
                problems.add("`" + at.child(i) + "` could stand for two items of the object: they have the same "
                        + named(keyed));
            }
        }
        return places;
    }

    /** What tells an item apart: its scalar, or the values of its keys; empty if it lacks one. */
    private static Optional<Object> key(Object item, Keyed keyed) {
        if (keyed.keys().isEmpty()) {
            return item instanceof JsonObject || item instanceof JsonArray || item.equals(JsonObject.NULL)
                    ? Optional.empty()
                    : Optional.of(item);
        }
        if (!(item instanceof JsonObject fields)) {
            return Optional.empty();
        }
        var values = new ArrayList<Object>();
        for (String key : keyed.keys()) {
            Object value = fields.getOrDefault(key, ListKeys.byDefault(key));
            if (value.equals("") || value.equals(JsonObject.NULL)) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(values);
    }

    private static String lacking(Object item, Keyed keyed) {
        return item instanceof JsonObject fields && !keyed.keys().isEmpty()
                ? "`"
                        + keyed.keys().stream()
                                .filter(key -> !fields.containsKey(key))
                                .findFirst()
                                .orElse(keyed.keys().getFirst())
                        + "`"
                : keyed.keys().isEmpty() ? "a scalar value" : named(keyed);
    }

    private static String named(Keyed keyed) {
        return keyed.keys().isEmpty() ? "value" : "`" + String.join("` and `", keyed.keys()) + "`";
    }

    private static String wholeOnly(Object applied) {
        return "may not be set by an ApplyConfiguration: it is " + JsonValues.described(applied)
                + " that only changes as a whole (atomic); a JSONPatch can set it";
    }

    private Object mismatch(Object old, Object applied, FieldPath at) {
        return refuse(
                applied,
                at,
                "is " + JsonValues.described(old) + " in the object and cannot become "
                        + JsonValues.described(applied));
    }

    private Object refuse(Object applied, FieldPath at, String why) {
        problems.add("`" + at + "` " + why);
        return applied;
    }
}
