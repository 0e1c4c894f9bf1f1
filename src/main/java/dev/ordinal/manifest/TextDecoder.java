package dev.ordinal.manifest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes text of a file's bytes: UTF-8, or UTF-16 where a byte order mark says so. Byte order marks are left out, also
 * those at the start of a later line, where files were put one after the other.
 */
final class TextDecoder {

    private static final char MARK = '\uFEFF';
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
        Charset charset = StandardCharsets.UTF_8;
        int start = 0;
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            start = 3;
        } else if (startsWith(bytes, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
            start = 2;
        } else if (startsWith(bytes, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            start = 2;
        } else if (isBinary(bytes)) {
            return Optional.empty();
        }
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

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (Byte.toUnsignedInt(bytes[i]) != start[i]) {
                return false;
            }
        }
        return true;
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
            boolean atLineStart = kept.isEmpty() || kept.charAt(kept.length() - 1) == '\n';
            if (c == MARK && atLineStart) {
                continue;
            }
            if (moved.size() < malformed.size() && malformed.get(moved.size()) == i) {
                moved.add(kept.length());
            }
            kept.append(c);
        }
        return new Decoded(kept.toString(), moved);
    }
}
