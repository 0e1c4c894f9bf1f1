package dev.ordinal.cluster;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment by which an answer must be given.
 *
 * @param at on the clock, in nanoseconds
 * @param clock as {@link System#nanoTime()}
 */
public record Deadline(long at, LongSupplier clock) {

    /** So long from now. */
    public static Deadline in(Duration time) {
        return in(time, System::nanoTime);
    }

    /** So long from now, by a clock of nanoseconds. */
    public static Deadline in(Duration time, LongSupplier clock) {
        return new Deadline(clock.getAsLong() + time.toNanos(), clock);
    }

    /** What is left; zero or negative once it has passed. */
    public Duration left() {
        return Duration.ofNanos(at - clock.getAsLong());
    }

    public boolean hasPassed() {
        return at - clock.getAsLong() <= 0;
    }
}
