package dev.ordinal.cluster.live;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.KindStore;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the objects of one kind as the API server has them: reads all, then follows the changes, and reads all again
 * where it missed some. What is known stays known meanwhile, and is changed object by object: there is no moment at
 * which an object that exists is missing. What comes after each attempt is the {@link Course}'s to say. One thread
 * writes.
 */
final class KindWatch implements AutoCloseable {

    private static final int PAGE = 500;

    private final ApiServer server;
    private final Discovery discovery;
    private final WatchedKind watched;
    private final LiveListener listener;
    private final Timing timing;
    private final Runnable onSettled;
    private final KindStore store = new KindStore();
    private final ObjectDecoder decoder = new ObjectDecoder();
    private final Course course;
    private final Thread thread;

    private volatile boolean connected;
    private volatile long heard = System.nanoTime();
    private volatile boolean closed;

    /** The answer that tells of changes, while there is one. */
    private volatile ApiAnswer.@Nullable Body following;

    private @Nullable ServedKind served;

    /**
     * Makes it; nothing is read before it is started.
     *
     * @param replaces whether the kind is known meanwhile by another
     * @param onSettled is run whenever the kind has become known, or unavailable
     */
    KindWatch(
            ApiServer server,
            Discovery discovery,
            WatchedKind watched,
            LiveListener listener,
            Timing timing,
            boolean replaces,
            Runnable onSettled) {
        this.server = server;
        this.discovery = discovery;
        this.watched = watched;
        this.listener = listener;
        this.timing = timing;
        this.onSettled = onSettled;
        this.course = new Course(timing, replaces);
        this.thread = Thread.ofVirtual().name("live-view-" + watched.kind()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        ApiAnswer.Body open = following;
        if (open != null) {
            ApiServer.closeQuietly(open.json());
        }
    }

    WatchedKind watched() {
        return watched;
    }

    KindStore store() {
        return store;
    }

    /** Whether waiting longer will not tell more by itself. */
    boolean isSettled() {
        return course.status() != KindState.Status.SYNCING;
    }

    /** Why the kind's objects are not known, as a phrase; empty if they are. */
    Optional<String> notKnown() {
        String why = course.why();
        return switch (course.status()) {
            case SYNCED -> Optional.empty();
            case SYNCING ->
                Optional.of("objects of kind " + watched.kind() + " are still being read"
                        + (why.isEmpty() ? "" : " (" + why + ")"));
            case NOT_SERVED, FORBIDDEN, FAILED -> Optional.of(why);
        };
    }

    KindState state() {
        return new KindState(
                watched.apiVersion(),
                watched.kind(),
                course.status(),
                course.why(),
                store.size(),
                connected,
                Duration.ofNanos(System.nanoTime() - heard));
    }

    private void run() {
        try {
            follow();
        } finally {
            // whatever ended it: nobody follows the kind any more, and that must not look as if it were known
            if (!closed) {
                connected = false;
                tell(course.ended(
                        "Ordinal itself failed, and does not follow objects of kind " + watched.kind() + " any more"));
            }
        }
    }

    private void follow() {
        while (!closed) {
            Turn turn;
            try {
                turn = attempt();
            } catch (InterruptedException _) {
                return;
            }
            connected = false;
            if (closed) {
                return;
            }
            tell(course.after(turn, System.nanoTime()));
            if (!pause(course.pause().toMillis())) {
                return;
            }
        }
    }

    private Turn attempt() throws InterruptedException {
        try {
            return course.version().isEmpty() ? list() : watch(course.version());
        } catch (IOException e) {
            return new Turn.TryAgain(ApiServer.reason(e), false);
        } catch (RuntimeException | StackOverflowError e) {
            listener.failed(watched, e);
            return new Turn.TryAgain("a mistake in Ordinal: " + ApiServer.reason(e), true);
        }
    }

    private static boolean pause(long most) {
        if (most == 0) {
            return true;
        }
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void tell(Course.News news) {
        switch (news) {
            case NONE -> {}
            case KNOWN -> {
                listener.synced(watched, store.size());
                onSettled.run();
            }
            case FOLLOWED_AGAIN -> listener.resumed(watched);
            case READING_AGAIN -> listener.relisting(watched, course.why());
            case LOST -> listener.interrupted(watched, course.why());
            case UNAVAILABLE -> {
                listener.unavailable(watched, course.why());
                onSettled.run();
            }
        }
    }

    /** Reads all objects, then removes those that are no more. */
    private Turn list() throws IOException, InterruptedException {
        ServedKind kind;
        switch (discovery.find(watched.apiVersion(), watched.kind(), timing.answer())) {
            case Resolution.Served(ServedKind found) -> kind = found;
            case Resolution.NotServed(String reason) -> {
                return new Turn.GiveUp(KindState.Status.NOT_SERVED, reason);
            }
            case Resolution.Refused(ApiAnswer.Refused refusal) -> {
                return afterRefusal(refusal);
            }
        }
        served = kind;
        Map<String, Set<String>> seen = new HashMap<>();
        String rest = "";
        ListPage page;
        do {
            String query = "limit=" + PAGE + (rest.isEmpty() ? "" : "&continue=" + ServedKind.encoded(rest));
            ApiAnswer answer =
                    server.get(kind.listPath(ClusterView.EVERY_NAMESPACE), query, timing.answer(), timing.watch());
            switch (answer) {
                case ApiAnswer.Body body -> {
                    try (body) {
                        page = ListPage.read(body, decoder, watched, kind, manifest -> {
                            seen.computeIfAbsent(manifest.namespace(), _ -> new HashSet<>())
                                    .add(manifest.name());
                            putIfChanged(manifest);
                        });
                    }
                }
                case ApiAnswer.Refused refusal -> {
                    return afterRefusal(refusal);
                }
            }
            heard = System.nanoTime();
            rest = page.rest();
        } while (!rest.isEmpty());
        removeOthers(seen);
        if (page.version().isEmpty()) {
            return new Turn.TryAgain("the API server sent a list without a version", true);
        }
        return new Turn.Listed(page.version());
    }

    /** Compares all of it: after a restore of the API server's store one version may stand for two things. */
    private void putIfChanged(Manifest manifest) {
        boolean isSame = store.get(manifest.namespace(), manifest.name())
                .filter(known -> known.root().equals(manifest.root()))
                .isPresent();
        if (!isSame) {
            store.put(manifest);
        }
    }

    private void removeOthers(Map<String, Set<String>> seen) {
        if (seen.values().stream().mapToInt(Set::size).sum() == store.size()) {
            return;
        }
        for (Manifest known : new ArrayList<>(store.list(ClusterView.EVERY_NAMESPACE))) {
            if (!seen.getOrDefault(known.namespace(), Set.of()).contains(known.name())) {
                store.remove(known.namespace(), known.name());
            }
        }
    }

    private Turn afterRefusal(ApiAnswer.Refused refusal) {
        if (refusal.isForbidden()) {
            return new Turn.GiveUp(
                    KindState.Status.FORBIDDEN,
                    "objects of kind %s may not be listed and watched (%s)".formatted(watched.kind(), refusal));
        }
        if (refusal.isNotFound()) {
            return new Turn.GiveUp(
                    KindState.Status.NOT_SERVED,
                    "the API server does not serve %s of %s".formatted(watched.kind(), watched.apiVersion()));
        }
        return refusal.isGone()
                ? missed(refusal)
                : new Turn.TryAgain("the API server answered " + refusal, !refusal.isBusy());
    }

    private static Turn missed(ApiAnswer.Refused refusal) {
        return new Turn.ReadAgain("the API server does not have the changes (" + refusal + ")");
    }

    /** Follows the changes since a version until the API server ends the answer. */
    private Turn watch(String since) throws IOException, InterruptedException {
        ServedKind kind = java.util.Objects.requireNonNull(served);
        long seconds = Math.max(1, timing.watch().toSeconds());
        // not all kinds at the same time
        long asked = ThreadLocalRandom.current().nextLong(seconds / 2, seconds) + 1;
        String query = "watch=true&allowWatchBookmarks=true&resourceVersion=" + ServedKind.encoded(since)
                + "&timeoutSeconds=" + asked;
        ApiAnswer answer = server.get(
                kind.listPath(ClusterView.EVERY_NAMESPACE),
                query,
                timing.answer(),
                Duration.ofSeconds(asked).plus(timing.overdue()));
        switch (answer) {
            case ApiAnswer.Body body -> {
                following = body;
                try (body) {
                    return closed ? new Turn.GoOn(since) : changes(body, since, kind);
                } finally {
                    following = null;
                }
            }
            case ApiAnswer.Refused refusal -> {
                return refusal.isOfUnknownVersion() ? missed(refusal) : afterRefusal(refusal);
            }
        }
    }

    private Turn changes(ApiAnswer.Body body, String since, ServedKind kind) throws IOException {
        connected = true;
        tell(course.begun());
        long begun = System.nanoTime();
        String version = since;
        var reader = new ChangeReader(decoder, watched, kind);
        try (JsonParser parser = ObjectDecoder.parser(body.json())) {
            while (!closed && parser.nextToken() == JsonToken.START_OBJECT) {
                ChangeReader.Change change = reader.read(parser);
                heard = System.nanoTime();
                switch (change.type()) {
                    case "ADDED", "MODIFIED" -> store.put(Manifest.of(change.object()));
                    case "DELETED" -> {
                        Manifest gone = Manifest.of(change.object());
                        store.remove(gone.namespace(), gone.name());
                    }
                    case "BOOKMARK" -> {}
                    case "ERROR" -> {
                        return new Turn.ReadAgain(error(change.object()));
                    }
                    default -> {
                        return new Turn.ReadAgain("the API server sent a change of an unknown type");
                    }
                }
                version = change.object()
                        .object("metadata")
                        .text("resourceVersion")
                        .orElse(version);
            }
        } catch (IOException e) {
            // what was told until here is known; a connection that ends in the middle is no more than one that ends
            if (version.equals(since) && !hasLasted(begun, timing.grace())) {
                throw e;
            }
        } finally {
            if (!version.equals(since) || hasLasted(begun, timing.grace())) {
                course.proven();
            }
        }
        boolean atOnce = version.equals(since) && !hasLasted(begun, timing.shortestPause());
        return atOnce ? new Turn.TryAgain("the API server ended a watch at once", true) : new Turn.GoOn(version);
    }

    private static boolean hasLasted(long begun, Duration time) {
        return System.nanoTime() - begun >= time.toNanos();
    }

    private static String error(JsonObject status) {
        return ApiServer.oneLine("the API server ended a watch: %s %s"
                .formatted(status.get("code"), status.text("message").orElse("")));
    }
}
