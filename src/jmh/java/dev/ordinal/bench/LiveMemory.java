package dev.ordinal.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ordinal.cluster.Listing;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.cluster.live.KindState;
import dev.ordinal.cluster.live.LiveListener;
import dev.ordinal.cluster.live.LiveView;
import dev.ordinal.manifest.JsonObject;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a live view of a large cluster takes: memory once all is read and each index is in use, and the time until then.
 * The cluster is made up, by a server in the same process that writes each page of a list when it is asked for.
 *
 * <p>Arguments: how many pods, how many StatefulSets with a Service each.
 */
public final class LiveMemory {

    private static final int PODS_OF_NAMESPACE = 1_000;
    private static final int SETS_OF_NAMESPACE = 100;
    private static final Pattern LIMIT = Pattern.compile("limit=(\\d+)");
    private static final Pattern CONTINUE = Pattern.compile("continue=(\\d+)");

    private static final List<WatchedKind> KINDS = List.of(
            new WatchedKind(
                    "v1",
                    "Pod",
                    Set.of("podIP", "podIPs", "phase", "hostNetwork", "hostname", "subdomain", "nodeName")),
            new WatchedKind(
                    "apps/v1",
                    "StatefulSet",
                    Set.of(
                            "replicas",
                            "serviceName",
                            "template",
                            "volumeClaimTemplates",
                            "podManagementPolicy",
                            "updateStrategy")),
            new WatchedKind(
                    "v1", "Service", Set.of("clusterIP", "type", "ports", "publishNotReadyAddresses", "externalName")));

    /** As when it serves: below that, the client keeps the text of every answer for its log. */
    private static final Logger LOG = Logger.getLogger("io.fabric8");

    private final int pods;
    private final int sets;

    private LiveMemory(int pods, int sets) {
        this.pods = pods;
        this.sets = sets;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        LOG.setLevel(Level.INFO);
        new LiveMemory(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).run(System.out);
    }

