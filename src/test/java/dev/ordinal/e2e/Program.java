package dev.ordinal.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged program, as its launcher runs it. */
final class Program {

    private Program() {}

    /** The command line that runs a command of it. */
    static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                Path.of(System.getProperty("ordinal.app"), "quarkus-run.jar").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a command of it to its end. */
    static Shell.Result run(Path scratch, String... arguments) {
        return Shell.run(scratch, Map.of(), "", command(arguments));
    }

    /** The folder that end-to-end tests write below. */
    static Path folder(String name) {
        return Path.of(System.getProperty("ordinal.e2e.folder"))
                .resolve("%s-%d".formatted(name, ProcessHandle.current().pid()))
                .toAbsolutePath();
    }
}
