package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void bytesComeOutAsTheyWentIn(String charset) {
        byte[] bytes = "\uFEFFä𝄞\r\n\uFEFF---\nx".getBytes(Charset.forName(charset));

        FileText text = FileText.of(bytes).orElseThrow();

        assertThat(text.bytes(text.raw())).isEqualTo(bytes);
        assertThat(text.raw()).isEqualTo("ä𝄞\r\n\uFEFF---\nx");
        assertThat(text.plain()).isEqualTo("ä𝄞\r\n---\nx");
    }

    @Test
    void whatIsNotWhollyTextIsNone() {
        assertThat(FileText.of(new byte[] {'a', (byte) 0xE4, 'b'})).isEmpty();
        assertThat(FileText.of(new byte[] {'a', 0, 'b'})).isEmpty();
        assertThat(FileText.of(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a'})).isEmpty();
    }

    @Test
    void aDiffOfUtf8HasTheFilesMark() {
        FileText text =
                FileText.of("\uFEFFa\n".getBytes(StandardCharsets.UTF_8)).orElseThrow();

        assertThat(text.asUtf8("b\n")).contains("\uFEFFb\n");
        assertThat(FileText.of("\uFEFFa".getBytes(StandardCharsets.UTF_16LE))
                        .orElseThrow()
                        .asUtf8("b"))
                .isEmpty();
    }

    @Property
    void indexesLeadToTheSameCharacters(
            @ForAll @StringLength(min = 1, max = 20) @Chars({'a', '\n', '\uFEFF'}) String content,
            @ForAll @IntRange(max = 20) int index) {
        FileText text =
                FileText.of(("x" + content).getBytes(StandardCharsets.UTF_8)).orElseThrow();
        String plain = text.plain();
        int within = index % plain.length();

        assertThat(text.raw().charAt(text.rawIndex(within))).isEqualTo(plain.charAt(within));
        assertThat(text.rawIndex(plain.length())).isEqualTo(text.raw().length());
    }
}
