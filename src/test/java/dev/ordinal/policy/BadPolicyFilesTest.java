package dev.ordinal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of {@code policy/bad} has a baseline beside it, {@code <name>.txt}: the problems found, a line each. With
 * {@code UPDATE_BASELINES} in the environment the test writes what it finds.
 */
class BadPolicyFilesTest {

    static final Path BAD = Path.of("src/test/resources/policy/bad");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isReportedInFull(Path file) throws IOException {
        PolicyFiles read = PolicyReader.read(List.of(Input.path(file)));
        String found =
                read.problems().stream().map(BadPolicyFilesTest::line).reduce("", (text, line) -> text + line + "\n");
        Path baseline = Path.of(file.toString().replace(".yaml", ".txt"));
        if (System.getenv("UPDATE_BASELINES") != null) {
            Files.writeString(baseline, found);
        }
        assertThat(found).isEqualTo(Files.readString(baseline)).isNotEmpty();
    }

    private static String line(Problem problem) {
        return problem.position().line() + ":" + problem.position().column() + ": " + problem.kind() + " "
                + problem.message();
    }
}
