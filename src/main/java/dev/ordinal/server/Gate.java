package dev.ordinal.server;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets so many requests in at a time and so many wait; turns the others away at once. */
final class Gate implements AutoCloseable {

    /** Requests that may wait, for each that is let in: as many as are done in some tens of milliseconds. */
    private static final int WAITING = 16;

    private final ThreadPoolExecutor threads;

    Gate(int concurrency) {
        this.threads = new ThreadPoolExecutor(
                concurrency,
                concurrency,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(concurrency * WAITING),
                Thread.ofPlatform().daemon().name("door-", 1).factory());
    }

    /** Starts the work as soon as there is room; empty if too much waits already. */
    <T> Optional<CompletableFuture<T>> enter(Supplier<T> work) {
        try {
            return Optional.of(CompletableFuture.supplyAsync(work, threads));
        } catch (RejectedExecutionException full) {
            return Optional.empty();
        }
    }

    /** Whether one that came now would be turned away. */
    boolean isFull() {
        return threads.getQueue().remainingCapacity() == 0;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
