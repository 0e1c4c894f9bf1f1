package dev.ordinal.server;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.engine.Preparation;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ReadLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** A cluster that is made of files, to try the server out and to measure it: all there is, and it never changes. */
final class FolderWorld implements World {

    private static final Logger LOG = Logger.getLogger(FolderWorld.class);
    private static final String NAMESPACE = "default";

    private final BundleView view;

    private FolderWorld(BundleView view) {
        this.view = view;
    }

    /** Reads the files below a folder, or the one file; what is wrong with them is logged. */
    static FolderWorld read(Path folder) {
        ManifestSet set = new ManifestReader(ReadLimits.DEFAULT, NAMESPACE).read(List.of(Input.path(folder)));
        Preparation prepared = Preparation.of(set.manifests());
        var problems = new ArrayList<>(set.problems());
        problems.addAll(prepared.problems());
        problems.forEach(FolderWorld::log);
        LOG.infof("%d objects of %s stand for the cluster", prepared.manifests().size(), folder);
        return new FolderWorld(new BundleView(prepared.manifests(), BundleView.Extent.CLUSTER));
    }

    /** A cluster without objects. */
    static FolderWorld empty() {
        return new FolderWorld(new BundleView(List.of(), BundleView.Extent.CLUSTER));
    }

    private static void log(Problem problem) {
        LOG.log(problem.severity() == Problem.Severity.ERROR ? Logger.Level.ERROR : Logger.Level.WARN, problem);
    }

    @Override
    public ClusterView cached() {
        return view;
    }

    @Override
    public Optional<Function<Deadline, ClusterView>> reads() {
        return Optional.empty();
    }

    @Override
    public void watch(Collection<WatchedKind> kinds) {}

    @Override
    public boolean isSynced() {
        return true;
    }

    @Override
    public void close() {}
}
