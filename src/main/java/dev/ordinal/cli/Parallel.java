package dev.ordinal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Work on the items of a list, on several cores where there are enough items; results keep the items' order. */
final class Parallel {

    private static final int THREADS_AT_MOST = 8;

    private Parallel() {}

    /**
     * Applies the work to chunks of the items.
     *
     * @param size how many items a thread takes at a time; fewer are not worth a thread
     * @param work from some neighbouring items to what comes of them; must be thread-safe
     * @return the results of all chunks, in order
     */
    static <T, R> List<R> chunks(List<T> items, int size, Function<List<T>, R> work) {
        int chunks = (items.size() + size - 1) / size;
        var results = new AtomicReferenceArray<R>(chunks);
        var failure = new AtomicReference<@Nullable Throwable>();
        var next = new AtomicInteger();
        Runnable worker = () -> {
            try {
                for (int i = next.getAndIncrement(); i < chunks && failure.get() == null; i = next.getAndIncrement()) {
                    int from = i * size;
                    results.set(i, work.apply(items.subList(from, Math.min(items.size(), from + size))));
                }
            } catch (RuntimeException | Error thrown) {
                failure.compareAndSet(null, thrown);
            }
        };
        int threads = Math.min(Math.min(Runtime.getRuntime().availableProcessors(), THREADS_AT_MOST), chunks);
        var helpers = new ArrayList<Thread>();
        for (int i = 1; i < threads; i++) {
            helpers.add(Thread.ofPlatform().daemon().name("judge-" + i).start(worker));
        }
        worker.run();
        helpers.forEach(Parallel::join);
        rethrow(failure.get());
        var ordered = new ArrayList<R>(chunks);
        for (int i = 0; i < chunks; i++) {
            ordered.add(results.get(i));
        }
        return ordered;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while judging", stop);
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        switch (failure) {
            case null -> {}
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> throw new IllegalStateException(failure);
        }
    }
}
