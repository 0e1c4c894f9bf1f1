package dev.ordinal.cluster;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The objects of one kind while they change: any number of threads may read and write. A reader sees each change wholly
 * or not at all, and waits for one change at most; a change costs about the same however many objects there are.
 *
 * <p>Answers are as those of {@link ClusterView}, whose {@link ClusterView#EVERY_NAMESPACE} they take.
 */
public final class KindStore {

    private final KindIndex index = new KindIndex();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** Adds an object, or puts it in place of the one of its namespace and name. */
    public void put(Manifest manifest) {
        locked(lock.writeLock(), () -> {
            index.put(manifest);
            return manifest;
        });
    }

    /** Removes the object of that name; says whether there was one. */
    public boolean remove(String namespace, String name) {
        return locked(lock.writeLock(), () -> index.remove(namespace, name));
    }

    /** How many objects there are. */
    public int size() {
        return locked(lock.readLock(), index::size);
    }

    /** The object of that name. */
    public Optional<Manifest> get(String namespace, String name) {
        return locked(lock.readLock(), () -> index.get(namespace, name));
    }

    /** All objects of the namespace. */
    public List<Manifest> list(String namespace) {
        return locked(lock.readLock(), () -> index.list(namespace));
    }

    /** The objects whose own selector selects pods with these labels. */
    public List<Manifest> selecting(String namespace, JsonObject podLabels) {
        return locked(lock.readLock(), () -> index.selecting(namespace, podLabels));
    }

    /** The objects whose pods the selector selects. */
    public List<Manifest> selectedBy(String namespace, JsonObject selector) {
        return locked(lock.readLock(), () -> index.selectedBy(namespace, selector));
    }

    /** The objects whose field at the path is that text. */
    public List<Manifest> referring(String namespace, String fieldPath, String text) {
        return locked(lock.readLock(), () -> index.referring(namespace, fieldPath, text));
    }

    private static <T> T locked(Lock lock, Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
