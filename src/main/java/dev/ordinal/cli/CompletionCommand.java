package dev.ordinal.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ordinal completion SHELL}: a script that makes a shell complete commands, options and values. */
@Command(
        name = "completion",
        description = "Print a script that makes the shell complete commands, options and their values.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(ordinal completion bash)       for this shell; the same with zsh",
            "  ordinal completion fish > ~/.config/fish/completions/ordinal.fish"
        })
final class CompletionCommand implements Callable<Integer> {

    /** The shells that are known. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Console console;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    Shell shell;

    @Mixin
    HelpOption help;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        CommandLine ordinal = Cli.commandLine(console);
        CompletionWords.addTo(ordinal);
        String script = switch (shell) {
            // the script turns on zsh's emulation by itself
            case BASH, ZSH -> AutoComplete.bash("ordinal", ordinal);
            case FISH -> FishCompletion.script(ordinal);
        };
        console.out().append(script).flush();
        return ExitCode.CLEAN.code();
    }
}
