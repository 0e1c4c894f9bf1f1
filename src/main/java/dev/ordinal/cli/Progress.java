package dev.ordinal.cli;

import dev.ordinal.manifest.ManifestReader;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line on a terminal that says how far a long check has come; a short one never shows it. Thread-safe. */
final class Progress implements ManifestReader.Progress {

    private static final long FIRST_NANOS = 700_000_000L;
    private static final long NEXT_NANOS = 100_000_000L;

    /** Back to the line's start, and clear it (ECMA-48). */
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean wanted;
    private final LongSupplier clock;
    private long nextAt;
    private boolean shown;

    /**
     * Makes one.
     *
     * @param wanted if not, it never shows
     * @param clock nanoseconds, as {@link System#nanoTime} gives them
     */
    Progress(PrintWriter err, boolean wanted, LongSupplier clock) {
        this.err = err;
        this.wanted = wanted;
        this.clock = clock;
        this.nextAt = clock.getAsLong() + FIRST_NANOS;
    }

    @Override
    public void update(int read, int files, long bytes) {
        if (isDue()) {
            draw(String.format(Locale.ROOT, "reading: %,d of %,d files, %,d MiB", read, files, bytes >> 20));
        }
    }

    /** Says how many objects were judged so far. */
    void judged(int judged, int objects) {
        if (isDue()) {
            draw(String.format(Locale.ROOT, "judging: %,d of %,d objects", judged, objects));
        }
    }

    private synchronized boolean isDue() {
        return wanted && clock.getAsLong() >= nextAt;
    }

    private synchronized void draw(String line) {
        nextAt = clock.getAsLong() + NEXT_NANOS;
        err.print(CLEAR + line);
        err.flush();
        shown = true;
    }

    /** Takes the line away. */
    synchronized void clear() {
        if (shown) {
            err.print(CLEAR);
            err.flush();
            shown = false;
        }
    }
}
