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
 * {@code .yaml}, {@code .yml} and {@code .json} are, in the order of their paths, but no hidden ones, none that are
 * excluded, and no templates of Helm charts, which are no manifests.
 */
final class FileFinder {

    private static final String CHART = "Chart.yaml";

    private final List<Input> found = new ArrayList<>();
    private final Set<Input> belowFolders = new HashSet<>();
    private final List<Path> charts = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private final List<Glob> excluded;
    private final BiConsumer<Path, IOException> onFailure;

    /**
     * Makes a finder.
     *
     * @param excluded the files below a folder that are not looked for, by their paths from that folder
     * @param onFailure takes what cannot be looked into
     */
    FileFinder(List<Glob> excluded, BiConsumer<Path, IOException> onFailure) {
        this.excluded = List.copyOf(excluded);
        this.onFailure = onFailure;
    }

    /** Whether a file was found below a folder rather than named. */
    boolean isBelowFolder(Input file) {
        return belowFolders.contains(file);
    }

    /** The charts whose templates were left out, by their {@code Chart.yaml}; those within others not by themselves. */
    List<Path> charts() {
        return List.copyOf(charts);
    }

    /** The files, each once, streams and texts as they are. */
    List<Input> find(List<Input> inputs) {
        for (Input input : inputs) {
            switch (input) {
                case Input.OfPath(Path path) when Files.isDirectory(path) -> walk(path);
                case Input.OfPath(Path path) -> add(input, path);
                case Input.OfStream stream -> found.add(stream);
                case Input.OfText text -> found.add(text);
            }
        }
        return found;
    }

    private boolean add(Input input, Path path) {
        return seen.add(path.toAbsolutePath().normalize()) && found.add(input);
    }

    /** Looks through a folder; links to folders are followed only where an input is one. */
    private void walk(Path folder) {
        var files = new ArrayList<Path>();
        try {
            Path target = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
            Files.walkFileTree(target, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                    if (path.equals(target)) {
                        return FileVisitResult.CONTINUE;
                    }
                    if (isHidden(path) || isExcluded(target.relativize(path), true)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    if (isTemplates(path)) {
                        leaveOut(folder.resolve(target.relativize(path)).resolveSibling(CHART));
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                    if (!isHidden(path)
                            && isManifest(path)
                            && !Files.isDirectory(path)
                            && !isExcluded(target.relativize(path), false)) {
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
        for (Path file : files) {
            Input input = Input.path(file);
            if (add(input, file)) {
                belowFolders.add(input);
            }
        }
    }

    private boolean isExcluded(Path path, boolean isFolder) {
        // with a slash, a folder is among what `folder/**` is about
        String name = path.toString().replace('\\', '/') + (isFolder ? "/" : "");
        return excluded.stream().anyMatch(glob -> glob.matches(name));
    }

    private static boolean isTemplates(Path folder) {
        return fileName(folder).equals("templates") && Files.isRegularFile(folder.resolveSibling(CHART));
    }

    /** Notes a chart, unless it is one of those that another chart brings. */
    private void leaveOut(Path chart) {
        Path charts = chart.toAbsolutePath().normalize().resolve("../..").normalize();
        boolean isSubchart = fileName(charts).equals("charts") && Files.isRegularFile(charts.resolveSibling(CHART));
        if (!isSubchart) {
            this.charts.add(chart);
        }
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
