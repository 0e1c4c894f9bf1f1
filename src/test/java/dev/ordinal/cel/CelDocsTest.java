package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.common.CelFunctionDecl;
import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ReadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            ClusterView view = view(page);
            for (String example : examples(page)) {
                tests.add(DynamicTest.dynamicTest(page.getFileName() + ": " + example, () -> check(example, view)));
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

    /** A library of macros alone has no functions to name; the page of all libraries shows the macros. */
    @Test
    void everyPageNamesEveryFunctionOfItsLibrary() throws IOException {
        List<CelLibrary> libraries = Environment.libraries();
        assertThat(libraries).hasSizeGreaterThan(10);
        for (CelLibrary library : libraries) {
            List<String> functions = functions(library);
            Path page = PAGES.resolve(functions.isEmpty() ? "README.md" : library.name() + ".md");
            assertThat(page).isRegularFile();
            String text = Files.readString(page);
            assertThat(functions).allSatisfy(function -> assertThat(text).contains(function));
        }
    }

    @Test
    void theReadmeNamesEveryPage() throws IOException {
        String readme = Files.readString(PAGES.resolve("README.md"));
        for (Path page : pages()) {
            String name = page.getFileName().toString();
            assertThat(readme).contains(name.equals("README.md") ? "page" : "(" + name + ")");
        }
    }

    /** What calls of the library's functions begin with; those that only macros call are left out. */
    private static List<String> functions(CelLibrary library) {
        return library.declarations().stream()
                .map(CelFunctionDecl::name)
                .filter(name -> Character.isLetter(name.charAt(0)))
                .map(name -> (library.name().equals("cluster") ? "cluster." : "") + name + "(")
                .toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** The objects of the page's {@code yaml} blocks. */
    private static ClusterView view(Path page) throws IOException {
        var yaml = Input.text(page.toString(), String.join("\n", blocks(page, "yaml")));
        return new BundleView(
                new ManifestReader(ReadLimits.DEFAULT, "default")
                        .read(List.of(yaml))
                        .manifests(),
                false);
    }

    private static List<String> examples(Path page) throws IOException {
        return blocks(page, "cel").stream().filter(line -> !line.isBlank()).toList();
    }

    /** The lines of the page's blocks in a language. */
    private static List<String> blocks(Path page, String language) throws IOException {
        var lines = new ArrayList<String>();
        boolean inside = false;
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                inside = line.equals("```" + language);
            } else if (inside) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static void check(String example, ClusterView view) {
        int value = example.lastIndexOf(VALUE);
        int error = example.lastIndexOf(ERROR);
        if (value >= 0) {
            String left = example.substring(0, value).strip();
            String right = example.substring(value + VALUE.length()).strip();
            assertThat(CelTesting.eval("(%s) == (%s)".formatted(left, right), Map.of(), view))
                    .as("%s is %s", left, CelTesting.eval(left, Map.of(), view))
                    .isEqualTo(true);
        } else {
            assertThat(error).as("an example says what it gives").isPositive();
            String left = example.substring(0, error).strip();
            assertThatThrownBy(() -> CelTesting.eval(left, Map.of(), view))
                    .hasMessageContaining(
                            example.substring(error + ERROR.length()).strip());
        }
    }
}
