package dev.ordinal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server, from outside: a process, TLS, files that change, load. */
class ServeIT {

    private static final Path REVIEWS = Path.of("examples", "reviews");

    @TempDir
    Path folder;

    private static String review(String name) throws IOException {
        return Files.readString(REVIEWS.resolve(name));
    }

    /** A client that trusts the certificates of some folders. */
    private static HttpClient trusting(HttpClient.Version version, Path... folders) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            for (Path folder : folders) {
                KeyStore keys = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(folder.resolve("store.p12"))) {
                    keys.load(in, "changeit".toCharArray());
                }
                trust.setCertificateEntry(folder.toString(), keys.getCertificate("door"));
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(trust);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), new SecureRandom());
            return HttpClient.newBuilder().sslContext(context).version(version).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> post(HttpClient client, String url, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void settingsThatAreWrongEndTheProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(RunningServer.command("--enforcement", "strict")).start();

        String said = process.errorReader().readAllAsString();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(said.lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("ordinal: No certificate: "))
                .contains(
                        "ordinal: ordinal.enforcement = \"strict\" (the command line): expected deny, warn or audit.");
    }

    @Test
    void aPortInUseEndsTheProcessAndIsTold() throws IOException, InterruptedException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            Process process = new ProcessBuilder(
                            RunningServer.command("--insecure", "--view", "examples/good", "--port", port))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();

            String said = process.errorReader().readAllAsString();

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(said)
                    .startsWith("ordinal: One of the ports " + port + " (ordinal.listen.port) and 9000")
                    .contains("Address already in use");
        }
    }

    @Test
    void aSignalEndsTheProcessWithItsOwnCode() throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("application.properties"),
                "ordinal.enforcement=deny\nordinal.drain=100ms\nordinal.reload.interval=100ms\n");
        try (RunningServer server = RunningServer.start(
                folder.resolve("log"), "--insecure", "--config", folder.toString(), "--view", "examples/good")) {
            server.terminate();

            assertThat(server.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void whatIsAskedIsAnsweredAndWhatChangesIsReread() throws IOException, InterruptedException {
        Path policies = Files.createDirectory(folder.resolve("policies"));
        Path settings = Files.writeString(
                folder.resolve("application.properties"),
                "ordinal.enforcement=deny\nordinal.reload.interval=100ms\nordinal.limits.body=64Ki\n");
        HttpClient client = HttpClient.newHttpClient();
        try (RunningServer server = RunningServer.start(
                folder.resolve("log"),
                "--insecure",
                "--config",
                folder.toString(),
                "--policies",
                policies.toString(),
                "--view",
                "examples/good")) {
            String validate = server.url("http", "/validate?timeout=10s");
            String denied = review("statefulset-without-service.json");

            HttpResponse<String> answer = post(client, validate, denied);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.body()).contains("\"allowed\":false", "\"code\":403", "headless-service/service-exists");
            assertThat(post(client, server.url("http", "/mutate"), denied).body())
                    .contains("\"allowed\":true")
                    .doesNotContain("patch");
            assertThat(post(client, server.url("http", "/mutate"), review("statefulset-that-asks-for-storage.json"))
                            .body())
                    .contains("\"allowed\":true", "\"patchType\":\"JSONPatch\"", "\"patch\":\"")
                    .contains("claim-templates added ", "readiness-probe added ");
            assertThat(post(client, validate, "{").statusCode()).isEqualTo(400);
            HttpResponse<String> large = post(client, validate, " ".repeat(70_000));
            assertThat(large.statusCode()).isEqualTo(413);
            assertThat(large.body()).contains("has 70000 bytes, the limit (ordinal.limits.body) is 65536");
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(validate))
                                            .header("Content-Type", "text/plain")
                                            .POST(HttpRequest.BodyPublishers.ofString(denied))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(415);
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(validate))
                                            .POST(HttpRequest.BodyPublishers.ofInputStream(
                                                    () -> new java.io.ByteArrayInputStream(
                                                            denied.getBytes(StandardCharsets.UTF_8))))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(411);
            assertThat(server.metric("ordinal_admission_requests_total{decision=\"deny\",kind=\"StatefulSet\","
                            + "operation=\"CREATE\"}"))
                    .isEqualTo(1);
            assertThat(server.log())
                    .contains("\"message\":\"denied\"", "\"user\":\"jane\"")
                    .doesNotContain("nginx-slim");

            Files.writeString(policies.resolve("bad.yaml"), "apiVersion: ordinal.dev/v1alpha1\nkind: Policy\n");
            server.await(
                    "refused", () -> server.metric("ordinal_reloads_total{outcome=\"failed\",what=\"policies\"}") == 1);
            assertThat(server.log()).contains("bad.yaml:1:1: ", "stays in use");
            assertThat(post(client, validate, denied).body()).contains("\"allowed\":false");
            Files.delete(policies.resolve("bad.yaml"));
            server.await("mended", () -> server.metric("ordinal_policies{state=\"failed\"}") == 0);

            assertThat(server.metric("ordinal_reloads_total{outcome=\"failed\",what=\"settings\"}"))
                    .isZero();
            String written = Files.readString(settings);
            Files.writeString(settings, "");
            server.await("refused", () -> server.metric("ordinal_files_in_use{what=\"settings\"}") == 0);
            assertThat(server.log()).contains("the settings were not reread: ordinal.enforcement is not set");
            assertThat(post(client, validate, denied).body()).contains("\"allowed\":false");
            Files.writeString(settings, written.replace("=deny", "=warn"));
            server.await("mended", () -> server.metric("ordinal_files_in_use{what=\"settings\"}") == 1);
            server.await("reread", () -> post(client, validate, denied).body().contains("\"allowed\":true"));
            Files.writeString(settings, Files.readString(settings) + "ordinal.bypass.users=jane\n");
            server.await("reread", () -> post(client, validate, denied).body().contains("\"bypassed\""));
            assertThat(server.log()).contains("not judged: the settings let this user through");
        }
    }

    private static final String SLOW = """
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata: {name: slow}
            spec:
              title: What takes its time
              action: Deny
              matchConstraints:
                resourceRules:
                - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}
              validations:
              - name: count
                expression: lists.range(700).all(i, lists.range(700).all(j, i + j >= 0))
                message: never
            """;

    /** An answer, and how long it took. */
    private record Timed(HttpResponse<String> answer, long millis) {}

    private static List<Timed> together(HttpClient client, String url, String body, int count) {
        var answers = new ArrayList<CompletableFuture<Timed>>();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .thenApply(answer -> new Timed(answer, (System.nanoTime() - start) / 1_000_000)));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void whatIsTooMuchIsTurnedAwayAtOnceAndWhatIsTooLateWhenItsTurnComes() throws IOException, InterruptedException {
        Path policies = Files.createDirectory(folder.resolve("policies"));
        Files.writeString(policies.resolve("slow.yaml"), SLOW);
        Files.writeString(
                folder.resolve("application.properties"),
                "ordinal.enforcement=deny\nordinal.limits.concurrency=1\nordinal.builtin-policies=false\nordinal.warm-up=0s\n");
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (RunningServer server = RunningServer.start(
                folder.resolve("log"),
                "--insecure",
                "--config",
                folder.toString(),
                "--policies",
                policies.toString(),
                "--view",
                "examples/good")) {
            String review = review("statefulset-without-service.json");

            // one is judged, sixteen wait, and no more
            List<Timed> many = together(client, server.url("http", "/validate?timeout=30s"), review, 40);
            long last = many.stream()
                    .filter(timed -> timed.answer().statusCode() == 200)
                    .mapToLong(Timed::millis)
                    .max()
                    .orElseThrow();
            assertThat(many)
                    .filteredOn(timed -> timed.answer().statusCode() != 200)
                    .isNotEmpty()
                    .allSatisfy(timed -> {
                        assertThat(timed.answer().statusCode()).isEqualTo(503);
                        assertThat(timed.answer().headers().firstValue("Retry-After"))
                                .isEmpty();
                        assertThat(timed.millis()).isLessThan(last);
                    });
            double turnedAway = server.metric("ordinal_overload_total");
            assertThat(turnedAway).isPositive();

            // those that wait longer than they have are answered without being judged
            List<Timed> late = together(client, server.url("http", "/validate?timeout=200ms"), review, 12);
            assertThat(late)
                    .filteredOn(timed -> timed.answer().statusCode() == 503)
                    .isNotEmpty()
                    .allSatisfy(timed -> assertThat(timed.answer().headers().firstValue("Retry-After"))
                            .isEmpty());
            assertThat(server.metric("ordinal_overload_total")).isGreaterThan(turnedAway);
        }
    }

    @Test
    void whatTakesTooLongToJudgeIsAnsweredByTheFailurePolicy() throws IOException, InterruptedException {
        Path policies = Files.createDirectory(folder.resolve("policies"));
        Files.writeString(policies.resolve("slow.yaml"), SLOW);
        Files.writeString(
                folder.resolve("application.properties"),
                "ordinal.enforcement=deny\nordinal.builtin-policies=false\nordinal.warm-up=0s\n");
        try (RunningServer server = RunningServer.start(
                folder.resolve("log"),
                "--insecure",
                "--config",
                folder.toString(),
                "--policies",
                policies.toString(),
                "--view",
                "examples/good")) {
            HttpResponse<String> answer = post(
                    HttpClient.newHttpClient(),
                    server.url("http", "/validate?timeout=100ms"),
                    review("statefulset-without-service.json"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"allowed\":false", "slow/count could not be judged: ", "took longer than");
        }
    }

    @Test
    void aCertificateIsReplacedAndAServerStoppedUnderLoadWithoutAFailedRequest()
            throws IOException, InterruptedException {
        Path tls = folder.resolve("tls");
        Keys.make(tls, "EC");
        Path next = folder.resolve("next");
        Keys.make(next, "EC");
        Files.writeString(
                folder.resolve("application.properties"),
                "ordinal.enforcement=deny\nordinal.reload.interval=200ms\nordinal.drain=2s\n");
        String[] arguments = {
            "--config", folder.toString(),
            "--view", "examples/good",
            "--cert", tls.resolve("tls.crt").toString(),
            "--key", tls.resolve("tls.key").toString()
        };
        try (RunningServer one = RunningServer.start(folder.resolve("log1"), arguments);
                RunningServer two = RunningServer.start(folder.resolve("log2"), arguments)) {
            HttpClient old = trusting(HttpClient.Version.HTTP_2, tls);
            assertThat(post(old, one.url("https", "/validate"), review("statefulset-delete.json"))
                            .version())
                    .isEqualTo(HttpClient.Version.HTTP_2);
            var load = new Load(List.of(one, two), tls, next);
            load.start();
            double before = one.metric("ordinal_certificate_expiry_seconds");

            for (String file : List.of("tls.key", "tls.crt")) {
                Files.move(next.resolve(file), tls.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            one.await("reloaded", () -> one.metric("ordinal_reloads_total{outcome=\"ok\",what=\"certificate\"}") == 1);
            assertThat(one.metric("ordinal_certificate_expiry_seconds")).isGreaterThanOrEqualTo(before);
            HttpClient fresh = trusting(HttpClient.Version.HTTP_2, next);
            assertThat(post(fresh, one.url("https", "/validate"), review("statefulset-delete.json"))
                            .statusCode())
                    .isEqualTo(200);

            one.terminate();
            while (one.isAlive()) {
                Thread.sleep(50);
            }
            int whileStopped = load.answered();
            Thread.sleep(500);
            two.await("asked enough", () -> load.answered() > 100);
            load.stop();

            assertThat(load.failures()).as(two.log()).isEmpty();
            assertThat(load.answered()).isGreaterThan(whileStopped).isGreaterThan(100);
        }
    }

    /** Clients that ask the servers in turn, as a Service leads them: to those that say they are ready. */
    private static final class Load {
        private final List<RunningServer> servers;
        private final List<Thread> threads = new ArrayList<>();
        private final List<String> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        private final List<RunningServer> ready = new java.util.concurrent.CopyOnWriteArrayList<>();
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicBoolean stopped = new AtomicBoolean();

        Load(List<RunningServer> servers, Path... trusted) throws IOException {
            this.servers = servers;
            ready.addAll(servers);
            String review = review("statefulset-delete.json");
            for (HttpClient.Version version : HttpClient.Version.values()) {
                HttpClient client = trusting(version, trusted);
                for (int i = 0; i < 2; i++) {
                    threads.add(new Thread(() -> ask(client, review)));
                }
            }
            threads.add(new Thread(this::watch));
        }

        private void ask(HttpClient client, String review) {
            for (int i = 0; !stopped.get(); i++) {
                RunningServer server = ready.get(i % ready.size());
                try {
                    HttpResponse<String> answer = post(client, server.url("https", "/validate?timeout=5s"), review);
                    if (answer.statusCode() != 200 || !answer.body().contains("\"allowed\":true")) {
                        failures.add(answer.statusCode() + " " + answer.body());
                    }
                    answered.incrementAndGet();
                    Thread.sleep(10);
                } catch (IOException | RuntimeException e) {
                    failures.add(e + " from server " + servers.indexOf(server));
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        /** What the kubelet's readiness probe does; it sees within a second that a server is about to stop. */
        private void watch() {
            while (!stopped.get()) {
                for (RunningServer server : servers) {
                    try {
                        if (!server.isReady() && ready.size() > 1) {
                            ready.remove(server);
                        }
                        Thread.sleep(100);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }
        }

        void start() {
            threads.forEach(Thread::start);
        }

        void stop() throws InterruptedException {
            stopped.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        int answered() {
            return answered.get();
        }

        List<String> failures() {
            return failures;
        }
    }
}
