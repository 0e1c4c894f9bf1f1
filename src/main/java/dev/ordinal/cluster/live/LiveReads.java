package dev.ordinal.cluster.live;

import com.fasterxml.jackson.core.JsonParser;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.KindStore;
import dev.ordinal.cluster.Listing;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The API server asked directly, by a deadline. What was asked once is remembered; only what it narrows down by itself
 * (pods by labels or by address) is asked for narrowly, of all else the objects of a namespace are listed once and
 * looked through here. For one thread.
 */
final class LiveReads implements ClusterView {

    private static final int PAGE = 250;
    private static final int OBJECTS_AT_MOST = 5_000;
    private static final String TIME_IS_UP = "there was no time left to ask the API server";

    /** The text fields by which the API server finds pods. */
    private static final Set<String> POD_FIELDS =
            Set.of("metadata.name", "spec.nodeName", "spec.serviceAccountName", "status.phase", "status.podIP");

    /** The addresses of a pod, of which the API server finds it by the first alone. */
    private static final String POD_ADDRESSES = "status.podIPs.ip";

    private final ApiServer server;
    private final Discovery discovery;
    private final ClusterView cached;
    private final Deadline deadline;
    private final ObjectDecoder decoder = new ObjectDecoder();
    private final Map<ObjectName, Lookup> objects = new HashMap<>();
    private final Map<Query, Objects> lists = new HashMap<>();

    private record ObjectName(String apiVersion, String kind, String namespace, String name) {}

    /** A request for objects; the last part is empty if all of the namespace are asked for. */
    private record Query(String apiVersion, String kind, String namespace, String narrowed) {}

    /**
     * Objects that were listed.
     *
     * @param why a reason for which there may be more; empty if there are not
     */
    private record Objects(KindStore store, String why) {}

    /**
     * Makes it; nobody is asked yet.
     *
     * @param cached names objects that the API server cannot be asked for by what they hold; they are read again
     */
    LiveReads(ApiServer server, Discovery discovery, ClusterView cached, Deadline deadline) {
        this.server = server;
        this.discovery = discovery;
        this.cached = cached;
        this.deadline = deadline;
    }

    @Override
    public Lookup get(String apiVersion, String kind, String namespace, String name) {
        Objects all = lists.get(new Query(apiVersion, kind, namespace, ""));
        if (all != null && all.why.isEmpty()) {
            return all.store.get(namespace, name).<Lookup>map(Lookup.Found::new).orElse(Lookup.Absent.INSTANCE);
        }
        var wanted = new ObjectName(apiVersion, kind, namespace, name);
        Lookup known = objects.get(wanted);
        if (known == null) {
            known = read(wanted);
            objects.put(wanted, known);
        }
        return known;
    }

