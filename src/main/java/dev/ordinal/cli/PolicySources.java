package dev.ordinal.cli;

import dev.ordinal.engine.PolicyCompiler;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.Nearest;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.policy.PolicyMention;
import dev.ordinal.policy.PolicyReader;
import dev.ordinal.policy.PolicyTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where policies come from: those that come with Ordinal, and folders. */
public final class PolicySources {

    /** The folder of the built-in policies among the resources, and what their files' names begin with. */
    private static final String FOLDER = "policies/";

    private static final String TEST = ".test.yaml";

    /** Which files to read. */
    public enum Wanted {
        POLICIES,
        POLICIES_AND_TESTS;

        boolean takes(String file) {
            return this == POLICIES_AND_TESTS || !file.endsWith(TEST);
        }
    }

    private PolicySources() {}

    /**
     * Reads the policies of folders, and tells what is wrong with them but for the expressions of policies that have no
     * other problem: these are compiled by who uses them.
     *
     * @param folders or files; none for the built-in policies
     * @param builtin whether the built-in ones come first
     */
    public static PolicyFiles read(List<Path> folders, boolean builtin, Wanted wanted) {
        var inputs = new ArrayList<Input>();
        if (builtin || folders.isEmpty()) {
            inputs.addAll(builtin(wanted));
        }
        for (Path folder : folders) {
            inputs.addAll(Files.isDirectory(folder) ? below(folder, wanted) : List.of(Input.path(folder)));
        }
        PolicyFiles files = PolicyReader.read(inputs);
        var more = new ArrayList<Problem>(PolicyMention.problems(files));
        more.addAll(PolicyCompiler.problems(files.broken()));
        return files.withProblems(more);
    }

    private static List<Input> builtin(Wanted wanted) {
        var inputs = new ArrayList<Input>();
        for (String file : resource("index.txt").lines().toList()) {
            if (!file.isBlank() && wanted.takes(file)) {
                inputs.add(Input.text(FOLDER + file, resource(file)));
            }
        }
        return inputs;
    }

    private static String resource(String file) {
        try (InputStream in = PolicySources.class.getResourceAsStream("/" + FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("The build left out " + FOLDER + file + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + file + " cannot be read.", e);
        }
    }

    /** The policy files below a folder; hidden ones are left out. */
    private static List<Input> below(Path folder, Wanted wanted) {
        var files = new ArrayList<Path>();
        var unreadable = new ArrayList<Path>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                    return path.equals(folder) || !nameOf(path).startsWith(".")
                            ? FileVisitResult.CONTINUE
                            : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                    if (isPolicyFile(nameOf(path)) && wanted.takes(nameOf(path))) {
                        files.add(path);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException failure) {
                    unreadable.add(path);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            unreadable.add(folder);
        }
        files.sort(null);
        // the reader says what is wrong with those that cannot be looked into
        files.addAll(0, unreadable);
        return files.stream().map(Input::path).toList();
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static boolean isPolicyFile(String name) {
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
    }

    /**
     * Those of the policies that have one of the names.
     *
     * @param names none for all
     * @throws UsageException for names that no policy has
     */
    static List<Policy> chosen(PolicyFiles files, List<String> names) {
        return chosen(files, names, List.of());
    }

    /**
     * Those of the policies that have one of the names, but for some.
     *
     * @param names none for all
     * @param skipped the names of those that are left out
     * @throws UsageException for names that no policy has, or if no policy is left
     */
    static List<Policy> chosen(PolicyFiles files, List<String> names, List<String> skipped) {
        List<String> known = files.policies().stream().map(Policy::name).toList();
        List<String> wrong = Stream.concat(names.stream(), skipped.stream())
                .filter(name -> !known.contains(name))
                .distinct()
                .map(name -> unknown(name, known))
                .toList();
        if (!wrong.isEmpty()) {
            throw new UsageException(wrong);
        }
        List<Policy> chosen = files.policies().stream()
                .filter(policy -> names.isEmpty() || names.contains(policy.name()))
                .filter(policy -> !skipped.contains(policy.name()))
                .toList();
        if (chosen.isEmpty() && !skipped.isEmpty()) {
            throw new UsageException("--skip-policy leaves no policy.");
        }
        return chosen;
    }

    /** That there is no policy of that name, with the nearest one. */
    static String unknown(String name, List<String> known) {
        int slash = name.indexOf('/');
        if (slash >= 0 && known.contains(name.substring(0, slash))) {
            return "'" + name + "' is a rule, and rules cannot be chosen singly: name the policy, "
                    + name.substring(0, slash) + ".";
        }
        return "There is no policy '" + name + "'"
                + meant(name, known)
                        .map(near -> ": did you mean " + near + "?")
                        .orElse("; 'ordinal policies' lists them.");
    }

    /** The name with the fewest slips; where none is near, the only one that begins like it. */
    private static Optional<String> meant(String name, List<String> known) {
        List<String> longer = known.stream()
                .filter(one -> !name.isEmpty() && one.startsWith(name))
                .toList();
        return Nearest.to(name, known)
                .or(() -> longer.stream().filter(_ -> longer.size() == 1).findFirst());
    }

    /** The names of all policies that somebody may mean: those of the files, broken ones too, and the built-in ones. */
    public static Set<String> names(PolicyFiles files) {
        var names = new HashSet<String>();
        files.policies().forEach(policy -> names.add(policy.name()));
        files.broken().forEach(broken -> names.add(broken.policy().name()));
        for (String file : resource("index.txt").lines().toList()) {
            if (!file.isBlank() && !file.endsWith(TEST)) {
                names.add(file.substring(file.lastIndexOf('/') + 1).replace(".yaml", ""));
            }
        }
        return names;
    }

    /** The test of a policy. */
    static Optional<PolicyTest> testOf(String policy, PolicyFiles files) {
        return files.tests().stream()
                .filter(test -> test.policy().equals(policy))
                .findFirst();
    }
}
