package dev.ordinal.engine;

import dev.ordinal.cel.Origin;
import dev.ordinal.cel.Reads;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Whether an update changes what expressions may read of the object. */
final class FieldChanges {

    /** What views select by, whether or not an expression names it. */
    private static final Set<String> SELECTION = Set.of("selector", "podSelector", "template", "jobTemplate");

    private static final Set<Origin.Method> BY_SELECTION = Set.of(Origin.Method.SELECTING, Origin.Method.SELECTED_BY);

    private FieldChanges() {}

    /**
     * Whether the two differ in a field that is read.
     *
     * @param reads names of fields that are read, wherever they stand, and look-ups; fields below {@code metadata} that
     *     the API server keeps itself never count
     */
    static boolean between(Manifest before, Manifest after, Reads reads) {
        boolean selects = reads.lookups().stream().map(Origin.Site::method).anyMatch(BY_SELECTION::contains);
        Set<String> names = reads.fieldNames();
        Predicate<String> read = names.contains(Reads.EVERY_FIELD)
                ? _ -> true
                : field -> names.contains(field) || (selects && SELECTION.contains(field));
        JsonObject was = before.root();
        JsonObject is = after.root();
        for (String field : fields(was, is)) {
            boolean differs = switch (field) {
                case "metadata" -> metadata(was.object(field), is.object(field), names);
                case "spec", "status" -> below(was.object(field), is.object(field), read);
                default -> read.test(field) && differs(field, was, is);
            };
            if (differs) {
                return true;
            }
        }
        return false;
    }

    private static boolean below(JsonObject was, JsonObject is, Predicate<String> read) {
        return fields(was, is).stream().anyMatch(field -> read.test(field) && differs(field, was, is));
    }

    private static boolean metadata(JsonObject was, JsonObject is, Set<String> names) {
        boolean every = names.contains(Reads.EVERY_FIELD);
        return differs("labels", was, is)
                || ((every || names.contains("annotations")) && differs("annotations", was, is))
                || ((every || names.contains("ownerReferences")) && differs("ownerReferences", was, is))
                || ((every || names.contains("deletionTimestamp")) && differs("deletionTimestamp", was, is))
                || (every && differs("finalizers", was, is));
    }

    private static boolean differs(String field, JsonObject was, JsonObject is) {
        return !Objects.equals(was.get(field), is.get(field));
    }

    private static Set<String> fields(JsonObject was, JsonObject is) {
        var fields = new HashSet<>(was.keySet());
        fields.addAll(is.keySet());
        return fields;
    }
}
