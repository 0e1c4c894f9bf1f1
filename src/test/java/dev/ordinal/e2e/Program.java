package dev.ordinal.e2e;

import dev.ordinal.PackagedProgram;
import java.nio.file.Path;
import java.util.Map;

/** Runs the packaged program, and names the folders of tests. */
final class Program {

    private Program() {}

    /** Runs a command of it to its end. */
    static Shell.Result run(Path scratch, String... arguments) {
        return Shell.run(scratch, Map.of(), "", PackagedProgram.command(arguments));
    }

    /** The folder that end-to-end tests write below. */
    static Path folder(String name) {
        return Path.of(System.getProperty("ordinal.e2e.folder"))
                .resolve("%s-%d".formatted(name, ProcessHandle.current().pid()))
                .toAbsolutePath();
    }
}
