package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cli.CommandRun.Around;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CliTest {

    private static final Console CONSOLE = new Console(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Map.of(),
            Set.of());

    @Test
    void everyCommandHasHelpWithExamples() {
        for (CommandLine command : Cli.commandLine(CONSOLE).getSubcommands().values()) {
            CommandRun run = CommandRun.of(command.getCommandName(), "--help");

            assertThat(run.code()).as(command.getCommandName()).isZero();
            assertThat(run.out())
                    .startsWith("Usage: ordinal " + command.getCommandName())
                    .containsPattern("Examples?:\\R +\\S*.*ordinal " + command.getCommandName())
                    .contains("--help");
            assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
        }
    }

    @Test
    void everyOptionIsDescribedWithAFullStop() {
        for (CommandLine command : Cli.commandLine(CONSOLE).getSubcommands().values()) {
            command.getCommandSpec()
                    .args()
                    .forEach(option -> assertThat(String.join(" ", option.description()))
                            .as(option.toString())
                            .endsWith("."));
        }
    }

    @Test
    void helpListsTheCommandsButNotTheHiddenOne() {
        assertThat(CommandRun.of("--help").out())
                .contains("check ", "test ", "policies ", "explain ", "version ", "completion ")
                .doesNotContain("docs ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "chek", "--nonsense"})
    void misuseGivesTwoAndSaysWhereHelpIs(String argument) {
        CommandRun run = argument.isEmpty() ? CommandRun.of() : CommandRun.of(argument);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("ordinal: ").endsWith("See: ordinal --help\n");
    }

    @Test
    void withoutACommandThoseThatThereAreAreListed() {
        assertThat(CommandRun.of().err())
                .startsWith("ordinal: Missing command.\nCommands:\n  check ")
                .contains("  completion ")
                .doesNotContain("  docs ");
    }

    @Test
    void helpIsAWordToo() {
        assertThat(CommandRun.of("help")).isEqualTo(CommandRun.of("--help"));
        assertThat(CommandRun.of("help", "check")).isEqualTo(CommandRun.of("check", "--help"));
        assertThat(CommandRun.of("help", "chek").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check --fail-on audit - | --fail-on: expected deny or warn, found 'audit'.",
                "check --color no - | --color: expected auto, always or never, found 'no'.",
                "policies -o xml | --output: expected text or json, found 'xml'.",
                "explain -o xml probe | --output: expected text or markdown, found 'xml'.",
                "completion tcsh | SHELL: expected bash, zsh or fish, found 'tcsh'.",
                "webhook-config --failure-policy no | --failure-policy: expected Fail or Ignore, found 'no'.",
            })
    void aWordThatIsNoneOfThoseExpected(String arguments, String message) {
        CommandRun run = CommandRun.of(arguments.split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("ordinal: " + message + "\nSee: ordinal ");
    }

    @Test
    void aMisspeltCommandIsAnsweredWithTheNearest() {
        assertThat(CommandRun.of("chek").err()).contains("check");
    }

    /** Standard output that fails as the system says. */
    private static CommandRun withOutput(String failure) {
        var err = new ByteArrayOutputStream();
        var out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(failure);
            }
        };
        var console = new Console(InputStream.nullInputStream(), out, err, Map.of(), Set.of());
        return new CommandRun(Cli.run(console, "version"), "", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aClosedPipeIsNoFailure() {
        assertThat(withOutput("Broken pipe")).isEqualTo(new CommandRun(0, "", ""));
    }

    @Test
    void aFullDiskIs() {
        assertThat(withOutput("No space left on device"))
                .isEqualTo(new CommandRun(
                        2, "", "ordinal: standard output cannot be written: No space left on device.\n"));
    }

    /** An environment that fails when it is asked is a mistake that no command expects. */
    private static CommandRun withMistake(Throwable mistake, Map<String, String> environment) {
        var err = new ByteArrayOutputStream();
        var in = new InputStream() {
            @Override
            public int read() {
                return sneaky(mistake);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return read();
            }

            private static int sneaky(Throwable thrown) {
                switch (thrown) {
                    case RuntimeException exception -> throw exception;
                    case Error error -> throw error;
                    default -> throw new IllegalArgumentException(thrown);
                }
            }
        };
        var console = new Console(in, OutputStream.nullOutputStream(), err, environment, Set.of());
        String policies = "examples/tutorial/policies";
        int code = Cli.run(console, "check", "--policies", policies, "--policy", "owner-label", "-");
        return new CommandRun(code, "", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aMistakeOfOursSaysHowToReportIt() {
        CommandRun run = withMistake(new IllegalStateException("lost count"), Map.of());

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err().lines())
                .hasSize(2)
                .first()
                .isEqualTo("ordinal: internal error: java.lang.IllegalStateException: lost count");
        assertThat(run.err()).contains("report it").doesNotContain("\tat ");
    }

    @Test
    void aMistakeOfOursShowsItsStackWhenAsked() {
        assertThat(withMistake(new AssertionError("lost count"), Map.of("ORDINAL_DEBUG", "1"))
                        .err())
                .contains("AssertionError: lost count\n\tat dev.ordinal");
    }

    @Test
    void lackOfMemoryIsToldApart() {
        CommandRun run = withMistake(new OutOfMemoryError("Java heap space"), Map.of());

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).isEqualTo("ordinal: out of memory; ORDINAL_JAVA_OPTS=-Xmx4g allows more.\n");
    }

    @Test
    void completionKnowsCommandsAndOptions() throws IOException, InterruptedException {
        for (String shell : List.of("bash", "zsh")) {
            String script = CommandRun.of("completion", shell).out();
            assertThat(script)
                    .contains("--fail-on", "completion", "explain")
                    .contains("'--policy' '--skip-policy'")
                    .containsPattern("NAME_option_args=.*\"headless-service\"")
                    .containsPattern("NAME_pos_param_args=.*\"headless-service\"")
                    .contains("(\"text\" \"json\" \"sarif\" \"junit\" \"github\")");
            Process bash =
                    new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
            bash.outputWriter().append(script).close();
            assertThat(bash.inputReader().readAllAsString()).isEmpty();
            assertThat(bash.waitFor()).isZero();
        }
        assertThat(CommandRun.of("completion", "fish").out())
                .contains("complete -c ordinal -n __fish_use_subcommand -f -a check -d")
                .contains("-n '__fish_seen_subcommand_from check' -l fail-on -x -a 'deny warn'")
                .contains("-n '__fish_seen_subcommand_from check' -s o -l output -x -a 'text json sarif junit github'")
                .containsPattern("-n '__fish_seen_subcommand_from fix' -l skip-policy -x -a '[^']*headless-service")
                .containsPattern("-n '__fish_seen_subcommand_from explain' -f -a '[^']*headless-service")
                .doesNotContain("-a docs");
        assertThat(CommandRun.of("completion", "tcsh").code()).isEqualTo(2);
    }

    @Test
    void progressIsShownOnATerminalAndTakenAway() {
        var err = new ByteArrayOutputStream();
        var console =
                new Console(InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, Map.of(), Set.of());
        long[] now = {0};
        var progress = new Progress(console.err(), true, () -> now[0]);

        progress.update(1, 2000, 100);
        assertThat(err.size()).isZero();
        now[0] += 1_000_000_000;
        progress.update(1500, 2000, 12 << 20);
        progress.update(1501, 2000, 12 << 20);
        now[0] += 1_000_000_000;
        progress.judged(10, 20_000);
        progress.clear();
        progress.clear();

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001b[Kreading: 1,500 of 2,000 files, 12 MiB\r\u001b[Kjudging: 10 of 20,000 objects"
                        + "\r\u001b[K");
    }

    @Test
    void aVariableNotSetIsEmpty() {
        assertThat(CONSOLE.variable("NOTHING")).isEmpty();
        assertThat(Around.NOTHING.run("version").code()).isZero();
    }
}
