package dev.ordinal.cel;

import dev.ordinal.manifest.FieldPath;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What an expression reads, as its text tells.
 *
 * @param kinds the kinds it looks up
 * @param fields fields of {@code object} or {@code oldObject}; the root where it hands the whole object to a function
 * @param variables full names of the scope's variables that it uses
 * @param lookups the look-ups it makes
 * @param fieldNames names of all fields that it may read of whatever object, wherever they stand, and of more;
 *     {@link #EVERY_FIELD} among them if it may read any. What is always kept of an object's metadata is not counted.
 * @param ownFieldNames names of the fields, besides, that it reads of {@code object} and {@code oldObject} alone
 */
public record Reads(
        Set<Kind> kinds,
        Set<FieldPath> fields,
        Set<String> variables,
        Set<Origin.Site> lookups,
        Set<String> fieldNames,
        Set<String> ownFieldNames) {

    /** Stands in {@link #fieldNames} for all of them. */
    public static final String EVERY_FIELD = "*";

    /** Nothing. */
    public static final Reads NONE = new Reads(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    /** A kind of object, with the version it is asked for. */
    public record Kind(String apiVersion, String kind) {}

    public Reads {
        kinds = Set.copyOf(kinds);
        fields = Set.copyOf(fields);
        variables = Set.copyOf(variables);
        lookups = Set.copyOf(lookups);
        fieldNames = Set.copyOf(fieldNames);
        ownFieldNames = Set.copyOf(ownFieldNames);
    }

    /** What the two read together. */
    public Reads and(Reads other) {
        return new Reads(
                union(kinds, other.kinds),
                union(fields, other.fields),
                union(variables, other.variables),
                union(lookups, other.lookups),
                union(fieldNames, other.fieldNames),
                union(ownFieldNames, other.ownFieldNames));
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        var union = new LinkedHashSet<>(one);
        union.addAll(other);
        return union;
    }
}
