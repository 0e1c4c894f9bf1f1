package dev.ordinal.cli;

import dev.ordinal.engine.CompiledPolicy;
import dev.ordinal.engine.DefaultActions;
import dev.ordinal.engine.PolicyCompiler;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ordinal docs}: writes the pages of the policies, or compares them with what is there. */
@Command(
        name = "docs",
        hidden = true,
        description = "Write the pages of the policies as Markdown, for this project's own documentation.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  ordinal docs --out docs", "  ordinal docs --out docs --check"})
final class DocsCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The pages are in the folder policies below it.")
    Path out = Path.of("docs");

    @Option(names = "--check", description = "Write nothing; say which pages differ from the policies.")
    boolean check;

    @Mixin
    PolicyOptions policies;

    @Mixin
    HelpOption help;

    DocsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        PolicyFiles files = policies.read(PolicySources.Wanted.POLICIES_AND_TESTS);
        ExitCode read = Problems.tell(files, console);
        if (read != ExitCode.CLEAN) {
            return read.code();
        }
        Path folder = out.resolve("policies");
        var differing = new ArrayList<String>();
        Map<String, String> pages = pages(files);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Path file = folder.resolve(page.getKey());
            if (!page.getValue().equals(content(file))) {
                differing.add(file.toString());
                if (!check) {
                    write(file, page.getValue());
                }
            }
        }
        for (Path file : strangers(folder, pages)) {
            differing.add(file + " (of no policy)");
            if (!check) {
                Files.delete(file);
            }
        }
        for (String file : differing) {
            console.out().append(check ? "differs: " : "written: ").append(file).append('\n');
        }
        if (check && !differing.isEmpty()) {
            console.out().append("ordinal docs --out ").append(out.toString()).append(" writes them.\n");
        }
        return (check && !differing.isEmpty() ? ExitCode.FINDINGS : ExitCode.CLEAN).code();
    }

    private static Map<String, String> pages(PolicyFiles files) {
        var pages = new TreeMap<String, String>();
        var policies = new ArrayList<>(files.policies());
        policies.sort(Comparator.comparing(Policy::category).thenComparing(Policy::name));
        for (Policy policy : policies) {
            var page = new MarkdownPage();
            PolicyPage.write(policy, PolicySources.testOf(policy.name(), files), page);
            pages.put(policy.name() + ".md", generated(policy.position().file()) + page.text());
        }
        pages.put("README.md", generated("the policies") + index(policies, loweredByParams(policies)));
        return pages;
    }

    private static String generated(String source) {
        return "<!-- Written by `ordinal docs` from " + source + "; change that instead. -->\n\n";
    }

    /** By name of a policy, what its findings mean by default where params can make them stricter. */
    private static Map<String, Action> loweredByParams(List<Policy> policies) {
        var lowered = new HashMap<String, Action>();
        for (CompiledPolicy policy : PolicyCompiler.compile(policies).policies()) {
            DefaultActions.loweredByParams(policy).ifPresent(action -> lowered.put(policy.name(), action));
        }
        return lowered;
    }

    private static String index(List<Policy> policies, Map<String, Action> lowered) {
        var text = new StringBuilder("# Policies\n\n| policy | category | action | holds when |\n|---|---|---|---|\n");
        for (Policy policy : policies) {
            text.append("| [")
                    .append(policy.name())
                    .append("](")
                    .append(policy.name())
                    .append(".md) | ")
                    .append(policy.category())
                    .append(" | ")
                    .append(Optional.ofNullable(lowered.get(policy.name()))
                            .map(action -> action.word() + ", or " + PolicyPage.action(policy) + " by params")
                            .orElseGet(() -> PolicyPage.action(policy)))
                    .append(" | ")
                    .append(MarkdownPage.escaped(policy.title()).replace("|", "\\|"))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        OutputFile.write(file, out -> out.write(text)).ifPresent(failure -> {
            throw new UsageException(failure);
        });
    }

    /** Pages in the folder that belong to no policy. */
    private static List<Path> strangers(Path folder, Map<String, String> pages) throws IOException {
        var strangers = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.md")) {
                for (Path file : files) {
                    if (!pages.containsKey(String.valueOf(file.getFileName()))) {
                        strangers.add(file);
                    }
                }
            }
        }
        strangers.sort(null);
        return strangers;
    }
}
