package dev.ordinal.manifest;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files that the kustomizations of a run name as patches: parts of objects, which are no objects themselves. */
final class Kustomizations {

    private final Set<Path> patches = new HashSet<>();
    private Optional<String> first = Optional.empty();

    Kustomizations(List<ReadFile> files) {
        for (ReadFile file : files) {
            for (Document document : file.documents()) {
                if (document.root() instanceof JsonObject root && isKustomization(file, root)) {
                    first = first.or(() -> Optional.of(file.file().name()));
                    collect(file.file().name(), root);
                }
            }
        }
    }

    private static boolean isKustomization(ReadFile file, JsonObject root) {
        return root.text("apiVersion").orElse("").startsWith("kustomize.config.k8s.io/")
                || NonObject.isKustomization(NonObject.baseName(file.file().name()));
    }

    private void collect(String file, JsonObject kustomization) {
        for (JsonObject patch : kustomization.array("patches").objects()) {
            patch.text("path").ifPresent(path -> add(file, path));
        }
        for (JsonObject patch : kustomization.array("patchesJson6902").objects()) {
            patch.text("path").ifPresent(path -> add(file, path));
        }
        for (Object patch : kustomization.array("patchesStrategicMerge")) {
            if (patch instanceof String path && path.indexOf('\n') < 0) {
                add(file, path);
            }
        }
    }

    private void add(String kustomization, String path) {
        try {
            patches.add(absolute(kustomization).resolveSibling(path).normalize());
        } catch (InvalidPathException noPath) {
            // An inline patch, or nothing that a file could be called.
        }
    }

    /** The file of the first one. */
    Optional<String> first() {
        return first;
    }

    /** Whether a kustomization names the file as a patch. */
    boolean isPatch(String file) {
        return !patches.isEmpty() && patches.contains(absolute(file));
    }

    private static Path absolute(String file) {
        return Path.of(file).toAbsolutePath().normalize();
    }
}