    private Lookup read(ObjectName wanted) {
        try {
            return switch (resolve(wanted.apiVersion, wanted.kind)) {
                case Resolution.Served(ServedKind served) -> read(wanted, served);
                case Resolution.NotServed(String why) -> new Lookup.NotKnown(why);
                case Resolution.Refused(ApiAnswer.Refused refusal) -> new Lookup.NotKnown(phrase(refusal));
            };
        } catch (IOException e) {
            return new Lookup.NotKnown(reason(e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Lookup.NotKnown(TIME_IS_UP);
        }
    }

    private Lookup read(ObjectName wanted, ServedKind served) throws IOException, InterruptedException {
        boolean mayExist =
                ServedKind.isName(wanted.name) && (served.namespaced() == ServedKind.isName(wanted.namespace));
        if (!mayExist) {
            return Lookup.Absent.INSTANCE;
        }
        return switch (ask(served.path(wanted.namespace, wanted.name), "")) {
            case ApiAnswer.Body body -> {
                try (body;
                        JsonParser parser = ObjectDecoder.parser(body.json())) {
                    parser.nextToken();
                    Manifest found = Manifest.of(decoder.object(parser, whole(served), served));
                    ObjectDecoder.finish(parser);
                    yield new Lookup.Found(found);
                }
            }
            case ApiAnswer.Refused refusal ->
                refusal.isNotFound() && refusal.object().equals(wanted.name)
                        ? Lookup.Absent.INSTANCE
                        : new Lookup.NotKnown(phrase(refusal));
        };
    }

    /** Whether the API server has the kind; whether it tells of its objects shows when it is asked. */
    @Override
    public boolean knows(String apiVersion, String kind) {
        try {
            return resolve(apiVersion, kind) instanceof Resolution.Served;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Listing list(String apiVersion, String kind, String namespace) {
        return listing(all(apiVersion, kind, namespace), store -> store.list(namespace));
    }

    @Override
    public Listing selecting(String apiVersion, String kind, String namespace, JsonObject podLabels) {
        return listing(all(apiVersion, kind, namespace), store -> store.selecting(namespace, podLabels));
    }

    @Override
    public Listing selectedBy(String apiVersion, String kind, String namespace, JsonObject selector) {
        Optional<String> narrowed = isPod(apiVersion, kind)
                ? SelectorText.of(selector).map(text -> "labelSelector=" + text)
                : Optional.empty();
        return listing(narrowed(apiVersion, kind, namespace, narrowed), store -> store.selectedBy(namespace, selector));
    }

    @Override
    public Listing referring(String apiVersion, String kind, String namespace, String fieldPath, String value) {
        if (isPod(apiVersion, kind) && fieldPath.equals(POD_ADDRESSES)) {
            return withAddress(namespace, value);
        }
        Optional<String> narrowed = isPod(apiVersion, kind) && POD_FIELDS.contains(fieldPath)
                ? byField(fieldPath, value)
                : Optional.empty();
        return listing(
                narrowed(apiVersion, kind, namespace, narrowed), store -> store.referring(namespace, fieldPath, value));
    }

    /**
     * The pods with an address. The API server finds those whose first it is; of the cached view come the names of the
     * others, which are read again. Without it all pods are looked through.
     */
    private Listing withAddress(String namespace, String address) {
        Function<KindStore, List<Manifest>> question = store -> store.referring(namespace, POD_ADDRESSES, address);
        if (!(cached.referring("v1", "Pod", namespace, POD_ADDRESSES, address)
                instanceof Listing.Known(List<Manifest> cachedPods))) {
            return listing(all("v1", "Pod", namespace), question);
        }
        Objects first = narrowed("v1", "Pod", namespace, byField("status.podIP", address));
        var pods = new KindStore();
        question.apply(first.store).forEach(pods::put);
        String why = first.why;
        for (Manifest pod : cachedPods) {
            if (pods.get(pod.namespace(), pod.name()).isPresent()) {
                continue;
            }
            switch (get("v1", "Pod", pod.namespace(), pod.name())) {
                case Lookup.Found(Manifest now) -> pods.put(now);
                case Lookup.NotKnown(String reason) -> why = reason;
                case Lookup.Absent _ -> {}
            }
        }
        return listing(new Objects(pods, why), question);
    }

    private static Optional<String> byField(String fieldPath, String value) {
        return isPlain(value)
                ? Optional.of("fieldSelector=" + ServedKind.encoded(fieldPath + "=" + value))
                : Optional.empty();
    }

    private static boolean isPod(String apiVersion, String kind) {
        return apiVersion.equals("v1") && kind.equals("Pod");
    }

    /** Whether a text means itself in a field selector. */
    private static boolean isPlain(String value) {
        return !value.isEmpty() && value.chars().noneMatch(c -> c == ',' || c == '=' || c == '\\' || c == '!');
    }

    private static Listing listing(Objects found, Function<KindStore, List<Manifest>> question) {
        List<Manifest> manifests = question.apply(found.store);
        return found.why.isEmpty() ? new Listing.Known(manifests) : new Listing.Partial(manifests, found.why);
    }

    private Objects narrowed(String apiVersion, String kind, String namespace, Optional<String> narrowed) {
        Objects all = lists.get(new Query(apiVersion, kind, namespace, ""));
        return all != null || narrowed.isEmpty()
                ? all(apiVersion, kind, namespace)
                : listed(new Query(apiVersion, kind, namespace, narrowed.get()));
    }

    private Objects all(String apiVersion, String kind, String namespace) {
        return listed(new Query(apiVersion, kind, namespace, ""));
    }

    private Objects listed(Query query) {
        Objects known = lists.get(query);
        if (known == null) {
            var store = new KindStore();
            known = new Objects(store, read(query, store));
            lists.put(query, known);
        }
        return known;
    }

    /** Reads objects into a store; says why there may be more, or nothing. */
    private String read(Query query, KindStore store) {
        try {
            return switch (resolve(query.apiVersion, query.kind)) {
                case Resolution.Served(ServedKind served) -> read(query, served, store);
                case Resolution.NotServed(String why) -> why;
                case Resolution.Refused(ApiAnswer.Refused refusal) -> phrase(refusal);
            };
        } catch (IOException e) {
            return reason(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return TIME_IS_UP;
        }
    }

    private String read(Query query, ServedKind served, KindStore store) throws IOException, InterruptedException {
        boolean everywhere = query.namespace.equals(EVERY_NAMESPACE);
        if (!everywhere && served.namespaced() != ServedKind.isName(query.namespace)) {
            return "";
        }
        String rest = "";
        do {
            String text = "limit=" + PAGE
                    + (query.narrowed.isEmpty() ? "" : "&" + query.narrowed)
                    + (rest.isEmpty() ? "" : "&continue=" + ServedKind.encoded(rest));
            switch (ask(served.listPath(query.namespace), text)) {
                case ApiAnswer.Body body -> {
                    try (body) {
                        rest = ListPage.read(body, decoder, whole(served), served, store::put)
                                .rest();
                    }
                }
                case ApiAnswer.Refused refusal -> {
                    return phrase(refusal);
                }
            }
            if (!rest.isEmpty() && store.size() >= OBJECTS_AT_MOST) {
                return "there are more than %d objects of kind %s".formatted(OBJECTS_AT_MOST, query.kind);
            }
        } while (!rest.isEmpty());
        return "";
    }

    private Resolution resolve(String apiVersion, String kind) throws IOException, InterruptedException {
        return discovery.recall(apiVersion, kind, left());
    }

    private ApiAnswer ask(String path, String query) throws IOException, InterruptedException {
        Duration left = left();
        return server.get(path, query, left, left);
    }

    private Duration left() throws IOException {
        Duration left = deadline.left();
        if (left.isNegative() || left.isZero()) {
            throw new IOException(TIME_IS_UP);
        }
        return left;
    }

    private String reason(IOException failure) {
        if (deadline.hasPassed()) {
            return TIME_IS_UP;
        }
        String message = failure.getMessage();
        return message == null ? "the API server's answer could not be read" : ApiServer.oneLine(message);
    }

    private static WatchedKind whole(ServedKind served) {
        return new WatchedKind(served.apiVersion(), served.kind(), Set.of(WatchedKind.EVERY_FIELD));
    }

    private static String phrase(ApiAnswer.Refused refusal) {
        return "the API server answered " + refusal;
    }
}
