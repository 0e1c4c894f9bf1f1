package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a file, reading it ends in documents and problems, each at a place that the file has. */
class AnyTextTest {

    @Property(tries = 2_000)
    void anyTextIsReadOrToldOf(@ForAll("texts") String text) {
        for (String name : List.of("a.yaml", "a.json")) {
            ManifestSet read = Reading.manifests(name, text);

            for (Problem problem : read.problems()) {
                assertThat(problem.message()).isNotBlank();
                isInTheFile(
                        problem.position(),
                        Objects.requireNonNull(read.sources().get(name)));
            }
            for (Manifest manifest : read.manifests()) {
                isInTheFile(
                        manifest.positionOf(FieldPath.ROOT).orElseThrow(),
                        Objects.requireNonNull(read.sources().get(name)));
            }
        }
    }

    private static void isInTheFile(SourcePosition position, SourceFile file) {
        int lines = Math.toIntExact(file.text().lines().count()) + 1;
        String line = file.line(position.line());

        assertThat(position.line()).isBetween(1, lines);
        assertThat(position.column()).isBetween(1, line.codePointCount(0, line.length()) + 1);
    }

    @Property(tries = 2_000)
    void anyBytesAreReadOrToldOf(@ForAll byte[] bytes) {
        ReadFile file = new DocumentReader(ReadLimits.DEFAULT).read("a", new ByteArrayInputStream(bytes));

        assertThat(file.bytes()).isEqualTo(bytes.length);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "1",
                        "0x",
                        " ",
                        "  ",
                        "\n",
                        "\n",
                        "\n  ",
                        "\r",
                        "\r\n",
                        "\t",
                        ": ",
                        ":",
                        "- ",
                        "? ",
                        ", ",
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        "'",
                        "&a ",
                        "*a",
                        "&b",
                        "!!int ",
                        "!!binary ",
                        "! ",
                        "!x ",
                        "!<",
                        "|",
                        ">",
                        "|2-",
                        "#",
                        "# ",
                        "---",
                        "--- ",
                        "...",
                        "%YAML 1.1",
                        "%YAML 9999999999.1",
                        "%TAG ! x",
                        "%",
                        "<<: ",
                        "\\",
                        "\\x",
                        "\\u00e",
                        "\\ud800",
                        "\\U99999999",
                        "\uFEFF",
                        "\u00A0",
                        "\u0085",
                        "\u2028",
                        "😀",
                        "\uD83D",
                        "\u0000",
                        "@",
                        "`",
                        "~",
                        ".inf",
                        "{{ x }}",
                        "apiVersion: v1\n",
                        "kind: List\n",
                        "kind: A\n",
                        "metadata: {name: a}\n",
                        "items:\n",
                        "\"a\":")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }
}
