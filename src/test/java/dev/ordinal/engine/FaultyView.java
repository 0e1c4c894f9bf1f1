package dev.ordinal.engine;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Listing;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.manifest.JsonObject;

/** Another view, one of whose look-ups by name fails by a fault. Used by one thread. */
final class FaultyView implements ClusterView {

    private final ClusterView below;
    private int before;

    /** The first look-up fails. */
    FaultyView(ClusterView below) {
        this(below, 0);
    }

    /** The look-up after so many fails. */
    FaultyView(ClusterView below, int before) {
        this.below = below;
        this.before = before;
    }

    @Override
    public Lookup get(String apiVersion, String kind, String namespace, String name) {
        if (before-- == 0) {
            throw new IllegalStateException("a fault");
        }
        return below.get(apiVersion, kind, namespace, name);
    }

    @Override
    public Listing list(String apiVersion, String kind, String namespace) {
        return below.list(apiVersion, kind, namespace);
    }

    @Override
    public Listing selecting(String apiVersion, String kind, String namespace, JsonObject podLabels) {
        return below.selecting(apiVersion, kind, namespace, podLabels);
    }

    @Override
    public Listing selectedBy(String apiVersion, String kind, String namespace, JsonObject selector) {
        return below.selectedBy(apiVersion, kind, namespace, selector);
    }

    @Override
    public Listing referring(String apiVersion, String kind, String namespace, String fieldPath, String value) {
        return below.referring(apiVersion, kind, namespace, fieldPath, value);
    }
}
