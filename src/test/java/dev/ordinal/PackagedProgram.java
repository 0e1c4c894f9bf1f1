package dev.ordinal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged program, as its launcher runs it; {@code -Dordinal.app} names another folder than the build's. */
public final class PackagedProgram {

    private PackagedProgram() {}

    /** The command line that runs a command of it; may be added to. */
    public static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                Path.of(System.getProperty("ordinal.app", "target/quarkus-app"), "quarkus-run.jar")
                        .toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
