package dev.ordinal.server;

import dev.ordinal.PackagedProgram;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ordinal serve} as it is packaged, in a process of its own. */
final class RunningServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final int port;
    private final int managementPort;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningServer(Process process, Path log, int port, int managementPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** The command line that starts a server. */
    static List<String> command(String... arguments) {
        List<String> command = PackagedProgram.command("serve");
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts a server and waits until it is ready. */
    static RunningServer start(Path log, String... arguments) throws IOException, InterruptedException {
        int port = freePort();
        int managementPort = freePort();
        List<String> command = command(arguments);
        command.addAll(List.of("--port", String.valueOf(port), "--management-port", String.valueOf(managementPort)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var server = new RunningServer(process, log, port, managementPort);
        server.await("ready", () -> server.isReady());
        return server;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Something that becomes true. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    void await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError("not " + what + "; the log: " + log());
            }
            Thread.sleep(50);
        }
    }

    boolean isReady() throws InterruptedException {
        try {
            return management("/q/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What the management interface says. */
    HttpResponse<String> management(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The value of a metric, with its labels as the page writes them; NaN if it is not there. */
    double metric(String nameAndLabels) throws IOException, InterruptedException {
        return management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(nameAndLabels + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    String url(String scheme, String path) {
        return scheme + "://localhost:" + port + path;
    }

    String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Asks it to stop, as the kubelet does. */
    void terminate() {
        process.destroy();
    }

    /** The code it ended with; waits for the end. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The server does not end.");
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
