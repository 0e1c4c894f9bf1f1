package dev.ordinal.server;

import dev.ordinal.admission.Door;
import dev.ordinal.admission.Mutation;
import dev.ordinal.admission.ReviewReader;
import dev.ordinal.admission.Validation;
import dev.ordinal.manifest.ReadLimits;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The doors, and what they share: the gate before them and the time they have. */
final class Doors implements AutoCloseable {

    /** What the API server gives a webhook that names no timeout. */
    private static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(10);

    /** How much longer than the API server waits a request is kept that does not arrive, or is not answered. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Of a review. An object that etcd takes has a fifth of these values at most, and a review has two of them. */
    private static final ReadLimits LIMITS = new ReadLimits(
            ReadLimits.DEFAULT.fileBytes(), ReadLimits.DEFAULT.depth(), ReadLimits.DEFAULT.aliases(), 1_000_000, 1);

    private final Duration margin;
    private final Gate gate;
    private final Door validation;
    private final Door mutation;

    Doors(Settings settings, ServerState state, Door.Observer validated, Door.Observer mutated) {
        this.margin = settings.deadlineMargin();
        this.gate = new Gate(settings.concurrency());
        var reader = new ReviewReader(LIMITS);
        this.validation = new Door(reader, new Validation(state, state::rules), validated);
        this.mutation = new Door(reader, new Mutation(state, state::rules), mutated);
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

    /** How long an answer may take: what the API server gives, less the margin, but half of it at least. */
    Duration time(@Nullable String timeout) {
        Duration given = given(timeout);
        Duration less = given.minus(margin);
        Duration half = given.dividedBy(2);
        return less.compareTo(half) < 0 ? half : less;
    }

    /** After how long nobody waits for the answer to a request any more, wherever it hangs. */
    Duration patience(@Nullable String timeout) {
        return given(timeout).plus(GRACE);
    }

    private static Duration given(@Nullable String timeout) {
        return Optional.ofNullable(timeout)
                .flatMap(Timeouts::parse)
                .filter(Duration::isPositive)
                .filter(time -> time.compareTo(STANDARD_TIMEOUT.multipliedBy(3)) <= 0)
                .orElse(STANDARD_TIMEOUT);
    }

    @Override
    public void close() {
        gate.close();
    }
}
