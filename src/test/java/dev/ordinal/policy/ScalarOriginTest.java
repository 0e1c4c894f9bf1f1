package dev.ordinal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourcePosition;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Where the characters of an expression stand, for every style of YAML scalar. */
class ScalarOriginTest {

    /** The sign stands in each source where the wanted word does. */
    private static final String SIGN = "§";

    static Stream<Arguments> styles() {
        return Stream.of(
                Arguments.of("plain", "e: a == §b\n"),
                Arguments.of("plain, several lines", "e: a ==\n   c &&\n\n     §b\nf: 1\n"),
                Arguments.of("plain, with a comment behind it", "e: a == §b # why\n"),
                Arguments.of("plain in a flow map", "{x: 1, e: a == §b, y: 2}\n"),
                Arguments.of("plain on the next line", "e:\n  a\n  == §b\n"),
                Arguments.of("single quotes", "e: 'a == ''x'' && §b'\n"),
                Arguments.of("single quotes, several lines", "e: 'a ==  \n\n\n  ''y''\n   + §b  '\n"),
                Arguments.of("double quotes", "e: \"a == \\\"x\\\" && §b\"\n"),
                Arguments.of("double quotes, escapes", "e: \"\\u00e9\\x41\\U0001F600\\t\\n\\/ §b\"\n"),
                Arguments.of("double quotes, several lines", "e: \"a ==\n  \\\n  c &&  \\\n  \\  d\n\n  + §b\"\n"),
                Arguments.of(
                        "double quotes, every escape",
                        "e: \"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\\"\\/\\\\\\N\\_\\x41 §b\"\n"),
                Arguments.of("double quotes, surrogates", "e: \"'\\uD83D\\uDE00' + §b\"\n"),
                Arguments.of("literal", "e: |\n  a ==\n    c &&\n\n  §b\n"),
                Arguments.of("literal, first line", "e: |\n  §b ==\n    c\n"),
                Arguments.of("literal, stripped", "e: |-\n  a ==\n  §b\nf: 1\n"),
                Arguments.of("literal, kept", "e: |+\n  a ==\n  §b\n\n\nf: 1\n"),
                Arguments.of("literal, indented by hand", "x:\n  e: |2\n      a ==\n    §b\n"),
                Arguments.of("literal, indented by hand and stripped", "x:\n  e: |2-\n      a ==\n      §b\n"),
                Arguments.of("literal, stripped and indented by hand", "x:\n  e: |-1\n     a ==\n     §b\n"),
                Arguments.of("literal, with a comment", "e: | # why\n  a ==\n  §b\n"),
                Arguments.of("literal, empty lines first", "e: |\n\n   \n   a ==\n   §b\n"),
                Arguments.of("literal in a list", "l:\n- e: |\n    a\n    §b\n"),
                Arguments.of("literal with blanks at the end of lines", "e: |\n  a  \n     \n  §b\n"),
                Arguments.of("folded", "e: >\n  a ==\n  §b\n"),
                Arguments.of("folded, stripped", "e: >-\n  a ==\n  c &&\n  §b\n"),
                Arguments.of("folded, kept", "e: >+\n  a ==\n\n  §b\n\n"),
                Arguments.of("folded, empty lines", "e: >\n\n  a ==\n\n\n  c &&\n\n  §b\n"),
                Arguments.of("folded, more indented lines", "e: >\n  a ==\n    c &&\n    d\n\n  e &&\n\n    f\n  §b\n"),
                Arguments.of("folded, indented by hand", "x:\n  e: >1\n    a ==\n   §b\n"),
                Arguments.of("folded, a tab first", "e: >\n  a ==\n  \tc\n  §b\n"),
                Arguments.of("anchor", "e: &x a == §b\n"),
                Arguments.of("tag", "e: !!str |\n  a ==\n  §b\n"),
                Arguments.of("tag and anchor on lines of their own", "e: !!str &x\n  a ==\n  §b\n"),
                Arguments.of("beyond the BMP", "e: \"'😀' + '😀' == §b\"\n"),
                Arguments.of("beyond the BMP before it", "{😀: 1, e: '😀 == §b'}\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("styles")
    void findsTheWord(String style, String marked) {
        for (String end : new String[] {"\n", "\r\n"}) {
            String source = marked.replace("\n", end);
            int offset = source.indexOf(SIGN);
            assertThat(place(source.replace(SIGN, ""), "b")).as(style).isEqualTo(positionOf(source, offset));
        }
    }

    @Test
    void aPlaceBehindALinesEndIsTheEnd() {
        String source = "e: |\n  ab\n  cd\n\nf: 1\n";
        var origin = originOf(source);
        assertThat(origin.at(1, 9)).isEqualTo(new SourcePosition("f", 2, 5));
        assertThat(origin.at(2, 2)).isEqualTo(new SourcePosition("f", 3, 5));
        assertThat(origin.at(3, 0)).isEqualTo(new SourcePosition("f", 3, 5));
        assertThat(origin.at(9, 9)).isEqualTo(new SourcePosition("f", 3, 5));
    }

    @Test
    void aSourceThatSaysSomethingElseGivesTheStart() {
        var file = new SourceFile("f", "e: abc\n");
        var start = new SourcePosition("f", 1, 4);
        assertThat(new ScalarOrigin(file, start, "xyz").at(1, 2)).isEqualTo(start);
        assertThat(new ScalarOrigin(file, start, "abcd").at(1, 2)).isEqualTo(start);
        assertThat(new ScalarOrigin(new SourceFile("f", "\"\\uD8"), new SourcePosition("f", 1, 1), "x").at(1, 0))
                .isEqualTo(new SourcePosition("f", 1, 1));
        assertThat(new ScalarOrigin(new SourceFile("f", "\"\\U00110000\""), new SourcePosition("f", 1, 1), "x")
                        .at(1, 1))
                .isEqualTo(new SourcePosition("f", 1, 1));
    }

    @Test
    void aPlaceBehindTheFileIsItsEnd() {
        var start = new SourcePosition("f", 3, 2);
        assertThat(new ScalarOrigin(new SourceFile("f", "a"), start, "b").at(1, 0))
                .isEqualTo(start);
    }

    /** Whatever words YAML reads from a source, the scan finds each of its characters there. */
    @Property(tries = 2000)
    void agreesWithTheParser(@ForAll("sources") String source) {
        ScalarNode scalar;
        try {
            scalar = scalarOf(source);
        } catch (RuntimeException _) {
            return;
        }
        if (scalar.getValue().isBlank()) {
            return;
        }
        int start = scalar.getStartMark().map(Mark::getIndex).orElseThrow();
        assertThat(ScalarScanner.places(source, source.offsetByCodePoints(0, start), scalar.getValue()))
                .as("<%s> in <%s>", scalar.getValue(), source)
                .isPresent();
    }

    @Provide
    Arbitrary<String> sources() {
        Arbitrary<String> header = Arbitraries.of(
                "|", ">", "|-", ">-", "|+", ">+", "|2", ">2", "|1-", ">1+", "\"", "'", "", "&a |", "!!str >");
        Arbitrary<String> piece = Arbitraries.of(
                "a", "b", " ", "  ", "\t", "\n", "\r\n", "\n ", "\n  ", "\n   ", "\n\n  ", "''", "\\\"", "\\n", "\\\n",
                "é");
        return Arbitraries.oneOf(piece.list().ofMaxSize(24), piece.list().ofMaxSize(8))
                .map(pieces -> String.join("", pieces))
                .flatMap(body -> header.map(start -> Tuple.of(start, body)))
                .map(both -> {
                    String start = both.get1();
                    String end = start.equals("\"") || start.equals("'") ? start : "";
                    boolean isBlock = start.contains("|") || start.contains(">");
                    return "e: " + start + (isBlock ? "\n   " : "") + both.get2() + end + "\nf: 1\n";
                });
    }

    private static SourcePosition place(String source, String word) {
        ScalarOrigin origin = originOf(source);
        String text = origin.text();
        int index = text.lastIndexOf(word);
        int lineStart = text.lastIndexOf('\n', index - 1) + 1;
        int line = 1
                + (int) text.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return origin.at(line, text.codePointCount(lineStart, index));
    }

    private static ScalarOrigin originOf(String source) {
        ScalarNode scalar = scalarOf(source);
        Mark start = scalar.getStartMark().orElseThrow();
        return new ScalarOrigin(
                new SourceFile("f", source),
                new SourcePosition("f", start.getLine() + 1, start.getColumn() + 1),
                scalar.getValue());
    }

    private static SourcePosition positionOf(String source, int offset) {
        int lineStart = source.lastIndexOf('\n', offset) + 1;
        int line = 1
                + (int) source.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new SourcePosition("f", line, 1 + source.codePointCount(lineStart, offset));
    }

    private static ScalarNode scalarOf(String source) {
        Node root = new Compose(LoadSettings.builder().build())
                .composeString(source)
                .orElseThrow();
        return find(root).orElseThrow();
    }

    private static java.util.Optional<ScalarNode> find(Node node) {
        return switch (node) {
            case MappingNode map ->
                map.getValue().stream()
                        .filter(entry -> !(entry.getKeyNode() instanceof ScalarNode key
                                && entry.getValueNode() instanceof ScalarNode
                                && !key.getValue().equals("e")))
                        .map(NodeTuple::getValueNode)
                        .map(ScalarOriginTest::find)
                        .flatMap(java.util.Optional::stream)
                        .findFirst();
            case org.snakeyaml.engine.v2.nodes.SequenceNode list ->
                find(list.getValue().getFirst());
            case ScalarNode scalar -> java.util.Optional.of(scalar);
            default -> java.util.Optional.empty();
        };
    }
}
