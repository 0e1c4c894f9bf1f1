package dev.ordinal.cluster;

import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
    private final Map<GroupKind, KindIndex> indexes = new HashMap<>();

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
            indexes.computeIfAbsent(GroupKind.of(manifest.apiVersion(), manifest.kind()), _ -> new KindIndex())
                    .put(manifest);
        }
    }

    @Override
    public Lookup get(String apiVersion, String kind, String namespace, String name) {
        GroupKind groupKind = GroupKind.of(apiVersion, kind);
        Optional<Manifest> found = index(groupKind).flatMap(index -> index.get(namespace, name));
        if (found.isPresent()) {
            return new Lookup.Found(found.get());
        }
        return unknown(groupKind).<Lookup>map(Lookup.NotKnown::new).orElse(Lookup.Absent.INSTANCE);
    }

    @Override
    public Listing list(String apiVersion, String kind, String namespace) {
        return listing(GroupKind.of(apiVersion, kind), index -> index.list(namespace));
    }

    @Override
    public Listing selecting(String apiVersion, String kind, String namespace, JsonObject podLabels) {
        return listing(GroupKind.of(apiVersion, kind), index -> index.selecting(namespace, podLabels));
    }

    @Override
    public Listing selectedBy(String apiVersion, String kind, String namespace, JsonObject selector) {
        return listing(GroupKind.of(apiVersion, kind), index -> index.selectedBy(namespace, selector));
    }

    @Override
    public Listing referring(String apiVersion, String kind, String namespace, String fieldPath, String value) {
        return listing(GroupKind.of(apiVersion, kind), index -> index.referring(namespace, fieldPath, value));
    }

    @Override
    public boolean knows(String apiVersion, String kind) {
        return unknown(GroupKind.of(apiVersion, kind)).isEmpty();
    }

    private Optional<KindIndex> index(GroupKind kind) {
        return Optional.ofNullable(indexes.get(kind));
    }

    private Listing listing(GroupKind kind, Function<KindIndex, List<Manifest>> question) {
        List<Manifest> manifests = index(kind).map(question).orElse(List.of());
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
