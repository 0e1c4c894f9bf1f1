package dev.ordinal.cli;

import dev.ordinal.policy.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Tells a shell the values of those options and arguments whose type does not tell them. */
final class CompletionWords {

    private final List<String> policies =
            PolicySources.read(List.of(), true, PolicySources.Wanted.POLICIES).policies().stream()
                    .map(Policy::name)
                    .sorted()
                    .toList();

    private final List<String> formats =
            Arrays.stream(OutputFormat.values()).map(OutputFormat::word).toList();

    /** Adds them to all commands. */
    static void addTo(CommandLine ordinal) {
        var candidates = new CompletionWords();
        ordinal.getSubcommands().values().forEach(command -> candidates.addTo(command.getCommandSpec()));
    }

    private void addTo(CommandSpec command) {
        for (ArgSpec argument : new ArrayList<>(command.args())) {
            of(command.name(), argument).ifPresent(words -> {
                command.remove(argument);
                command.add(
                        argument instanceof OptionSpec option
                                ? OptionSpec.builder(option)
                                        .completionCandidates(words)
                                        .build()
                                : PositionalParamSpec.builder((PositionalParamSpec) argument)
                                        .completionCandidates(words)
                                        .build());
            });
        }
    }

    private Optional<List<String>> of(String command, ArgSpec argument) {
        String name = argument instanceof OptionSpec option ? option.longestName() : "";
        return switch (command + " " + name) {
            case "explain ",
                    "check --policy",
                    "fix --policy",
                    "test --policy",
                    "check --skip-policy",
                    "fix --skip-policy" -> Optional.of(policies);
            case "check --output" -> Optional.of(formats);
            default -> Optional.empty();
        };
    }
}
