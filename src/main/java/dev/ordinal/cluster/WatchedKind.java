package dev.ordinal.cluster;

import java.util.Set;

/**
 * A kind of object that a live view has to know.
 *
 * @param apiVersion the version it is read in
 * @param kind such as {@code Service}
 * @param fields names of the fields directly below the object and below its {@code spec} and {@code status} that rules
 *     may read, wherever they stand; others need not be kept. Identity, labels, annotations, owners and
 *     {@code deletionTimestamp} are always kept. Holds {@code *} if all are.
 */
public record WatchedKind(String apiVersion, String kind, Set<String> fields) {

    /** Stands in {@link #fields} for all of them. */
    public static final String EVERY_FIELD = "*";

    public WatchedKind {
        fields = Set.copyOf(fields);
    }

    /** Whether a field of that name, below the object, its {@code spec} or its {@code status}, is to be kept. */
    public boolean keeps(String field) {
        return fields.contains(field) || fields.contains(EVERY_FIELD);
    }
}
