package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The pages of the libraries are true: every line of their {@code cel} blocks is evaluated. A line reads
 * {@code expression // => expression of the same value} or {@code expression // error: text of the message}.
 */
class CelDocsTest {

    private static final Path PAGES = Path.of("docs", "cel");
    private static final String VALUE = "// => ";
    private static final String ERROR = "// error: ";

    @TestFactory
    Stream<DynamicTest> everyExampleHolds() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (Path page : pages()) {
            for (String example : examples(page)) {
                tests.add(DynamicTest.dynamicTest(page.getFileName() + ": " + example, () -> check(example)));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyPageHasExamples() throws IOException {
        return pages().stream()
                .map(page -> DynamicTest.dynamicTest(
                        page.toString(), () -> assertThat(examples(page)).isNotEmpty()));
    }

    @Test
    void everyLibraryHasAPage() {
        assertThat(KubernetesLibraries.all())
                .isNotEmpty()
                .allSatisfy(library ->
                        assertThat(PAGES.resolve(library.name() + ".md")).isRegularFile());
    }

    @Test
    void everyPageNamesEveryFunctionOfItsLibrary() throws IOException {
        for (FunctionLibrary library : KubernetesLibraries.libraries()) {
            String page = Files.readString(PAGES.resolve(library.name() + ".md"));
            assertThat(library.overloads().stream()
                            .filter(overload -> !overload.function().startsWith("@")))
                    .allSatisfy(overload -> assertThat(page).as(library.name()).contains(overload.function() + "("));
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> examples(Path page) throws IOException {
        var examples = new ArrayList<String>();
        boolean inside = false;
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                inside = line.equals("```cel");
            } else if (inside && !line.isBlank()) {
                examples.add(line);
            }
        }
        return examples;
    }

    private static void check(String example) {
        int value = example.lastIndexOf(VALUE);
        int error = example.lastIndexOf(ERROR);
        if (value >= 0) {
            String left = example.substring(0, value).strip();
            String right = example.substring(value + VALUE.length()).strip();
            assertThat(CelTesting.eval("(%s) == (%s)".formatted(left, right)))
                    .as("%s is %s", left, CelTesting.eval(left))
                    .isEqualTo(true);
        } else {
            assertThat(error).as("an example says what it gives").isPositive();
            String left = example.substring(0, error).strip();
            assertThatThrownBy(() -> CelTesting.eval(left))
                    .hasMessageContaining(
                            example.substring(error + ERROR.length()).strip());
        }
    }
}
