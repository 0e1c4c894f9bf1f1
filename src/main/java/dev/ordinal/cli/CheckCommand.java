package dev.ordinal.cli;

import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.Action;
import dev.ordinal.report.CheckResult;
import dev.ordinal.report.TextReport;
import java.io.BufferedWriter;
import java.io.IOException;
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
            "  ordinal check --against deployed/ manifests/",
            "  ordinal check --policies policies --builtin manifests/",
            "  ordinal check --policy headless-service --partial web.yaml"
        })
final class CheckCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    ManifestOptions manifests;

    @Mixin
    ChosenPolicies policies;

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
            names = "--against",
            paramLabel = "PATH",
            description =
                    "What is there now: files or folders of manifests, such as those of the branch before, or what"
                            + " kubectl get -o yaml wrote. An object that stands there too is judged as an update: it may not"
                            + " change what is immutable, and what it broke before is a warning. May be given several times.")
    List<String> against = new ArrayList<>();

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
        List<Input> inputs = manifests.inputs(console, "check");
        boolean wantsProgress = !quiet && console.isTerminal(Console.Stream.ERR);
        var progress = new Progress(console.err(), wantsProgress, System::nanoTime);
        var checker = new Checker(
                Version.current().number(), LocalDate.now(ZoneId.systemDefault()), System::nanoTime, progress);
        CheckResult result = checker.check(
                policies::read,
                () -> manifests.read(inputs, progress),
                () -> manifests.deployed(against),
                manifests.partial,
                (bundle, found) -> new FixableFindings(
                                checker,
                                bundle,
                                texts -> manifests.again(texts, bundle.set()),
                                manifests.beside(inputs))
                        .of(found, reports.has(OutputFormat.SARIF)));
        boolean written = write(result, reports);
        ExitCode code = exitCode(result);
        if (code == ExitCode.NOTHING && !quiet) {
            console.err().println("ordinal: nothing to check: the input holds no Kubernetes objects.");
        }
        return (written ? code : ExitCode.BAD_INPUT).code();
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
