package dev.ordinal.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ordinal version}: which version this is, and which Java runs it. */
@Command(
        name = "version",
        description = "Print the version and the Java that runs it.",
        footerHeading = "%nExample:%n",
        footer = "  ordinal version")
final class VersionCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    HelpOption help;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        console.out()
                .append(Version.current().line())
                .append("\nJava ")
                .append(System.getProperty("java.version"))
                .append(" (")
                .append(System.getProperty("java.vm.name"))
                .append(")\n")
                .flush();
        return ExitCode.CLEAN.code();
    }
}
