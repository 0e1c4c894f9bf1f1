package dev.ordinal.server;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time an API server gives for an answer, as it says it: {@code 10s}, {@code 1m30s}, {@code 1.5s}. */
final class Timeouts {

    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(h|ms|m|s|us|µs|ns)");

    private Timeouts() {}

    /** The time; empty if the text says none. */
    static Optional<Duration> parse(String text) {
        Matcher part = PART.matcher(text);
        double nanos = 0;
        int at = 0;
        while (at < text.length()) {
            if (!part.find(at) || part.start() != at) {
                return Optional.empty();
            }
            nanos += Double.parseDouble(part.group(1)) * unit(part.group(2));
            at = part.end();
        }
        return at == 0 ? Optional.empty() : Optional.of(Duration.ofNanos((long) nanos));
    }

    private static double unit(String unit) {
        return switch (unit) {
            case "h" -> 3.6e12;
            case "m" -> 6e10;
            case "s" -> 1e9;
            case "ms" -> 1e6;
            case "ns" -> 1;
            default -> 1e3;
        };
    }
}
