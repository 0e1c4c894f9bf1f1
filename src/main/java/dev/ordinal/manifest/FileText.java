package dev.ordinal.manifest;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file's bytes as text that can be changed and made bytes again: what is not touched comes out as it went in, in the
 * same encoding and with the same byte order marks.
 */
public final class FileText {

    private final byte[] mark;
    private final Charset charset;
    private final String raw;

    private FileText(byte[] mark, Charset charset, String raw) {
        this.mark = mark;
        this.charset = charset;
        this.raw = raw;
    }

    /** The text of the bytes; empty if they are not wholly text, as then some would be lost. */
    public static Optional<FileText> of(byte[] bytes) {
        if (TextDecoder.decode(bytes).isEmpty()) {
            return Optional.empty();
        }
        byte[] mark = TextDecoder.mark(bytes);
        Charset charset = TextDecoder.charset(mark);
        var text = new FileText(mark, charset, new String(bytes, mark.length, bytes.length - mark.length, charset));
        return Arrays.equals(text.bytes(text.raw), bytes) ? Optional.of(text) : Optional.empty();
    }

    /** The whole text, but for the file's own byte order mark: those at later lines are in it. */
    public String raw() {
        return raw;
    }

    /** The text as {@link SourceFile#text()} has it, without any byte order mark. */
    public String plain() {
        return TextDecoder.withoutMarks(raw);
    }

    /** The index in {@link #raw()} of an index in {@link #plain()}; behind the mark where one stands. */
    public int rawIndex(int plainIndex) {
        int shift = 0;
        for (int at = raw.indexOf(TextDecoder.MARK); at >= 0; at = raw.indexOf(TextDecoder.MARK, at + 1)) {
            if (at - shift > plainIndex) {
                break;
            }
            shift += TextDecoder.isAtLineStart(raw, at) ? 1 : 0;
        }
        return plainIndex + shift;
    }

    /** The bytes of a file like this one that holds another text. */
    public byte[] bytes(String text) {
        byte[] encoded = text.getBytes(charset);
        byte[] all = Arrays.copyOf(mark, mark.length + encoded.length);
        System.arraycopy(encoded, 0, all, mark.length, encoded.length);
        return all;
    }

    /**
     * What a tool that reads the bytes as UTF-8 takes for the text: with the byte order mark that it would see; empty
     * for a file in another encoding.
     */
    public Optional<String> asUtf8(String text) {
        return charset.equals(StandardCharsets.UTF_8)
                ? Optional.of(new String(bytes(text), StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
