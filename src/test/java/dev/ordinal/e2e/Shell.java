package dev.ordinal.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands to their end. */
final class Shell {

    private static final Duration AT_MOST = Duration.ofMinutes(2);

    private Shell() {}

    /**
     * What a command did.
     *
     * @param code its exit code
     * @param out what it wrote to standard output
     * @param err what it wrote to standard error
     */
    record Result(int code, String out, String err) {

        /** Itself if the command succeeded. */
        Result ok() {
            if (code != 0) {
                throw new AssertionError("exit code %d%n%s%n%s".formatted(code, out, err));
            }
            return this;
        }

        String all() {
            return out + err;
        }
    }

    /** Runs a command with a text as its standard input. */
    static Result run(Path scratch, Map<String, String> environment, String input, List<String> command) {
        try {
            Path in = Files.createTempFile(scratch, "in", "");
            Path out = Files.createTempFile(scratch, "out", "");
            Path err = Files.createTempFile(scratch, "err", "");
            Files.writeString(in, input);
            var builder = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("%s does not end%n%s".formatted(command, Files.readString(err)));
            }
            var result = new Result(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
            for (Path file : List.of(in, out, err)) {
                Files.delete(file);
            }
            return result;
        } catch (IOException bad) {
            throw new UncheckedIOException(bad);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
