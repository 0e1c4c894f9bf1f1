package dev.ordinal.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A process that runs beside the test; what it says goes to a file. It dies with the JVM of the test. */
final class Daemon implements AutoCloseable {

    private static final int TOLD_LINES = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Process process;
    private final Path log;

    private Daemon(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    static Daemon start(String name, Path log, Map<String, String> environment, List<String> command) {
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new Daemon(name, builder.start(), log);
        } catch (IOException bad) {
            throw new UncheckedIOException(bad);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** All it has said. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException bad) {
            throw new UncheckedIOException(bad);
        }
    }

    /** Waits until it is ready, or dies, or takes too long. */
    void awaitReady(Duration atMost, BooleanSupplier ready) {
        Loopback.await(name + " is ready", atMost, () -> !isAlive() || ready.getAsBoolean(), this::lastWords);
        if (!isAlive()) {
            throw new AssertionError("%s ended with %d; %s".formatted(name, process.exitValue(), lastWords()));
        }
    }

    private String lastWords() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return "it said: " + String.join("\n", all.subList(Math.max(0, all.size() - TOLD_LINES), all.size()));
        } catch (IOException bad) {
            return "its log cannot be read: " + bad;
        }
    }

    /** Asks it to end and waits until it has. */
    int stop() {
        process.destroy();
        return awaitEnd();
    }

    /** Ends it without asking. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("%s does not end; %s".formatted(name, lastWords()));
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
