package dev.ordinal.fix;

import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * What may be mended.
 *
 * @param partial whether what is not among the objects is not known rather than absent
 * @param creates whether objects that are missing may be added
 * @param elsewhere objects that are in no file which is mended, but are not missing; asked for before one is added
 * @param accepts which policy, by name, may add to which object, or beside it
 */
public record FixOptions(
        boolean partial,
        boolean creates,
        Supplier<List<Manifest>> elsewhere,
        BiPredicate<String, ResourceRef> accepts) {

    /** Everything that policies would add. */
    public static FixOptions all(boolean partial, Supplier<List<Manifest>> elsewhere) {
        return new FixOptions(partial, true, elsewhere, (_, _) -> true);
    }

    /** The same for fewer pairs of a policy and an object. */
    public FixOptions accepting(BiPredicate<String, ResourceRef> fewer) {
        return new FixOptions(partial, creates, elsewhere, accepts.and(fewer));
    }

    /** The same but for some pairs. */
    FixOptions without(Set<Pair> pairs) {
        Set<Pair> left = Set.copyOf(pairs);
        return left.isEmpty() ? this : accepting((policy, object) -> !left.contains(new Pair(policy, object)));
    }
}
