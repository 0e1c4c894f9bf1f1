package dev.ordinal.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load of {@code bench/serve}, a program of one file. */
final class ServeLoad {

    private static final String BUCKET = "_duration_seconds_bucket\\{[^}]*le=\"([^\"]+)\"[^}]*\\} ([0-9.E+]+)";

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

    /** So many different reviews are sent over and over. */
    private static final int REVIEWS = 1_000;

    private ServeLoad() {}

    /** {@code manifests COUNT}, or {@code load URL METRICS COUNT RATE WARMUP SECONDS PID}. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        if (arguments[0].equals("manifests")) {
            var yaml = new StringBuilder();
            int count = Integer.parseInt(arguments[1]);
            for (int i = 0; i < count; i++) {
                yaml.append(manifests(i));
            }
            System.out.print(yaml);
            return;
        }
        URI door = URI.create(arguments[1]);
        URI metrics = URI.create(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        int rate = Integer.parseInt(arguments[4]);
        boolean mutates = door.getPath().equals("/mutate");
        Pattern buckets = Pattern.compile((mutates ? "ordinal_mutation" : "ordinal_admission") + BUCKET);
        List<byte[]> reviews = reviews(door, count, mutates);
        try (var connections = new Connections(door)) {
            send(connections, reviews, rate, Integer.parseInt(arguments[5]));
            Map<Double, Double> before = histogram(metrics, buckets);
            Duration cpuBefore = cpu(arguments[7]);
            long[] nanos = send(connections, reviews, rate, Integer.parseInt(arguments[6]));
            Duration cpu = cpu(arguments[7]).minus(cpuBefore);
            Map<Double, Double> after = histogram(metrics, buckets);
            Arrays.sort(nanos);
            System.out.printf(
                    "objects %d, %s: handler p50 %s ms, p99 %s ms; client p50 %.2f ms, p99 %.2f ms;"
                            + " processor %.2f ms a request; %d requests at %d/s%n",
                    2 * count,
                    mutates ? "mutate" : "validate",
                    quantile(before, after, 0.5),
                    quantile(before, after, 0.99),
                    nanos[nanos.length / 2] / 1e6,
                    nanos[nanos.length * 99 / 100] / 1e6,
                    cpu.toNanos() / 1e6 / nanos.length,
                    nanos.length,
                    rate);
        }
    }

    private static Duration cpu(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** Whole requests, made before any is sent, so that the sender takes little of the processors that it shares. */
    private static List<byte[]> reviews(URI door, int count, boolean mutates) {
        var requests = new ArrayList<byte[]>();
        for (int i = 0; i < REVIEWS; i++) {
            int existing = (int) ((long) i * count / REVIEWS);
            String review = review(i, existing);
            byte[] body = (mutates ? asking(review) : review).getBytes(StandardCharsets.UTF_8);
            byte[] head =
                    "POST %s?%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                            .formatted(door.getPath(), door.getQuery(), door.getHost(), body.length)
                            .getBytes(StandardCharsets.US_ASCII);
            byte[] request = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, request, head.length, body.length);
            requests.add(request);
        }
        return requests;
    }

    /** Sends reviews at fixed times, and gives how long after its time each was answered. */
    private static long[] send(Connections connections, List<byte[]> reviews, int rate, int seconds)
            throws IOException, InterruptedException {
        int requests = rate * seconds;
        var nanos = new long[requests];
        long start = System.nanoTime();
        long every = Duration.ofSeconds(1).toNanos() / rate;
        for (int i = 0; i < requests; i++) {
            int number = i;
            long due = start + i * every;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            connections.send(reviews.get(i % reviews.size()), () -> nanos[number] = System.nanoTime() - due);
        }
        int failed = connections.finish(requests);
        if (failed > 0) {
            System.out.println(failed + " of " + requests + " requests were not allowed or not answered");
        }
        return nanos;
    }

    /** Keeps connections open, and gives a request to the one that was used last of those that wait for none. */
    private static final class Connections implements AutoCloseable {
        private final InetSocketAddress address;
        private final Selector selector = Selector.open();
        private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
        private final Semaphore done = new Semaphore(0);
        private final AtomicInteger failed = new AtomicInteger();

        Connections(URI door) throws IOException {
            address = new InetSocketAddress(door.getHost(), door.getPort());
            Thread.ofPlatform().daemon().start(this::receive);
        }

        void send(byte[] request, Runnable answered) throws IOException {
            Connection connection = idle.pollFirst();
            if (connection == null) {
                connection = new Connection(SocketChannel.open(address));
                connection.channel.configureBlocking(false);
                connection.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                connection.answered = answered;
                connection.channel.register(selector, SelectionKey.OP_READ, connection);
                selector.wakeup();
            } else {
                connection.answered = answered;
            }
            ByteBuffer bytes = ByteBuffer.wrap(request);
            try {
                while (bytes.hasRemaining()) {
                    connection.channel.write(bytes);
                }
            } catch (IOException closed) {
                // the receiver meets the end of the connection, too, and counts the request
            }
        }

        /** Waits for as many answers, and gives how many were not what they should be. */
        int finish(int requests) throws InterruptedException {
            done.acquire(requests);
            return failed.getAndSet(0);
        }

        private void receive() {
            try {
                while (selector.isOpen()) {
                    selector.select(key -> receive((Connection) key.attachment()));
                }
            } catch (IOException | ClosedSelectorException end) {
                // closed
            }
        }

        private void receive(Connection connection) {
            boolean open;
            try {
                open = connection.channel.read(connection.answer) >= 0;
            } catch (IOException broken) {
                open = false;
            }
            if (!open && idle.remove(connection)) {
                closeQuietly(connection.channel);
                return;
            }
            String answer =
                    new String(connection.answer.array(), 0, connection.answer.position(), StandardCharsets.ISO_8859_1);
            if (open && !isWhole(answer)) {
                return;
            }
            connection.answer.clear();
            connection.answered.run();
            if (!answer.startsWith("HTTP/1.1 200 ") || !answer.contains("\"allowed\":true")) {
                failed.incrementAndGet();
            }
            if (open) {
                idle.addFirst(connection);
            } else {
                closeQuietly(connection.channel);
            }
            done.release();
        }

        private static boolean isWhole(String answer) {
            int head = answer.indexOf("\r\n\r\n");
            Matcher length = LENGTH.matcher(answer);
            return head >= 0 && length.find() && answer.length() >= head + 4 + Integer.parseInt(length.group(1));
        }

        @Override
        public void close() throws IOException {
            selector.close();
            idle.forEach(connection -> closeQuietly(connection.channel));
        }

        private static void closeQuietly(SocketChannel channel) {
            try {
                channel.close();
            } catch (IOException closed) {
                // nothing is lost
            }
        }
    }

    /** A connection, and what is to be done when its request is answered. */
    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(1 << 16);
        private volatile Runnable answered = () -> {};

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private static Map<Double, Double> histogram(URI metrics, Pattern buckets) throws IOException {
        String page;
        try (InputStream in = metrics.toURL().openStream()) {
            page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        var counts = new TreeMap<Double, Double>();
        Matcher bucket = buckets.matcher(page);
        while (bucket.find()) {
            double bound =
                    bucket.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bucket.group(1));
            counts.merge(bound, Double.parseDouble(bucket.group(2)), Double::sum);
        }
        return counts;
    }

    /** The bucket that the quantile lies in, and where within it if requests are spread evenly there. */
    private static String quantile(Map<Double, Double> before, Map<Double, Double> after, double quantile) {
        double total = after.get(Double.POSITIVE_INFINITY) - before.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
        double wanted = total * quantile;
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : after.entrySet()) {
            double up = bucket.getValue() - before.getOrDefault(bucket.getKey(), 0.0);
            if (up >= wanted) {
                double at = lower + (bucket.getKey() - lower) * (wanted - below) / (up - below);
                return "%.2f (%.2f to %.2f)".formatted(at * 1e3, lower * 1e3, bucket.getKey() * 1e3);
            }
            lower = bucket.getKey();
            below = up;
        }
        return "?";
    }

    private static String manifests(int number) {
        return """
                ---
                {apiVersion: v1, kind: Service, metadata: {name: db-%1$d, namespace: ns-%2$d},
                 spec: {clusterIP: None, selector: {app: db-%1$d}, ports: [{name: sql, port: 5432, targetPort: sql}]}}
                ---
                {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db-%1$d, namespace: ns-%2$d},
                 spec: {serviceName: db-%1$d, replicas: 3, selector: {matchLabels: {app: db-%1$d}},
                  template: {metadata: {labels: {app: db-%1$d}},
                   spec: {containers: [{name: db, image: "db:1", ports: [{name: sql, containerPort: 5432}],
                    readinessProbe: {tcpSocket: {port: sql}}}]}}}}
                """.formatted(number, number % 100);
    }

    /** The same without its probe and its claim, for which it asks. */
    private static String asking(String review) {
        return review.replace("readinessProbe", "startupProbe")
                .replace(
                        "\"creationTimestamp\": \"2026",
                        "\"annotations\": {\"storage.ordinal.dev/wal\": \"1Gi /wal\", \"probes.ordinal.dev/readiness\":"
                                + " \"true\"}, \"creationTimestamp\": \"2026")
                .replace("\"volumeMounts\": [{\"name\": \"data\", \"mountPath\": \"/data\"}],", "")
                .replaceFirst("(?s),\\s*\"volumeClaimTemplates\": \\[.*?\\}\\]\\},", "},");
    }

    /** A StatefulSet as an API server sends it, for a Service that is there. */
    private static String review(int number, int existing) {
        return """
                {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1", "request": {"uid": "u-%1$d",
                "kind": {"group": "apps", "version": "v1", "kind": "StatefulSet"},
                "resource": {"group": "apps", "version": "v1", "resource": "statefulsets"},
                "requestKind": {"group": "apps", "version": "v1", "kind": "StatefulSet"},
                "requestResource": {"group": "apps", "version": "v1", "resource": "statefulsets"},
                "name": "db-%2$d", "namespace": "ns-%3$d", "operation": "CREATE",
                "userInfo": {"username": "jane", "groups": ["dev", "system:authenticated"]},
                "object": {"apiVersion": "apps/v1", "kind": "StatefulSet",
                 "metadata": {"name": "db-%2$d", "namespace": "ns-%3$d", "labels": {"app": "db-%2$d"},
                  "uid": "5c8a6a24-6a1e-4d7c-a9f0-4d5f7b0a1c11", "creationTimestamp": "2026-11-01T00:00:00Z", "generation": 1},
                 "spec": {"replicas": 3, "serviceName": "db-%2$d", "podManagementPolicy": "OrderedReady",
                  "revisionHistoryLimit": 10, "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}},
                  "persistentVolumeClaimRetentionPolicy": {"whenDeleted": "Retain", "whenScaled": "Retain"},
                  "selector": {"matchLabels": {"app": "db-%2$d"}},
                  "template": {"metadata": {"labels": {"app": "db-%2$d"}, "creationTimestamp": null},
                   "spec": {"restartPolicy": "Always", "dnsPolicy": "ClusterFirst", "schedulerName": "default-scheduler",
                    "terminationGracePeriodSeconds": 60, "securityContext": {"runAsUser": 999, "fsGroup": 999},
                    "containers": [{"name": "db", "image": "registry.example/db:16.4", "imagePullPolicy": "IfNotPresent",
                     "ports": [{"name": "sql", "containerPort": 5432, "protocol": "TCP"}],
                     "env": [{"name": "DATA", "value": "/data"}, {"name": "PEERS", "value": "db-%2$d-0.db-%2$d,db-%2$d-1.db-%2$d"}],
                     "resources": {"requests": {"cpu": "500m", "memory": "1Gi"}, "limits": {"memory": "1Gi"}},
                     "readinessProbe": {"tcpSocket": {"port": "sql"}, "timeoutSeconds": 1, "periodSeconds": 10,
                      "successThreshold": 1, "failureThreshold": 3},
                     "livenessProbe": {"tcpSocket": {"port": "sql"}, "timeoutSeconds": 1, "periodSeconds": 20,
                      "successThreshold": 1, "failureThreshold": 6},
                     "volumeMounts": [{"name": "data", "mountPath": "/data"}],
                     "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File"}]}},
                  "volumeClaimTemplates": [{"apiVersion": "v1", "kind": "PersistentVolumeClaim",
                   "metadata": {"name": "data", "creationTimestamp": null},
                   "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "fast", "volumeMode": "Filesystem",
                    "resources": {"requests": {"storage": "10Gi"}}}, "status": {"phase": "Pending"}}]},
                 "status": {"replicas": 0, "availableReplicas": 0}},
                "oldObject": null, "dryRun": false, "options": {"kind": "CreateOptions", "apiVersion": "meta.k8s.io/v1"}}}""".formatted(number, existing, existing % 100);
    }
}
