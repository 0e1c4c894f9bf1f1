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
 */
public record Reads(Set<Kind> kinds, Set<FieldPath> fields, Set<String> variables) {

    /** Nothing. */
    public static final Reads NONE = new Reads(Set.of(), Set.of(), Set.of());

    /** A kind of object, with the version it is asked for. */
    public record Kind(String apiVersion, String kind) {}

    public Reads {
        kinds = Set.copyOf(kinds);
        fields = Set.copyOf(fields);
        variables = Set.copyOf(variables);
    }

    /** What the two read together. */
    public Reads and(Reads other) {
        return new Reads(union(kinds, other.kinds), union(fields, other.fields), union(variables, other.variables));
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        var union = new LinkedHashSet<>(one);
        union.addAll(other);
        return union;
    }
}
