package dev.ordinal.cli;

import dev.ordinal.manifest.Glob;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.ReadLimits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The parameters and options that say which manifests a command is about, and how they are read. */
@Command
final class ManifestOptions {

    /** Standard input, among paths. */
    private static final String STDIN = "-";

    /** A DNS label, as Kubernetes has it (RFC 1123). */
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description =
                    "Files, folders (all .yaml, .yml and .json files below them), or - for standard input, which is"
                            + " read too if there is no path.")
    List<String> paths = new ArrayList<>();

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The namespace of objects that name none. Default: ${DEFAULT-VALUE}.")
    String namespace = "default";

    @Option(
            names = "--partial",
            description = "Say 'not known' rather than 'missing' of objects that are not in the input.")
    boolean partial;

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description =
                    "Leave out the files and folders whose path, from the folder that is given, is of this pattern,"
                            + " such as '**/testdata' or '*.local.yaml'. May be given several times.")
    List<String> exclude = new ArrayList<>();

    private List<Glob> excluded = List.of();

    /**
     * What to read.
     *
     * @param verb what the command does with it
     * @throws UsageException if there is nothing, or what cannot be a path, a pattern or a namespace
     */
    List<Input> inputs(Console console, String verb) {
        excluded = globs();
        if (paths.isEmpty()) {
            if (console.isTerminal(Console.Stream.IN)) {
                throw new UsageException(
                        "Name the files or folders to %1$s, or pipe manifests in. See: ordinal %1$s --help"
                                .formatted(verb));
            }
            return List.of(Input.stream(Input.STDIN, console.in()));
        }
        var inputs = new ArrayList<Input>();
        boolean stdin = false;
        for (String path : paths) {
            if (!path.equals(STDIN)) {
                inputs.add(Input.path(pathOf(path)));
            } else if (!stdin) {
                inputs.add(Input.stream(Input.STDIN, console.in()));
                stdin = true;
            }
        }
        return inputs;
    }

    /** The patterns of {@code --exclude}, once the options that nobody else looks at are found to be sound. */
    private List<Glob> globs() {
        var globs = new ArrayList<Glob>();
        var wrong = new ArrayList<String>();
        if (!NAMESPACE.matcher(namespace).matches()) {
            wrong.add("--namespace '" + namespace + "' cannot be a namespace: expected lower-case letters, digits and"
                    + " hyphens, at most 63, such as shop-2.");
        }
        for (String text : exclude) {
            try {
                globs.add(Glob.of(text));
            } catch (IllegalArgumentException broken) {
                wrong.add("--exclude '" + text + "' is no pattern of paths: " + broken.getMessage() + ".");
            }
        }
        if (!wrong.isEmpty()) {
            throw new UsageException(wrong);
        }
        return globs;
    }

    private static Path pathOf(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + name + "' cannot be the name of a file here: " + e.getReason() + ".");
        }
    }

    /** Reads them. */
    ManifestSet read(List<Input> inputs, Progress progress) {
        return new ManifestReader(ReadLimits.DEFAULT, namespace, progress)
                .excluding(excluded)
                .read(inputs);
    }

    /**
     * Reads what is there already.
     *
     * @param against files and folders; nothing is known of what is there if there are none
     * @throws UsageException if one of them cannot be a path
     */
    Deployed deployed(List<String> against) {
        if (against.isEmpty()) {
            return Deployed.NOTHING;
        }
        List<Input> inputs =
                against.stream().map(path -> Input.path(pathOf(path))).toList();
        return Deployed.of(
                new ManifestReader(ReadLimits.DEFAULT, namespace)
                        .excluding(excluded)
                        .read(inputs),
                partial);
    }

    /** The objects of files that were not named, in the folders of those that were; read when asked for. */
    Supplier<List<Manifest>> beside(List<Input> inputs) {
        return new FilesBeside(
                inputs,
                others -> new ManifestReader(ReadLimits.DEFAULT, namespace)
                        .read(others)
                        .manifests());
    }

    /** Reads texts as these manifests were read. */
    ManifestSet again(List<Input> texts, ManifestSet read) {
        return new ManifestReader(ReadLimits.DEFAULT, namespace).read(texts, read.types());
    }
}
