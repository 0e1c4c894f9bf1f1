package dev.ordinal.server;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.manifest.Problem;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** Makes what the server is made of. */
@Dependent
class Wiring {

    private static final Logger LOG = Logger.getLogger(Wiring.class);

    @Produces
    @Singleton
    Settings settings() {
        try {
            return SettingsReader.read(OrdinalServer.commandLine(), System.getenv());
        } catch (BadSettings bad) {
            throw new IllegalStateException(bad);
        }
    }

    @Produces
    @Singleton
    ServerState state(Settings settings) {
        return new ServerState(settings, view(settings));
    }

    private static ClusterView view(Settings settings) {
        if (settings.view().isEmpty()) {
            return new BundleView(List.of(), BundleView.Extent.PART);
        }
        FolderView folder = FolderView.read(settings.view().get());
        for (Problem problem : folder.problems()) {
            LOG.log(problem.severity() == Problem.Severity.ERROR ? Logger.Level.ERROR : Logger.Level.WARN, problem);
        }
        LOG.infof(
                "%d objects read from %s stand for the cluster",
                folder.objects(), settings.view().get());
        return folder.view();
    }
}
