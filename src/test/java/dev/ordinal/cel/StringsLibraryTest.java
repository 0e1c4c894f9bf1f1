package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StringsLibraryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'hello'.charAt(4) == 'o' && 'hello'.charAt(5) == '' && '😀b'.charAt(1) == 'b'",
                "'hello mellow'.indexOf('') == 0 && 'hello mellow'.indexOf('ello') == 1",
                "'hello mellow'.indexOf('jello') == -1 && 'hello mellow'.indexOf('', 2) == 2",
                "'hello mellow'.indexOf('ello', 2) == 7 && 'hello mellow'.indexOf('ello', 20) == -1",
                "'hello'.indexOf('', 9) == 5 && ''.indexOf('a') == -1 && '😀b😀'.indexOf('😀', 1) == 2",
                "'hello mellow'.lastIndexOf('') == 12 && 'hello mellow'.lastIndexOf('ello') == 7",
                "'hello mellow'.lastIndexOf('jello') == -1 && 'hello mellow'.lastIndexOf('ello', 6) == 1",
                "'hello mellow'.lastIndexOf('ello', 20) == -1 && 'a'.lastIndexOf('abc') == -1",
                "'hello'.lastIndexOf('', 9) == 5 && 'hello'.lastIndexOf('', 1) == 1 && ''.lastIndexOf('a') == -1",
                "'😀b😀'.lastIndexOf('😀') == 2 && 'aaa'.lastIndexOf('aa', 2) == 1",
                "'TacoCÆt Xii'.lowerAscii() == 'tacocÆt xii' && 'tacoCæt Xii'.upperAscii() == 'TACOCæT XII'",
                "'hello hello'.replace('he', 'we') == 'wello wello'",
                "'hello hello'.replace('he', 'we', -1) == 'wello wello'",
                "'hello hello'.replace('he', 'we', 1) == 'wello hello'",
                "'hello hello'.replace('he', 'we', 0) == 'hello hello'",
                "'hello hello'.replace('', '_') == '_h_e_l_l_o_ _h_e_l_l_o_'",
                "'hello hello'.replace('h', '') == 'ello ello' && 'ab'.replace('', '_', 2) == '_a_b'",
                "''.replace('', 'x') == 'x' && '😀'.replace('', '-') == '-😀-' && 'aaa'.replace('aa', 'b') == 'ba'",
                "'hello hello hello'.split(' ') == ['hello', 'hello', 'hello']",
                "'hello hello hello'.split(' ', 0) == [] && 'a b'.split(' ', 1) == ['a b']",
                "'hello hello hello'.split(' ', 2) == ['hello', 'hello hello']",
                "'hello hello hello'.split(' ', -1) == ['hello', 'hello', 'hello']",
                "','.split(',', -1) == ['', ''] && ''.split(',') == [''] && ''.split('') == []",
                "'a😀b'.split('') == ['a', '😀', 'b'] && 'abc'.split('', 2) == ['a', 'bc'] && 'a'.split('', 9) == ['a']",
                "'tacocat'.substring(4) == 'cat' && 'tacocat'.substring(0, 4) == 'taco' && 'a'.substring(1) == ''",
                "'😀b😀c'.substring(1) == 'b😀c' && '😀b😀c'.substring(1, 3) == 'b😀'",
                "'  \\ttrim\\n    '.trim() == 'trim' && '\\u00a0\\u2003\\u0085x\\u200b\\u3000'.trim() == 'x\\u200b'",
                "'   '.trim() == '' && ''.trim() == ''",
                "['hello', 'mellow'].join() == 'hellomellow' && ['hello', 'mellow'].join(' ') == 'hello mellow'",
                "[].join() == '' && [].join('/') == '' && ['', ''].join('/') == '/'",
                "strings.quote('single-quote with \"double quote\"') == '\"single-quote with \\\\\"double quote\\\\\"\"'",
                "strings.quote('\\a\\b\\f\\n\\r\\t\\v\\\\') == '\"\\\\a\\\\b\\\\f\\\\n\\\\r\\\\t\\\\v\\\\\\\\\"'",
                "strings.quote('ä😀') == '\"ä😀\"'",
            })
    void holds(String expression) {
        assertThat(CelTesting.eval(expression)).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'a'.charAt(2)|index out of range: 2",
                "'a'.charAt(-1)|index out of range: -1",
                "'a'.indexOf('a', -1)|index out of range: -1",
                "'a'.lastIndexOf('a', -1)|index out of range: -1",
                "'a'.substring(2)|index out of range: 2",
                "'a'.substring(-1)|index out of range: -1",
                "'a'.substring(-1, 0)|index out of range: -1",
                "'a'.substring(0, 2)|index out of range: 2",
                "'a'.substring(1, 0)|invalid substring range. start: 1, end: 0",
                "[dyn('a'), dyn(1)].join()|join: invalid input: a list of strings holds one of type int",
                "[1].join()|found no matching overload for 'join'",
            })
    void fails(String expression, String message) {
        assertThatThrownBy(() -> CelTesting.eval(expression)).hasMessageContaining(message);
    }

    @Test
    void whatIsMadeIsBounded() {
        JsonObject object = JsonObject.of(Map.of(
                "long", "x".repeat(1 << 19), "list", JsonArray.of(List.of("x".repeat(1 << 19), "x".repeat(1 << 19)))));
        for (String expression : List.of(
                "object.long.replace('x', 'xyz')",
                "object.long.replace('', 'yz')",
                "object.list.join(', ')",
                "strings.quote(object.long + object.long)",
                "'%s%s%s'.format([object.long, object.long, object.long])",
                "'%s'.format([[object.list, object.list]])",
                "'%x'.format([object.long + 'x'])",
                "object.long.split('')")) {
            assertThatThrownBy(() -> CelTesting.eval(expression, object))
                    .as(expression)
                    .hasMessageContaining("more than");
        }
        assertThat(CelTesting.eval("object.long.replace('x', 'yz').size()", object))
                .isEqualTo(1L << 20);
    }

    @Test
    void quotesHalfASurrogatePairAsTheReplacementCharacter() {
        assertThat(StringFunctions.quote("a\ud83d")).isEqualTo("\"a\ufffd\"");
    }

    @Test
    void holdsForValuesOfUnknownType() {
        JsonObject object = JsonObject.of(Map.of("text", "a,b", "list", JsonArray.of(List.of("a", "b", "a"))));
        assertThat(CelTesting.eval("object.text.indexOf('b') == 2 && object.text.lastIndexOf(',') == 1", object))
                .isEqualTo(true);
        assertThat(CelTesting.eval("object.list.join(',') == 'a,b,a'", object)).isEqualTo(true);
        assertThat(CelTesting.eval(
                        "object.text.split(',').size() == 2 && object.text.replace(',', '') == 'ab'", object))
                .isEqualTo(true);
        assertThat(CelTesting.eval("'%s %s'.format([object.text, object.list])", object))
                .isEqualTo("a,b [\"a\", \"b\", \"a\"]");
    }

    @Property
    void joiningUndoesSplitting(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 30) String text,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 2) String separator) {
        assertThat(StringFunctions.join(StringFunctions.split(text, separator, -1), separator))
                .isEqualTo(text);
        assertThat(StringFunctions.join(StringFunctions.split(text, separator, 3), separator))
                .isEqualTo(text);
    }

    @Property
    void replacesAsJavaDoes(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 30) String text,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 2) String old,
            @ForAll @AlphaChars @StringLength(max = 3) String by) {
        assertThat(StringFunctions.replace(text, old, by, -1)).isEqualTo(text.replace(old, by));
    }
}
