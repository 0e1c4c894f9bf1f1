package dev.ordinal.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Looks at files again and again, and does something once they have changed. By looking rather than by the system's
 * notices: those say nothing about the links that a mounted ConfigMap changes by, nor on every file system.
 */
final class FileWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FileWatch.class);

    /** Files to watch. */
    private static final class Watched {
        private final String what;
        private final Supplier<String> fingerprint;
        private final BooleanSupplier reload;
        private String last;

        Watched(String what, Supplier<String> fingerprint, BooleanSupplier reload) {
            this.what = what;
            this.fingerprint = fingerprint;
            this.reload = reload;
            this.last = fingerprint.get();
        }
    }

    /** Is told of every reload. */
    @FunctionalInterface
    interface Observer {
        /**
         * Called after files have changed.
         *
         * @param what what was to be reloaded
         * @param taken whether what the files say is used now
         */
        void reloaded(String what, boolean taken);
    }

    private final List<Watched> watched = new ArrayList<>();
    private final List<Runnable> always = new ArrayList<>();
    private final Observer observer;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("files").factory());

    FileWatch(Observer observer) {
        this.observer = observer;
    }

    /**
     * Watches files from now on; to be called before {@link #start}.
     *
     * @param what names what is reloaded, in logs and metrics
     * @param fingerprint differs once they have changed
     * @param reload takes over what they say; false if that cannot be used
     */
    FileWatch on(String what, Supplier<String> fingerprint, BooleanSupplier reload) {
        watched.add(new Watched(what, fingerprint, reload));
        return this;
    }

    /** Does something each time the files are looked at; to be called before {@link #start}. */
    FileWatch andAlways(Runnable work) {
        always.add(work);
        return this;
    }

    /** Looks again after every interval. */
    void start(Duration interval) {
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks once. */
    void look() {
        for (Watched files : watched) {
            guarded(files.what, () -> look(files));
        }
        always.forEach(work -> guarded("what changes by itself", work));
    }

    private void look(Watched files) {
        String now = files.fingerprint.get();
        if (!now.equals(files.last)) {
            files.last = now;
            observer.reloaded(files.what, files.reload.getAsBoolean());
        }
    }

    /** A failure must not end the watching: the scheduler drops work that fails, without a word. */
    private static void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            LOG.errorf(e, "a mistake in Ordinal while it looked at %s", what);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
