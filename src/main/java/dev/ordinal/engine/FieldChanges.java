package dev.ordinal.engine;

import dev.ordinal.cel.Reads;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Whether an update changes what a policy may read of the object. */
final class FieldChanges {

    /** What views select by, whether or not a policy names it. */
    private static final Set<String> SELECTION = Set.of("selector", "podSelector", "template", "jobTemplate");

    private FieldChanges() {}

    /**
     * Whether the two differ in a field that is read.
     *
     * @param names names of fields that are read, wherever they stand; those below {@code metadata} that the API server
     *     keeps itself never count
     */
    static boolean between(Manifest before, Manifest after, Set<String> names) {
        boolean every = names.contains(Reads.EVERY_FIELD);
        JsonObject was = before.root();
        JsonObject is = after.root();
        for (String field : fields(was, is)) {
            boolean differs = switch (field) {
                case "metadata" -> metadata(was.object(field), is.object(field), names);
                case "spec", "status" -> below(was.object(field), is.object(field), names, every);
                default -> (every || names.contains(field)) && !Objects.equals(was.get(field), is.get(field));
            };
            if (differs) {
                return true;
            }
        }
        return false;
    }

    private static boolean below(JsonObject was, JsonObject is, Set<String> names, boolean every) {
        for (String field : fields(was, is)) {
            if ((every || names.contains(field) || SELECTION.contains(field))
                    && !Objects.equals(was.get(field), is.get(field))) {
                return true;
            }
        }
        return false;
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
