package dev.ordinal.cli;

import dev.ordinal.engine.CompiledPolicy;
import dev.ordinal.engine.MutationConflicts;
import dev.ordinal.engine.PolicyCompiler;
import dev.ordinal.engine.PolicyTestRunner;
import dev.ordinal.engine.PolicyTestRunner.CaseResult;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.policy.PolicyTest;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ordinal test}: runs the cases beside the policies and prints what differs. */
@Command(
        name = "test",
        description = "Run the test cases of policies (*.test.yaml) and print what differs.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every case gave what it expects",
            "1:a case did not",
            "2:a bad file; the others are tested all the same",
            "3:nothing to test",
            "4:a mistake in Ordinal"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ordinal test policies",
            "  ordinal test policies --policy owner-label",
            "  ordinal test policies --update     write what was found into the cases"
        })
final class TestCommand implements Callable<Integer> {

    /** Where one's own policies are by custom. */
    private static final Path CUSTOMARY = Path.of("policies");

    private final Console console;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..*",
            description = "Folders of policies with their tests. Default: the folder policies if there is one, else the"
                    + " built-in policies.")
    List<Path> folders = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            description = "Only this policy; may be given several times.")
    List<String> names = new ArrayList<>();

    @Option(names = "--update", description = "Write what was found into the cases that differ.")
    boolean update;

    @Mixin
    HelpOption help;

    TestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (folders.isEmpty() && Files.isDirectory(CUSTOMARY)) {
            folders = List.of(CUSTOMARY);
        }
        if (update && folders.isEmpty()) {
            throw new UsageException("The built-in policies cannot be updated: name a folder.");
        }
        PolicyFiles files = PolicySources.read(folders, false, PolicySources.Wanted.POLICIES_AND_TESTS);
        List<Policy> policies = PolicySources.chosen(files, names);
        PolicyCompiler.Result compiled = PolicyCompiler.compile(policies);
        var problems = new ArrayList<>(files.problems());
        problems.addAll(compiled.problems());
        problems.addAll(MutationConflicts.of(compiled.policies()));
        Writer out = console.out();
        boolean colour = console.isColourful(Console.Stream.OUT);
        Problems.write(problems, files.sources(), colour, out);

        Map<PolicyTest, CompiledPolicy> tests = tests(files, compiled.policies());
        List<List<CaseResult>> results = Parallel.chunks(
                        List.copyOf(tests.entrySet()),
                        1,
                        some -> some.stream()
                                .map(test ->
                                        PolicyTestRunner.run(test.getKey(), test.getValue(), BuiltinTypes.INSTANCE))
                                .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
        boolean bad = problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        if (names.isEmpty()) {
            bad |= reportStrangers(files, problems, out);
            reportUntested(policies, files, out);
        }
        var report = new TestReport(out, colour);
        int failed = report.write(List.copyOf(tests.keySet()), results);
        out.flush();
        if (update && failed > 0) {
            bad |= !new TestUpdate(files, console).write(List.copyOf(tests.keySet()), results);
            failed = report.errors();
        }
        if (bad) {
            return ExitCode.BAD_INPUT.code();
        }
        if (tests.isEmpty()) {
            console.err().println("ordinal: nothing to test: there are no cases.");
            return ExitCode.NOTHING.code();
        }
        return (failed > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN).code();
    }

    /** The tests of the policies that compiled, in the order of the policies. */
    private static Map<PolicyTest, CompiledPolicy> tests(PolicyFiles files, List<CompiledPolicy> policies) {
        var tests = new LinkedHashMap<PolicyTest, CompiledPolicy>();
        for (CompiledPolicy policy : policies) {
            for (PolicyTest test : files.tests()) {
                if (test.policy().equals(policy.name()) && !test.cases().isEmpty()) {
                    tests.put(test, policy);
                }
            }
        }
        return tests;
    }

    /** Names the tests of policies that there are not; those whose policy has problems are passed over. */
    private static boolean reportStrangers(PolicyFiles files, List<Problem> problems, Writer out) throws IOException {
        boolean found = false;
        for (PolicyTest test : files.tests()) {
            boolean known =
                    files.policies().stream().anyMatch(policy -> policy.name().equals(test.policy()));
            if (!known && problems.isEmpty()) {
                out.append(test.file().name())
                        .append(": error: there is no policy ")
                        .append(test.policy());
                out.append('\n');
                found = true;
            }
        }
        return found;
    }

    private static void reportUntested(List<Policy> policies, PolicyFiles files, Writer out) throws IOException {
        var untested = new ArrayList<String>();
        for (Policy policy : policies) {
            Optional<PolicyTest> test = PolicySources.testOf(policy.name(), files);
            if (test.isEmpty() || test.get().cases().isEmpty()) {
                untested.add(policy.name());
            }
        }
        if (!untested.isEmpty()) {
            out.append("without cases: ").append(String.join(", ", untested)).append('\n');
        }
    }
}
