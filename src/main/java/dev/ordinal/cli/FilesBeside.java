package dev.ordinal.cli;

import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The objects of the manifests that stand in the same folders as files that were named one by one: what seems to be
 * missing may be there. Reads them when it is first asked; what cannot be read holds nothing. For one thread.
 */
final class FilesBeside implements Supplier<List<Manifest>> {

    private static final Set<String> ENDINGS = Set.of("yaml", "yml", "json");

    private final List<Input> inputs;
    private final Function<List<Input>, List<Manifest>> reader;
    private Optional<List<Manifest>> objects = Optional.empty();

    /**
     * Makes one.
     *
     * @param inputs what was named
     * @param reader reads as these are read
     */
    FilesBeside(List<Input> inputs, Function<List<Input>, List<Manifest>> reader) {
        this.inputs = List.copyOf(inputs);
        this.reader = reader;
    }

    @Override
    public List<Manifest> get() {
        List<Manifest> found = objects.orElseGet(() -> reader.apply(files()));
        objects = Optional.of(found);
        return found;
    }

    private List<Input> files() {
        var named = new HashSet<Path>();
        var folders = new LinkedHashSet<Path>();
        for (Input input : inputs) {
            if (input instanceof Input.OfPath(Path path) && Files.isRegularFile(path)) {
                named.add(path.toAbsolutePath().normalize());
                folders.add(path.resolveSibling(""));
            }
        }
        var files = new ArrayList<Input>();
        for (Path folder : folders) {
            try (Stream<Path> inside = Files.list(folder)) {
                inside.filter(FilesBeside::isManifests)
                        .filter(path -> !named.contains(path.toAbsolutePath().normalize()))
                        .sorted()
                        .map(Input::path)
                        .forEach(files::add);
            } catch (IOException notReadable) {
                // whoever may not look into the folder is told what is in the file alone
            }
        }
        return files;
    }

    private static boolean isManifests(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1))
                && Files.isRegularFile(path);
    }
}
