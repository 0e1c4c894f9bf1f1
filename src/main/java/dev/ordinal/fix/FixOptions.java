package dev.ordinal.fix;

import dev.ordinal.manifest.ResourceRef;
import java.util.function.BiPredicate;

/**
 * What may be mended.
 *
 * @param partial whether what is not among the objects is not known rather than absent
 * @param creates whether objects that are missing may be added
 * @param accepts which policy, by name, may add to which object, or beside it
 */
public record FixOptions(boolean partial, boolean creates, BiPredicate<String, ResourceRef> accepts) {

    /** Everything that policies would add. */
    public static FixOptions all(boolean partial) {
        return new FixOptions(partial, true, (_, _) -> true);
    }

    /** The same for fewer pairs of a policy and an object. */
    public FixOptions accepting(BiPredicate<String, ResourceRef> fewer) {
        return new FixOptions(partial, creates, accepts.and(fewer));
    }
}
