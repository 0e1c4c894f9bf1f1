package dev.ordinal.cluster.live;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.KindStore;
import dev.ordinal.cluster.Listing;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as its API server tells it: of the kinds watched, all objects are in memory, reduced to what rules may
 * read, and follow the cluster by a few milliseconds. Look-ups ask nobody.
 *
 * <p>Of a kind that is not watched, not read yet, not served or not allowed to be read, nothing is known. When the API
 * server cannot be reached, what was known stays known; {@link KindState#age} tells how old it is. Safe for use by
 * several threads.
 */
public final class LiveView implements ClusterView, AutoCloseable {

    private final ApiServer server;
    private final Discovery discovery;
    private final LiveListener listener;
    private final Timing timing;
    private volatile Map<GroupKind, Watches> kinds = Map.of();
    private volatile boolean closed;

    /**
     * What answers for a kind.
     *
     * @param next what will, once it has read all objects, since it keeps more of each
     */
    private record Watches(KindWatch present, @Nullable KindWatch next) {

        KindWatch latest() {
            return next == null ? present : next;
        }

        void close() {
            present.close();
            if (next != null) {
                next.close();
            }
        }
    }

    private LiveView(KubernetesClient client, LiveListener listener, Timing timing) {
        this.server = new ApiServer(client, listener);
        this.discovery = new Discovery(server);
        this.listener = listener;
        this.timing = timing;
    }

    /**
     * Begins to watch; returns at once.
     *
     * @param client whose address and credentials are used; it must stay open as long as the view, and is not closed
     *     with it
     * @param kinds as {@link #watch}
     * @param listener hears what happens
     */
    public static LiveView start(KubernetesClient client, Collection<WatchedKind> kinds, LiveListener listener) {
        return start(client, kinds, listener, Timing.DEFAULT);
    }

    static LiveView start(
            KubernetesClient client, Collection<WatchedKind> kinds, LiveListener listener, Timing timing) {
        var view = new LiveView(client, listener, timing);
        view.watch(kinds);
        return view;
    }

    /**
     * Sets the kinds to be watched: begins with those that are new and ends with those that are gone. A kind of which
     * more fields are asked for than before is read anew, and answers as before until that is done; to use new policies
     * only with all they need, wait until the view {@link #isSynced()}.
     *
     * @param wanted several versions of one kind count as one with the fields of all
     */
    public synchronized void watch(Collection<WatchedKind> wanted) {
        if (closed) {
            return;
        }
        var after = new LinkedHashMap<GroupKind, Watches>();
        merged(wanted).forEach((kind, watched) -> {
            Watches before = kinds.get(kind);
            if (before == null) {
                after.put(kind, new Watches(watchOf(kind, watched, false), null));
            } else if (covers(before.latest().watched(), watched)) {
                after.put(kind, before);
            } else {
                if (before.next != null) {
                    before.next.close();
                }
                boolean isKnown = before.present.notKnown().isEmpty();
                after.put(kind, new Watches(before.present, watchOf(kind, watched, isKnown)));
            }
        });
        Map<GroupKind, Watches> ended = new LinkedHashMap<>(kinds);
        Map<GroupKind, Watches> begun = new LinkedHashMap<>(after);
        ended.keySet().removeAll(after.keySet());
        begun.values().removeAll(kinds.values());
        kinds = Map.copyOf(after);
        ended.values().forEach(Watches::close);
        begun.values().forEach(watches -> watches.latest().start());
    }

    private static Map<GroupKind, WatchedKind> merged(Collection<WatchedKind> wanted) {
        var merged = new LinkedHashMap<GroupKind, WatchedKind>();
        for (WatchedKind each : wanted) {
            merged.merge(GroupKind.of(each.apiVersion(), each.kind()), each, (one, other) -> {
                var fields = new HashSet<>(one.fields());
                fields.addAll(other.fields());
                return new WatchedKind(one.apiVersion(), one.kind(), fields);
            });
        }
        return merged;
    }

    private static boolean covers(WatchedKind present, WatchedKind wanted) {
        return present.apiVersion().equals(wanted.apiVersion())
                && wanted.fields().stream().allMatch(present::keeps);
    }

    private KindWatch watchOf(GroupKind kind, WatchedKind watched, boolean replaces) {
        return new KindWatch(server, discovery, watched, listener, timing, replaces, () -> settled(kind));
    }

    /** Lets what has read all objects, or is refused for too long, take the place of what keeps less of them. */
    private synchronized void settled(GroupKind kind) {
        Watches watches = kinds.get(kind);
        if (watches != null && watches.next != null && watches.next.isSettled()) {
            var changed = new LinkedHashMap<>(kinds);
            changed.put(kind, new Watches(watches.next, null));
            kinds = Map.copyOf(changed);
            watches.present.close();
        }
    }

    /** Whether each kind that is watched is known, or cannot be known as the cluster is. */
    public boolean isSynced() {
        return kinds.values().stream().allMatch(watches -> watches.latest().isSettled());
    }

    /** How well each kind is known, in the order of their names. */
    public List<KindState> states() {
        return kinds.values().stream()
                .map(watches -> watches.present.state())
                .sorted(java.util.Comparator.comparing(KindState::kind).thenComparing(KindState::apiVersion))
                .toList();
    }

    /**
     * The cluster as it is at this moment: each question is a request to the API server, except one that was asked
     * before of the same view. What is not answered by the deadline, or cannot be answered, is not known. Kinds need
     * not be watched. For one thread.
     */
    public ClusterView reads(Deadline deadline) {
        return new LiveReads(server, discovery, this, deadline);
    }

    @Override
    public Lookup get(String apiVersion, String kind, String namespace, String name) {
        KindWatch watch = watch(apiVersion, kind);
        Optional<String> why = notKnown(watch, kind);
        if (watch == null || why.isPresent()) {
            return new Lookup.NotKnown(why.orElse(""));
        }
        return watch.store().get(namespace, name).<Lookup>map(Lookup.Found::new).orElse(Lookup.Absent.INSTANCE);
    }

    @Override
    public Listing list(String apiVersion, String kind, String namespace) {
        return listing(apiVersion, kind, store -> store.list(namespace));
    }

    @Override
    public Listing selecting(String apiVersion, String kind, String namespace, JsonObject podLabels) {
        return listing(apiVersion, kind, store -> store.selecting(namespace, podLabels));
    }

    @Override
    public Listing selectedBy(String apiVersion, String kind, String namespace, JsonObject selector) {
        return listing(apiVersion, kind, store -> store.selectedBy(namespace, selector));
    }

    @Override
    public boolean knows(String apiVersion, String kind) {
        return listing(apiVersion, kind, _ -> List.of()) instanceof Listing.Known;
    }

    @Override
    public Listing referring(String apiVersion, String kind, String namespace, String fieldPath, String value) {
        return listing(apiVersion, kind, store -> store.referring(namespace, fieldPath, value));
    }

    private Listing listing(String apiVersion, String kind, Function<KindStore, List<Manifest>> question) {
        KindWatch watch = watch(apiVersion, kind);
        Optional<String> why = notKnown(watch, kind);
        return watch == null || why.isPresent()
                ? new Listing.Partial(List.of(), why.orElse(""))
                : new Listing.Known(question.apply(watch.store()));
    }

    private @Nullable KindWatch watch(String apiVersion, String kind) {
        Watches watches = kinds.get(GroupKind.of(apiVersion, kind));
        return watches == null ? null : watches.present;
    }

    private static Optional<String> notKnown(@Nullable KindWatch watch, String kind) {
        return watch == null ? Optional.of("objects of kind " + kind + " are not watched") : watch.notKnown();
    }

    /** Ends all watches; what was known is not answered any more. */
    @Override
    public synchronized void close() {
        closed = true;
        Map<GroupKind, Watches> ended = kinds;
        kinds = Map.of();
        ended.values().forEach(Watches::close);
        server.close();
    }
}
