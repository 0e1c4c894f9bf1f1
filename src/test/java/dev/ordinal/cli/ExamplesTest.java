package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.report.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The examples: what the built-in policies find in each stack is in {@code src/test/resources/examples}, and the
 * tutorial's files do what the tutorial says.
 */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("examples");
    private static final Path EXPECTED = Path.of("src", "test", "resources", "examples");
    private static final Pattern FINDING = Pattern.compile("examples/\\S+:\\d+:\\d+: .*");

    @TestFactory
    Stream<DynamicTest> eachStackHasItsFindings() throws IOException {
        return Stream.concat(stacks("good").stream(), stacks("broken").stream())
                .map(stack -> DynamicTest.dynamicTest(
                        stack.toString(), () -> Golden.assertMatches(EXPECTED, expectedOf(stack), findings(stack))));
    }

    @TestFactory
    Stream<DynamicTest> goodStacksAreClean() throws IOException {
        return stacks("good").stream()
                .map(stack -> DynamicTest.dynamicTest(stack.toString(), () -> {
                    CommandRun run = CommandRun.of("check", "--fail-on", "warn", stack.toString());
                    assertThat(run.code()).isZero();
                    assertThat(run.err()).isEmpty();
                    assertThat(run.out()).contains("nothing found");
                }));
    }

    @TestFactory
    Stream<DynamicTest> brokenStacksAreDenied() throws IOException {
        return stacks("broken").stream()
                .map(stack -> DynamicTest.dynamicTest(stack.toString(), () -> {
                    CommandRun run = CommandRun.of("check", stack.toString());
                    assertThat(run.err()).isEmpty();
                    assertThat(run.code()).isEqualTo(1);
                }));
    }

    @Test
    void eachStackIsThereTwiceAndIsDescribed() throws IOException {
        List<String> good = names(stacks("good"));

        assertThat(good).hasSize(10).isEqualTo(names(stacks("broken")));
        for (String kind : List.of("good", "broken")) {
            String readme = Files.readString(EXAMPLES.resolve(kind).resolve("README.md"));
            assertThat(good).allSatisfy(stack -> assertThat(readme).contains("| [%1$s](%1$s) |".formatted(stack)));
        }
    }

    @Test
    void theTutorialsCasesPass() {
        assertThat(CommandRun.of("test", "examples/tutorial/policies"))
                .isEqualTo(new CommandRun(0, "12 passed, 0 failed\n", ""));
    }

    @Test
    void theTutorialsQueueHasItsFindings() {
        CommandRun run =
                CommandRun.of("check", "--policies", "examples/tutorial/policies", "examples/tutorial/queue.yaml");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        Golden.assertMatches(EXPECTED, "tutorial.txt", findingLines(run));
    }

    private static String findings(Path stack) {
        return findingLines(CommandRun.of("check", stack.toString()));
    }

    /** The first line of each finding, whether it counts or is exempt. */
    private static String findingLines(CommandRun run) {
        return run.out()
                .lines()
                .filter(line -> FINDING.matcher(line).matches())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String expectedOf(Path stack) {
        return EXAMPLES.relativize(stack).toString().replace('/', '-') + ".txt";
    }

    private static List<String> names(List<Path> stacks) {
        return stacks.stream().map(stack -> String.valueOf(stack.getFileName())).toList();
    }

    private static List<Path> stacks(String kind) throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES.resolve(kind))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}
