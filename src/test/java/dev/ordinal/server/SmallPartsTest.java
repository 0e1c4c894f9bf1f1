package dev.ordinal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallPartsTest {

    @TempDir
    Path folder;

    @Test
    void theApiServersTimesAreRead() {
        assertThat(Timeouts.parse("10s")).contains(Duration.ofSeconds(10));
        assertThat(Timeouts.parse("1m30s")).contains(Duration.ofSeconds(90));
        assertThat(Timeouts.parse("1.5s")).contains(Duration.ofMillis(1500));
        assertThat(Timeouts.parse("250ms")).contains(Duration.ofMillis(250));
        assertThat(Timeouts.parse("1h2us3ns")).contains(Duration.ofHours(1).plusNanos(2003));
        for (String nonsense : List.of("", "10", "s", "-1s", "10s!", "10 s")) {
            assertThat(Timeouts.parse(nonsense)).as(nonsense).isEmpty();
        }
    }

    @Test
    void whoeverComesToAFullGateIsTurnedAwayAtOnce() {
        var open = new CountDownLatch(1);
        try (var gate = new Gate(1)) {
            var inside = new ArrayList<CompletableFuture<Boolean>>();
            for (int i = 0; i < 17; i++) {
                Optional<CompletableFuture<Boolean>> entered = gate.enter(() -> await(open));
                assertThat(entered).isPresent();
                inside.add(entered.get());
            }
            assertThat(gate.isFull()).isTrue();
            assertThat(gate.enter(() -> true)).isEmpty();
            open.countDown();
            assertThat(inside).allMatch(CompletableFuture::join);
            assertThat(gate.isFull()).isFalse();
        }
    }

    @Test
    void largeBodiesShareSomeRoomAndSmallOnesNeedNone() {
        var bodies = new LargeBodies(1_000_000);

        assertThat(bodies.enter(600_000)).isTrue();
        assertThat(bodies.enter(600_000)).isFalse();
        assertThat(bodies.enter(400_000)).isTrue();
        assertThat(bodies.enter(128 << 10)).isTrue();
        assertThat(bodies.enter(200_000)).isFalse();
        bodies.leave(128 << 10);
        assertThat(bodies.enter(200_000)).isFalse();
        bodies.leave(400_000);
        assertThat(bodies.enter(200_000)).isTrue();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ExtLogRecord line(String message, Object... parameters) {
        var line =
                new ExtLogRecord(Level.WARN, message, ExtLogRecord.FormatStyle.PRINTF, SmallPartsTest.class.getName());
        line.setLoggerName("dev.ordinal.admission");
        line.setParameters(parameters);
        line.setInstant(java.time.Instant.ofEpochMilli(0));
        return line;
    }

    @Test
    void aLogLineIsOneJsonObject() {
        var fields = new LogFields()
                .with("uid", "a\"b\n")
                .with("dryRun", true)
                .with("count", 3)
                .with("ms", 1.5)
                .with("policies", List.of("a/b", "c/d"))
                .with("name", "");

        assertThat(LogLines.of(Settings.LogFormat.JSON, true).format(line("denied", fields)))
                .isEqualTo(
                        "{\"time\":\"1970-01-01T00:00:00.000Z\",\"level\":\"WARN\",\"logger\":\"dev.ordinal.admission\","
                                + "\"message\":\"denied\",\"uid\":\"a\\\"b\\n\",\"dryRun\":true,\"count\":3,\"ms\":1.5,"
                                + "\"policies\":[\"a/b\",\"c/d\"]}\n");
    }

    @Test
    void anExceptionStaysOnTheLine() {
        ExtLogRecord line = line("failed");
        line.setThrown(new IllegalStateException("so"));

        assertThat(LogLines.of(Settings.LogFormat.AUTO, false).format(line).lines())
                .singleElement()
                .asString()
                .contains("\"stack\":\"java.lang.IllegalStateException: so\\n\\tat ");
    }

    @Test
    void forPeopleALogLineIsText() {
        assertThat(LogLines.of(Settings.LogFormat.AUTO, true)
                        .format(line(
                                "denied %s",
                                "it", new LogFields().with("uid", "x").with("policies", List.of("a", "b")))))
                .matches("[0-9:.]{12} WARN  denied it uid=x policies=a,b\\R");
        assertThat(LogLines.of(Settings.LogFormat.TEXT, false).format(line("plain")))
                .endsWith("plain\n");
    }

    @Test
    void whatARequestSaysOfItselfMakesNoLineOfTheLogAndNoEndlessOne() {
        String text = LogLines.of(Settings.LogFormat.TEXT, true)
                .format(line("not read: a\nb", new LogFields().with("user", "jane\r\n00:00 ERROR \u001b[31mforged")));

        assertThat(text).hasLineCount(1).endsWith("a\uFFFDb user=jane\uFFFD\uFFFD00:00 ERROR \uFFFD[31mforged\n");
        assertThat(new LogFields().with("user", "x".repeat(1_000_000)).toString())
                .hasSize(1_006);
    }

    @Test
    void filesAreLookedAtAgainOnceTheyHaveChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "1");
        var told = new ArrayList<String>();
        var works = new AtomicReference<>(true);
        try (var watch = new FileWatch((what, taken) -> told.add(what + " " + taken))) {
            var always = new ArrayList<String>();
            watch.on("settings", () -> Fingerprint.of(List.of(folder)), works::get)
                    .andAlways(() -> always.add("x"));
            watch.look();
            assertThat(told).isEmpty();
            Files.writeString(file, "12");
            watch.look();
            watch.look();
            works.set(false);
            Files.delete(file);
            watch.look();
            assertThat(told).containsExactly("settings true", "settings false");
            assertThat(always).hasSize(4);
        }
    }

    @Test
    void aFailureEndsNoWatching() throws IOException {
        var told = new ArrayList<String>();
        List<BooleanSupplier> failing = List.of(
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                () -> {
                    throw new StackOverflowError("on purpose");
                },
                () -> {
                    throw new NoClassDefFoundError("on purpose");
                });
        try (var watch = new FileWatch((what, _) -> told.add(what))) {
            failing.forEach(reload -> watch.on("bad", () -> Fingerprint.of(List.of(folder)), reload));
            watch.on("good", () -> Fingerprint.of(List.of(folder)), () -> true);
            Files.writeString(folder.resolve("a"), "1");
            watch.look();
        }
        assertThat(told).containsExactly("good");
    }

    /** A ConfigMap's volume: the files are links into a folder that a link leads to, and that link is swapped. */
    @Test
    void aSwappedLinkIsAChange() throws IOException {
        for (String name : List.of("..1", "..2")) {
            Files.createDirectory(folder.resolve(name));
            Files.writeString(folder.resolve(name).resolve("p.yaml"), "same");
        }
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(folder.resolve("p.yaml"), Path.of("..data", "p.yaml"));
        String before = Fingerprint.of(List.of(folder.resolve("p.yaml")));

        Files.delete(data);
        Files.createSymbolicLink(data, Path.of("..2"));

        assertThat(Fingerprint.of(List.of(folder.resolve("p.yaml")))).isNotEqualTo(before);
        assertThat(Fingerprint.of(List.of(folder.resolve("none")))).contains("none");
    }
}
