package dev.ordinal.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load of {@code bench/serve}, a program of one file. */
final class ServeLoad {

    private static final String BUCKET = "_duration_seconds_bucket\\{[^}]*le=\"([^\"]+)\"[^}]*\\} ([0-9.E+]+)";

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
        int count = Integer.parseInt(arguments[3]);
        int rate = Integer.parseInt(arguments[4]);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        send(client, arguments[1], count, rate, Integer.parseInt(arguments[5]));
        boolean mutates = arguments[1].contains("/mutate");
        Pattern buckets = Pattern.compile((mutates ? "ordinal_mutation" : "ordinal_admission") + BUCKET);
        Map<Double, Double> before = histogram(client, arguments[2], buckets);
        Duration cpuBefore = cpu(arguments[7]);
        long[] nanos = send(client, arguments[1], count, rate, Integer.parseInt(arguments[6]));
        Duration cpu = cpu(arguments[7]).minus(cpuBefore);
        Map<Double, Double> after = histogram(client, arguments[2], buckets);
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

    private static Duration cpu(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** Sends reviews at fixed times, and gives how long after its time each was answered. */
    private static long[] send(HttpClient client, String url, int count, int rate, int seconds)
            throws InterruptedException {
        int requests = rate * seconds;
        var nanos = new long[requests];
        var failed = new AtomicInteger();
        var open = new Semaphore(0);
        long start = System.nanoTime();
        long every = Duration.ofSeconds(1).toNanos() / rate;
        for (int i = 0; i < requests; i++) {
            int number = i;
            long due = start + i * every;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            url.contains("/mutate")
                                    ? asking(review(number, number % count))
                                    : review(number, number % count)))
                    .build();
            client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete((answer, failure) -> {
                nanos[number] = System.nanoTime() - due;
                if (failure != null
                        || answer.statusCode() != 200
                        || !answer.body().contains("\"allowed\":true")) {
                    failed.incrementAndGet();
                }
                open.release();
            });
        }
        open.acquire(requests);
        if (failed.get() > 0) {
            System.out.println(failed + " of " + requests + " requests were not allowed or not answered");
        }
        return nanos;
    }

    private static Map<Double, Double> histogram(HttpClient client, String url, Pattern buckets)
            throws IOException, InterruptedException {
        String page = client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
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
