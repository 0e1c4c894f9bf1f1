package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen from outside of a process only. */
class ProcessTest {

    @TempDir
    Path folder;

    private static Process start(String main, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static int codeOf(Process process) throws InterruptedException {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    @Test
    void theExitCodeIsThatOfTheCommand() throws IOException, InterruptedException {
        var files = new Workspace(folder);
        Process process =
                start("dev.ordinal.Main", "check", "--policies", files.policies(), files.statefulSet("web", ""));

        String out = process.inputReader().readAllAsString();

        assertThat(process.errorReader().readAllAsString()).isEmpty();
        assertThat(out).contains("deny[owner-label/has-owner]");
        assertThat(codeOf(process)).isEqualTo(1);
    }

    @Test
    void aReaderThatLeavesEarlyIsNoFailure() throws IOException, InterruptedException {
        var files = new Workspace(folder);
        var many = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            many.append("---\n").append(Workspace.statefulSetText("web-" + i, ""));
        }
        Process process = start(
                "dev.ordinal.Main",
                "check",
                "--policies",
                files.policies(),
                "-o",
                "text",
                "-o",
                "json=" + folder + "/out.json",
                files.write("many.yaml", many.toString()));

        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).contains("many.yaml:5:3: deny[owner-label/has-owner]");
        }

        assertThat(process.errorReader().readAllAsString()).isEmpty();
        assertThat(codeOf(process)).isEqualTo(1);
        assertThat(files.read("out.json")).endsWith("}\n");
    }

    /** Writes half of a file, says so, and waits for its end. */
    static final class HalfWritten {
        private HalfWritten() {}

        public static void main(String... arguments) {
            OutputFile.write(Path.of(arguments[0]), out -> {
                out.write("half");
                out.flush();
                System.out.println("written");
                try {
                    Thread.sleep(120_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    @Test
    void anInterruptedWriteLeavesWhatWasThere() throws IOException, InterruptedException {
        Path report = Files.writeString(folder.resolve("report"), "old");
        Process process = start(HalfWritten.class.getName(), report.toString());
        assertThat(process.inputReader().readLine()).isEqualTo("written");
        assertThat(new Workspace(folder).names()).hasSize(2);

        process.destroy();

        assertThat(codeOf(process)).isEqualTo(143);
        assertThat(new Workspace(folder).names()).containsExactly("report");
        assertThat(report).hasContent("old");
    }
}
