package dev.ordinal.cel;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.values.OpaqueValue;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelUnknownSet;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Listing;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The value of the variable {@code cluster}: answers what an evaluation asks of a view, and remembers what was found
 * and what was not known. Made anew for each object and policy; not safe for use by several threads.
 */
@SuppressWarnings("Immutable") // the CEL library asks it of every value; what changes here no expression can see
public final class Lookups extends OpaqueValue {

    static final OpaqueType TYPE = OpaqueType.create("ordinal.Cluster");

    /** The value of what is not known. */
    public static final Object NOT_KNOWN = CelUnknownSet.create(CelAttribute.create("cluster"));

    /** Of a list, so many objects at most are remembered as found. */
    private static final int REMEMBERED_OF_LIST = 3;

    private final ClusterView view;

    /** What was seen since it was last taken; null if nothing. */
    private @Nullable Seen seen;

    /** Whether {@code seen} is also held elsewhere, so that it is copied before anything is added to it. */
    private boolean isShared;

    /**
     * What look-ups gave: the objects found, in order, and what makes a result doubtful. Nothing is added to one that
     * was handed out.
     */
    public static final class Seen {

        /** Nothing. */
        public static final Seen NONE = new Seen();

        // most evaluations find one object and nothing doubtful, so each set is made when it is needed
        private Set<Manifest> found = Set.of();
        private Set<String> unusable = Set.of();
        private Set<String> notKnown = Set.of();
        private boolean asked;
        private boolean absent;

        private Seen() {}

        /** Whether anything was asked of the view. */
        public boolean asked() {
            return asked;
        }

        /** Whether something that was asked for was not there. */
        public boolean absent() {
            return absent;
        }

        /** The objects found. */
        public List<Manifest> found() {
            return List.copyOf(found);
        }

        private boolean isEmpty() {
            return !asked && found.isEmpty() && unusable.isEmpty() && notKnown.isEmpty();
        }

        private void addAll(Seen other) {
            found = union(found, other.found);
            unusable = union(unusable, other.unusable);
            notKnown = union(notKnown, other.notKnown);
            asked |= other.asked;
            absent |= other.absent;
        }

        private void addFound(Manifest manifest) {
            found = union(found, Set.of(manifest));
        }

        private void addUnusable(String what) {
            unusable = union(unusable, Set.of(what));
        }

        private void addNotKnown(String why) {
            notKnown = union(notKnown, Set.of(why));
        }

        /** The first set with what is new in the other; sets that are not linked belong to others. */
        private static <T> Set<T> union(Set<T> one, Set<T> other) {
            if (other.isEmpty()) {
                return one;
            }
            if (one.isEmpty() && other.size() == 1) {
                return Set.copyOf(other);
            }
            Set<T> union = one instanceof LinkedHashSet<T> ? one : new LinkedHashSet<>(one);
            union.addAll(other);
            return union;
        }

        private Seen copy() {
            var copy = new Seen();
            copy.addAll(this);
            return copy;
        }
    }

    /** Makes the access of one evaluation to a view. */
    public Lookups(ClusterView view) {
        this.view = view;
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public OpaqueType celType() {
        return TYPE;
    }

    /** What was seen since the last call; forgets it. */
    public Seen take() {
        Seen taken = seen == null ? Seen.NONE : seen;
        seen = null;
        isShared = false;
        return taken;
    }

    /** Remembers what was seen at another time, such as when a variable was evaluated. */
    public void add(Seen other) {
        if (other.isEmpty() || other == seen) {
            return;
        }
        if (seen == null) {
            seen = other;
            isShared = true;
        } else {
            seen().addAll(other);
        }
    }

    /** Remembers that the view was asked for something beside the functions of {@code cluster}. */
    public void addAsked() {
        seen().asked = true;
    }

    /** Remembers that something is not known. */
    public void addNotKnown(String why) {
        seen().addNotKnown(why);
    }

    /** The objects seen that have fields of the wrong type, each as a phrase. */
    public List<String> unusable() {
        return seen == null ? List.of() : List.copyOf(seen.unusable);
    }

    /** What was seen to be not known, and why. */
    List<String> notKnown() {
        return seen == null ? List.of() : List.copyOf(seen.notKnown);
    }

    /** What is seen, to add to. */
    private Seen seen() {
        Seen present = seen;
        if (present == null) {
            present = new Seen();
        } else if (isShared) {
            present = present.copy();
        }
        seen = present;
        isShared = false;
        return present;
    }

    Object get(String apiVersion, String kind, String namespace, String name) {
        seen().asked = true;
        return switch (view.get(apiVersion, kind, namespace, name)) {
            case Lookup.Found(Manifest manifest) -> {
                seen().addFound(manifest);
                noteUnusable(manifest);
                yield Optional.of(manifest.root());
            }
            case Lookup.Absent _ -> {
                seen().absent = true;
                yield Optional.empty();
            }
            case Lookup.NotKnown(String why) -> {
                addNotKnown("%s %s: %s".formatted(kind, name, why));
                yield NOT_KNOWN;
            }
        };
    }

    Object roots(String kind, Listing listing, boolean remember) {
        seen().asked = true;
        return switch (listing) {
            case Listing.Known(List<Manifest> manifests) -> {
                seen().absent |= manifests.isEmpty();
                if (remember) {
                    manifests.stream().limit(REMEMBERED_OF_LIST).forEach(seen()::addFound);
                }
                manifests.forEach(this::noteUnusable);
                yield roots(manifests);
            }
            case Listing.Partial(List<Manifest> _, String why) -> {
                addNotKnown("every %s: %s".formatted(kind, why));
                yield NOT_KNOWN;
            }
        };
    }

    private void noteUnusable(Manifest manifest) {
        if (!manifest.unusable().isEmpty()) {
            seen().addUnusable("%s has a field of the wrong type: %s"
                    .formatted(manifest, manifest.unusable().getFirst()));
        }
    }

    private static JsonArray roots(List<Manifest> manifests) {
        var roots = new ArrayList<>(manifests.size());
        for (Manifest manifest : manifests) {
            roots.add(manifest.root());
        }
        return JsonArray.of(roots);
    }

    ClusterView view() {
        return view;
    }
}
