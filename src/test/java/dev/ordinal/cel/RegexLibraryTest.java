package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexLibraryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'abc 123'.find('[0-9]+') == '123'",
                "'abc 123'.find('[0-9]*') == ''",
                "'abc 123'.find('xyz') == ''",
                "'123 abc 456'.findAll('[0-9]+') == ['123', '456']",
                "'123 abc 456'.findAll('[0-9]+', 1) == ['123']",
                "'123 abc 456'.findAll('[0-9]+', 0) == []",
                "'123 abc 456'.findAll('[0-9]+', -1) == ['123', '456']",
                "'123 abc 456'.findAll('xyz') == []",
                // Empty matches count unless one follows a match at once, as in Go.
                "'123 abc 456'.findAll('[0-9]*') == ['123', '', '', '', '', '456']",
                "'ab'.findAll('') == ['', '', '']",
                "'😀b'.findAll('') == ['', '', '']",
                "''.findAll('x*') == ['']",
                "'😀😀'.findAll('.') == ['😀', '😀']",
                "'a\\nb'.findAll('(?m)^.$') == ['a', 'b']",
                "'aXbX'.findAll('(?i)x') == ['X', 'X']",
                "'foobar'.find('^bar') == ''",
                "'foobar'.findAll('o|^b') == ['o', 'o']",
                "type('a'.findAll('a')) == list",
            })
    void holds(String expression) {
        assertThat(CelTesting.eval(expression)).isEqualTo(true);
    }

    @Test
    void holdsForValuesOfUnknownType() {
        assertThat(CelTesting.eval(
                        "object.t.findAll(object.p, object.n)",
                        JsonObject.of(Map.of("t", "a1b2", "p", "[0-9]", "n", 1L))))
                .isEqualTo(JsonArray.of(List.of("1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'a'.find('[a')|Illegal regex: error parsing regexp: missing closing ]",
                "'a'.find('a**')|Illegal regex: error parsing regexp: invalid nested repetition operator",
                "'a'.find('(?=a)')|Illegal regex: error parsing regexp",
                "'a'.find('a{1001}')|Illegal regex: invalid repeat count",
                "'a'.find('(a{100}){100}')|Illegal regex: invalid repeat count",
                "'a'.find('((a{10}){10}b{2}){11}')|Illegal regex: invalid repeat count",
                "'a'.find('(abcdefghijk){1000}')|Illegal regex: expression too large",
                "'a'.find('(abc){900}')|Illegal regex: expression too large",
            })
    void fails(String expression, String message) {
        assertThatThrownBy(() -> CelTesting.eval(expression)).hasMessageContaining(message);
    }

    @Test
    void patternsAreBounded() {
        assertThatThrownBy(() -> BoundedRegex.compile("a".repeat(2_001))).hasMessageContaining("longer than 2000");
        assertThatThrownBy(() -> BoundedRegex.compile("(".repeat(500) + ")".repeat(500)))
                .hasMessageContaining("nests too deeply");
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "a|b, 3",
        "(a)(b), 6",
        "[]a-z], 1",
        "[^]a], 1",
        "[[:alpha:]\\]], 1",
        "\\pN\\p{Greek}\\x{10FFFF}, 4",
        "\\Qa{9}\\E, 4",
        "\\Qab, 2",
        "(?i:a), 3",
        "(?i)a, 3",
        "(?P<n>a), 3",
        "a{3}, 6",
        "a{3;}, 5",
        "'a{,3}', 5",
        "'a{2,x}', 6",
        "'a{2,}', 4",
        "'a{2,5}', 10",
        "a{, 2",
        "(a, 3",
        "[a, 1",
        "a), 1",
    })
    void estimatesSizes(String pattern, long size) {
        assertThat(PatternSize.of(pattern).toOptional()).hasValue(size);
    }

    @Test
    @Timeout(20)
    void workIsBounded() {
        // Every match reads to the end of the text in search of a z.
        String text = "a".repeat(1 << 20);
        assertThatThrownBy(() -> BoundedRegex.compile("(?s)a(?:.*z)?").findAll(text, -1))
                .isInstanceOf(Budget.Exceeded.class);
        assertThatThrownBy(() -> BoundedRegex.compile("(?:a?){900}z").find(text))
                .isInstanceOf(Budget.Exceeded.class);
        assertThatThrownBy(() -> BoundedRegex.compile("a").findAll(text, -1))
                .isInstanceOf(Budget.Exceeded.class)
                .hasMessageContaining("more than 100000 items");
        assertThat(BoundedRegex.compile("[0-9]+\\.[0-9]+").find(text)).isEmpty();
    }

    @Test
    void manyPatternsAreCompiledWithoutKeepingThemAll() {
        JsonArray patterns = JsonArray.of(IntStream.range(0, 1_200)
                .mapToObj(n -> "[0-9]{" + (n % 600 + 1) + "}")
                .toList());
        assertThat(CelTesting.eval("object.filter(p, '12'.find(p) == '12').size()", patterns))
                .isEqualTo(2L);
    }

    /** A pattern that stands in the expression is looked at when it compiles; one that is made, when it is used. */
    @Test
    void aLiteralPatternThatIsNoneDoesNotCompile() {
        for (String expression : List.of(
                "object.name.matches('[a-') || true",
                "matches('a', '[a-')",
                "object.name.find('[a-') == ''",
                "object.name.findAll('[a-', 2) == []")) {
            assertThat(Expressions.problems(expression, Scope.BASE, ExpressionType.BOOL))
                    .as(expression)
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.message()).startsWith("Illegal regex: error parsing regexp: missing");
                        assertThat(problem.position().column()).isEqualTo(expression.indexOf("'[a-'") + 1);
                    });
        }
        assertThat(Expressions.problems("'a'.matches('[' + 'a-') || true", Scope.BASE, ExpressionType.BOOL))
                .isEmpty();
    }
}
