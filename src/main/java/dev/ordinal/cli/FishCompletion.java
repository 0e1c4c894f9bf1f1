package dev.ordinal.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes what fish needs to complete commands and options. */
final class FishCompletion {

    private final StringBuilder script = new StringBuilder("# Completions of ordinal for fish.\n");

    private FishCompletion() {}

    static String script(CommandLine root) {
        var fish = new FishCompletion();
        fish.command(root.getCommandSpec(), "__fish_use_subcommand");
        root.getSubcommands().forEach((name, command) -> {
            CommandSpec spec = command.getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                fish.line("__fish_use_subcommand").append(" -f -a ").append(name);
                fish.describe(spec.usageMessage().description());
                String condition = "'__fish_seen_subcommand_from " + name + "'";
                fish.command(spec, condition);
                fish.arguments(spec, condition);
            }
        });
        return fish.script.toString();
    }

    private void command(CommandSpec spec, String condition) {
        for (OptionSpec option : spec.options()) {
            if (option.hidden()) {
                continue;
            }
            line(condition);
            for (String name : option.names()) {
                script.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
            }
            Iterable<String> candidates = option.completionCandidates();
            if (candidates != null) {
                script.append(" -x -a ").append(quoted(String.join(" ", candidates)));
            } else if (option.arity().min() > 0) {
                script.append(" -r");
            }
            describe(option.description());
        }
    }

    private void arguments(CommandSpec spec, String condition) {
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            Iterable<String> candidates = argument.completionCandidates();
            if (candidates != null) {
                line(condition).append(" -f -a ").append(quoted(String.join(" ", candidates)));
                describe(argument.description());
            }
        }
    }

    private StringBuilder line(String condition) {
        return script.append("complete -c ordinal -n ").append(condition);
    }

    private void describe(String[] description) {
        if (description.length > 0) {
            String first = description[0].replaceFirst("(\\.|:)( .*)?$", "");
            script.append(" -d ").append(quoted(first));
        }
        script.append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
