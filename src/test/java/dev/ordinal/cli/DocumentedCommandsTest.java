package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.MissingParameterException;

/** What the documentation tells people to type is understood, and its table of policies is true. */
class DocumentedCommandsTest {

    /** A command in a block or a span of code, up to what ends it for a shell, a quote or the span. */
    private static final Pattern COMMAND = Pattern.compile("(?<![\\w./:-])(?:\\./)?ordinal ([^|'\"`;&#<>]*)");

    private static final Pattern SPAN = Pattern.compile("`[^`]+`");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyCommandIsUnderstood() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (Path page : pages()) {
            for (String command : commands(page)) {
                tests.add(DynamicTest.dynamicTest(page + ": ordinal " + command, () -> parse(command)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests.stream();
    }

    @Test
    void theReadmeListsEveryPolicy() throws IOException {
        CommandRun run = CommandRun.of("docs", "--out", folder.toString());
        assertThat(run.code()).isZero();
        List<String> rows = rows(folder.resolve("policies/README.md"));

        assertThat(rows).isNotEmpty();
        assertThat(rows(Path.of("README.md")))
                .containsExactlyElementsOf(rows.stream()
                        .map(row -> row.replace("](", "](docs/policies/"))
                        .toList());
    }

    @Test
    void findingsThatPagesShowAreFound() throws IOException {
        var expected = new HashSet<String>();
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "examples"))) {
            for (Path file : files.toList()) {
                expected.addAll(Files.readAllLines(file));
            }
        }
        for (Path page : pages()) {
            assertThat(Files.readAllLines(page).stream()
                            .filter(line -> line.matches("examples/\\S+:\\d+:\\d+: (deny|warn|audit|exempt).*")))
                    .as(page.toString())
                    .isSubsetOf(expected);
        }
    }

    private static List<String> rows(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.matches("\\| \\[[a-z-]+]\\((docs/policies/)?[a-z-]+\\.md\\) \\|.*"))
                .toList();
    }

    private static void parse(String command) {
        String[] arguments = command.strip().split("\\s+");
        var console = new Console(
                InputStream.nullInputStream(),
                new ByteArrayOutputStream(),
                new ByteArrayOutputStream(),
                Map.of(),
                Set.of());
        try {
            Cli.commandLine(console, arguments).parseArgs(arguments);
        } catch (MissingParameterException e) {
            // Prose names a command without what it needs: `ordinal explain`.
        }
    }

    private static List<String> commands(Path page) throws IOException {
        var commands = new ArrayList<String>();
        boolean fenced = false;
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            } else if (fenced || line.startsWith("    ")) {
                addCommands(line, commands);
            } else {
                SPAN.matcher(line).results().forEach(span -> addCommands(span.group(), commands));
            }
        }
        return commands;
    }

    /** Adds the commands of some code; a name in capitals stands for any command. */
    private static void addCommands(String code, List<String> commands) {
        COMMAND.matcher(code)
                .results()
                .map(found -> found.group(1))
                .filter(command -> !command.startsWith("COMMAND"))
                .forEach(commands::add);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")),
                            files.filter(file -> file.toString().endsWith(".md"))
                                    .sorted())
                    .toList();
        }
    }
}
