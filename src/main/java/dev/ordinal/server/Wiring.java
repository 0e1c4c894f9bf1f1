package dev.ordinal.server;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/** Makes what the server is made of. */
@Dependent
class Wiring {

    @Produces
    @Singleton
    Settings settings() {
        try {
            Settings settings = OrdinalServer.settings();
            // all else is made of the settings, so no line is logged before
            LogLines.install(LogLines.of(settings.logFormat(), OrdinalServer.isOnTerminal()));
            return settings;
        } catch (BadSettings bad) {
            throw new IllegalStateException(bad);
        }
    }

    @Produces
    @Singleton
    Meters meters(MeterRegistry registry) {
        return new Meters(registry);
    }

    @Produces
    @Singleton
    World world(Settings settings, Meters meters) {
        if (settings.view().isPresent()) {
            return FolderWorld.read(settings.view().get());
        }
        try {
            return new LiveWorld(ClusterClient.of(settings), meters);
        } catch (BadSettings bad) {
            throw new IllegalStateException(bad);
        }
    }

    @Produces
    @Singleton
    ServerState state(Settings settings, World world, Meters meters) {
        return new ServerState(settings, world, meters);
    }

    @Produces
    @Singleton
    Doors doors(Settings settings, ServerState state, Meters meters, MeterRegistry registry) {
        return new Doors(settings, state, new Diary(meters), new MutationDiary(new MutationMeters(registry)));
    }

    @Produces
    @Singleton
    Optional<Certificate> certificate(Settings settings, Meters meters) {
        try {
            return settings.tls().isPresent()
                    ? Optional.of(new Certificate(settings.tls().get(), meters))
                    : Optional.empty();
        } catch (IOException bad) {
            throw new IllegalStateException(bad);
        }
    }

    @Produces
    @Singleton
    WarmUp warmUp() {
        return new WarmUp();
    }

    @Produces
    @Singleton
    Drain drain() {
        return new Drain();
    }
}
