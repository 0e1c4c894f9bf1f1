package dev.ordinal.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What every process of an end-to-end test needs: a free port, and patience with a bound. */
final class Loopback {

    static final String ADDRESS = "127.0.0.1";

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Loopback() {}

    /** A port that nothing listens on now. */
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Waits until the condition holds; fails with what the supplier tells if it does not within the time. */
    static void await(String what, Duration atMost, BooleanSupplier condition, Supplier<String> state) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("%s: not within %s; %s".formatted(what, atMost, state.get()));
            }
            pause(PAUSE);
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