    private void run(PrintStream out) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        var config = new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .withAutoConfigure(false)
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            long before = heapAfterCollection();
            long begun = System.nanoTime();
            try (LiveView view = LiveView.start(client, KINDS, LiveListener.NONE)) {
                while (!view.isSynced()) {
                    Thread.sleep(10);
                }
                Duration synced = Duration.ofNanos(System.nanoTime() - begun);
                long objects = heapAfterCollection() - before;
                useIndexes(view);
                long all = heapAfterCollection();
                view.states().forEach(state -> out.println(line(state)));
                out.printf("time until all was read   %8.1f s%n", synced.toMillis() / 1000.0);
                out.printf("heap, objects             %8d MiB%n", objects >> 20);
                out.printf("heap, all, indexes in use %8d MiB%n", all >> 20);
                out.printf("resident                  %8d MiB%n", resident() >> 20);
            }
        }
        System.exit(0); // the server's threads would keep the process
    }

    private static String line(KindState state) {
        return "%-25s %8d objects, %s".formatted(state.kind(), state.objects(), state.status());
    }

    /** Asks what rules ask, in every namespace, so that each index is there. */
    private void useIndexes(LiveView view) {
        long found = size(view.referring("v1", "Pod", "*", "status.podIP", "10.0.0.0"));
        for (int i = 0; i < Math.max(pods / PODS_OF_NAMESPACE, sets / SETS_OF_NAMESPACE); i++) {
            String namespace = "team-" + i;
            JsonObject labels = JsonObject.of(Map.of("app.kubernetes.io/instance", "db-" + i * SETS_OF_NAMESPACE));
            found += size(view.selectedBy("v1", "Pod", namespace, labels));
            found += size(view.selectedBy("apps/v1", "StatefulSet", namespace, labels));
            found += size(view.selecting("v1", "Service", namespace, labels));
            found += size(view.referring("apps/v1", "StatefulSet", namespace, "spec.serviceName", "db-0"));
        }
        if (found == 0) {
            throw new IllegalStateException("nothing was found");
        }
    }

    private static int size(Listing listing) {
        return ((Listing.Known) listing).manifests().size();
    }

    private static long heapAfterCollection() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (query.contains("watch=true")) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            return; // nothing changes
        }
        exchange.sendResponseHeaders(200, 0);
        try (var out = new BufferedWriter(new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8))) {
            switch (path) {
                case "/api/v1" -> out.write(resources("pods", "Pod", "services", "Service"));
                case "/apis/apps/v1" -> out.write(resources("statefulsets", "StatefulSet"));
                case "/api/v1/pods" -> page(out, query, pods, LiveMemory::pod);
                case "/api/v1/services" -> page(out, query, sets, LiveMemory::service);
                case "/apis/apps/v1/statefulsets" -> page(out, query, sets, LiveMemory::statefulSet);
                default -> throw new IOException(path);
            }
        }
    }

    private static String resources(String... namesAndKinds) {
        var text = new StringBuilder("{\"resources\": [");
        for (int i = 0; i < namesAndKinds.length; i += 2) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"name\": \"%s\", \"kind\": \"%s\", \"namespaced\": true, \"verbs\": [\"list\"]}"
                            .formatted(namesAndKinds[i], namesAndKinds[i + 1]));
        }
        return text.append("]}").toString();
    }

    /** Writes the object of a number. */
    private interface Writer {
        String write(int number);
    }

    private static void page(BufferedWriter out, String query, int all, Writer writer) throws IOException {
        int from = number(CONTINUE, query, 0);
        int to = Math.min(all, from + number(LIMIT, query, all));
        out.write("{\"metadata\": {\"resourceVersion\": \"1000000\"");
        if (to < all) {
            out.write(", \"continue\": \"" + to + "\"");
        }
        out.write("}, \"items\": [");
        for (int i = from; i < to; i++) {
            out.write(i == from ? "" : ",");
            out.write(writer.write(i));
        }
        out.write("]}");
    }

    private static int number(Pattern pattern, String query, int otherwise) {
        Matcher matcher = pattern.matcher(query);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }

    private static String uid(String kind, int number) {
        return new java.util.UUID(kind.hashCode() * 7919L, number * 104729L).toString();
    }

    private static String metadata(String kind, String name, String namespace, int number, String app, String owner) {
        return """
                "metadata": {"name": "%s", "namespace": "%s", "uid": "%s", "resourceVersion": "%d",
                 "creationTimestamp": "2026-0%d-1%dT12:%02d:%02dZ",
                 "labels": {"app.kubernetes.io/name": "postgres", "app.kubernetes.io/instance": "%s",
                  "app.kubernetes.io/managed-by": "Helm", "helm.sh/chart": "postgresql-15.5.%d",
                  "app.kubernetes.io/component": "primary"},
                 "annotations": {"checksum/config": "%064x", "meta.helm.sh/release-name": "%s",
                  "kubectl.kubernetes.io/last-applied-configuration": "%s"}%s,
                 "managedFields": [{"manager": "kube-controller-manager", "operation": "Update", "apiVersion": "v1",
                  "time": "2026-01-01T00:00:00Z", "fieldsType": "FieldsV1", "fieldsV1": {"f:metadata": {"f:labels": {".": {},
                  "f:app.kubernetes.io/name": {}, "f:app.kubernetes.io/instance": {}}}, "f:spec": {"f:containers": {}}}}]}""".formatted(
                        name,
                        namespace,
                        uid(kind, number),
                        number + 100_000,
                        1 + number % 9,
                        number % 10,
                        number % 60,
                        number / 60 % 60,
                        app,
                        number % 20,
                        app.hashCode() * 31L + 7,
                        app,
                        "x".repeat(600),
                        owner);
    }

    private static String pod(int number) {
        int set = number / 10;
        int ordinal = number % 10;
        String app = "db-" + set;
        String name = app + "-" + ordinal;
        String owner = """
                , "ownerReferences": [{"apiVersion": "apps/v1", "kind": "StatefulSet", "name": "%s", "uid": "%s",
                "controller": true, "blockOwnerDeletion": true}]""".formatted(app, uid("StatefulSet", set));
        String address = "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255);
        return """
                {%s, "spec": {"hostname": "%s", "subdomain": "%s", "nodeName": "node-%d", "restartPolicy": "Always",
                 "containers": [%s], "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "data-%s"}},
                  {"name": "kube-api-access-%05d", "projected": {"sources": []}}]},
                 "status": {"phase": "Running", "podIP": "%s", "podIPs": [{"ip": "%s"}], "hostIP": "192.168.0.%d",
                  "conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z"},
                   {"type": "ContainersReady", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z"}],
                  "containerStatuses": [{"name": "postgres", "ready": true, "restartCount": 0, "containerID": "containerd://%s"}]}}""".formatted(
                        metadata("Pod", name, "team-" + number / PODS_OF_NAMESPACE, number, app, owner),
                        name,
                        app,
                        number % 500,
                        container(set),
                        name,
                        number,
                        address,
                        address,
                        number % 250,
                        uid("container", number));
    }

    private static String container(int set) {
        return """
                {"name": "postgres", "image": "docker.io/bitnami/postgresql:16.%d", "args": ["-c", "max_connections=%d"],
                 "ports": [{"name": "tcp-postgresql", "containerPort": 5432, "protocol": "TCP"}],
                 "env": [{"name": "PGDATA", "value": "/var/lib/postgresql/data"},
                  {"name": "POSTGRES_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db-%d", "key": "password"}}}],
                 "resources": {"requests": {"cpu": "500m", "memory": "1Gi"}, "limits": {"memory": "2Gi"}},
                 "volumeMounts": [{"name": "data", "mountPath": "/var/lib/postgresql/data"}],
                 "readinessProbe": {"exec": {"command": ["pg_isready"]}, "periodSeconds": 10, "timeoutSeconds": 5},
                 "livenessProbe": {"exec": {"command": ["pg_isready"]}, "periodSeconds": 10, "timeoutSeconds": 5}}""".formatted(set % 5, 100 + set % 50, set);
    }

    private static String statefulSet(int number) {
        String app = "db-" + number;
        String labels = "{\"app.kubernetes.io/name\": \"postgres\", \"app.kubernetes.io/instance\": \"" + app + "\"}";
        return """
                {%s, "spec": {"replicas": 10, "serviceName": "%s", "podManagementPolicy": "OrderedReady",
                 "selector": {"matchLabels": %s}, "updateStrategy": {"type": "RollingUpdate"},
                 "template": {"metadata": {"labels": %s}, "spec": {"containers": [%s],
                  "terminationGracePeriodSeconds": 60, "securityContext": {"fsGroup": 1001}}},
                 "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"],
                  "storageClassName": "fast", "resources": {"requests": {"storage": "10Gi"}}}}]},
                 "status": {"replicas": 10, "readyReplicas": 10, "currentRevision": "%s-5d4f"}}""".formatted(
                        metadata("StatefulSet", app, "team-" + number / SETS_OF_NAMESPACE, number, app, ""),
                        app,
                        labels,
                        labels,
                        container(number),
                        app);
    }

    private static String service(int number) {
        String app = "db-" + number;
        return """
                {%s, "spec": {"clusterIP": "None", "clusterIPs": ["None"], "type": "ClusterIP", "sessionAffinity": "None",
                 "selector": {"app.kubernetes.io/name": "postgres", "app.kubernetes.io/instance": "%s"},
                 "ports": [{"name": "tcp-postgresql", "port": 5432, "targetPort": "tcp-postgresql", "protocol": "TCP"}]},
                 "status": {"loadBalancer": {}}}""".formatted(metadata("Service", app, "team-" + number / SETS_OF_NAMESPACE, number, app, ""), app);
    }
}
