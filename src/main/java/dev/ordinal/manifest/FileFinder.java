package dev.ordinal.manifest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds the files that inputs name. A file named by itself is read whatever its name; below a folder those ending in
 * {@code .yaml}, {@code .yml} and {@code .json} are, in the order of their paths, but no hidden ones.
 */
final class FileFinder {

    private final List<Input> found = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private final BiConsumer<Path, IOException> onFailure;

    /** Makes a finder. What cannot be looked into goes to the consumer. */
    FileFinder(BiConsumer<Path, IOException> onFailure) {
        this.onFailure = onFailure;
    }

    /** The files, each once, streams and texts as they are. */
    List<Input> find(List<Input> inputs) {
        for (Input input : inputs) {
            switch (input) {
                case Input.OfPath(Path path) when Files.isDirectory(path) -> walk(path);
                case Input.OfPath(Path path) -> add(path);
                case Input.OfStream stream -> found.add(stream);
                case Input.OfText text -> found.add(text);
            }
        }
        return found;
    }

    private void add(Path path) {
        if (seen.add(path.toAbsolutePath().normalize())) {
            found.add(Input.path(path));
        }
    }

    /** Looks through a folder; links to folders are followed only where an input is one. */
    private void walk(Path folder) {
        var files = new ArrayList<Path>();
        try {
            Path target = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
            Files.walkFileTree(target, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                    return path.equals(target) || !isHidden(path)
                            ? FileVisitResult.CONTINUE
                            : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                    if (!isHidden(path) && isManifest(path) && !Files.isDirectory(path)) {
                        files.add(folder.resolve(target.relativize(path)));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException failure) {
                    onFailure.accept(path, failure);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failure) {
            onFailure.accept(folder, failure);
        }
        files.sort(null);
        files.forEach(this::add);
    }

    private static boolean isHidden(Path path) {
        return fileName(path).startsWith(".");
    }

    private static boolean isManifest(Path path) {
        String name = fileName(path).toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
