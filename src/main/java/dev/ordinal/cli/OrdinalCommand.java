package dev.ordinal.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line; it does nothing itself but hold the commands. */
@Command(
        name = "ordinal",
        description = "Keeps stateful applications on Kubernetes safe.",
        mixinStandardHelpOptions = true,
        subcommands = {VersionCommand.class})
public final class OrdinalCommand implements Runnable {

    @Spec
    CommandSpec spec;

    /** The command line, ready to execute. */
    public static CommandLine commandLine() {
        return new CommandLine(new OrdinalCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }
}
