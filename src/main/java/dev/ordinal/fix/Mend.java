package dev.ordinal.fix;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourcePosition;
import java.util.List;
import java.util.Optional;

/**
 * What one policy adds to one object, or an object that it adds beside another.
 *
 * @param policy its name
 * @param object what it is added to; of an object that is added, the one that it is missing beside
 * @param created the object that is added, if one is
 * @param fields the fields and items that come; none for an object that is added
 * @param position where the object stands in its file, near the first of the fields
 */
public record Mend(
        String policy,
        ResourceRef object,
        Optional<ResourceRef> created,
        List<FieldPath> fields,
        Optional<SourcePosition> position) {

    public Mend {
        fields = List.copyOf(fields);
    }
}
