package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // pattern | values | text
                "no substitution| |no substitution",
                "str is %s and some more|'filler'|str is filler and some more",
                "%%%s%%|'text'|%text%",
                "%d %d, %s %s|1, 2, 'A', 'B'|1 2, A B",
                "%d|18446744073709551615u|18446744073709551615",
                "%d|-9223372036854775807 - 1|-9223372036854775808",
                "%s|999999999999|999999999999",
                "%s|true|true",
                "%s|null|null",
                "%s|type('a')|string",
                "%s|[type(1), type(ip('::1'))]|[int, net.IP]",
                "%s|timestamp('2023-02-03T23:31:20+00:00')|2023-02-03T23:31:20Z",
                "%s|timestamp('2023-02-03T23:31:20.120+02:00')|2023-02-03T21:31:20.12Z",
                "%s|duration('1h45m47s')|6347s",
                "%s|duration('-1.5s')|-1.5s",
                "%s|duration('2ns')|0.000000002s",
                "%s|duration('0s')|0s",
                "%s|b'xyz'|xyz",
                "%s|2.71|2.71",
                "%s|0.0|0",
                "%s|-0.0|-0",
                "%s|100000.0|100000",
                "%s|1234567.0|1.234567e+06",
                "%s|1000000.0|1e+06",
                "%s|0.0001|0.0001",
                "%s|0.00001|1e-05",
                "%s|0.000000002|2e-09",
                "%s|1e300|1e+300",
                "%s|-2.5e-300|-2.5e-300",
                "%s|5e-324|5e-324",
                "%s|double('NaN')|NaN",
                "%s|double('Infinity')|+Inf",
                "%s|-double('Infinity')|-Inf",
                "%s|[2.71, -0.0, double('NaN'), 1e21]|[2.710000, -0.000000, \"NaN\", 1000000000000000000000.000000]",
                "%s|[0.000000002]|[0.000000]",
                "%s|[]|[]",
                "%s|{}|{}",
                "%s|['abc', 3.14, null, [9, 8u], timestamp('2023-02-03T23:31:20Z')]"
                        + "|[\"abc\", 3.140000, null, [9, 8], timestamp(\"2023-02-03T23:31:20Z\")]",
                "%s|{'key1': b'xyz', 'key5': null, 'key2': duration('2h'), 'key4': true, 'key3': 2.71828}"
                        + "|{\"key1\":b\"xyz\", \"key2\":duration(\"7200s\"), \"key3\":2.718280, \"key4\":true,"
                        + " \"key5\":null}",
                "%s|{1: 'value1', 2u: 'value2', true: double('NaN')}|{1:\"value1\", 2:\"value2\", true:\"NaN\"}",
                "%s|[b'a', 'tab\\t \\u0001 \\u200b \\U000e0001 ü\\u00a0😀']"
                        + "|[b\"a\", \"tab\\t \\x01 \\u200b \\U000e0001 ü\\u00a0😀\"]",
                "%b|5|101",
                "%b|-5|-101",
                "%b|64u|1000000",
                "%b %b|true, false|1 0",
                "%o|11|13",
                "%o|-11|-13",
                "%o|65535u|177777",
                "%x %X|30, 30|1e 1E",
                "%x|-30|-1e",
                "%X|6000u|1770",
                "%x|'Hello wörld!'|48656c6c6f2077c3b6726c6421",
                "%X|b'byte string'|6279746520737472696E67",
                "%f|2.71828|2.718280",
                "%.3f|1.2345|1.234",
                "%.1f|0.25|0.2",
                "%.0f|2.5|2",
                "%.2f|1234567.891|1,234,567.89",
                "%.0f|-1234.5|-1,234",
                "%f|999.0|999.000000",
                "%f|-0.0000001|-0.000000",
                "%f|'NaN'|NaN",
                "%f|'Infinity'|∞",
                "%f|'-Infinity'|-∞",
                "%f|double('NaN')|NaN",
                "%.2e|double('Infinity')|∞",
                "%e|2.71828|2.718280\u202f×\u202f10⁰⁰",
                "%.6e|1052.032911275|1.052033\u202f×\u202f10⁰³",
                "%.1e|-0.00095|-9.5\u202f×\u202f10⁻⁰⁴",
                "%.0e|9.9|1\u202f×\u202f10⁰¹",
                "%.2e|1e300|1.00\u202f×\u202f10³⁰⁰",
                "%.2e|0.0|0.00\u202f×\u202f10⁰⁰",
                "%s|'one', 'left over'|one",
                "日本 %s 😀|'text'|日本 text 😀",
            })
    void fills(String pattern, String values, String text) {
        assertThat(CelTesting.eval("'%s'.format([%s])".formatted(pattern, values == null ? "" : values)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%a|1|could not parse formatting clause: unrecognized formatting clause \"a\"",
                "%E|0.5|could not parse formatting clause: unrecognized formatting clause \"E\"",
                "%😀|0.5|could not parse formatting clause: unrecognized formatting clause \"😀\"",
                "% s|1|could not parse formatting clause: unrecognized formatting clause \" \"",
                "%d %d %d|0, 1|index 2 out of range",
                "filler %|1|unexpected end of string",
                "filler %||index 0 out of range",
                "%b|'abc'|error during formatting: only integers and bools can be formatted as binary, was given string",
                "%d|duration('30m2s')|decimal clause can only be used on integers, was given google.protobuf.Duration",
                "%d|5.2|decimal clause can only be used on integers, was given double",
                "%d|null|decimal clause can only be used on integers, was given null_type",
                "%o|'a string'|octal clause can only be used on integers, was given string",
                "%x|0.5|only integers, byte buffers, and strings can be formatted as hex, was given double",
                "%f|true|fixed-point clause can only be used on doubles, was given bool",
                "%f|1|fixed-point clause can only be used on doubles, was given int",
                "%e|timestamp('2023-02-03T23:31:20Z')|scientific clause can only be used on doubles, was given"
                        + " google.protobuf.Timestamp",
                "%f|'inf'|fixed-point clause can only be used on doubles, was given string",
                "%s|ip('::1')|string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types,"
                        + " durations, and timestamps, was given net.IP",
                "%s|optional.of(1)|was given optional_type",
                "%s|[quantity('1')]|no formatting function for kubernetes.Quantity",
                "%d|[1]|was given list",
                "%d|{}|was given map",
                "%d|int|was given type",
                "%d|b'a'|was given bytes",
                "%s|b'\\xff'|invalid UTF-8 in bytes, cannot convert to string",
                "%.34|5.0|error while parsing precision: could not find end of precision specifier",
                "%.f|5.0|error while converting precision to integer",
                "%.101f|5.0|precision 101 exceeds maximum allowed precision 100",
                "%.9999999999f|5.0|precision 9999999999 exceeds maximum allowed precision 100",
            })
    void fails(String pattern, String values, String message) {
        assertThatThrownBy(() -> CelTesting.eval("'%s'.format([%s])".formatted(pattern, values == null ? "" : values)))
                .hasMessageContaining(message);
    }

    @Test
    void mapKeysAreTextsNumbersOrFlags() {
        assertThatThrownBy(() -> ValueText.of(Map.of(1.5, "a")))
                .hasMessageContaining("no formatting function for map key of type double");
    }

    @Test
    void writesTreesOfManifests() {
        JsonObject object =
                JsonObject.of(Map.of("b", JsonArray.of(List.of(1L, JsonObject.NULL)), "a", JsonObject.EMPTY));
        assertThat(CelTesting.eval("'%s'.format([object])", object)).isEqualTo("{\"a\":{}, \"b\":[1, null]}");
    }

    @Property
    void fixedPointNumbersAreThoseOfJava(@ForAll double number) {
        String text = StringFormat.format("%.3f", List.of(number));
        double read = Double.parseDouble(text.replace(",", ""));
        assertThat(read).isCloseTo(number, Offset.offset(Math.abs(number) * 1e-15 + 0.0005001));
        assertThat(text.replace(",", "").replace("-", "").length())
                .isEqualTo(String.format(Locale.ROOT, "%.3f", read)
                        .replace("-", "")
                        .length());
    }

    @Property
    void shortestNumbersReadBack(@ForAll double number) {
        assertThat(Double.parseDouble(ValueText.shortest(number))).isEqualTo(number);
    }

    @Property
    void integersReadBack(@ForAll long number) {
        assertThat(Long.parseLong(StringFormat.format("%d", List.of(number)))).isEqualTo(number);
        assertThat(Long.parseLong(StringFormat.format("%x", List.of(number)), 16))
                .isEqualTo(number);
        assertThat(Long.parseLong(StringFormat.format("%b", List.of(number)), 2))
                .isEqualTo(number);
    }
}
