package dev.ordinal.fix;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourcePosition;
import java.util.List;
import java.util.Optional;

/**
 * What policies would add, but what cannot be edited in place.
 *
 * @param policies their names
 * @param object the object it is missing from, or beside
 * @param field the field or item; the root for an object that is missing
 * @param why what stands in the way, a part of a sentence without a full stop
 * @param toAdd YAML for a person to paste, ended by a line end; may be empty
 * @param position where the object stands in its file, near the field
 */
public record ByHand(
        List<String> policies,
        ResourceRef object,
        FieldPath field,
        String why,
        String toAdd,
        Optional<SourcePosition> position) {

    public ByHand {
        policies = List.copyOf(policies);
    }
}
