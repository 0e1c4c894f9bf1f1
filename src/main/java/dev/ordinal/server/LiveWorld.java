package dev.ordinal.server;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.cluster.live.KindState;
import dev.ordinal.cluster.live.LiveListener;
import dev.ordinal.cluster.live.LiveView;
import dev.ordinal.manifest.GroupKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The cluster, as its API server tells it. */
final class LiveWorld implements World {

    private static final Logger LOG = Logger.getLogger("dev.ordinal.view");

    private final KubernetesClient client;
    private final Meters meters;
    private final LiveView view;
    private final Set<GroupKind> measured = ConcurrentHashMap.newKeySet();

    LiveWorld(KubernetesClient client, Meters meters) {
        this.client = client;
        this.meters = meters;
        this.view = LiveView.start(client, List.of(), new Told());
    }

    /** Logs what happens to the view. */
    private static final class Told implements LiveListener {
        @Override
        public void synced(WatchedKind kind, int objects) {
            LOG.infof("known: %d objects of kind %s", objects, kind.kind());
        }

        @Override
        public void unavailable(WatchedKind kind, String why) {
            LOG.warnf("objects of kind %s cannot be known: %s", kind.kind(), why);
        }

        @Override
        public void relisting(WatchedKind kind, String why) {
            LOG.infof("reading all objects of kind %s again: %s", kind.kind(), why);
        }

        @Override
        public void interrupted(WatchedKind kind, String why) {
            LOG.warnf("the API server does not tell of objects of kind %s: %s", kind.kind(), why);
        }

        @Override
        public void resumed(WatchedKind kind) {
            LOG.infof("the API server tells of objects of kind %s again", kind.kind());
        }

        @Override
        public void failed(WatchedKind kind, Throwable mistake) {
            LOG.errorf(mistake, "a mistake in Ordinal while it followed objects of kind %s", kind.kind());
        }
    }

    @Override
    public ClusterView cached() {
        return view;
    }

    @Override
    public Optional<Function<Deadline, ClusterView>> reads() {
        return Optional.of(view::reads);
    }

    @Override
    public void watch(Collection<WatchedKind> kinds) {
        view.watch(kinds);
        for (WatchedKind watched : kinds) {
            var kind = GroupKind.of(watched.apiVersion(), watched.kind());
            if (measured.add(kind)) {
                meters.view(kind, () -> state(kind));
            }
        }
    }

    private Optional<KindState> state(GroupKind kind) {
        return view.states().stream()
                .filter(state -> GroupKind.of(state.apiVersion(), state.kind()).equals(kind))
                .findFirst();
    }

    @Override
    public boolean isSynced() {
        return view.isSynced();
    }

    @Override
    public void close() {
        view.close();
        client.close();
    }
}
