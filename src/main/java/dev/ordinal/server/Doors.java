package dev.ordinal.server;

import dev.ordinal.admission.Door;
import dev.ordinal.admission.Mutation;
import dev.ordinal.admission.ReviewReader;
import dev.ordinal.admission.Validation;
import dev.ordinal.manifest.ReadLimits;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The doors, and what they share: the gate before them and the time they have. */
@ApplicationScoped
class Doors {

    /** What the API server gives a webhook that names no timeout. */
    private static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(10);

    /** Of reviews: as deep as the API server takes objects, and as many values as fit into a body. */
    private static final ReadLimits LIMITS = ReadLimits.DEFAULT;

    private final Settings settings;
    private final ServerState state;
    private final Gate gate;
    private final Door validation;
    private final Door mutation;

    Doors(Settings settings, ServerState state) {
        this.settings = settings;
        this.state = state;
        this.gate = new Gate(settings.concurrency());
        var reader = new ReviewReader(LIMITS);
        this.validation = new Door(reader, new Validation(state, state::rules), (_, _) -> {});
        this.mutation = new Door(reader, new Mutation(), (_, _) -> {});
    }

    void start(@Observes StartupEvent event) {
        state.load();
    }

    void stop(@Observes ShutdownEvent event) {
        gate.close();
    }

    Door validation() {
        return validation;
    }

    Door mutation() {
        return mutation;
    }

    Gate gate() {
        return gate;
    }

    /** How long an answer may take: what the API server gives, less the margin, and half of it at least. */
    Duration time(@Nullable String timeout) {
        Duration given = Optional.ofNullable(timeout).flatMap(Timeouts::parse).orElse(STANDARD_TIMEOUT);
        Duration less = given.minus(settings.deadlineMargin());
        Duration half = given.dividedBy(2);
        return less.compareTo(half) < 0 ? half : less;
    }

    void overloaded() {}
}
