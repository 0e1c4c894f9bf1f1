package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarResolverTest {

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"})
    void readsAsTrue(String text) {
        assertThat(ScalarResolver.plain(text)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"})
    void readsAsFalse(String text) {
        assertThat(ScalarResolver.plain(text)).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
    void readsAsNull(String text) {
        assertThat(ScalarResolver.plain(text)).isEqualTo(JsonObject.NULL);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "+12, 12",
        "-7, -7",
        "0777, 511",
        "-0777, -511",
        "0o777, 511",
        "0O17, 15",
        "00, 0",
        "09, 9",
        "010, 8",
        "0x1F, 31",
        "-0x1F, -31",
        "0XfF, 255",
        "0b101, 5",
        "0B11, 3",
        "-0b101, -5",
        "1_000, 1000",
        "1__0, 10",
        "0_7, 7",
        "1_, 1",
        "1e3, 1000",
        "1.0, 1",
        "1., 1",
        "-0.0, 0",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "1e18, 1000000000000000000",
        "1e-400, 0"
    })
    void readsAsWholeNumber(String text, long value) {
        assertThat(ScalarResolver.plain(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        ".5, 0.5",
        "+.5, 0.5",
        "-.5e1, -5.0e0",
        "1.10, 1.1",
        "08.5, 8.5",
        "1_000.5, 1000.5",
        "12345678901234567890, 12345678901234567890",
        "-9223372036854775809, -9223372036854775809",
        "0xffffffffffffffffff, 4722366482869645213695",
        "1e300, 1e300",
        "2.5E-3, 0.0025",
        ".inf, Infinity",
        "+.INF, Infinity",
        "-.Inf, -Infinity"
    })
    void readsAsNumber(String text, double value) {
        assertThat(((Number) ScalarResolver.plain(text)).doubleValue()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "190:20:30",
                "2001-12-14",
                "2001-12-14T21:59:43Z",
                "1e400",
                "0x",
                "0b102",
                "0o8",
                "0b",
                "_1",
                "-",
                "+",
                "--1",
                "1-2",
                "0-1",
                "0:1",
                "1,000",
                "1.2.3",
                ".",
                "..",
                ".e5",
                "1e",
                "1e+",
                "e5",
                ".5.",
                "0x1p-2",
                "1.0f",
                "1d",
                "NaN",
                "Infinity",
                "nop",
                "oN",
                "yEs",
                "nUll",
                "10Gi",
                "100m",
                "v1",
                "0xg",
                "٣"
            })
    void readsAsText(String text) {
        assertThat(ScalarResolver.plain(text)).isSameAs(text);
    }

    @Test
    void readsNotANumber() {
        assertThat(ScalarResolver.plain(".nan")).isEqualTo(Double.NaN);
    }

    @Test
    void takesNumbersOfAnyLengthInLittleTime() {
        assertThat(ScalarResolver.plain("9".repeat(1_000_000))).isInstanceOf(String.class);
        assertThat(ScalarResolver.plain("0x" + "f".repeat(1_000_000))).isInstanceOf(String.class);
        assertThat(ScalarResolver.plain("9".repeat(300))).isInstanceOf(Double.class);
    }

    @Property
    void readsEveryLong(@ForAll long number) {
        assertThat(ScalarResolver.plain(Long.toString(number))).isEqualTo(number);
    }

    @Property
    void readsAnyTextAsATreeValue(@ForAll String text) {
        Object value = ScalarResolver.plain(text);

        assertThat(value == JsonObject.NULL
                        || value instanceof String
                        || value instanceof Long
                        || value instanceof Double
                        || value instanceof Boolean)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "str, 123, 123",
        "int, 0x10, 16",
        "int, 1_0, 10",
        "float, 3, 3",
        "float, 1.5, 1.5",
        "bool, yes, true",
        "null, ~, NULL_VALUE",
        "binary, aGk=, hi",
        "timestamp, 2001-12-14, 2001-12-14",
        "set, 5, 5"
    })
    void readsWhatATagSays(String tag, String text, String value) {
        assertThat(ScalarResolver.tagged("tag:yaml.org,2002:" + tag, text).orElseThrow())
                .hasToString(value);
    }

    @ParameterizedTest
    @CsvSource({"int, abc", "int, 1.5", "int, 1.0", "float, x", "bool, 1", "null, x", "binary, a"})
    void refusesWhatATagDoesNotSay(String tag, String text) {
        assertThat(ScalarResolver.tagged("tag:yaml.org,2002:" + tag, text)).isEmpty();
    }

    @Test
    void passesOverTagsOfOnesOwn() {
        assertThat(ScalarResolver.tagged("!Ref", "123")).contains("123");
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "0777, 511", "1.5, 1.5", "name, name"})
    void namesAFieldByItsKey(String key, String name) {
        assertThat(ScalarResolver.name(ScalarResolver.plain(key))).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", ".inf", ".nan"})
    void givesNoNameForAKey(String key) {
        assertThat(ScalarResolver.name(ScalarResolver.plain(key))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes | true to kubectl (YAML 1.1) and a text by YAML 1.2; write true",
                "Off | false to kubectl (YAML 1.1) and a text by YAML 1.2; write false",
                "0777 | the number 511 to kubectl (YAML 1.1) and the number 777 by YAML 1.2; write 511",
                "-010 | the number -8 to kubectl (YAML 1.1) and the number -10 by YAML 1.2; write -8",
                "1_000 | the number 1000 to kubectl (YAML 1.1) and a text by YAML 1.2; write 1000",
                "0b101 | the number 5 to kubectl (YAML 1.1) and a text by YAML 1.2; write 5",
                "0X1F | the number 31 to kubectl (YAML 1.1) and a text by YAML 1.2; write 31",
                "-0x1F | the number -31 to kubectl (YAML 1.1) and a text by YAML 1.2; write -31"
            })
    void warnsOfWhatYamlVersionsReadDifferently(String text, String message) {
        assertThat(AmbiguousScalar.warning(text, ScalarResolver.plain(text)))
                .contains("`" + text + "` is " + message + ", or \"" + text + "\" if it is a text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "True",
                "FALSE",
                "~",
                "0",
                "-0",
                "00",
                "07",
                "09",
                "0.5",
                "0o17",
                "0x1F",
                "1e3",
                "+12",
                "190:20:30",
                "x"
            })
    void isQuietWhereReadingsAgree(String text) {
        assertThat(AmbiguousScalar.warning(text, ScalarResolver.plain(text))).isEmpty();
    }
}
