package dev.ordinal.cli;

import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.RuleError;
import dev.ordinal.fix.FileFix;
import dev.ordinal.fix.FixOptions;
import dev.ordinal.fix.FixPlan;
import dev.ordinal.fix.Fixer;
import dev.ordinal.manifest.Identity;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Problem;
import dev.ordinal.report.CheckResult;
import dev.ordinal.report.TextReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ordinal fix}: mends manifests in their files, or shows how it would. */
@Command(
        name = "fix",
        description = "Mend manifests where policies know how: show it as a diff, or edit the files in place.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing to fix, or all of it is written",
            "1:something to fix that is not written, or that cannot be edited in place",
            "2:bad input or a bad policy; what can be fixed is, all the same",
            "3:nothing to check",
            "4:a mistake in Ordinal"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ordinal fix manifests/                        show what would change, as a diff",
            "  ordinal fix --write manifests/                edit the files in place",
            "  ordinal fix manifests/ | git apply            the same by way of the diff",
            "  helm template . | ordinal fix | kubectl apply -f -",
            "  ordinal fix --policy readiness-probe --set readiness-probe.inject=always manifests/"
        })
final class FixCommand implements Callable<Integer> {

    private static final String OUTSIDE = "ordinal: git apply does not reach files outside the present folder; apply"
            + " this diff with patch -p1 -d /, or use --write.";

    private final Console console;

    @Mixin
    ManifestOptions manifests;

    @Option(
            names = {"-w", "--write"},
            description = "Edit the files in place instead of printing a diff.")
    boolean write;

    @Option(
            names = {"-i", "--interactive"},
            description = "Ask for each policy and object, on a terminal.")
    boolean interactive;

    @Option(names = "--no-create", description = "Add no objects, such as a Service that is missing.")
    boolean noCreate;

    @Mixin
    ChosenPolicies policies;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing on standard error but what is wrong with the input.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Name every finding that remains.")
    boolean verbose;

    @Mixin
    HelpOption help;

    private byte[] stdin = {};
    private boolean isReadWhole = true;

    FixCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<Input> inputs = inputs();
        boolean isStream = inputs.stream().anyMatch(Input.OfStream.class::isInstance);
        var progress = new Progress(console.err(), !quiet && console.isTerminal(Console.Stream.ERR), System::nanoTime);
        var checker = new Checker(
                Version.current().number(), LocalDate.now(ZoneId.systemDefault()), System::nanoTime, progress);
        Bundle bundle = checker.load(
                policies::read, () -> manifests.read(inputs, progress), () -> Deployed.NOTHING, manifests.partial);
        var fixer = new Fixer(bundle.engine(), texts -> manifests.again(texts, bundle.set()));
        Set<Identity> copied = bundle.copied();
        var options = new FixOptions(
                manifests.partial,
                !noCreate,
                manifests.beside(inputs),
                // which of the copies a policy would mean is not known
                (_, object) -> !copied.contains(Identity.of(object)));
        FixPlan plan = fixer.plan(bundle.set(), bundle.objects(), options);
        progress.clear();
        if (interactive) {
            plan = new FixDialogue(console, fixer, bundle).choose(plan, options);
        }
        List<Evaluation> after = checker.judge(bundle, plan.after());
        progress.clear();
        boolean wrong = tellWhatIsWrong(checker, bundle, plan, after);
        boolean written = isStream ? writeStream(plan) : (write ? writeFiles(plan) : printDiff(plan));
        if (bundle.objects().isEmpty() && !wrong) {
            return nothing().code();
        }
        if (!quiet) {
            if (!copied.isEmpty()) {
                console.err()
                        .println("ordinal: objects that stand several times are not mended: " + copied.size()
                                + "; name the folder of one copy to have it mended.");
            }
            new FixReport(plan, after, isReadWhole).write(console.err(), verbose);
        }
        return exitCode(plan, wrong || !written, isStream || write).code();
    }

    private static ExitCode exitCode(FixPlan plan, boolean wrong, boolean isWritten) {
        if (wrong) {
            return ExitCode.BAD_INPUT;
        }
        boolean isLeft = !plan.byHand().isEmpty() || (plan.isEdited() && !isWritten);
        return isLeft ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    private ExitCode nothing() {
        if (!quiet) {
            console.err().println("ordinal: nothing to check: the input holds no Kubernetes objects.");
        }
        return ExitCode.NOTHING;
    }

    /** What to read; standard input is kept, to give it out again. */
    private List<Input> inputs() throws IOException {
        List<Input> inputs = manifests.inputs(console, "fix");
        Optional<Input.OfStream> stream = inputs.stream()
                .filter(Input.OfStream.class::isInstance)
                .map(Input.OfStream.class::cast)
                .findFirst();
        var wrong = new ArrayList<String>();
        if (stream.isPresent() && inputs.size() > 1) {
            wrong.add("Standard input is mended by itself: name either - or files.");
        }
        if (stream.isPresent() && write) {
            wrong.add("--write is for files: what comes from standard input goes to standard output.");
        }
        boolean asksSomebody = console.isTerminal(Console.Stream.IN) && console.isTerminal(Console.Stream.ERR);
        if (interactive && (stream.isPresent() || !asksSomebody)) {
            wrong.add("--interactive needs a terminal to ask on, and files to mend.");
        }
        if (!wrong.isEmpty()) {
            throw new UsageException(wrong);
        }
        if (stream.isEmpty()) {
            return inputs;
        }
        try (InputStream in = stream.get().stream()) {
            stdin = in.readAllBytes();
        }
        return List.of(Input.stream(stream.get().name(), new ByteArrayInputStream(stdin)));
    }

    /** Says on standard error what is wrong with files and policies; whether anything that counts is. */
    private boolean tellWhatIsWrong(Checker checker, Bundle bundle, FixPlan plan, List<Evaluation> after)
            throws IOException {
        var errors = new ArrayList<>(plan.errors());
        after.forEach(evaluation -> errors.addAll(evaluation.errors()));
        var failed = new ArrayList<Evaluation>();
        for (RuleError error : errors) {
            failed.add(
                    new Evaluation(error.policy(), error.subject(), List.of(), List.of(), List.of(), List.of(error)));
        }
        CheckResult result = checker.result(bundle, failed, Duration.ZERO);
        TextReport.Detail detail = quiet ? TextReport.Detail.QUIET : TextReport.Detail.NOTED;
        new TextReport(console.isColourful(Console.Stream.ERR), detail).write(result, console.err());
        isReadWhole = result.problems(Problem.Severity.ERROR).isEmpty();
        return !errors.isEmpty() || !isReadWhole;
    }

    /** Gives out standard input, mended. */
    private boolean writeStream(FixPlan plan) throws IOException {
        byte[] bytes = stdin;
        boolean written = true;
        for (FileFix file : plan.files()) {
            switch (EditedFile.of(file, stdin)) {
                case EditedFile.Found.Edited(EditedFile edited) -> bytes = edited.bytes();
                case EditedFile.Found.Failed(String why) -> written = failed(why);
            }
        }
        console.write(bytes);
        return written;
    }

    private boolean writeFiles(FixPlan plan) {
        boolean written = true;
        for (FileFix file : plan.files()) {
            switch (EditedFile.of(file, stdin)) {
                case EditedFile.Found.Edited(EditedFile edited) -> {
                    Optional<String> failure = OutputFile.write(Path.of(edited.name()), edited.bytes());
                    written &= failure.isEmpty() || failed(failure.get());
                }
                case EditedFile.Found.Failed(String why) -> written = failed(why);
            }
        }
        return written;
    }

    private boolean printDiff(FixPlan plan) throws IOException {
        boolean written = true;
        int outside = 0;
        for (FileFix file : plan.files()) {
            switch (EditedFile.of(file, stdin)) {
                case EditedFile.Found.Edited(EditedFile edited)
                when !edited.isDiffApplicable() ->
                    console.err()
                            .println("ordinal: " + edited.name() + " is UTF-16, which tools that apply diffs do not"
                                    + " read: its change is left out of the diff; --write makes it.");
                case EditedFile.Found.Edited(EditedFile edited) -> {
                    console.out().write(edited.diff());
                    outside += UnifiedDiff.appliesHere(edited.name()) ? 0 : 1;
                }
                case EditedFile.Found.Failed(String why) -> written = failed(why);
            }
        }
        console.out().flush();
        if (outside > 0 && !quiet) {
            console.err().println(OUTSIDE);
        }
        return written;
    }

    private boolean failed(String why) {
        console.err().println("ordinal: " + why);
        return false;
    }
}
