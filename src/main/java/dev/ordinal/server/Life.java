package dev.ordinal.server;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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
    private final Meters meters;

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
        this.meters = meters;
        this.files = new FileWatch(meters::reloaded);
    }

    void start(@Observes StartupEvent event) {
        watchFiles();
        state.load();
        state.policies().ifPresent(policies -> warmUp.begin(policies, settings.warmUp()));
        files.start(settings.reloadInterval());
    }

    private void watchFiles() {
        settings.policies()
                .map(List::of)
                .ifPresent(folder -> watch("policies", () -> Fingerprint.of(folder), state::load));
        settings.file().map(List::of).ifPresent(file -> watch("settings", () -> Fingerprint.of(file), this::reread));
        settings.tls().ifPresent(tls -> {
            List<Path> both = List.of(tls.certificate(), tls.key());
            certificate.ifPresent(shown -> watch("certificate", () -> Fingerprint.of(both), shown::reload));
        });
        files.andAlways(state::turnDay);
    }

    private void watch(String what, Supplier<String> fingerprint, BooleanSupplier reload) {
        meters.watched(what);
        files.on(what, fingerprint, reload);
    }

    private boolean reread() {
        try {
            Settings now = OrdinalServer.settings();
            if (now.file().isEmpty()) {
                LOG.error("the settings were not reread: their file is gone");
                return false;
            }
            state.change(now);
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
