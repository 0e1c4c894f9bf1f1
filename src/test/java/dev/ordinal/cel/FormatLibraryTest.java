package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatLibraryTest {

    @ParameterizedTest
    @CsvSource({
        "dns1123Label, my-label-name",
        "dns1123Label, 0",
        "dns1123Subdomain, apiextensions.k8s.io",
        "dns1123Subdomain, a",
        "dns1035Label, a1-b",
        "qualifiedName, apiextensions.k8s.io/v1beta1",
        "qualifiedName, my.name",
        "qualifiedName, My_Name",
        "dns1123LabelPrefix, my-label-prefix-",
        "dns1123LabelPrefix, a-",
        "dns1123LabelPrefix, plain",
        // The character before the dash is not looked at.
        "dns1123LabelPrefix, my_-",
        "dns1123SubdomainPrefix, mysubdomain.prefix.-",
        "dns1035LabelPrefix, my-label-prefix-",
        "labelValue, my-cool-label-Value",
        "labelValue, ''",
        "labelValue, 1.5_x",
        "uri, http://example.com",
        "uri, /path",
        "uuid, 123e4567-e89b-12d3-a456-426614174000",
        "uuid, 123E4567E89B12D3A456426614174000",
        "byte, aGVsbG8=",
        "byte, aGVsbG8h",
        "byte, aGVsbA==",
        "date, 2021-01-01",
        "date, 2024-02-29",
        "datetime, 2021-01-01T00:00:00Z",
        "datetime, 2021-01-01t23:59:59.123456+02:00",
        "datetime, 2021-01-01T00:00:00ZTx",
    })
    void accepts(String format, String text) {
        assertThat(validate(format, text)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "dns1123Label, contains a space, a lowercase RFC 1123 label must consist of",
        "dns1123Label, '', a lowercase RFC 1123 label must consist of",
        "dns1123Label, -a, a lowercase RFC 1123 label must consist of",
        "dns1123Label, a-, a lowercase RFC 1123 label must consist of",
        "dns1123Label, A, a lowercase RFC 1123 label must consist of",
        "dns1123Label, ä, a lowercase RFC 1123 label must consist of",
        "dns1123Label, a.b, must not contain dots",
        "dns1123Subdomain, a..b, a lowercase RFC 1123 subdomain must consist of",
        "dns1123Subdomain, a.b., a lowercase RFC 1123 subdomain must consist of",
        "dns1123Subdomain, a_b, a lowercase RFC 1123 subdomain must consist of",
        "dns1035Label, 1a, a DNS-1035 label must consist of",
        "dns1035Label, '', a DNS-1035 label must consist of",
        "dns1035Label, a.b, a DNS-1035 label must consist of",
        "qualifiedName, a/b/c, a qualified name must consist of",
        "qualifiedName, /a, prefix part must be non-empty",
        "qualifiedName, A/b, prefix part a lowercase RFC 1123 subdomain",
        "qualifiedName, -a, name part must consist of",
        "qualifiedName, a-, name part must consist of",
        "dns1123LabelPrefix, -, a lowercase RFC 1123 label must consist of",
        "dns1123LabelPrefix, abcé-, a lowercase RFC 1123 label must consist of",
        "dns1123SubdomainPrefix, contains a space-, a lowercase RFC 1123 subdomain must consist of",
        "dns1035LabelPrefix, 1-x-, a DNS-1035 label must consist of",
        "labelValue, a b, a valid label must be an empty string or consist of",
        "labelValue, _a, a valid label must be an empty string or consist of",
        "uri, example.com, invalid URI for request",
        "uri, '', empty url",
        "uuid, 123e4567-e89b-12d3-a456-42661417400, does not match the UUID format",
        "uuid, 123e4567-e89b-12d3-a456-42661417400g, does not match the UUID format",
        "byte, '', invalid base64",
        "byte, aGVsbG8, invalid base64",
        "byte, aGVs=G8=, invalid base64",
        "byte, aG=s, invalid base64",
        "byte, ====, invalid base64",
        "byte, aGV_, invalid base64",
        "date, 2020-01-32, invalid date",
        "date, 2023-02-29, invalid date",
        "date, 2020-1-1, invalid date",
        "date, +2020-01-01, invalid date",
        "datetime, 2020-01-32T00:00:00Z, invalid datetime",
        "datetime, 2020-01-01, invalid datetime",
        "datetime, 2020-01-01T24:00:00Z, invalid datetime",
        "datetime, 2020-01-01T00:60:00Z, invalid datetime",
        "datetime, 2020-01-01T00:00:60Z, invalid datetime",
        "datetime, 2020-01-01T00:00:00, invalid datetime",
        "datetime, 2020-01-01 00:00:00Z, invalid datetime",
    })
    void refuses(String format, String text, String reason) {
        assertThat(validate(format, text))
                .isInstanceOfSatisfying(
                        Optional.class,
                        reasons -> assertThat(reasons.orElseThrow().toString()).contains(reason));
    }

    private static Object validate(String format, String text) {
        JsonObject object = JsonObject.of(Map.of("text", text));
        Object byName = CelTesting.eval("format.named('%s').value().validate(object.text)".formatted(format), object);
        assertThat(CelTesting.eval("format.%s().validate(object.text)".formatted(format), object))
                .isEqualTo(byName);
        return byName;
    }

    @ParameterizedTest
    @CsvSource({
        "dns1123Label, 64, must be no more than 63 characters",
        "dns1123Subdomain, 254, must be no more than 253 characters",
        "dns1035Label, 64, must be no more than 63 characters",
        "labelValue, 64, must be no more than 63 characters",
        "qualifiedName, 64, name part must be no more than 63 characters",
    })
    void refusesWhatIsTooLong(String format, int length, String reason) {
        assertThat(validate(format, "a".repeat(length))).isEqualTo(Optional.of(JsonArray.of(List.of(reason))));
        assertThat(validate(format, "a".repeat(length - 1))).isEqualTo(Optional.empty());
    }

    @Test
    void lengthIsCountedInBytesAndAllReasonsAreGiven() {
        assertThat(validate("labelValue", "é".repeat(32)).toString())
                .contains("must be no more than 63 characters")
                .contains("a valid label must be");
        assertThat(validate("qualifiedName", "example.com/").toString())
                .contains("name part must be non-empty")
                .contains("name part must consist of");
    }

    @Test
    void speaksAsTheApiServer() {
        assertThat(KubernetesNames.dns1123Label("a b"))
                .containsExactly(
                        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
                                + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used"
                                + " for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyFormatIsFoundByItsName(String name) {
        assertThat(CelTesting.eval("format.named('%1$s').value() == format.%1$s()".formatted(name)))
                .isEqualTo(true);
        long equal = names().filter(other -> CelTesting.eval("format.%s() == format.%s()".formatted(name, other))
                        .equals(true))
                .count();
        assertThat(equal).isEqualTo(1);
    }

    static Stream<String> names() {
        return NamedFormat.ALL.stream().map(NamedFormat::name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!format.named('unknown').hasValue()",
                "type(format.uri()) == kubernetes.NamedFormat",
                "format.dns1123Label().validate('A').value().size() == 1",
                "format.uri() in [format.uri()]",
                "string(format.uuid() == format.byte()) == 'false'",
            })
    void holds(String expression) {
        assertThat(CelTesting.eval(expression)).isEqualTo(true);
    }

    @Test
    void longTextsAreNoBurden() {
        assertThat(KubernetesNames.dns1123Subdomain("a.".repeat(500_000) + "a")).hasSize(1);
        assertThat(NamedFormat.ALL)
                .allSatisfy(format ->
                        assertThat(format.validate("a".repeat(1_000_001))).isNotEmpty());
    }
}
