package dev.ordinal.engine;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceTypes;
import dev.ordinal.policy.Operation;
import dev.ordinal.policy.PolicyBinding;
import dev.ordinal.policy.PolicyTest;
import dev.ordinal.policy.PolicyTest.Expected;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the cases beside a policy. */
public final class PolicyTestRunner {

    /**
     * What a case gave.
     *
     * @param testCase the case
     * @param findings in the order found: by subject, then by rule
     * @param notKnown names of the rules that could not be judged, each once
     * @param errors the rules that failed
     * @param passed whether that is what the case expects
     */
    public record CaseResult(
            PolicyTest.Case testCase,
            List<Finding> findings,
            List<String> notKnown,
            List<RuleError> errors,
            boolean passed) {

        public CaseResult {
            findings = List.copyOf(findings);
            notKnown = List.copyOf(notKnown);
            errors = List.copyOf(errors);
        }
    }

    private PolicyTestRunner() {}

    /** Runs every case of the test on the policy. */
    public static List<CaseResult> run(PolicyTest test, CompiledPolicy policy, ResourceTypes types) {
        return test.cases().stream()
                .map(testCase -> run(testCase, policy, types))
                .toList();
    }

    private static CaseResult run(PolicyTest.Case testCase, CompiledPolicy policy, ResourceTypes types) {
        var params = new PolicyBinding(
                "case",
                List.of(policy.name()),
                JsonObject.EMPTY,
                Optional.empty(),
                testCase.params(),
                testCase.position());
        var engine =
                new PolicyEngine(List.of(policy), List.of(params), List.of(), types, EngineOptions.on(LocalDate.EPOCH));
        var view = new BundleView(Preparation.of(testCase.objects()).manifests(), extent(testCase));
        List<Manifest> subjects = Preparation.of(testCase.subjects()).manifests();
        List<Manifest> oldObjects = Preparation.of(testCase.oldObjects()).manifests();
        var evaluations = new ArrayList<Evaluation>();
        for (int i = 0; i < subjects.size(); i++) {
            evaluations.addAll(engine.evaluate(change(testCase, subjects.get(i), oldObjects, i), view));
        }
        List<Finding> findings =
                evaluations.stream().flatMap(found -> found.findings().stream()).toList();
        List<String> notKnown = evaluations.stream()
                .flatMap(found -> found.notKnown().stream())
                .map(rule -> rule.finding().rule())
                .distinct()
                .toList();
        List<RuleError> errors =
                evaluations.stream().flatMap(found -> found.errors().stream()).toList();
        boolean passed =
                errors.isEmpty() && notKnown.equals(testCase.notKnown()) && matches(testCase.expect(), findings);
        return new CaseResult(testCase, findings, notKnown, errors, passed);
    }

    private static BundleView.Extent extent(PolicyTest.Case testCase) {
        if (testCase.partial()) {
            return BundleView.Extent.PART;
        }
        return testCase.whole() ? BundleView.Extent.CLUSTER : BundleView.Extent.BUNDLE;
    }

    private static Change change(PolicyTest.Case testCase, Manifest subject, List<Manifest> oldObjects, int index) {
        Optional<Manifest> old = index < oldObjects.size() ? Optional.of(oldObjects.get(index)) : Optional.empty();
        Operation operation = testCase.operation();
        return switch (operation) {
            case CREATE, CONNECT ->
                new Change(operation, testCase.subresource(), Optional.of(subject), Optional.empty());
            case UPDATE ->
                new Change(operation, testCase.subresource(), Optional.of(subject), Optional.of(old.orElse(subject)));
            case DELETE -> new Change(operation, testCase.subresource(), Optional.empty(), Optional.of(subject));
        };
    }

    private static boolean matches(List<Expected> expected, List<Finding> findings) {
        if (expected.size() != findings.size()) {
            return false;
        }
        for (int i = 0; i < findings.size(); i++) {
            if (!matches(expected.get(i), findings.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a finding is what a case expects of it. */
    public static boolean matches(Expected expected, Finding finding) {
        String subject = finding.subject().kind() + "/" + finding.subject().name();
        return expected.rule().equals(finding.rule())
                && expected.action().map(finding.action()::equals).orElse(true)
                && expected.subject().map(subject::equals).orElse(true)
                && expected.fieldPath()
                        .map(finding.fieldPath().toString()::equals)
                        .orElse(true)
                && expected.message().map(finding.message()::equals).orElse(true);
    }
}
