package dev.ordinal.cli;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.OverlayView;
import dev.ordinal.manifest.Identity;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects of which some stand several times, each time with something else in them, as where a folder holds what is
 * applied to several clusters. Whoever looks one of them up from some file means the copy that is nearest to it.
 */
final class Copies {

    /** What makes a copy near. */
    enum Nearness {
        /** The folders that its path begins with, as within one input. */
        FOLDER,
        /** The folders that its path ends with, as in another place where the same is laid out. */
        LAYOUT
    }

    private final List<Manifest> objects;
    private final Nearness nearness;
    private final Map<Identity, List<Manifest>> copied = new LinkedHashMap<>();
    private final Map<String, List<String>> segments = new HashMap<>();

    /**
     * Makes them.
     *
     * @param last each object once, of several copies the last
     * @param earlier the copies before these
     */
    Copies(List<Manifest> last, List<Manifest> earlier, Nearness nearness) {
        this.objects = List.copyOf(last);
        this.nearness = nearness;
        for (Manifest copy : earlier) {
            copied.computeIfAbsent(Identity.of(copy.ref()), _ -> new ArrayList<>())
                    .add(copy);
            segments.computeIfAbsent(fileOf(copy), this::segments);
        }
        for (Manifest object : last) {
            List<Manifest> copies = copied.get(Identity.of(object.ref()));
            if (copies != null) {
                copies.add(object);
                segments.computeIfAbsent(fileOf(object), this::segments);
            }
        }
    }

    /** Whether no object stands twice. */
    boolean isEmpty() {
        return copied.isEmpty();
    }

    /** Of each object that stands several times the copy nearest to a file; of equally near ones the last. */
    List<Manifest> nearest(String file) {
        List<String> place = segments(file);
        return copied.values().stream().map(copies -> nearest(copies, place)).toList();
    }

    /** A view of the objects nearest to an object's file, in which that object itself stands for its copies. */
    ClusterView around(Manifest object, ClusterView view) {
        return nearest(object.ref(), fileOf(object))
                        .filter(copy -> copy != object)
                        .isPresent()
                ? OverlayView.with(view, object)
                : view;
    }

    /** The copy of an object nearest to a file, if the object stands several times. */
    Optional<Manifest> nearest(ResourceRef ref, String file) {
        return Optional.ofNullable(copied.get(Identity.of(ref))).map(copies -> nearest(copies, segments(file)));
    }

    /**
     * Each object once.
     *
     * @param chosen the copies of those that stand several times
     */
    List<Manifest> with(List<Manifest> chosen) {
        Map<Identity, Manifest> byIdentity = new HashMap<>();
        chosen.forEach(copy -> byIdentity.put(Identity.of(copy.ref()), copy));
        return objects.stream()
                .map(object ->
                        object.name().isEmpty() ? object : byIdentity.getOrDefault(Identity.of(object.ref()), object))
                .toList();
    }

    private Manifest nearest(List<Manifest> copies, List<String> place) {
        Manifest nearest = copies.getLast();
        int most = -1;
        for (Manifest copy : copies) {
            int shared = shared(segments.getOrDefault(fileOf(copy), List.of()), place);
            if (shared >= most) {
                most = shared;
                nearest = copy;
            }
        }
        return nearest;
    }

    private static int shared(List<String> one, List<String> other) {
        int count = 0;
        while (count < one.size() && count < other.size() && one.get(count).equals(other.get(count))) {
            count++;
        }
        return count;
    }

    private List<String> segments(String file) {
        List<String> segments = Arrays.asList(file.split("[/\\\\]"));
        if (nearness == Nearness.LAYOUT) {
            Collections.reverse(segments);
        }
        return List.copyOf(segments);
    }

    /** The name of an object's file; empty if it is of none. */
    static String fileOf(Manifest object) {
        return object.source().map(source -> source.file().name()).orElse("");
    }
}
