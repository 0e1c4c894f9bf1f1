package dev.ordinal.cluster.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * As much of an API server as a view needs, over real connections: discovery, lists in parts, single objects, watches
 * with bookmarks, and the ways in which they fail. Versions count all changes, of whatever kind.
 */
final class StubApiServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Resource(String apiVersion, String kind, String plural, boolean namespaced, List<String> verbs) {}

    private record Event(long version, String line) {}

    /** A refusal to give instead of an answer. */
    record Refusal(int code, String message) {}

    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, Shelf> shelves = new HashMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile boolean stalled;
    private Door door;
    private long version = 1;
    private long compacted;

    /** The objects of a resource, and what happened to them. */
    private static final class Shelf {
        private final TreeMap<String, ObjectNode> objects = new TreeMap<>();
        private final List<Event> events = new ArrayList<>();
    }

    private record Door(HttpServer server, ExecutorService threads) {}

    private static final class Watcher {
        private final Resource resource;
        private long sent;
        private boolean ended;
        private boolean torn;

        Watcher(Resource resource, long since) {
            this.resource = resource;
            this.sent = since;
        }
    }

    StubApiServer() throws IOException {
        serve("v1", "Service", "services", true);
        serve("v1", "Pod", "pods", true);
        serve("apps/v1", "StatefulSet", "statefulsets", true);
        serve("storage.k8s.io/v1", "StorageClass", "storageclasses", false);
        door = open(0);
        port = door.server.getAddress().getPort();
    }

    private Door open(int at) throws IOException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        var listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        listening.setExecutor(threads);
        listening.createContext("/", this::handle);
        listening.start();
        return new Door(listening, threads);
    }

    KubernetesClient client() {
        return client(() -> "");
    }

    /** A client that asks for a token before each request. */
    KubernetesClient client(OAuthTokenProvider tokens) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + port)
                        .withAutoConfigure(false)
                        .withHttp2Disable(true)
                        .withOauthTokenProvider(tokens)
                        .build())
                .build();
    }

    /** The paths asked for, without queries, in order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** What stood behind the paths, in order. */
    List<String> queries() {
        return List.copyOf(queries);
    }

    /** From now on nothing is answered. */
    void stall() {
        stalled = true;
    }

    synchronized void serve(String apiVersion, String kind, String plural, boolean namespaced) {
        serve(apiVersion, kind, plural, namespaced, List.of("get", "list", "watch"));
    }

    synchronized void serve(String apiVersion, String kind, String plural, boolean namespaced, List<String> verbs) {
        resources.put(apiVersion + "/" + plural, new Resource(apiVersion, kind, plural, namespaced, verbs));
    }

    private Shelf shelf(String plural) {
        return shelves.computeIfAbsent(plural, _ -> new Shelf());
    }

    synchronized void stopServing(String apiVersion, String plural) {
        resources.remove(apiVersion + "/" + plural);
    }

    /** Refuses requests whose path and query contain the text, until {@link #allow}. */
    void refuse(String text, int code, String message) {
        refusals.put(text, new Refusal(code, message));
    }

    void allow(String text) {
        refusals.remove(text);
    }

    /** Adds or replaces an object, written as JSON without identity. */
    synchronized void put(String plural, String namespace, String name, String json) {
        try {
            var object = (ObjectNode) JSON.readTree(json);
            ObjectNode metadata = object.withObjectProperty("metadata");
            metadata.put("name", name);
            if (!namespace.isEmpty()) {
                metadata.put("namespace", namespace);
            }
            metadata.put("resourceVersion", String.valueOf(++version));
            boolean isNew = shelf(plural).objects.put(namespace + "/" + name, object) == null;
            tell(plural, isNew ? "ADDED" : "MODIFIED", object);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    synchronized void remove(String plural, String namespace, String name) {
        ObjectNode object = shelf(plural).objects.remove(namespace + "/" + name);
        if (object == null) {
            throw new IllegalArgumentException(name);
        }
        object.withObjectProperty("metadata").put("resourceVersion", String.valueOf(++version));
        tell(plural, "DELETED", object);
    }

    /** Replaces an object by another of the same version, without telling of it. */
    synchronized void putUnseen(String plural, String namespace, String name, String json) {
        String key = namespace + "/" + name;
        try {
            var object = (ObjectNode) JSON.readTree(json);
            object.set(
                    "metadata",
                    Objects.requireNonNull(shelf(plural).objects.get(key)).get("metadata"));
            shelf(plural).objects.put(key, object);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** Removes an object without telling of it, as if the change had been lost with an old version. */
    synchronized void removeUnseen(String plural, String namespace, String name) {
        shelf(plural).objects.remove(namespace + "/" + name);
        version++;
    }

    /** Forgets all changes until now: who asks for older ones is told so. */
    synchronized void compact() {
        compacted = ++version;
        shelves.values().forEach(shelf -> shelf.events.clear());
    }

    /** Sends every watch a sign of life with the present version. */
    synchronized void bookmark() {
        version++;
        resources.values().forEach(resource -> {
            ObjectNode object = JSON.createObjectNode();
            object.put("kind", resource.kind).put("apiVersion", resource.apiVersion);
            object.putObject("metadata").put("resourceVersion", String.valueOf(version));
            tell(resource.plural, "BOOKMARK", object);
        });
    }

    /** Tells every watch that it is too old. */
    synchronized void expireWatches() {
        compact();
        resources.values().forEach(resource -> {
            ObjectNode status = JSON.createObjectNode();
            status.put("kind", "Status").put("code", 410).put("message", "too old resource version");
            tell(resource.plural, "ERROR", status);
        });
    }

    private void tell(String plural, String type, ObjectNode object) {
        ObjectNode event = JSON.createObjectNode();
        event.put("type", type);
        event.set("object", object.deepCopy());
        shelf(plural).events.add(new Event(version, event + "\n"));
        notifyAll();
    }

    /** Ends the watches as a server does whose time for them is up. */
    synchronized void endWatches() {
        watchers.forEach(watcher -> watcher.ended = true);
        notifyAll();
    }

    /** Breaks the watches' connections in the middle of a change. */
    synchronized void tearWatches() {
        watchers.forEach(watcher -> watcher.torn = true);
        notifyAll();
    }

    int watches() {
        return watchers.size();
    }

    /** Closes the door and all connections. */
    void stop() {
        synchronized (this) {
            watchers.forEach(watcher -> watcher.torn = true);
            notifyAll();
        }
        door.server.stop(0);
        door.threads.shutdownNow();
    }

    /** Opens the door again at the same place. */
    void restart() throws IOException {
        door = open(port);
    }

    @Override
    public void close() {
        stop();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        requests.add(path);
        queries.add(query);
        if (stalled) {
            stayQuiet();
            return;
        }
        Optional<Refusal> refusal = refusals.entrySet().stream()
                .filter(entry -> (path + "?" + query).contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (refusal.isPresent()) {
            send(exchange, refusal.get().code, status(refusal.get().message, ""));
            return;
        }
        Map<String, String> parameters = parameters(query);
        String[] steps = path.substring(1).split("/", -1);
        if (steps[0].equals("apis") && steps.length == 2) {
            group(exchange, steps[1]);
            return;
        }
        int at = steps[0].equals("api") ? 2 : 3;
        String apiVersion = at == 2 ? steps[1] : steps[1] + "/" + steps[2];
        if (steps.length == at) {
            version(exchange, apiVersion);
            return;
        }
        boolean named = steps[at].equals("namespaces") && steps.length > at + 2;
        String namespace = named ? steps[at + 1] : "";
        int rest = named ? at + 2 : at;
        Resource resource;
        synchronized (this) {
            resource = resources.get(apiVersion + "/" + steps[rest]);
        }
        if (resource == null) {
            send(exchange, 404, "404 page not found");
        } else if (steps.length > rest + 1) {
            one(exchange, resource, namespace + "/" + steps[rest + 1], steps[rest + 1]);
        } else if (parameters.containsKey("watch")) {
            watch(exchange, resource, Long.parseLong(parameters.get("resourceVersion")));
        } else {
            list(exchange, resource, namespace, parameters);
        }
    }

    private synchronized void stayQuiet() throws IOException {
        try {
            while (stalled) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new HashMap<String, String>();
        for (String each : query.split("&", -1)) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        each.substring(0, equals),
                        URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private void group(HttpExchange exchange, String group) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        var versions = answer.putArray("versions");
        synchronized (this) {
            resources.values().stream()
                    .map(Resource::apiVersion)
                    .filter(each -> each.startsWith(group + "/"))
                    .distinct()
                    .forEach(each -> versions.addObject().put("groupVersion", each));
        }
        if (versions.isEmpty()) {
            send(exchange, 404, "404 page not found");
        } else {
            answer.putObject("preferredVersion")
                    .put("groupVersion", versions.get(0).get("groupVersion").textValue());
            send(exchange, 200, answer.toString());
        }
    }

    private void version(HttpExchange exchange, String apiVersion) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        var list = answer.putArray("resources");
        synchronized (this) {
            resources.values().stream()
                    .filter(each -> each.apiVersion.equals(apiVersion))
                    .forEach(each -> {
                        ObjectNode item = list.addObject()
                                .put("name", each.plural)
                                .put("kind", each.kind)
                                .put("namespaced", each.namespaced);
                        var verbs = item.putArray("verbs");
                        each.verbs.forEach(verbs::add);
                        list.addObject().put("name", each.plural + "/status").put("kind", each.kind);
                    });
        }
        if (list.isEmpty()) {
            send(exchange, 404, "404 page not found");
        } else {
            send(exchange, 200, answer.toString());
        }
    }

    private void one(HttpExchange exchange, Resource resource, String key, String name) throws IOException {
        String found;
        synchronized (this) {
            ObjectNode object = shelf(resource.plural).objects.get(key);
            found = object == null
                    ? ""
                    : object.deepCopy()
                            .put("apiVersion", resource.apiVersion)
                            .put("kind", resource.kind)
                            .toString();
        }
        if (found.isEmpty()) {
            send(exchange, 404, status(resource.plural + " \"" + name + "\" not found", name));
        } else {
            send(exchange, 200, found);
        }
    }

    private void list(HttpExchange exchange, Resource resource, String namespace, Map<String, String> parameters)
            throws IOException {
        ObjectNode answer = JSON.createObjectNode().put("kind", resource.kind + "List");
        synchronized (this) {
            int limit = Integer.parseInt(parameters.getOrDefault("limit", "1000000"));
            String from = parameters.getOrDefault("continue", "");
            ObjectNode metadata = answer.putObject("metadata");
            metadata.put("resourceVersion", String.valueOf(version));
            var items = answer.putArray("items");
            for (var entry : shelf(resource.plural).objects.tailMap(from, false).entrySet()) {
                if (!namespace.isEmpty() && !entry.getKey().startsWith(namespace + "/")) {
                    continue;
                }
                if (!isSelected(entry.getValue(), parameters.getOrDefault("fieldSelector", ""))) {
                    continue;
                }
                if (items.size() == limit) {
                    metadata.put("continue", lastKey(resource, items.get(limit - 1)));
                    break;
                }
                items.add(entry.getValue());
            }
        }
        send(exchange, 200, answer.toString());
    }

    /** Whether an object has the field that a selector of one field wants. */
    private static boolean isSelected(ObjectNode object, String selector) {
        int equals = selector.indexOf('=');
        return equals < 0
                || object.at("/" + selector.substring(0, equals).replace('.', '/'))
                        .asText()
                        .equals(selector.substring(equals + 1));
    }

    private static String lastKey(Resource resource, com.fasterxml.jackson.databind.JsonNode last) {
        String namespace = resource.namespaced ? last.at("/metadata/namespace").textValue() : "";
        return namespace + "/" + last.at("/metadata/name").textValue();
    }

    private void watch(HttpExchange exchange, Resource resource, long since) throws IOException {
        synchronized (this) {
            if (since < compacted) {
                send(exchange, 410, status("too old resource version", ""));
                return;
            }
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        var watcher = new Watcher(resource, since);
        watchers.add(watcher);
        try {
            while (true) {
                List<Event> next = next(watcher);
                if (watcher.torn) {
                    out.write("{\"type\":\"MODIF".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    // without the end of the body
                    throw new IOException("torn");
                }
                if (next.isEmpty()) {
                    break;
                }
                for (Event event : next) {
                    out.write(event.line.getBytes(StandardCharsets.UTF_8));
                }
                out.flush();
            }
            exchange.close();
        } finally {
            watchers.remove(watcher);
        }
    }

    /** What is to be sent next; empty if the watch has ended. */
    private synchronized List<Event> next(Watcher watcher) throws IOException {
        while (!watcher.torn) {
            List<Event> next = shelf(watcher.resource.plural).events.stream()
                    .filter(event -> event.version > watcher.sent)
                    .toList();
            if (!next.isEmpty()) {
                watcher.sent = next.getLast().version;
                return next;
            }
            if (watcher.ended) {
                break;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        return List.of();
    }

    private static String status(String message, String name) {
        ObjectNode status = JSON.createObjectNode().put("kind", "Status").put("message", message);
        ObjectNode details = status.putObject("details");
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        return status.toString();
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
