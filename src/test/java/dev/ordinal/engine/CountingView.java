package dev.ordinal.engine;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Listing;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.manifest.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Another view that counts what is asked of it and how many objects it hands out. Used by one thread. */
final class CountingView implements ClusterView {

    private final ClusterView below;
    private final List<String> asked = new ArrayList<>();
    private final Duration latency;
    private long handedOut;

    CountingView(ClusterView below) {
        this(below, Duration.ZERO);
    }

    /** A view that takes its time, as one that asks somebody else does. */
    CountingView(ClusterView below, Duration latency) {
        this.below = below;
        this.latency = latency;
    }

    /** The kinds and, of single objects, names asked for, in order. */
    List<String> asked() {
        return asked;
    }

    /** How many objects it gave in all. */
    long handedOut() {
        return handedOut;
    }

    @Override
    public Lookup get(String apiVersion, String kind, String namespace, String name) {
        asked.add(kind + " " + name);
        LockSupport.parkNanos(latency.toNanos());
        Lookup lookup = below.get(apiVersion, kind, namespace, name);
        handedOut += lookup instanceof Lookup.Found ? 1 : 0;
        return lookup;
    }

    @Override
    public boolean knows(String apiVersion, String kind) {
        return below.knows(apiVersion, kind);
    }

    @Override
    public Listing list(String apiVersion, String kind, String namespace) {
        return counted(kind, below.list(apiVersion, kind, namespace));
    }

    @Override
    public Listing selecting(String apiVersion, String kind, String namespace, JsonObject podLabels) {
        return counted(kind, below.selecting(apiVersion, kind, namespace, podLabels));
    }

    @Override
    public Listing selectedBy(String apiVersion, String kind, String namespace, JsonObject selector) {
        return counted(kind, below.selectedBy(apiVersion, kind, namespace, selector));
    }

    @Override
    public Listing referring(String apiVersion, String kind, String namespace, String fieldPath, String value) {
        return counted(kind, below.referring(apiVersion, kind, namespace, fieldPath, value));
    }

    private Listing counted(String kind, Listing listing) {
        asked.add(kind);
        handedOut += switch (listing) {
            case Listing.Known known -> known.manifests().size();
            case Listing.Partial partial -> partial.manifests().size();
        };
        return listing;
    }
}
