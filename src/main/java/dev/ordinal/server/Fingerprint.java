package dev.ordinal.server;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells whether files have changed, from their real places, sizes and times: a mounted ConfigMap or Secret changes by a
 * link that leads to another folder.
 */
final class Fingerprint {

    private static final int DEPTH = 8;
    private static final int FILES = 10_000;

    private Fingerprint() {}

    /** Differs from the one before if any of the files, or any file below the folders, has changed. */
    static String of(List<Path> paths) {
        var marks = new ArrayList<String>();
        for (Path path : paths) {
            try (Stream<Path> files = Files.walk(path, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
                files.limit(FILES).forEach(file -> marks.add(mark(file)));
            } catch (IOException | java.io.UncheckedIOException e) {
                marks.add(path + ": " + e.getMessage());
            }
        }
        return String.join("\n", marks);
    }

    private static String mark(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isDirectory()
                    ? file.toString()
                    : file.toRealPath() + " " + attributes.size() + " " + attributes.lastModifiedTime() + " "
                            + attributes.fileKey();
        } catch (IOException e) {
            return file + " " + e.getMessage();
        }
    }
}
