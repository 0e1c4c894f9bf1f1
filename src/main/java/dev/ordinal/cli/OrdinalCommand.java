package dev.ordinal.cli;

import java.io.Serial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line; it does nothing itself but hold the commands. */
@Command(
        name = "ordinal",
        description = "Keeps stateful applications on Kubernetes safe.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ordinal check manifests/          what is wrong with these manifests",
            "  helm template . | ordinal check   with what a chart renders",
            "  ordinal explain headless-service  why a policy is, and how to hold to it"
        })
final class OrdinalCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Mixin
    HelpOption help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    boolean version;

    @Override
    public void run() {
        throw new NoCommand(spec);
    }

    /** That no command was named. */
    static final class NoCommand extends ParameterException {

        @Serial
        private static final long serialVersionUID = 1L;

        NoCommand(CommandSpec spec) {
            super(spec.commandLine(), "Missing command.");
        }
    }
}
