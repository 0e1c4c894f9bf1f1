package dev.ordinal.manifest;

import dev.ordinal.manifest.Problem.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The objects of a run; of several with the same identity the last one counts, as if they were applied in order. Those
 * that equal a later one are dropped: they say nothing that it does not say.
 */
final class ObjectsByIdentity {

    private final Map<Identity, List<Integer>> numbers = new HashMap<>();
    private final Map<Integer, Manifest> objects = new TreeMap<>();
    private int next;

    /**
     * Adds an object.
     *
     * @return the warning where another one of its identity differs
     */
    Optional<Problem> add(Manifest manifest) {
        int number = next++;
        objects.put(number, manifest);
        if (manifest.name().isEmpty()) {
            return Optional.empty();
        }
        List<Integer> copies = numbers.computeIfAbsent(Identity.of(manifest.ref()), _ -> new ArrayList<>());
        copies.removeIf(copy -> dropIfEqual(copy, manifest));
        Optional<Problem> warning = copies.isEmpty() ? Optional.empty() : warning(copy(copies.getLast()), manifest);
        copies.add(number);
        return warning;
    }

    private boolean dropIfEqual(int copy, Manifest manifest) {
        boolean isEqual = copy(copy).root().equals(manifest.root());
        if (isEqual) {
            objects.remove(copy);
        }
        return isEqual;
    }

    private Manifest copy(int number) {
        return Optional.ofNullable(objects.get(number)).orElseThrow();
    }

    private static Optional<Problem> warning(Manifest first, Manifest second) {
        FieldPath name = FieldPath.ROOT.child("metadata").child("name");
        return first.positionOf(name)
                .flatMap(before -> second.positionOf(name)
                        .map(place -> new Problem(
                                Kind.DUPLICATE_OBJECT,
                                place,
                                second.ref() + " stands at " + before + " already, and differs; each is judged")));
    }

    /** The objects that count. */
    List<Manifest> last() {
        return split(true);
    }

    /** Those that others of the same identity come after. */
    List<Manifest> earlier() {
        return split(false);
    }

    private List<Manifest> split(boolean wantsLast) {
        Set<Integer> earlier = new HashSet<>();
        numbers.values().forEach(copies -> earlier.addAll(copies.subList(0, copies.size() - 1)));
        var wanted = new ArrayList<Manifest>();
        objects.forEach((number, manifest) -> {
            if (earlier.contains(number) != wantsLast) {
                wanted.add(manifest);
            }
        });
        return wanted;
    }
}
