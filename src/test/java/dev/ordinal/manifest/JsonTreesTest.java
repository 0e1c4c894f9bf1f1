package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTreesTest {

    private static final JsonTrees TREES = new JsonTrees(ReadLimits.DEFAULT);

    private static Object decode(JsonTrees trees, String json) {
        try {
            return trees.decode(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonTrees.NotJson bad) {
            throw new IllegalArgumentException(bad.reason());
        }
    }

    private static Object decode(String json) {
        return decode(TREES, json);
    }

    @Test
    void valuesAreThoseOfTrees() {
        assertThat(decode("{\"a\": \"t\", \"b\": [1, 2.5, true, false, null], \"c\": {}, \"d\": []}"))
                .isEqualTo(JsonObject.of(Map.of(
                        "a",
                        "t",
                        "b",
                        JsonArray.of(java.util.List.of(1L, 2.5, true, false, JsonObject.NULL)),
                        "c",
                        JsonObject.EMPTY,
                        "d",
                        JsonArray.EMPTY)));
        assertThat(decode("7")).isEqualTo(7L);
        assertThat(decode("1.0")).isEqualTo(1.0);
        assertThat(decode("123456789012345678901234567890")).isEqualTo(1.2345678901234568e29);
    }

    @Test
    void fieldsKeepTheirOrder() {
        var json = new StringBuilder("{\"z\": 0");
        for (int i = 40; i > 0; i--) {
            json.append(", \"k").append(i).append("\": ").append(i);
        }

        var object = (JsonObject) decode(json + "}");

        assertThat(object).hasSize(41).containsEntry("k40", 40L).containsEntry("k1", 1L);
        assertThat(object.keySet()).startsWith("z", "k40", "k39").endsWith("k1");
    }

    @Test
    void ofANameThatStandsTwiceTheLastValueCounts() {
        assertThat(decode("{\"a\": 1, \"b\": 2, \"a\": 3}").toString()).isEqualTo("{a=3, b=2}");
        var many = new StringBuilder("{");
        for (int i = 0; i < 60; i++) {
            many.append("\"k").append(i % 30).append("\": ").append(i).append(", ");
        }
        assertThat((JsonObject) decode(many + "\"k0\": 99}"))
                .hasSize(30)
                .containsEntry("k0", 99L)
                .containsEntry("k29", 59L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| nothing where a JSON document was expected",
                "'{\"a\":'| line 1, column 6: it ends before everything that opens is closed",
                "'{\"a\": 1} 2'| line 1, column 10: text follows the end of the document",
                "'[1e999]'| line 1, column 2: a number is too large",
                "'[[[[[1]]]]]'| line 1, column 4: objects and lists are nested more than 3 levels deep",
                "'[1, 2, 3, 4, 5, 6, 7]'| line 1, column 20: the document holds more than 7 values",
            })
    void whatIsWrongIsToldWithItsPlace(String json, String reason) {
        var small = new JsonTrees(new ReadLimits(1_000, 3, 0, 7, 1));

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> decode(small, json))
                .withMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'{a: 1}'| line 1, column 2: unexpected character", "'nul'| line 1, column 1: unrecognized token"})
    void whatIsNoJsonIsToldInTheParsersWords(String json, String start) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> decode(json))
                .withMessageStartingWith(start);
    }

    @Test
    void bytesThatAreNoTextAreNoFailureOfOurs() {
        byte[] bytes = {'"', (byte) 0xC3, (byte) 0x28, '"'};

        assertThatExceptionOfType(JsonTrees.NotJson.class)
                .isThrownBy(() -> TREES.decode(bytes))
                .satisfies(bad -> assertThat(bad.reason()).contains("UTF-8"));
    }
}
