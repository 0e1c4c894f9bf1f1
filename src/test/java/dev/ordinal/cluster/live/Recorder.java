package dev.ordinal.cluster.live;

import dev.ordinal.cluster.WatchedKind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a view told. */
final class Recorder implements LiveListener {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What was told, without reasons: {@code synced Service 3}. */
    List<String> told() {
        return List.copyOf(told);
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void synced(WatchedKind kind, int objects) {
        told.add("synced " + kind.kind() + " " + objects);
    }

    @Override
    public void unavailable(WatchedKind kind, String why) {
        told.add("unavailable " + kind.kind());
    }

    @Override
    public void relisting(WatchedKind kind, String why) {
        told.add("relisting " + kind.kind());
    }

    @Override
    public void interrupted(WatchedKind kind, String why) {
        told.add("interrupted " + kind.kind());
    }

    @Override
    public void resumed(WatchedKind kind) {
        told.add("resumed " + kind.kind());
    }

    @Override
    public void failed(WatchedKind kind, Throwable mistake) {
        told.add("failed " + kind.kind());
    }

    @Override
    public void requested(String path) {
        requests.add(path);
    }
}
