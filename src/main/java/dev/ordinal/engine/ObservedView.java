package dev.ordinal.engine;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Listing;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.util.List;

/** Another view whose answers an observer is told of. */
final class ObservedView implements ClusterView {

    private static final String FOUND = "found";
    private static final String ABSENT = "absent";
    private static final String NOT_KNOWN = "not-known";

    private final ClusterView below;
    private final AdmissionObserver observer;

    private ObservedView(ClusterView below, AdmissionObserver observer) {
        this.below = below;
        this.observer = observer;
    }

    /** The view; itself if nobody observes. */
    @SuppressWarnings("ReferenceEquality") // there is one observer that does nothing
    static ClusterView of(ClusterView below, AdmissionObserver observer) {
        return observer == AdmissionObserver.NONE ? below : new ObservedView(below, observer);
    }

    @Override
    public Lookup get(String apiVersion, String kind, String namespace, String name) {
        Lookup lookup = below.get(apiVersion, kind, namespace, name);
        observer.lookup(
                kind,
                switch (lookup) {
                    case Lookup.Found _ -> FOUND;
                    case Lookup.Absent _ -> ABSENT;
                    case Lookup.NotKnown _ -> NOT_KNOWN;
                });
        return lookup;
    }

    @Override
    public boolean knows(String apiVersion, String kind) {
        return below.knows(apiVersion, kind);
    }

    @Override
    public Listing list(String apiVersion, String kind, String namespace) {
        return told(kind, below.list(apiVersion, kind, namespace));
    }

    @Override
    public Listing selecting(String apiVersion, String kind, String namespace, JsonObject podLabels) {
        return told(kind, below.selecting(apiVersion, kind, namespace, podLabels));
    }

    @Override
    public Listing selectedBy(String apiVersion, String kind, String namespace, JsonObject selector) {
        return told(kind, below.selectedBy(apiVersion, kind, namespace, selector));
    }

    @Override
    public Listing referring(String apiVersion, String kind, String namespace, String fieldPath, String value) {
        return told(kind, below.referring(apiVersion, kind, namespace, fieldPath, value));
    }

    private Listing told(String kind, Listing listing) {
        observer.lookup(
                kind,
                switch (listing) {
                    case Listing.Known(List<Manifest> manifests) -> manifests.isEmpty() ? ABSENT : FOUND;
                    case Listing.Partial _ -> NOT_KNOWN;
                });
        return listing;
    }
}
