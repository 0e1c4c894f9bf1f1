package dev.ordinal.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Reads many files, on all cores where there is enough to read, and keeps their order. */
final class FilesReader {

    private static final int FILES_PER_THREAD = 16;
    private static final int THREADS_AT_MOST = 4;

    private final ReadLimits limits;
    private final ManifestReader.Progress progress;
    private int read;
    private long bytes;

    FilesReader(ReadLimits limits, ManifestReader.Progress progress) {
        this.limits = limits;
        this.progress = progress;
    }

    List<ReadFile> read(List<Input> inputs) {
        var results = new AtomicReferenceArray<ReadFile>(inputs.size());
        var next = new AtomicInteger();
        var failure = new AtomicReference<@Nullable Throwable>();
        Runnable work = () -> {
            var reader = new DocumentReader(limits);
            for (int i = next.getAndIncrement(); i < inputs.size(); i = next.getAndIncrement()) {
                ReadFile file = reader.read(inputs.get(i));
                results.set(i, file);
                tell(file, inputs.size());
            }
        };
        int threads = Math.min(
                Math.min(Runtime.getRuntime().availableProcessors(), THREADS_AT_MOST),
                inputs.size() / FILES_PER_THREAD + 1);
        var helpers = new ArrayList<Thread>();
        for (int i = 1; i < threads; i++) {
            helpers.add(Thread.ofPlatform()
                    .daemon()
                    .name("manifest-reader-" + i)
                    .uncaughtExceptionHandler((_, thrown) -> failure.set(thrown))
                    .start(work));
        }
        work.run();
        helpers.forEach(FilesReader::join);
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("a reader failed", thrown);
        }
        var files = new ArrayList<ReadFile>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            files.add(results.get(i));
        }
        return files;
    }

    private synchronized void tell(ReadFile file, int files) {
        read++;
        bytes += file.bytes();
        progress.update(read, files, bytes);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", stop);
        }
    }
}
