package dev.ordinal.manifest;

import static dev.ordinal.manifest.Reading.places;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReadingTest {

    private static ReadFile read(String text) {
        return new DocumentReader(ReadLimits.DEFAULT).read("file.json", text);
    }

    private static Object root(String text) {
        ReadFile file = read(text);
        assertThat(file.problems()).isEmpty();
        return file.documents().getFirst().root();
    }

    @Test
    void readsEverySortOfValue() {
        assertThat(root("{\"a\": [1, -2.5, true, false, null, \"x\\u00e9\\/\\ud83d\\ude00\", {}, []]}"))
                .isEqualTo(Map.of("a", List.of(1L, -2.5, true, false, JsonObject.NULL, "xé/😀", Map.of(), List.of())));
    }

    /** As the API machinery reads JSON: what has a point or an exponent stays a fraction, unlike in YAML. */
    @Test
    void numbersAreWholeOnlyIfWrittenSo() {
        assertThat(root("[1.0, 1e2, 9223372036854775807, 12345678901234567890]"))
                .isEqualTo(List.of(1.0, 100.0, Long.MAX_VALUE, 1.2345678901234567E19));
    }

    @Test
    void everyFieldKnowsItsPlace() {
        SourceMap source = read("\n{\n\t\"a\": {\"😀😀\": 1, \"b\": [2,\n  3]}}")
                .documents()
                .getFirst()
                .source();

        assertThat(places(source, "")).isEqualTo("3:2 2:1");
        assertThat(places(source, "a")).isEqualTo("3:2 3:7");
        assertThat(places(source, "a['😀😀']")).isEqualTo("3:8 3:14");
        assertThat(places(source, "a.b")).isEqualTo("3:17 3:22");
        assertThat(places(source, "a.b[1]")).isEqualTo("4:3 4:3");
    }

    @Test
    void documentsMayFollowEachOther() {
        ReadFile file = read("{\"a\": 1} {\"a\": 2}\n{\"a\": 3}\n---\n{\"a\": 4}\n--- {\"a\": 5}\n");

        assertThat(file.documents())
                .extracting(Document::root)
                .containsExactly(Map.of("a", 1L), Map.of("a", 2L), Map.of("a", 3L), Map.of("a", 4L), Map.of("a", 5L));
        assertThat(file.documents())
                .extracting(document -> places(document.source(), "a"))
                .containsExactly("1:2 1:7", "1:11 1:16", "2:2 2:7", "4:2 4:7", "5:6 5:11");
    }

    @Test
    void ofDuplicateKeysTheLastCounts() {
        Document document = read("{\"a\": 1,\n \"a\": 2}").documents().getFirst();

        assertThat(document.root()).isEqualTo(Map.of("a", 2L));
        assertThat(document.warnings())
                .extracting(Reading::told)
                .containsExactly("DUPLICATE_KEY 2:2 the key `a` stands in line 1 already; the last one counts");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                "{\"a\": tru} | 1:7 not JSON: unrecognized token 'tru'",
                "{\"a\": [1, 2} | 1:12 not JSON: unexpected close marker '}'",
                "{\"a\": {\"b\": 1 | 1:14 not JSON: it ends before everything that opens is closed",
                "{\"a\": 1,} | 1:9 not JSON: unexpected character ('}'",
                "{'a': 1} | 1:2 not JSON: unexpected character ('''",
                "[1e999] | 1:2 the number 1e999 is too large",
                "[]] | 1:3 not JSON: unexpected close marker ']'"
            })
    void saysWhereItIsNotJson(String text, String problem) {
        ReadFile file = read(text);

        assertThat(file.problems())
                .singleElement()
                .extracting(Reading::told)
                .asString()
                .startsWith("SYNTAX " + problem);
    }

    @Test
    void whatIsReadBeforeAnErrorStays() {
        ReadFile file = read("{\"a\": 1}{\"b\"}");

        assertThat(file.documents()).extracting(Document::root).containsExactly(Map.of("a", 1L));
        assertThat(file.problems()).hasSize(1);
    }

    @Test
    void inAYamlFileWhatIsNoJsonMayBeYaml() {
        assertThat(Reading.object("{a: 1, \"b\": 'x',}")).isEqualTo(Map.of("a", 1L, "b", "x"));
        assertThat(Reading.object("# c\n{\"a\": 1} # c\n")).isEqualTo(Map.of("a", 1L));
        assertThat(Reading.documents("{\"a\": 1, ]").problems())
                .extracting(Reading::told)
                .singleElement()
                .asString()
                .startsWith("SYNTAX 1:10 not JSON");
        assertThat(Reading.documents("{a: 1").problems())
                .extracting(Reading::told)
                .containsExactly("SYNTAX 1:1 the `{` that opens here is never closed");
    }

    @Test
    void aLongNumberIsAnErrorWithAPlace() {
        assertThat(read("{\"a\": " + "9".repeat(5000) + "}").problems())
                .singleElement()
                .extracting(Problem::kind)
                .isEqualTo(Problem.Kind.SYNTAX);
    }

    @Test
    void aNullDocumentIsNone() {
        assertThat(read("null").documents()).isEmpty();
        assertThat(read("[null]").documents()).hasSize(1);
    }
}
