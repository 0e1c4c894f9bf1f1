package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class YamlTextTest {

    private static final JsonObject OBJECT = JsonObject.EMPTY
            .with("apiVersion", "v1")
            .with("kind", "ConfigMap")
            .with("metadata", JsonObject.EMPTY.with("name", "x"));

    @Test
    void looksAsPeopleWriteIt() {
        JsonObject container = JsonObject.of(Map.of("image", "nginx:1.28.0"));
        JsonObject object = JsonObject.EMPTY
                .with("version", "1.10")
                .with("on", "yes")
                .with("size", "10Gi")
                .with("none", JsonObject.EMPTY)
                .with("script", "echo a\necho b\n")
                .with("items", JsonArray.of(List.of(container, JsonArray.of(List.of(1L, 2L)), JsonObject.NULL)))
                .with("url", "http://web:80/#top");

        assertThat(YamlText.of(object)).isEqualTo("""
                version: '1.10'
                'on': 'yes'
                size: 10Gi
                none: {}
                script: |
                  echo a
                  echo b
                items:
                - image: nginx:1.28.0
                - - 1
                  - 2
                - null
                url: http://web:80/#top
                """);
    }

    @Property(tries = 500)
    void isReadBackAsItWas(@ForAll("trees") Object tree) {
        JsonObject object = OBJECT.with("data", tree);

        List<Manifest> read = new ManifestReader(ReadLimits.DEFAULT, "default")
                .read(List.of(Input.text("x.yaml", YamlText.of(object))))
                .manifests();

        assertThat(read).hasSize(1);
        assertThat(read.getFirst().root()).isEqualTo(object);
    }

    @Provide
    Arbitrary<Object> trees() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.strings()
                        .withChars(" :#-?,[]{}&*!|>'\"%@`\n\tab01.")
                        .ofMaxLength(8),
                Arbitraries.of(
                        "yes", "No", "null", "~", "1e3", "0x1f", "1_000", "010", "0b1", "12:30:45", "2024-01-01"),
                Arbitraries.of(
                        "", " ", "- a", "a: b", "a #b", ".inf", ".5", "+1", "<<", "=", "---", "...", "a\n\nb\n"));
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                texts.filter(YamlTextTest::isText).map(text -> text),
                Arbitraries.longs().map(number -> number),
                Arbitraries.of(true, false, JsonObject.NULL));
        return Arbitraries.recursive(
                () -> scalars,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(JsonArray::of),
                        Arbitraries.maps(texts.filter(YamlTextTest::isText).filter(key -> !key.equals("<<")), inner)
                                .ofMaxSize(3)
                                .map(JsonObject::of)),
                0,
                3);
    }

    /** What YAML can hold: no lone surrogates, no characters that it forbids even when escaped by the reader. */
    private static boolean isText(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }
}
