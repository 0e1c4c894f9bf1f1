package dev.ordinal.manifest;

import static dev.ordinal.manifest.Reading.document;
import static dev.ordinal.manifest.Reading.documents;
import static dev.ordinal.manifest.Reading.object;
import static dev.ordinal.manifest.Reading.places;
import static dev.ordinal.manifest.Reading.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReadingTest {

    @Test
    void readsBlockAndFlowStyle() {
        assertThat((Map<String, Object>) object("""
                a: {b: [1, two, 3.5], c: null}
                d:
                - e: true
                  f: |
                    x
                    y
                - >-
                  folded
                  text
                """))
                .isEqualTo(Map.of(
                        "a", Map.of("b", List.of(1L, "two", 3.5), "c", JsonObject.NULL),
                        "d", List.of(Map.of("e", true, "f", "x\ny\n"), "folded text")));
    }

    @Test
    void quotedScalarsAreTexts() {
        assertThat((Map<String, Object>) object("a: \"yes\"\nb: '0777'\nc: \"\"\nd: |-\n  1\n"))
                .isEqualTo(Map.of("a", "yes", "b", "0777", "c", "", "d", "1"));
    }

    @Test
    void keysAreReadAsScalarsAndNamedAsKubectlNamesThem() {
        assertThat(object("yes: 1\n8080: 2\n0x10: 3\n\"no\": 4\n!!str 5: 6\n").keySet())
                .containsExactly("true", "8080", "16", "no", "5");
    }

    @Test
    void tagsAreFollowedOrPassedOver() {
        assertThat((Map<String, Object>) object(
                        "a: !!str 1\nb: !!int \"2\"\nc: !Ref 3\nd: !!binary aGk=\ne: !!map {x: 1}\nf: ! \"4\"\n"))
                .isEqualTo(Map.of("a", "1", "b", 2L, "c", "3", "d", "hi", "e", Map.of("x", 1L), "f", 4L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: !!int x | SYNTAX 1:4 `x` is not what its tag !!int says",
                "a: .inf | SYNTAX 1:4 infinity and not-a-number cannot be written in JSON, as Kubernetes needs it",
                "~: a | SYNTAX 1:1 a key must be a text, but this one is null",
                ".nan: a | SYNTAX 1:1 a key must be a text, but this one is no finite number",
                "{[a]: b} | SYNTAX 1:2 a key must be a text, but this one is a list",
                "{{a: b}: c} | SYNTAX 1:2 a key must be a text, but this one is a map",
                "{x: &a [1], *a : b} | SYNTAX 1:13 a key must be a text, but this one is a map or a list",
                "<<: 1 | SYNTAX 1:5 the merge key `<<` takes a map or a list of maps, such as `<<: *name`",
                "<<: [1] | SYNTAX 1:6 the merge key `<<` takes a map or a list of maps, such as `<<: *name`",
            })
    void refusesWhatKubectlRefuses(String text, String problem) {
        ReadFile file = documents(text);

        assertThat(file.documents()).isEmpty();
        // The braces of the one case would be a template's.
        if (!text.startsWith("{{")) {
            assertThat(file.problems()).extracting(Reading::told).containsExactly(problem);
        }
    }

    @Test
    void aliasesStandForTheirAnchors() {
        JsonObject root = object("a: &a {x: 1}\nb: *a\nc: &n name\n*n : *n\nd: &a 2\ne: *a\n");

        assertThat((Map<String, Object>) root)
                .isEqualTo(Map.of(
                        "a", Map.of("x", 1L), "b", Map.of("x", 1L), "c", "name", "name", "name", "d", 2L, "e", 2L));
        assertThat(root.get("b")).isSameAs(root.get("a"));
    }

    @Test
    void anchorsEndWithTheirDocument() {
        ReadFile file = documents("a: &a 1\n---\nb: *a\n");

        assertThat(file.documents()).hasSize(1);
        assertThat(file.problems())
                .extracting(Reading::told)
                .singleElement()
                .asString()
                .startsWith("SYNTAX 3:4 `*a` stands for nothing");
    }

    @Test
    void anAnchorMayBeNamedAnewInsideItself() {
        assertThat((Map<String, Object>) object("a: &a {b: &a 1, c: *a}\n"))
                .isEqualTo(Map.of("a", Map.of("b", 1L, "c", 1L)));
    }

    @Test
    void mergeKeysMerge() {
        assertThat((Map<String, Object>) object("""
                base: &base {x: 1, v: 2}
                more: &more {v: 3, z: 4}
                one: {<<: *base, v: 5}
                list: {<<: [*base, *more]}
                inline: {<<: {q: 1}, <<: {}, r: 2}
                none: {<<: []}
                """))
                .containsEntry("one", Map.of("x", 1L, "v", 5L))
                .containsEntry("list", Map.of("x", 1L, "v", 2L, "z", 4L))
                .containsEntry("inline", Map.of("q", 1L, "r", 2L))
                .containsEntry("none", Map.of());
        assertThat((Map<String, Object>) object("a: {\"<<\": 1}")).isEqualTo(Map.of("a", Map.of("<<", 1L)));
        assertThat((Map<String, Object>) object("a: {!!merge <<: {b: 1}}")).isEqualTo(Map.of("a", Map.of("b", 1L)));
    }

    /** kubectl's YAML library merges where the key stands, so that it overrides what comes before it. */
    @Test
    void aMergeKeyOverridesWhatStandsBeforeIt() {
        Document document = document("base: &base {x: 1}\none:\n  x: 2\n  <<: *base\n");

        assertThat(((JsonObject) document.root()).object("one").get("x")).isEqualTo(1L);
        assertThat(document.warnings())
                .extracting(Reading::told)
                .containsExactly("DUPLICATE_KEY 1:14 the merge key `<<` comes after `x` in line 3 and overrides it, as"
                        + " kubectl reads it; write `<<` first");
        assertThat(document("base: &base {x: 1}\none:\n  x: 1\n  <<: *base\n").warnings())
                .isEmpty();
    }

    @Test
    void ofDuplicateKeysTheLastCounts() {
        Document document = document("spec:\n  a: 1\n  b: 2\n  a: 3\n");

        assertThat(((JsonObject) document.root()).object("spec").get("a")).isEqualTo(3L);
        assertThat(document.warnings())
                .extracting(Reading::told)
                .containsExactly("DUPLICATE_KEY 4:3 the key `a` stands in line 2 already; the last one counts");
        assertThat(places(document.source(), "spec.a")).isEqualTo("4:3 4:6");
        assertThat(places(document.source(), "spec.b")).isEqualTo("3:3 3:6");
    }

    @Test
    void duplicateKeysAreFoundInLargeObjectsToo() {
        var text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append("k").append(i % 50).append(": ").append(i).append('\n');
        }
        Document document = document(text.toString());

        assertThat(document.warnings()).hasSize(50);
        assertThat(((JsonObject) document.root()).get("k3")).isEqualTo(53L);
        assertThat((JsonObject) document.root()).hasSize(50);
    }

    @Test
    void warnsOfAmbiguousScalarsAtTheirPlace() {
        Document document = document("a: yes\nb: [0777]\non: 1\ndefaultMode: 0644\nmode: 0400\nx: 0644\n");

        assertThat(document.warnings())
                .extracting(problem -> problem.kind() + " " + problem.position().line() + ":"
                        + problem.position().column())
                .containsExactly(
                        "AMBIGUOUS_SCALAR 1:4", "AMBIGUOUS_SCALAR 2:5", "AMBIGUOUS_SCALAR 3:1", "AMBIGUOUS_SCALAR 6:4");
    }

    @Test
    void everyFieldKnowsItsPlace() {
        SourceMap source = document("""
                # a comment
                apiVersion: v1
                spec:
                  - name: a
                    ports: [80, {x: y}]
                  - 😀: "é😀" # astral
                    last: {}
                """).source();

        assertThat(places(source, "")).isEqualTo("2:1 2:1");
        assertThat(places(source, "apiVersion")).isEqualTo("2:1 2:13");
        assertThat(places(source, "spec")).isEqualTo("3:1 4:3");
        assertThat(places(source, "spec[0]")).isEqualTo("4:5 4:5");
        assertThat(places(source, "spec[0].ports")).isEqualTo("5:5 5:12");
        assertThat(places(source, "spec[0].ports[1].x")).isEqualTo("5:18 5:21");
        assertThat(places(source, "spec[1]['😀']")).isEqualTo("6:5 6:8");
        assertThat(places(source, "spec[1].last")).isEqualTo("7:5 7:11");
        assertThat(places(source, "spec[1].last.none")).isEqualTo("- -");
        assertThat(places(source, "spec[2]")).isEqualTo("- -");
        assertThat(places(source, "spec.x")).isEqualTo("- -");
        assertThat(places(source, "apiVersion.x")).isEqualTo("- -");
        assertThat(source.nearest(Reading.path("spec[1].last.none[3]"))).hasToString("file.yaml:7:5");
        assertThat(source.file().line(4)).isEqualTo("  - name: a");
    }

    @Test
    void whatComesThroughAnAliasStandsAtItsAnchor() {
        SourceMap source =
                document("a: &a\n  x: 1\nb: *a\nc:\n  <<: *a\n  v: 2\n").source();

        assertThat(places(source, "b")).isEqualTo("3:1 1:4");
        assertThat(places(source, "b.x")).isEqualTo("2:3 2:6");
        assertThat(places(source, "c.x")).isEqualTo("2:3 2:6");
        assertThat(places(source, "c.v")).isEqualTo("6:3 6:6");
    }

    @Test
    void linesGoOnFromDocumentToDocument() {
        ReadFile file = documents("a: 1\n---\n# c\nb: 2\n--- {c: 3}\n---\n---\n# nothing\n---\nd: 4\n");

        assertThat(file.documents())
                .extracting(Document::root)
                .containsExactly(Map.of("a", 1L), Map.of("b", 2L), Map.of("c", 3L), Map.of("d", 4L));
        assertThat(file.documents())
                .extracting(
                        document -> document.source().nearest(FieldPath.ROOT).line())
                .containsExactly(1, 4, 5, 10);
    }

    @Test
    void lineEndsMayBeOfWindows() {
        ReadFile file = documents("a: 1\r\n---\r\nb: |\r\n  x\r\n  y\r\n");

        assertThat(file.documents()).extracting(Document::root).containsExactly(Map.of("a", 1L), Map.of("b", "x\ny\n"));
        assertThat(places(file.documents().get(1).source(), "b")).isEqualTo("3:1 3:4");
        assertThat(file.file().line(4)).isEqualTo("  x");
    }

    @Test
    void lineEndsMayBeOfOldMacs() {
        ReadFile file = documents("a: 1\r---\rb: 1\rc: @\r\n---\n\rd: 1");

        assertThat(file.documents())
                .extracting(
                        document -> document.source().nearest(FieldPath.ROOT).line())
                .containsExactly(1, 7);
        assertThat(file.problems())
                .extracting(Reading::told)
                .singleElement()
                .asString()
                .startsWith("SYNTAX 4:4");
        assertThat(file.file().line(4)).isEqualTo("c: @");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# only\n# comments", "---\n# c\n", "---\n---\n", "...\n", "~\n", "null"})
    void emptyDocumentsAreNone(String text) {
        ReadFile file = documents(text);

        assertThat(file.documents()).isEmpty();
        assertThat(file.problems()).isEmpty();
    }

    @Test
    void directivesStayWithTheirDocument() {
        ReadFile file =
                documents("%YAML 1.2\n---\na: !e!x 1\n...\n# c\n%TAG !e! tag:example.com,2000:\n---\nb: !e!x 1\n");
        assertThat(file.documents()).extracting(Document::root).containsExactly(Map.of("b", "1"));
        assertThat(file.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.SYNTAX);

        assertThat(documents("%YAML 1.1\n---\na: 1\n...\n%YAML 1.2\n---\nb: 1\n---\nc: 1\n")
                        .documents())
                .hasSize(3);
    }

    @Test
    void aBrokenDocumentLeavesTheOthersWhole() {
        ReadFile file = documents("a: 1\n---\nb: [\n---\nc: 3\n---\nd: @\n--- # e\ne: 5\n");

        assertThat(file.documents())
                .extracting(Document::root)
                .containsExactly(Map.of("a", 1L), Map.of("c", 3L), Map.of("e", 5L));
        assertThat(file.problems())
                .extracting(problem -> problem.position().line())
                .containsExactly(4, 7);
        assertThat(file.broken()).isEqualTo(2);
        assertThat(file.allProblems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.SYNTAX, Problem.Kind.SYNTAX);
    }

    @Test
    void aSeparatorInsideABlockScalarIsText() {
        assertThat((Map<String, Object>) object("a: |\n  x\n  ---\n  y\n")).isEqualTo(Map.of("a", "x\n---\ny\n"));
    }

    @Test
    void errorsAndWarningsComeInTheOrderOfTheFile() {
        assertThat(documents("a: yes\n---\nb: [\n---\nc: 1\nc: 2\n").allProblems())
                .extracting(problem -> told(problem).replaceAll(" .*", ""))
                .containsExactly("AMBIGUOUS_SCALAR", "SYNTAX", "DUPLICATE_KEY");
    }

    @Test
    void equalTextsShareOneCopy() {
        JsonObject root = object("a: web-server\nb: web-server\nc: " + "x".repeat(50) + "\nd: " + "x".repeat(50));

        assertThat(root.get("a")).isSameAs(root.get("b"));
        assertThat(root.get("c")).isEqualTo(root.get("d")).isNotSameAs(root.get("d"));
    }
}
