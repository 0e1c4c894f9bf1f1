package dev.ordinal.cli;

import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.report.CheckResult;
import dev.ordinal.report.TextReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ordinal check}: judges manifests by the policies and reports what is wrong. */
@Command(
        name = "check",
        description = "Check manifests against the policies: what is wrong, why, and what to do about it.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing that denies (with --fail-on warn: nothing that denies or warns)",
            "1:findings",
            "2:bad input or a bad policy; findings are printed all the same",
            "3:nothing to check",
            "4:a mistake in Ordinal"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ordinal check manifests/",
            "  helm template . --namespace shop | ordinal check --namespace shop -",
            "  ordinal check -o text -o sarif=ordinal.sarif -o junit=ordinal.xml manifests/",
            "  ordinal check --policies policies --builtin manifests/",
            "  ordinal check --policy headless-service --partial web.yaml"
        })
final class CheckCommand implements Callable<Integer> {

    /** Standard input, among paths. */
    private static final String STDIN = "-";

    private final Console console;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description =
                    "Files, folders (all .yaml, .yml and .json files below them), or - for standard input, which is"
                            + " read too if there is no path.")
    List<String> paths = new ArrayList<>();

    @Mixin
    PolicyOptions policies;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            description = "Only this policy; may be given several times.")
    List<String> names = new ArrayList<>();

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The namespace of objects that name none. Default: ${DEFAULT-VALUE}.")
    String namespace = "default";

    @Option(
            names = "--partial",
            description = "Say 'not known' rather than 'missing' of objects that are not in the input.")
    boolean partial;

    /** What makes the exit code 1. */
    enum FailOn {
        DENY(Action.DENY),
        WARN(Action.WARN);

        private final Action action;

        FailOn(Action action) {
            this.action = action;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--fail-on",
            paramLabel = "ACTION",
            defaultValue = "deny",
            description = "The mildest finding that makes the exit code 1: ${COMPLETION-CANDIDATES}. Default:"
                    + " ${DEFAULT-VALUE}.")
    FailOn failOn = FailOn.DENY;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT[=FILE]",
            description = "text, json, sarif, junit or github, to standard output or to a file; may be given several"
                    + " times. Default: text.")
    List<String> outputs = new ArrayList<>();

    @Option(
            names = "--output-file",
            paramLabel = "FILE",
            description = "Write the report to this file instead of standard output.")
    String outputFile = "";

    /** When to use colours. */
    enum Colour {
        AUTO,
        ALWAYS,
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colours in text: ${COMPLETION-CANDIDATES}. auto: on a terminal, unless NO_COLOR is set.")
    Colour colour = Colour.AUTO;

    @Option(
            names = {"-q", "--quiet"},
            description = "Problems and findings only.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Every rule that is not known, and every exempt object, in full.")
    boolean verbose;

    @Mixin
    HelpOption help;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Outputs reports = Outputs.parse(outputs, outputFile);
        List<Input> inputs = inputs();
        boolean wantsProgress = !quiet && console.isTerminal(Console.Stream.ERR);
        var progress = new Progress(console.err(), wantsProgress, System::nanoTime);
        var checker = new Checker(
                Version.current().number(), LocalDate.now(ZoneId.systemDefault()), System::nanoTime, progress);
        CheckResult result = checker.check(this::policies, () -> read(inputs, progress), partial);
        boolean written = write(result, reports);
        ExitCode code = exitCode(result);
        if (code == ExitCode.NOTHING && !quiet) {
            console.err().println("ordinal: nothing to check: the input holds no Kubernetes objects.");
        }
        return (written ? code : ExitCode.BAD_INPUT).code();
    }

    private Checker.Chosen policies() {
        PolicyFiles files = policies.read(PolicySources.Wanted.POLICIES);
        return new Checker.Chosen(files, PolicySources.chosen(files, names));
    }

    private List<Input> inputs() {
        if (paths.isEmpty()) {
            if (console.isTerminal(Console.Stream.IN)) {
                throw new UsageException(
                        "Name the files or folders to check, or pipe manifests in. See: ordinal check" + " --help");
            }
            return List.of(Input.stream(Input.STDIN, console.in()));
        }
        var inputs = new ArrayList<Input>();
        boolean stdin = false;
        for (String path : paths) {
            if (!path.equals(STDIN)) {
                inputs.add(Input.path(pathOf(path)));
            } else if (!stdin) {
                inputs.add(Input.stream(Input.STDIN, console.in()));
                stdin = true;
            }
        }
        return inputs;
    }

    private static Path pathOf(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + name + "' cannot be the name of a file here: " + e.getReason() + ".");
        }
    }

    private ManifestSet read(List<Input> inputs, Progress progress) {
        return new ManifestReader(ReadLimits.DEFAULT, namespace, progress).read(inputs);
    }

    /** Writes all reports, files first, and says on standard error which could not be written. */
    private boolean write(CheckResult result, Outputs reports) {
        boolean written = true;
        for (Outputs.ToFile file : reports.files()) {
            Optional<String> failure = OutputFile.write(
                    file.path(),
                    out -> file.format()
                            .report(colour == Colour.ALWAYS, detail(), failOn.action)
                            .write(result, out));
            if (failure.isPresent()) {
                console.err().println("ordinal: " + failure.get());
                written = false;
            }
        }
        if (reports.standard().isPresent()) {
            boolean colourful =
                    colour == Colour.ALWAYS || (colour == Colour.AUTO && console.isColourful(Console.Stream.OUT));
            var out = new BufferedWriter(console.out());
            try {
                reports.standard()
                        .get()
                        .report(colourful, detail(), failOn.action)
                        .write(result, out);
            } catch (IOException e) {
                // a pipe that was closed has had what it wanted; the exit code is that of the result
                written &= Cli.outputFailed(e, console) == ExitCode.CLEAN.code();
            }
        }
        return written;
    }

    private TextReport.Detail detail() {
        if (verbose) {
            return TextReport.Detail.VERBOSE;
        }
        return quiet ? TextReport.Detail.QUIET : TextReport.Detail.NORMAL;
    }

    private ExitCode exitCode(CheckResult result) {
        if (!result.problems(Problem.Severity.ERROR).isEmpty()
                || !result.ruleErrors().isEmpty()) {
            return ExitCode.BAD_INPUT;
        }
        int denied = result.count(Action.DENY);
        int warned = failOn == FailOn.WARN ? result.count(Action.WARN) : 0;
        if (denied + warned > 0) {
            return ExitCode.FINDINGS;
        }
        return result.objects() == 0 ? ExitCode.NOTHING : ExitCode.CLEAN;
    }
}
