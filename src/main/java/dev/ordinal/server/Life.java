package dev.ordinal.server;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    private final WarmUp warmUp;
    private final FileWatch files;
    private final Optional<Certificate> certificate;

    Life(
            Settings settings,
            ServerState state,
            Doors doors,
            Drain drain,
            World world,
            WarmUp warmUp,
            Optional<Certificate> certificate,
            Meters meters) {
        this.settings = settings;
        this.state = state;
        this.doors = doors;
        this.drain = drain;
        this.world = world;
        this.warmUp = warmUp;
        this.certificate = certificate;
        this.files = new FileWatch(meters::reloaded);
    }

    void start(@Observes StartupEvent event) {
        LogLines.install(LogLines.of(settings.logFormat(), OrdinalServer.isOnTerminal()));
        watchFiles();
        state.load();
        state.policies().ifPresent(policies -> warmUp.begin(policies, settings.warmUp()));
        files.start(settings.reloadInterval());
    }

    private void watchFiles() {
        settings.policies()
                .map(List::of)
                .ifPresent(folder -> files.on("policies", () -> Fingerprint.of(folder), state::load));
        settings.file().map(List::of).ifPresent(file -> files.on("settings", () -> Fingerprint.of(file), this::reread));
        settings.tls().ifPresent(tls -> {
            List<Path> both = List.of(tls.certificate(), tls.key());
            certificate.ifPresent(shown -> files.on("certificate", () -> Fingerprint.of(both), shown::reload));
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
