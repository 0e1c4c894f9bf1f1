package dev.ordinal.server;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/** What happens when the server starts, while it runs and when it stops. */
@ApplicationScoped
class Life {

    private static final Logger LOG = Logger.getLogger(Life.class);

    private final Settings settings;
    private final ServerState state;
    private final Doors doors;
    private final Drain drain;
    private final World world;
    private final FileWatch files;
    private final Meters meters;
    private final TlsConfigurationRegistry registry;
    private final Event<CertificateUpdatedEvent> certificateUpdated;

    Life(
            Settings settings,
            ServerState state,
            Doors doors,
            Drain drain,
            World world,
            Meters meters,
            TlsConfigurationRegistry registry,
            Event<CertificateUpdatedEvent> certificateUpdated) {
        this.settings = settings;
        this.state = state;
        this.doors = doors;
        this.drain = drain;
        this.world = world;
        this.meters = meters;
        this.registry = registry;
        this.certificateUpdated = certificateUpdated;
        this.files = new FileWatch(meters::reloaded);
    }

    void start(@Observes StartupEvent event) {
        LogLines.install(LogLines.of(settings.logFormat(), OrdinalServer.isOnTerminal()));
        watchFiles();
        state.load();
        files.start(settings.reloadInterval());
    }

    private void watchFiles() {
        settings.policies()
                .map(List::of)
                .ifPresent(folder -> files.on("policies", () -> Fingerprint.of(folder), state::load));
        settings.file().map(List::of).ifPresent(file -> files.on("settings", () -> Fingerprint.of(file), this::reread));
        settings.tls().ifPresent(tls -> {
            List<Path> both = List.of(tls.certificate(), tls.key());
            var certificate = new Certificate(tls, registry, certificateUpdated::fire, meters);
            certificate.announce();
            files.on("certificate", () -> Fingerprint.of(both), certificate::reload);
        });
        files.andAlways(state::turnDay);
    }

    private boolean reread() {
        try {
            state.change(OrdinalServer.settings());
            return true;
        } catch (BadSettings bad) {
            bad.mistakes().forEach(mistake -> LOG.errorf("the settings were not reread: %s", mistake));
            return false;
        }
    }

    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        LOG.infof("asked to stop; still serving for %d ms", settings.drain().toMillis());
        drain.begin();
    }

    void stop(@Observes ShutdownEvent event) {
        files.close();
        doors.close();
        world.close();
    }
}
