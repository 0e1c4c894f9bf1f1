package dev.ordinal.cel;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.SourcePosition;
import java.util.Set;

/** Something that an expression names and that there may not be. */
public sealed interface Mention {

    /** Where it stands in the expression's file. */
    SourcePosition position();

    /**
     * A field that is read, or asked for.
     *
     * @param of where the value that has the field may come from
     */
    record Field(Set<Origin> of, String name, SourcePosition position) implements Mention {
        public Field {
            of = Set.copyOf(of);
        }
    }

    /** A kind of objects that are looked up. */
    record Kind(Reads.Kind kind, SourcePosition position) implements Mention {}

    /** A field by which objects of a kind are looked up. */
    record Path(Reads.Kind kind, FieldPath path, SourcePosition position) implements Mention {}

    /** A param. */
    record Param(String name, SourcePosition position) implements Mention {}
}
