package dev.ordinal.report;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Files' names as URI references (RFC 3986). */
final class Uris {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Uris() {}

    /** Whether the name is a path from the file system's root. */
    static boolean isAbsolute(String file) {
        return file.startsWith("/");
    }

    /** {@code file:///…} for an absolute path, a relative reference for another; all but plain characters encoded. */
    static String of(String file) {
        var uri = new StringBuilder(isAbsolute(file) ? "file://" : "");
        String path = file;
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isPlain(c)) {
                uri.append(c);
            } else {
                uri.append('%').append(HEX.toHexDigits(b));
            }
        }
        return uri.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~/".indexOf(c) >= 0;
    }
}
