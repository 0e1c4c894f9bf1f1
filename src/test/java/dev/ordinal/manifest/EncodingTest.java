package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

    private static ReadFile read(byte[] bytes) {
        return new DocumentReader(ReadLimits.DEFAULT).read("f", new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkSaysHowAFileIsEncoded(String charset) {
        ReadFile file = read("\uFEFFa: é😀\nb: 1\n".getBytes(Charset.forName(charset)));

        assertThat(file.documents()).extracting(Document::root).containsExactly(Map.of("a", "é😀", "b", 1L));
        assertThat(Reading.places(file.documents().getFirst().source(), "a")).isEqualTo("1:1 1:4");
        assertThat(file.file().line(1)).isEqualTo("a: é😀");
    }

    @Test
    void aByteOrderMarkMayStandWhereFilesWereJoined() {
        ReadFile file = read("\uFEFFa: 1\n\uFEFF---\nb: x\uFEFFy\n\uFEFFc: 1\n".getBytes(StandardCharsets.UTF_8));

        assertThat(file.documents())
                .extracting(Document::root)
                .containsExactly(Map.of("a", 1L), Map.of("b", "x\uFEFFy", "c", 1L));
        assertThat(Reading.documents("\uFEFFa: 1").documents())
                .extracting(Document::root)
                .containsExactly(Map.of("a", 1L));
    }

    @Test
    void whatIsNotUtf8IsFound() {
        byte[] bytes = "\uFEFFa: 1\n\uFEFF---\nbé: ?\n---\nc: 1\n---\n# ?\n".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xE9 : bytes[i];
        }
        ReadFile file = read(bytes);

        assertThat(file.documents()).extracting(Document::root).containsExactly(Map.of("a", 1L), Map.of("c", 1L));
        assertThat(file.problems())
                .extracting(Reading::told)
                .containsExactly("ENCODING 3:5 these bytes are not UTF-8; save the file as UTF-8");
    }

    @Test
    void aReplacementCharacterIsATextLikeOthers() {
        assertThat(read("a: \uFFFD".getBytes(StandardCharsets.UTF_8)).documents())
                .extracting(Document::root)
                .containsExactly(Map.of("a", "\uFFFD"));
    }

    @Test
    void aCutSequenceAtTheEndIsFound() {
        assertThat(read(new byte[] {'a', ':', ' ', (byte) 0xC3}).problems())
                .extracting(Reading::told)
                .containsExactly("ENCODING 1:4 these bytes are not UTF-8; save the file as UTF-8");
    }

    @Test
    void binaryFilesAreRecognised() {
        assertThat(read(new byte[] {'P', 'K', 3, 4, 0, 0, 1, 2}).problems())
                .extracting(Reading::told)
                .containsExactly("ENCODING 1:1 the file is binary, not YAML or JSON");
        assertThat(read("a: 1".getBytes(StandardCharsets.UTF_16LE)).problems())
                .extracting(Reading::told)
                .containsExactly(
                        "ENCODING 1:1 the file looks like UTF-16 without a byte order mark; write it in UTF-8");
        assertThat(read("a: 1".getBytes(StandardCharsets.UTF_16BE)).problems())
                .extracting(Problem::message)
                .containsExactly("the file looks like UTF-16 without a byte order mark; write it in UTF-8");
    }
}
