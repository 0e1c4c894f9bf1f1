package dev.ordinal.engine;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceTypes;
import dev.ordinal.patch.JsonPatch;
import dev.ordinal.policy.Operation;
import dev.ordinal.policy.PolicyBinding;
import dev.ordinal.policy.PolicyTest;
import dev.ordinal.policy.PolicyTest.Expected;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs the cases beside a policy. */
public final class PolicyTestRunner {

    /**
     * What a case gave.
     *
     * @param testCase the case
     * @param findings in the order found: by subject, then by rule
     * @param notKnown names of the rules that could not be judged, each once
     * @param errors the rules and mutations that failed
     * @param mutations what the policy adds to the subjects, an operation each, with its {@code subject}
     * @param creations the objects that it says are missing
     * @param passed whether that is what the case expects
     */
    public record CaseResult(
            PolicyTest.Case testCase,
            List<Finding> findings,
            List<String> notKnown,
            List<RuleError> errors,
            List<JsonObject> mutations,
            List<JsonObject> creations,
            boolean passed) {

        public CaseResult {
            findings = List.copyOf(findings);
            notKnown = List.copyOf(notKnown);
            errors = List.copyOf(errors);
            mutations = List.copyOf(mutations);
            creations = List.copyOf(creations);
        }
    }

    /** Stand among what is not known for mutations and creations that are not. */
    private static final String MUTATIONS = "mutations";

    private static final String CREATIONS = "creations";

    private static final String SUBJECT = "subject";

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
        Set<String> notKnown = new LinkedHashSet<>();
        List<RuleError> errors = new ArrayList<>();
        for (Evaluation found : evaluations) {
            found.notKnown().forEach(rule -> notKnown.add(rule.finding().rule()));
            errors.addAll(found.errors());
        }
        List<JsonObject> mutations = new ArrayList<>();
        List<JsonObject> creations = new ArrayList<>();
        var mutator = new Mutator(engine);
        for (int i = 0; i < subjects.size(); i++) {
            Change change = change(testCase, subjects.get(i), oldObjects, i);
            Mutated mutated = mutator.mutate(change, view);
            String subject = subjects.get(i).kind() + "/" + subjects.get(i).name();
            mutated.steps().forEach(step -> mutations.addAll(operations(subject, step.patch())));
            mutated.notKnown().forEach(_ -> notKnown.add(MUTATIONS));
            errors.addAll(mutated.errors());
            Mutator.Companions companions = mutator.missing(change, view);
            companions.objects().forEach(missing -> creations.add(missing.object()));
            companions.notKnown().forEach(_ -> notKnown.add(CREATIONS));
            errors.addAll(companions.errors());
        }
        List<String> unknown = List.copyOf(notKnown);
        boolean passed = errors.isEmpty()
                && unknown.equals(testCase.notKnown())
                && matches(testCase.expect(), findings)
                && matchesOperations(testCase.mutations(), mutations)
                && creations.equals(testCase.creations());
        return new CaseResult(testCase, findings, unknown, errors, mutations, creations, passed);
    }

    private static List<JsonObject> operations(String subject, JsonPatch patch) {
        return patch.toTree().objects().stream()
                .map(operation -> {
                    var fields = new LinkedHashMap<String, Object>();
                    fields.put(SUBJECT, subject);
                    fields.putAll(operation);
                    return JsonObject.of(fields);
                })
                .toList();
    }

    private static boolean matchesOperations(List<JsonObject> expected, List<JsonObject> found) {
        if (expected.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            if (!expected.get(i).equals(like(expected.get(i), found.get(i)))) {
                return false;
            }
        }
        return true;
    }

    /** An operation that was found, told as the expected one is: with its subject only if that has one. */
    public static JsonObject like(JsonObject expected, JsonObject found) {
        return expected.containsKey(SUBJECT) ? found : found.without(SUBJECT);
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
