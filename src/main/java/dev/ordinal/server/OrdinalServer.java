package dev.ordinal.server;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The server as a process: checks the settings, then boots Quarkus and waits for its end. */
public final class OrdinalServer {

    private static final int BAD_INPUT = 2;
    private static final int INTERNAL = 4;

    private static volatile boolean onTerminal;

    private OrdinalServer() {}

    /**
     * Serves until the process is asked to stop.
     *
     * @param commandLine settings by key, such as {@code ordinal.view}
     * @param terminal whether the log, which goes to standard output, is read on a terminal
     * @param talk takes what to tell whoever started the server, line by line
     * @return the exit code
     */
    public static int serve(Map<String, String> commandLine, boolean terminal, Consumer<String> talk) {
        onTerminal = terminal;
        Settings settings;
        try {
            settings = SettingsReader.read(commandLine, System.getenv());
            if (settings.view().isEmpty()) {
                ClusterClient.of(settings).close();
            }
            if (settings.tls().isPresent()) {
                Certificates.read(settings.tls().get());
            }
        } catch (BadSettings bad) {
            bad.mistakes().forEach(talk);
            return BAD_INPUT;
        } catch (IOException bad) {
            talk.accept("The certificate cannot be used: " + bad.getMessage() + ".");
            return BAD_INPUT;
        }
        commandLine.forEach(System::setProperty);
        quarkus(settings).forEach(System::setProperty);
        var code = new AtomicInteger();
        Quarkus.run(null, (exit, failure) -> code.set(failure == null ? exit : failed(failure, settings, talk)));
        if (ApplicationLifecycleManager.isVmShuttingDown()) {
            leaveTheEndToTheSignal();
        }
        return code.get();
    }

    /** Says why the server did not start, and gives the exit code. */
    private static int failed(Throwable failure, Settings settings, Consumer<String> talk) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                talk.accept("One of the ports %d (%s) and %d (%s) cannot be served on: %s."
                        .formatted(
                                settings.port(),
                                Key.LISTEN_PORT.key(),
                                settings.managementPort(),
                                Key.LISTEN_MANAGEMENT_PORT.key(),
                                cause.getMessage()));
                return BAD_INPUT;
            }
        }
        talk.accept("A mistake in Ordinal, the server did not start: " + failure);
        return INTERNAL;
    }

    /**
     * Waits for the end of the process. The thread that took the signal ends it, with the code that tells which signal
     * it was, once all shutdown hooks have run; whoever returned from here would race it with another code.
     */
    private static void leaveTheEndToTheSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The settings as they are now, for those who read them while the server runs.
     *
     * @throws BadSettings if they cannot be used any more
     */
    static Settings settings() throws BadSettings {
        var commandLine = new HashMap<String, String>();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(Key.PREFIX)) {
                commandLine.put(name, System.getProperty(name, ""));
            }
        }
        return SettingsReader.read(commandLine, System.getenv());
    }

    /** Whether the log is read on a terminal. */
    static boolean isOnTerminal() {
        return onTerminal;
    }

    /** What the settings mean for Quarkus. */
    static Map<String, String> quarkus(Settings settings) {
        var quarkus = new HashMap<String, String>();
        quarkus.put("quarkus.http.limits.max-body-size", String.valueOf(settings.body()));
        quarkus.put("quarkus.management.port", String.valueOf(settings.managementPort()));
        quarkus.put("quarkus.management.host", settings.insecure() ? "127.0.0.1" : "0.0.0.0");
        quarkus.put("quarkus.shutdown.delay", seconds(settings.drain()));
        quarkus.put("quarkus.shutdown.timeout", "30S");
        if (settings.tls().isPresent()) {
            Settings.Tls tls = settings.tls().get();
            quarkus.put("quarkus.http.host", "0.0.0.0");
            quarkus.put("quarkus.http.ssl-port", String.valueOf(settings.port()));
            quarkus.put("quarkus.http.insecure-requests", "disabled");
            quarkus.put("quarkus.http.tls-configuration-name", "ordinal");
            quarkus.put("quarkus.tls.ordinal.protocols", "TLSv1.3,TLSv1.2");
            quarkus.put(
                    "quarkus.tls.ordinal.key-store.pem.door.cert",
                    tls.certificate().toString());
            quarkus.put("quarkus.tls.ordinal.key-store.pem.door.key", tls.key().toString());
        } else {
            quarkus.put("quarkus.http.host", "127.0.0.1");
            quarkus.put("quarkus.http.port", String.valueOf(settings.port()));
        }
        return quarkus;
    }

    private static String seconds(Duration time) {
        return "PT" + time.toMillis() / 1000.0 + "S";
    }
}
