package dev.ordinal.manifest;

import java.io.InputStream;
import java.nio.file.Path;

/** Something to read manifests from. */
public sealed interface Input {

    /** The name that standard input goes by in positions. */
    String STDIN = "<stdin>";

    /** A file, or a folder: every {@code .yaml}, {@code .yml} and {@code .json} file below it, hidden ones left out. */
    record OfPath(Path path) implements Input {}

    /** A stream, read to its end but not closed. */
    record OfStream(String name, InputStream stream) implements Input {}

    /** Text in memory. */
    record OfText(String name, String text) implements Input {}

    static Input path(Path path) {
        return new OfPath(path);
    }

    static Input stream(String name, InputStream stream) {
        return new OfStream(name, stream);
    }

    static Input text(String name, String text) {
        return new OfText(name, text);
    }
}
