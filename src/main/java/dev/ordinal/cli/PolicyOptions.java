package dev.ordinal.cli;

import dev.ordinal.policy.PolicyFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say which policies a command is about. */
@Command
final class PolicyOptions {

    @Option(
            names = "--policies",
            paramLabel = "DIR",
            description = "A folder of policies to use instead of the built-in ones; may be given several times.")
    List<Path> folders = new ArrayList<>();

    @Option(names = "--builtin", description = "The built-in policies beside those of --policies.")
    boolean builtin;

    /**
     * Reads them.
     *
     * @throws UsageException if a folder is given and there is no policy
     */
    PolicyFiles read(PolicySources.Wanted wanted) {
        PolicyFiles files = PolicySources.read(folders, builtin, wanted);
        if (files.policies().isEmpty() && !files.hasErrors()) {
            throw new UsageException("There is no policy in " + (folders.isEmpty() ? "this build" : named()) + ".");
        }
        return files;
    }

    private String named() {
        var names = new ArrayList<String>();
        for (Path folder : folders) {
            names.add(folder.toString());
        }
        return String.join(", ", names);
    }
}
