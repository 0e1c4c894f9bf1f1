package dev.ordinal.manifest;

import dev.ordinal.manifest.Problem.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of a run; of two with the same identity the last one counts, as if they were applied in order. */
final class ObjectsByIdentity {

    private final Map<Identity, Integer> numbers = new HashMap<>();
    private final Map<Integer, Manifest> objects = new LinkedHashMap<>();
    private int next;

    /**
     * Adds an object.
     *
     * @return the warning where it takes the place of an earlier one
     */
    Optional<Problem> add(Manifest manifest) {
        int number = next++;
        objects.put(number, manifest);
        if (manifest.name().isEmpty()) {
            return Optional.empty();
        }
        Integer earlier = numbers.put(Identity.of(manifest.ref()), number);
        if (earlier == null) {
            return Optional.empty();
        }
        Manifest first = objects.remove(earlier);
        return first == null ? Optional.empty() : warning(first, manifest);
    }

    private static Optional<Problem> warning(Manifest first, Manifest second) {
        FieldPath name = FieldPath.ROOT.child("metadata").child("name");
        return first.positionOf(name)
                .flatMap(before -> second.positionOf(name)
                        .map(place -> new Problem(
                                Kind.DUPLICATE_OBJECT,
                                place,
                                second.ref() + " stands at " + before + " already; the last one counts")));
    }

    List<Manifest> remaining() {
        return List.copyOf(objects.values());
    }
}
