package dev.ordinal.cluster;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import dev.ordinal.manifest.Manifest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A view of the objects that are deployed together, as read from files. What the files lack does not exist, unless they
 * are declared partial or objects of the kind are made by others (the cluster, its administrator): then it is not
 * known.
 *
 * <p>Indexes are built at their first use, each in one pass over the objects of a kind and namespace. Safe for
 * concurrent readers.
 */
public final class BundleView implements ClusterView {

    private static final String PARTIAL = "the input is declared partial";

    private record Place(GroupKind kind, String namespace) {}

    /** How much of what is in a cluster the objects are. */
    public enum Extent {
        /** A part of what is deployed together: nothing is known to be absent. */
        PART,
        /** All that is deployed together; of the kinds that others make, nothing is known to be absent. */
        BUNDLE,
        /** All there is. */
        CLUSTER
    }

    private final Extent extent;
    private final Map<Place, ObjectIndex> indexes = new ConcurrentHashMap<>();

    /**
     * Makes a view.
     *
     * @param manifests identities must differ; of equal ones the last is seen
     * @param partial whether there may be objects that are not among these
     */
    public BundleView(Collection<Manifest> manifests, boolean partial) {
        this(manifests, partial ? Extent.PART : Extent.BUNDLE);
    }

    /**
     * Makes a view.
     *
     * @param manifests identities must differ; of equal ones the last is seen
     * @param extent how much of a cluster they are
     */
    public BundleView(Collection<Manifest> manifests, Extent extent) {
        this.extent = extent;
        for (Manifest manifest : manifests) {
            var place = new Place(GroupKind.of(manifest.apiVersion(), manifest.kind()), manifest.namespace());
            indexes.computeIfAbsent(place, _ -> new ObjectIndex()).add(manifest);
        }
    }

    @Override
    public Lookup get(String apiVersion, String kind, String namespace, String name) {
        GroupKind groupKind = GroupKind.of(apiVersion, kind);
        Optional<Manifest> found = index(groupKind, namespace).byName(name);
        if (found.isPresent()) {
            return new Lookup.Found(found.get());
        }
        return unknown(groupKind).<Lookup>map(Lookup.NotKnown::new).orElse(Lookup.Absent.INSTANCE);
    }

    @Override
    public Listing list(String apiVersion, String kind, String namespace) {
        GroupKind groupKind = GroupKind.of(apiVersion, kind);
        return listing(groupKind, index(groupKind, namespace).all());
    }

    @Override
    public Listing selecting(String apiVersion, String kind, String namespace, JsonObject podLabels) {
        GroupKind groupKind = GroupKind.of(apiVersion, kind);
        return listing(groupKind, index(groupKind, namespace).selecting(podLabels));
    }

    @Override
    public Listing selectedBy(String apiVersion, String kind, String namespace, JsonObject selector) {
        GroupKind groupKind = GroupKind.of(apiVersion, kind);
        List<Manifest> selected = LabelSelector.of(selector)
                .map(index(groupKind, namespace)::selectedBy)
                .orElse(List.of());
        return listing(groupKind, selected);
    }

    @Override
    public Listing referring(String apiVersion, String kind, String namespace, String fieldPath, String value) {
        GroupKind groupKind = GroupKind.of(apiVersion, kind);
        List<Manifest> referring = FieldPath.parse(fieldPath)
                .map(path -> index(groupKind, namespace).referring(path, value))
                .orElse(List.of());
        return listing(groupKind, referring);
    }

    private ObjectIndex index(GroupKind kind, String namespace) {
        return indexes.getOrDefault(new Place(kind, namespace), ObjectIndex.EMPTY);
    }

    private Listing listing(GroupKind kind, List<Manifest> manifests) {
        return unknown(kind)
                .<Listing>map(why -> new Listing.Partial(manifests, why))
                .orElseGet(() -> new Listing.Known(manifests));
    }

    private Optional<String> unknown(GroupKind kind) {
        return switch (extent) {
            case PART -> Optional.of(PARTIAL);
            case BUNDLE -> OutsideKinds.why(kind);
            case CLUSTER -> Optional.empty();
        };
    }
}
