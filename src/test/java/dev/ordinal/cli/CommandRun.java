package dev.ordinal.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * A command that ran within the test's process.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandRun(int code, String out, String err) {

    /** What is around a command that is to run. */
    record Around(String in, Map<String, String> environment, Set<Console.Stream> terminals) {

        /** Empty input, nothing in the environment, no terminal. */
        static final Around NOTHING = new Around("", Map.of(), Set.of());

        Around in(String text) {
            return new Around(text, environment, terminals);
        }

        Around variable(String name, String value) {
            return new Around(in, Map.of(name, value), terminals);
        }

        Around terminals(Console.Stream... streams) {
            return new Around(in, environment, Set.of(streams));
        }

        CommandRun run(String... arguments) {
            var out = new ByteArrayOutputStream();
            var err = new ByteArrayOutputStream();
            var in = new ByteArrayInputStream(in().getBytes(StandardCharsets.UTF_8));
            int code = Cli.run(new Console(in, out, err, environment, terminals), arguments);
            return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }

    static CommandRun of(String... arguments) {
        return Around.NOTHING.run(arguments);
    }
}
