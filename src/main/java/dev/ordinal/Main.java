package dev.ordinal;

import dev.ordinal.cli.Cli;
import dev.ordinal.server.OrdinalServer;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The entry point: the command line in plain Java; Quarkus boots only where a command asks for it. */
@QuarkusMain
public final class Main {

    private Main() {}

    /**
     * Runs the command line and exits with its code. It halts, since {@link System#exit} starts the logging of the
     * platform to say so, which takes longer than many a command.
     */
    public static void main(String... args) {
        Runtime.getRuntime().halt(Cli.run(OrdinalServer::serve, args));
    }
}
