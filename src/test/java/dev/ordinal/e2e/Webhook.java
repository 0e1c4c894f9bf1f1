package dev.ordinal.e2e;

import static dev.ordinal.e2e.Loopback.ADDRESS;

import dev.ordinal.PackagedProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * {@code ordinal serve} beside an API server, as a user who may do no more than {@code deploy/} lets it, and the
 * registration that sends reviews to it by URL.
 */
final class Webhook implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration RELOAD = Duration.ofSeconds(60);

    private final ApiServer api;
    private final Path folder;
    private final int port = Loopback.freePort();
    private final int managementPort = Loopback.freePort();
    private Daemon daemon;

    private Webhook(ApiServer api, Path folder) {
        this.api = api;
        this.folder = folder;
        daemon = launch();
    }

    /** Starts it and waits until it is ready; its settings are lines of its configuration file. */
    static Webhook start(ApiServer api, Path folder, String... settings) {
        try {
            Files.createDirectories(folder.resolve("config"));
            Files.createDirectories(folder.resolve("policies"));
        } catch (IOException bad) {
            throw new UncheckedIOException(bad);
        }
        configure(folder, settings);
        certificates(folder);
        letRead(api, folder);
        return new Webhook(api, folder);
    }

    /** Starts another with the same settings and certificates, and waits until it is ready. */
    Webhook replica() {
        return new Webhook(api, folder);
    }

    private static void configure(Path folder, String... settings) {
        write(folder.resolve("config/application.properties"), String.join("\n", settings) + "\n");
    }

    /** Replaces a file at once, as the kubelet does with a ConfigMap's. */
    private static void write(Path file, String text) {
        try {
            Path next = Files.writeString(file.resolveSibling("." + file.getFileName() + ".next"), text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException bad) {
            throw new UncheckedIOException(bad);
        }
    }

    /** Makes the certificates with the project's own script. */
    void renewCertificates(String... options) {
        var renewal = new ArrayList<>(List.of("--renew"));
        renewal.addAll(List.of(options));
        certificates(folder, renewal.toArray(String[]::new));
    }

    private static void certificates(Path folder, String... options) {
        var command = new ArrayList<>(List.of(
                Path.of("certs-script").toAbsolutePath().toString(),
                "--out",
                folder.resolve("certs").toString(),
                "--ip",
                ADDRESS));
        command.addAll(List.of(options));
        Shell.run(folder, Map.of(), "", command).ok();
    }

    /** Gives the user that it runs as the role that its own command prints, and no other. */
    private static void letRead(ApiServer api, Path folder) {
        String printed = Program.run(folder, "webhook-config", "--rbac", "--builtin", "--policies", policies(folder))
                .ok()
                .out();
        String role = printed.substring(0, printed.indexOf("---"));
        if (!role.contains("kind: ClusterRole")) {
            throw new AssertionError("no role: " + printed);
        }
        api.kubectl("").apply(role).ok();
        api.kubectl("")
                .run("create", "clusterrolebinding", "ordinal-of-test", "--clusterrole=ordinal", "--group=ordinal")
                .ok();
    }

    private static String policies(Path folder) {
        return folder.resolve("policies").toString();
    }

    private Daemon launch() {
        Daemon started = Daemon.start(
                "ordinal",
                folder.resolve("ordinal.log"),
                Map.of(),
                PackagedProgram.command(
                        "serve",
                        "--config",
                        folder.resolve("config").toString(),
                        "--policies",
                        policies(folder),
                        "--cert",
                        folder.resolve("certs/tls.crt").toString(),
                        "--key",
                        folder.resolve("certs/tls.key").toString(),
                        "--kubeconfig",
                        api.kubeconfig("ordinal").toString(),
                        "--port",
                        String.valueOf(port),
                        "--management-port",
                        String.valueOf(managementPort)));
        started.awaitReady(START, this::isReady);
        return started;
    }

    /** Whether it says that it is ready. */
    boolean isReady() {
        return management("/q/health/ready", 200).isPresent();
    }

    /** The metrics it exports. */
    String metrics() {
        return management("/q/metrics", 200).orElseThrow();
    }

    /** The sum of a metric over all its labels that match a part of its line. */
    double metric(String name, String part) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(part))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Optional<String> management(String path, int status) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://%s:%d%s".formatted(ADDRESS, managementPort, path)))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            var response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == status ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The port that reviews come to. */
    int port() {
        return port;
    }

    /** Where reviews are posted. */
    URI validateUri() {
        return URI.create("https://%s:%d/validate".formatted(ADDRESS, port));
    }

    /** What trusts its certificate authority alone. */
    SSLContext trust() {
        return Trust.in(folder.resolve("certs/ca.crt"));
    }

    /** Sends the API server's reviews here, with the failure policy given for subjects, and waits until it does. */
    void register(String failurePolicy) {
        register(failurePolicy, port);
    }

    /** As {@link #register(String)}, by way of another port. */
    void register(String failurePolicy, int front) {
        storeRegistration(failurePolicy, front);
        awaitRegistered();
    }

    /** Stores the registration; the API server heeds it some time later. */
    void storeRegistration(String failurePolicy) {
        storeRegistration(failurePolicy, port);
    }

    private void storeRegistration(String failurePolicy, int front) {
        String configuration = Program.run(
                        folder,
                        "webhook-config",
                        "--url",
                        "https://%s:%d".formatted(ADDRESS, front),
                        "--ca-bundle",
                        folder.resolve("certs/ca.crt").toString(),
                        "--builtin",
                        "--policies",
                        policies(folder),
                        "--kubernetes",
                        api.release(),
                        "--failure-policy",
                        failurePolicy)
                .ok()
                .out();
        api.kubectl("").apply(configuration).ok();
    }

    private void awaitRegistered() {
        Kubectl probe = api.kubectl("default");
        String broken = Manifests.statefulSet("registration-probe", "no-such-service");
        Loopback.await(
                "the API server asks the webhook",
                RELOAD,
                () -> probe.apply(broken, "--dry-run=server").all().contains("headless-service"),
                () -> probe.apply(broken, "--dry-run=server").all());
    }

    /** Removes the registration, as an operator in distress does. */
    void unregister() {
        api.kubectl("")
                .run(
                        "delete",
                        "validatingwebhookconfiguration,mutatingwebhookconfiguration",
                        "ordinal",
                        "--ignore-not-found")
                .ok();
        Kubectl probe = api.kubectl("default");
        Loopback.await(
                "the API server forgets the webhook",
                RELOAD,
                () -> !probe.apply(Manifests.statefulSet("registration-probe", "no-such-service"), "--dry-run=server")
                        .all()
                        .contains("Warning"),
                () -> "it still asks");
    }

    /** Changes its settings and waits until it has taken them. */
    void settings(String... settings) {
        double before = metric("ordinal_reloads_total", "settings");
        configure(folder, settings);
        Loopback.await(
                "the settings are taken",
                RELOAD,
                () -> metric("ordinal_reloads_total", "settings") > before,
                daemon::log);
    }

    /** Changes a file of its policies folder and waits until it has looked at it, with success or without. */
    void policyFile(String name, String text) {
        double before = metric("ordinal_reloads_total", "policies");
        write(folder.resolve("policies").resolve(name), text);
        Loopback.await(
                "the policies are looked at",
                RELOAD,
                () -> metric("ordinal_reloads_total", "policies") > before,
                daemon::log);
    }

    String log() {
        return daemon.log();
    }

    /** Ends it, as a rolling update does; gives its exit code. */
    int stop() {
        return daemon.stop();
    }

    /** Ends it at once. */
    void kill() {
        daemon.kill();
    }

    /** Starts it again where it was. */
    void startAgain() {
        daemon = launch();
    }

    @Override
    public void close() {
        daemon.close();
    }
}
