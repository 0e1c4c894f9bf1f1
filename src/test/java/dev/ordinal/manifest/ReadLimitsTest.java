package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input made to exhaust the reader ends in an error, soon and without much memory. */
@Timeout(120)
class ReadLimitsTest {

    private static final String TOO_DEEP = "maps and lists are nested more than 200 levels deep";

    private static String problem(String text) {
        ReadFile file = Reading.documents(text);
        assertThat(file.problems()).hasSize(1);
        return Reading.told(file.problems().getFirst());
    }

    @Test
    void anAliasBombIsDefused() {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append(String.join(",", Collections.nCopies(9, "*a" + (i - 1))))
                    .append("]\n");
        }

        assertThat(problem(bomb.toString()))
                .isEqualTo("LIMIT 7:38 the document holds more than 5000000 values once its aliases are followed");
    }

    @Test
    void aBombOfMergeKeysIsDefused() {
        var bomb = new StringBuilder("a: &a {");
        for (int i = 0; i < 6000; i++) {
            bomb.append("k").append(i).append(": 1, ");
        }
        bomb.append("}\nb: {").append("<<: *a, ".repeat(999)).append("}\n");

        assertThat(problem(bomb.toString())).startsWith("LIMIT 2:3337 the document holds more than");
    }

    @Test
    void aCycleIsAnError() {
        assertThat(problem("a: &a [*a]"))
                .isEqualTo("SYNTAX 1:8 `*a` stands inside the value that `&a` names: it would never end");
        assertThat(problem("a: &a {b: {<<: *a}}")).startsWith("SYNTAX 1:16 `*a` stands inside");
    }

    @Test
    void aliasesAreCounted() {
        assertThat(Reading.documents("a: &a [1]\nb: [" + "*a, ".repeat(1000) + "]")
                        .problems())
                .isEmpty();
        assertThat(problem("a: &a [1]\nb: [" + "*a, ".repeat(1001) + "]"))
                .isEqualTo("LIMIT 2:4005 the document has more than 1000 aliases to maps and lists");
        assertThat(Reading.documents("a: &a 1\nb: [" + "*a, ".repeat(5000) + "]")
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "{\"a\": "})
    void tenThousandLevelsAreTooMany(String open) {
        assertThat(problem(open.repeat(10_000))).startsWith("LIMIT 1:").endsWith(TOO_DEEP);
    }

    @Test
    void tenThousandLevelsOfBlocksAreTooMany() {
        var text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append(" ".repeat(Math.min(i, 250))).append("a:\n");
        }

        assertThat(problem(text.toString())).isEqualTo("LIMIT 201:201 " + TOO_DEEP);
    }

    @Test
    void aliasesCountForTheDepth() {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 300; i++) {
            text.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(problem(text.toString())).isEqualTo("LIMIT 200:14 " + TOO_DEEP);

        text.setLength(0);
        text.append("a0: &a0 {x: 1}\n");
        for (int i = 1; i < 300; i++) {
            text.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" {<<: {y: *a")
                    .append(i - 1)
                    .append("}}\n");
        }
        assertThat(problem(text.toString())).endsWith(TOO_DEEP);
    }

    @Test
    void aHundredThousandDocumentsAreRead() {
        var text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c")
                    .append(i)
                    .append("}\n");
        }

        ManifestSet read = Reading.manifests(text.toString());

        assertThat(read.manifests()).hasSize(100_000);
        assertThat(read.manifests().getLast().positionOf(FieldPath.ROOT))
                .map(SourcePosition::line)
                .contains(399_998);
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void documentsAreCounted() {
        var limits = new ReadLimits(1 << 20, 10, 10, 100, 2);
        ReadFile file = new DocumentReader(limits).read("f", "a: 1\n---\n# none\n---\nb: [\n---\nc: 1\n---\nd: 1\n");

        assertThat(file.documents()).hasSize(1);
        assertThat(file.problems())
                .extracting(Reading::told)
                .last()
                .isEqualTo("LIMIT 6:1 the file has more than 2 documents; the rest was not read");
        assertThat(new DocumentReader(limits).read("f", "{}{}{}{}").problems())
                .extracting(Reading::told)
                .containsExactly("LIMIT 1:5 the file has more than 2 documents; the rest was not read");
    }

    @Test
    void valuesAreCounted() {
        var limits = new ReadLimits(1 << 20, 10, 10, 5, 2);

        assertThat(new DocumentReader(limits).read("f", "[1, 2, 3, 4]").problems())
                .isEmpty();
        assertThat(new DocumentReader(limits).read("f", "[1, 2, 3, 4, 5]").problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.LIMIT);
    }

    @Test
    void aFileOfFiftyMegabytesIsRead() {
        String text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\ndata:\n  a: \""
                + "x y ".repeat(6_000_000) + "\"\n  b: |\n" + "    line of text\n".repeat(1_500_000);

        ManifestSet read = Reading.manifests(text);

        assertThat(text.length()).isGreaterThan(48_000_000);
        assertThat(read.problems()).isEmpty();
        assertThat(read.manifests().getFirst().root().object("data").text("a").orElseThrow())
                .hasSize(24_000_000);
    }

    @Test
    void aLargerFileIsRefusedUnread() {
        var limits = new ReadLimits(2 << 20, 10, 10, 5, 2);
        byte[] bytes = "#".repeat((2 << 20) + 1).getBytes(StandardCharsets.UTF_8);

        assertThat(new DocumentReader(limits)
                        .read("f", new ByteArrayInputStream(bytes))
                        .problems())
                .extracting(Reading::told)
                .containsExactly("LIMIT 1:1 the file is larger than 2 MiB");
        assertThat(new DocumentReader(new ReadLimits(10, 10, 10, 5, 2))
                        .read("f", new ByteArrayInputStream(bytes))
                        .problems())
                .extracting(Reading::told)
                .containsExactly("LIMIT 1:1 the file is larger than 10 bytes");
    }

    @Test
    void manyErrorsTakeTimeInProportion() {
        ReadFile file = Reading.documents("a: [1\n---\n".repeat(20_000));

        assertThat(file.problems()).hasSize(20_000);
        assertThat(file.problems().getLast().position().line()).isGreaterThan(39_998);
    }
}
