package dev.ordinal.report;

import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.Exempted;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.engine.RuleError;
import dev.ordinal.fix.Fixes;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The cases of a policy, or of the input, as JUnit XML groups them.
 *
 * @param name the policy's, or {@code input}
 * @param cases in order
 * @param output what concerns no case
 */
record JunitSuite(String name, List<Case> cases, String output) {

    /** One case; its outcome, where it is not a pass, has a message, a type and a text. */
    record Case(
            String name,
            Optional<SourcePosition> position,
            Outcome outcome,
            String type,
            String message,
            String text,
            String output) {}

    /** What came of a case. */
    enum Outcome {
        PASSED("passed"),
        SKIPPED("skipped"),
        FAILED("failure"),
        ERROR("error");

        private final String element;

        Outcome(String element) {
            this.element = element;
        }

        /** The name of the element that says so. */
        String element() {
            return element;
        }
    }

    int count(Outcome outcome) {
        int count = 0;
        for (Case one : cases) {
            count += one.outcome() == outcome ? 1 : 0;
        }
        return count;
    }

    /** The suites of a result: the input's where it has problems, then one per policy. */
    static List<JunitSuite> of(CheckResult result, Action failOn) {
        var suites = new ArrayList<JunitSuite>();
        if (!result.problems().isEmpty()) {
            var cases = new ArrayList<Case>();
            for (Problem problem : result.problems(Problem.Severity.ERROR)) {
                String type = CheckResult.word(problem.kind());
                String text = problem.toString();
                var position = Optional.of(problem.position());
                String name = problem.position().toString();
                cases.add(new Case(name, position, Outcome.ERROR, type, problem.message(), text, ""));
            }
            var warnings = new StringBuilder();
            for (Problem problem : result.problems(Problem.Severity.WARNING)) {
                warnings.append("warning: ").append(problem).append('\n');
            }
            for (Problem problem : result.problems(Problem.Severity.NOTE)) {
                warnings.append("note: ").append(problem).append('\n');
            }
            suites.add(new JunitSuite("input", cases, warnings.toString()));
        }
        var casesByPolicy = new LinkedHashMap<String, List<Case>>();
        for (Policy policy : result.policies()) {
            casesByPolicy.put(policy.name(), new ArrayList<>());
        }
        for (Evaluation evaluation : result.evaluations()) {
            casesByPolicy
                    .computeIfAbsent(evaluation.policy(), name -> new ArrayList<>())
                    .add(toCase(evaluation, failOn, result.fixes()));
        }
        casesByPolicy.forEach((policy, cases) -> suites.add(new JunitSuite(policy, cases, "")));
        return suites;
    }

    private static Case toCase(Evaluation evaluation, Action failOn, Fixes fixes) {
        var failing = new ArrayList<Finding>();
        var output = new StringBuilder();
        for (Finding finding : evaluation.findings().stream().distinct().toList()) {
            if (finding.action().compareTo(failOn) >= 0) {
                failing.add(finding);
            } else {
                output.append(describe(finding, fixes));
            }
        }
        for (Exempted exempted : evaluation.exempted()) {
            output.append("exempt (")
                    .append(exempted.reason())
                    .append("): ")
                    .append(describe(exempted.finding(), Fixes.NONE));
        }
        if (!evaluation.errors().isEmpty()) {
            failing.forEach(finding -> output.append(describe(finding, fixes)));
            return errored(evaluation, output.toString());
        }
        if (!failing.isEmpty()) {
            return failed(evaluation, failing, fixes, output.toString());
        }
        Outcome outcome = evaluation.notKnown().isEmpty() ? Outcome.PASSED : Outcome.SKIPPED;
        var why = new ArrayList<String>();
        for (NotKnownRule rule : evaluation.notKnown()) {
            why.add(CheckResult.id(rule.finding()) + ": " + rule.why());
        }
        return ended(evaluation, outcome, "", "not known: " + String.join("; ", why), "", output.toString());
    }

    private static Case errored(Evaluation evaluation, String output) {
        var text = new StringBuilder();
        for (RuleError error : evaluation.errors()) {
            text.append(error.position()).append(": [").append(error.rule()).append("] ");
            text.append(error.message()).append('\n');
        }
        RuleError first = evaluation.errors().getFirst();
        String type = CheckResult.word(first.kind());
        return ended(evaluation, Outcome.ERROR, type, first.message(), text.toString(), output);
    }

    private static Case failed(Evaluation evaluation, List<Finding> failing, Fixes fixes, String output) {
        var text = new StringBuilder();
        Finding worst = failing.getFirst();
        for (Finding finding : failing) {
            text.append(describe(finding, fixes));
            worst = finding.action().compareTo(worst.action()) > 0 ? finding : worst;
        }
        String type = CheckResult.word(worst.action());
        return ended(evaluation, Outcome.FAILED, type, worst.message(), text.toString(), output);
    }

    private static Case ended(
            Evaluation evaluation, Outcome outcome, String type, String message, String text, String output) {
        return new Case(evaluation.subject().toString(), place(evaluation), outcome, type, message, text, output);
    }

    private static Optional<SourcePosition> place(Evaluation evaluation) {
        if (!evaluation.errors().isEmpty()) {
            return evaluation.errors().getFirst().subjectPosition();
        }
        if (!evaluation.findings().isEmpty()) {
            return evaluation.findings().getFirst().position();
        }
        if (!evaluation.notKnown().isEmpty()) {
            return evaluation.notKnown().getFirst().finding().position();
        }
        return Optional.empty();
    }

    private static String describe(Finding finding, Fixes fixes) {
        String place = finding.position().map(position -> position + ": ").orElse("");
        String remedy = finding.remedy().isEmpty() ? "" : "  remedy: " + finding.remedy() + "\n";
        String fixable = fixes.isFixable(finding) ? "  fixable: ordinal fix mends it\n" : "";
        return place + CheckResult.word(finding.action()) + "[" + finding.id() + "] " + finding.message() + "\n"
                + remedy + fixable;
    }
}
