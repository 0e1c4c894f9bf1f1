package dev.ordinal.cli;

import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyFiles;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ordinal explain NAME}: prints the page of a policy. */
@Command(
        name = "explain",
        description = "Explain a policy: why it is, what its rules say, how to hold to it, and examples.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ordinal explain headless-service",
            "  ordinal explain headless-service/service-exists    a finding's id will do",
            "  ordinal explain --policies policies owner-label"
        })
final class ExplainCommand implements Callable<Integer> {

    private final Console console;

    /** How to write the page. */
    enum Format {
        TEXT,
        MARKDOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "NAME", description = "The policy's name, or the id of one of its rules.")
    String name;

    @Mixin
    PolicyOptions policies;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    Format format = Format.TEXT;

    @Mixin
    HelpOption help;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        PolicyFiles files = policies.read(PolicySources.Wanted.POLICIES_AND_TESTS);
        int slash = name.indexOf('/');
        String wanted = slash < 0 ? name : name.substring(0, slash);
        ExitCode code = Problems.tell(files, console);
        Policy policy = PolicySources.chosen(files, List.of(wanted)).getFirst();
        Page page = switch (format) {
            case TEXT -> new TerminalPage(console.isColourful(Console.Stream.OUT));
            case MARKDOWN -> new MarkdownPage();
        };
        PolicyPage.write(policy, PolicySources.testOf(policy.name(), files), page);
        console.out().append(page.text()).flush();
        return code.code();
    }
}
