package dev.ordinal.manifest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes text of a file's bytes: UTF-8, or UTF-16 where a byte order mark says so. Byte order marks are left out, also
 * those at the start of a later line, where files were put one after the other.
 */
final class TextDecoder {

    static final char MARK = '\uFEFF';

    private static final List<byte[]> MARKS = List.of(
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            new byte[] {(byte) 0xFF, (byte) 0xFE},
            new byte[] {(byte) 0xFE, (byte) 0xFF});
    private static final char REPLACEMENT = '\uFFFD';
    private static final int LOOKED_AT = 8 * 1024;

    /**
     * What became of the bytes.
     *
     * @param malformed the indexes in the text of what was not decodable, ascending
     */
    record Decoded(String text, List<Integer> malformed) {}

    private TextDecoder() {}

    /** The text; empty if the bytes are no text at all. */
    static Optional<Decoded> decode(byte[] bytes) {
        byte[] mark = mark(bytes);
        if (mark.length == 0 && isBinary(bytes)) {
            return Optional.empty();
        }
        int start = mark.length;
        Charset charset = charset(mark);
        String text = new String(bytes, start, bytes.length - start, charset);
        List<Integer> malformed = List.of();
        if (text.indexOf(REPLACEMENT) >= 0) {
            var places = new ArrayList<Integer>();
            text = decodeSlowly(ByteBuffer.wrap(bytes, start, bytes.length - start), charset, places);
            malformed = places;
        }
        return Optional.of(withoutMarks(text, malformed));
    }

    /** What is wrong with bytes that are no text. */
    static String binaryMessage(byte[] bytes) {
        boolean utf16 = bytes.length > 3 && (bytes[0] == 0) != (bytes[1] == 0) && (bytes[0] == 0) == (bytes[2] == 0);
        return utf16
                ? "the file looks like UTF-16 without a byte order mark; write it in UTF-8"
                : "the file is binary, not YAML or JSON";
    }

    /** The byte order mark that the bytes begin with; no bytes if there is none. */
    static byte[] mark(byte[] bytes) {
        for (byte[] mark : MARKS) {
            if (bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length)) {
                return mark;
            }
        }
        return new byte[0];
    }

    /** The encoding that a byte order mark stands for; UTF-8 without one. */
    static Charset charset(byte[] mark) {
        if (mark.length != 2) {
            return StandardCharsets.UTF_8;
        }
        return mark[0] == (byte) 0xFF ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }

    private static boolean isBinary(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, LOOKED_AT); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static String decodeSlowly(ByteBuffer bytes, Charset charset, List<Integer> malformed) {
        CharsetDecoder decoder = charset.newDecoder();
        CharBuffer chars = CharBuffer.allocate(bytes.remaining() + 1);
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, true);
            if (!result.isError()) {
                break;
            }
            malformed.add(chars.position());
            chars.put(REPLACEMENT);
            bytes.position(bytes.position() + result.length());
        }
        return chars.flip().toString();
    }

    /** A text without the byte order marks at the start of its lines. */
    static String withoutMarks(String text) {
        return withoutMarks(text, List.of()).text();
    }

    private static Decoded withoutMarks(String text, List<Integer> malformed) {
        if (text.indexOf(MARK) < 0) {
            return new Decoded(text, malformed);
        }
        var kept = new StringBuilder(text.length());
        var moved = new ArrayList<Integer>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == MARK && isAtLineStart(kept, kept.length())) {
                continue;
            }
            if (moved.size() < malformed.size() && malformed.get(moved.size()) == i) {
                moved.add(kept.length());
            }
            kept.append(c);
        }
        return new Decoded(kept.toString(), moved);
    }

    /** Whether nothing but byte order marks stands between the index and the start of its line. */
    static boolean isAtLineStart(CharSequence text, int index) {
        int at = index;
        while (at > 0 && text.charAt(at - 1) == MARK) {
            at--;
        }
        return at == 0 || text.charAt(at - 1) == '\n';
    }
}
