package dev.ordinal.cli;

import dev.ordinal.cel.ExpressionCompiler;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: finds the command, runs it, and turns whatever happens into an exit code. */
public final class Cli {

    /** Set to anything, it shows the stack trace of an internal error. */
    static final String DEBUG = "ORDINAL_DEBUG";

    private Cli() {}

    /** Stands in where there is no server to run. */
    private static final Server NO_SERVER = (_, _, talk) -> {
        talk.accept("this process cannot serve.");
        return ExitCode.INTERNAL.code();
    };

    /**
     * Runs a command with the process's streams.
     *
     * @param server runs when the command is to serve
     */
    public static int run(Server server, String... arguments) {
        if (arguments.length > 0 && (arguments[0].equals("check") || arguments[0].equals("fix"))) {
            ExpressionCompiler.prepare();
        }
        return run(Console.system(), server, arguments);
    }

    /** Runs a command and gives its exit code; nothing is thrown. */
    static int run(Console console, String... arguments) {
        return run(console, NO_SERVER, arguments);
    }

    private static int run(Console console, Server server, String... arguments) {
        try {
            String[] meant = helped(console, server, arguments);
            int code = commandLine(console, server, meant).execute(meant);
            console.out().flush();
            return code;
        } catch (IOException e) {
            return outputFailed(e, console);
        } catch (Throwable mistake) {
            return internalError(mistake, console);
        }
    }

    /** What {@code ordinal help check} means: {@code ordinal check --help}. */
    private static String[] helped(Console console, Server server, String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("help")) {
            return arguments;
        }
        var meant = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
        if (meant.isEmpty() || commands(console, server).containsKey(meant.getFirst())) {
            meant.add("--help");
        }
        return meant.toArray(String[]::new);
    }

    /**
     * The command line, ready to execute. Reading a command's options takes time, so where the first argument names a
     * command, the others are left out.
     */
    static CommandLine commandLine(Console console, String... arguments) {
        return commandLine(console, NO_SERVER, arguments);
    }

    private static CommandLine commandLine(Console console, Server server, String... arguments) {
        var root = new CommandLine(new OrdinalCommand());
        Map<String, Supplier<Object>> commands = commands(console, server);
        Supplier<Object> named = arguments.length == 0 ? null : commands.get(arguments[0]);
        if (named != null) {
            root.addSubcommand(named.get());
        } else {
            commands.values().forEach(command -> root.addSubcommand(command.get()));
        }
        var ansi = console.isColourful(Console.Stream.OUT) ? Help.Ansi.ON : Help.Ansi.OFF;
        root.setColorScheme(Help.defaultColorScheme(ansi));
        root.setOut(new PrintWriter(console.out()));
        root.setErr(console.err());
        root.setUsageHelpWidth(100);
        root.getCommandSpec()
                .versionProvider(() -> new String[] {Version.current().line()});
        root.setParameterExceptionHandler((mistake, _) -> misused(mistake, console));
        root.setExecutionExceptionHandler((failure, _, _) -> failed(failure, console));
        return root;
    }

    private static Map<String, Supplier<Object>> commands(Console console, Server server) {
        var commands = new LinkedHashMap<String, Supplier<Object>>();
        commands.put("check", () -> new CheckCommand(console));
        commands.put("fix", () -> new FixCommand(console));
        commands.put("test", () -> new TestCommand(console));
        commands.put("policies", () -> new PoliciesCommand(console));
        commands.put("explain", () -> new ExplainCommand(console));
        commands.put("webhook-config", () -> new WebhookConfigCommand(console));
        commands.put("docs", () -> new DocsCommand(console));
        commands.put("serve", () -> new ServeCommand(console, server));
        commands.put("version", () -> new VersionCommand(console));
        commands.put("completion", () -> new CompletionCommand(console));
        return commands;
    }

    private static int misused(ParameterException mistake, Console console) {
        PrintWriter err = console.err();
        err.println("ordinal: " + plainly(mistake));
        UnmatchedArgumentException.printSuggestions(mistake, err);
        if (mistake instanceof OrdinalCommand.NoCommand) {
            CommandSpec ordinal = mistake.getCommandLine().getCommandSpec();
            err.println("Commands:");
            err.print(new Help(ordinal, Help.defaultColorScheme(Help.Ansi.OFF)).commandList());
        }
        err.println("See: " + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.BAD_INPUT.code();
    }

    /** The message; where a word is none of those that an option takes, these and the one that was found. */
    private static String plainly(ParameterException mistake) {
        ArgSpec argument = mistake.getArgSpec();
        if (argument == null
                || !argument.type().isEnum()
                || mistake.getValue() == null
                || mistake instanceof CommandLine.MissingParameterException) {
            return String.valueOf(mistake.getMessage());
        }
        List<String> words = Arrays.stream(argument.type().getEnumConstants())
                .map(String::valueOf)
                .toList();
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        String expected = String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
        return name + ": expected " + expected + ", found '" + mistake.getValue() + "'.";
    }

    private static int failed(Exception failure, Console console) {
        return switch (failure) {
            case UsageException usage -> {
                usage.mistakes().lines().forEach(line -> console.err().println("ordinal: " + line));
                yield ExitCode.BAD_INPUT.code();
            }
            case IOException output -> outputFailed(output, console);
            default -> internalError(failure, console);
        };
    }

    /** What to do when standard output takes no more: whoever closed it wants no more, which is no failure. */
    static int outputFailed(IOException failure, Console console) {
        if (isClosedPipe(failure)) {
            return ExitCode.CLEAN.code();
        }
        console.err().println("ordinal: standard output cannot be written: " + OutputFile.reason(failure) + ".");
        return ExitCode.BAD_INPUT.code();
    }

    static boolean isClosedPipe(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    private static int internalError(Throwable mistake, Console console) {
        PrintWriter err = console.err();
        if (mistake instanceof OutOfMemoryError) {
            err.println("ordinal: out of memory; ORDINAL_JAVA_OPTS=-Xmx4g allows more.");
        } else {
            err.println("ordinal: internal error: " + mistake);
            err.println("This is a mistake in Ordinal, not in your files. Please report it with what the same command"
                    + " prints when " + DEBUG + "=1 is set.");
        }
        if (!console.variable(DEBUG).isEmpty()) {
            mistake.printStackTrace(err);
        }
        return ExitCode.INTERNAL.code();
    }
}
