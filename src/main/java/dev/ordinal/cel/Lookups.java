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
    private Set<Manifest> found = new LinkedHashSet<>();
    private final Set<String> notKnown = new LinkedHashSet<>();
    private final List<String> unusable = new ArrayList<>();

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

    /** The objects found since the last call, in order; forgets them. */
    public Set<Manifest> takeFound() {
        Set<Manifest> taken = found;
        found = new LinkedHashSet<>();
        return taken;
    }

    /** Remembers objects as found, such as those a variable's evaluation found. */
    public void addFound(Set<Manifest> manifests) {
        found.addAll(manifests);
    }

    /** Remembers that something is not known. */
    public void addNotKnown(String why) {
        notKnown.add(why);
    }

    /** The objects looked up so far that have fields of the wrong type, each as a phrase. */
    public List<String> unusable() {
        return List.copyOf(unusable);
    }

    /** What was not known so far, and why. */
    List<String> notKnown() {
        return List.copyOf(notKnown);
    }

    Object get(String apiVersion, String kind, String namespace, String name) {
        return switch (view.get(apiVersion, kind, namespace, name)) {
            case Lookup.Found(Manifest manifest) -> {
                found.add(manifest);
                if (!manifest.unusable().isEmpty()) {
                    unusable.add("%s has a field of the wrong type: %s"
                            .formatted(manifest, manifest.unusable().getFirst()));
                }
                yield Optional.of(manifest.root());
            }
            case Lookup.Absent _ -> Optional.empty();
            case Lookup.NotKnown(String why) -> {
                notKnown.add("%s %s: %s".formatted(kind, name, why));
                yield NOT_KNOWN;
            }
        };
    }

    Object roots(String kind, Listing listing, boolean remember) {
        return switch (listing) {
            case Listing.Known(List<Manifest> manifests) -> {
                if (remember) {
                    manifests.stream().limit(REMEMBERED_OF_LIST).forEach(found::add);
                }
                yield roots(manifests);
            }
            case Listing.Partial(List<Manifest> _, String why) -> {
                notKnown.add("every %s: %s".formatted(kind, why));
                yield NOT_KNOWN;
            }
        };
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
