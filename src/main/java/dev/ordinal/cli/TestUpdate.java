package dev.ordinal.cli;

import dev.ordinal.engine.Finding;
import dev.ordinal.engine.PolicyTestRunner;
import dev.ordinal.engine.PolicyTestRunner.CaseResult;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.policy.PolicyTest;
import dev.ordinal.policy.PolicyTest.Expected;
import dev.ordinal.policy.PolicyTestWriter;
import dev.ordinal.policy.PolicyTestWriter.Found;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what was found into the files of the cases that failed, and leaves the rest of the files as it is. */
final class TestUpdate {

    private final PolicyFiles files;
    private final Console console;

    TestUpdate(PolicyFiles files, Console console) {
        this.files = files;
        this.console = console;
    }

    /** What a case would have to expect of a finding, in full. */
    static Expected expected(Finding finding) {
        return new Expected(
                finding.rule(),
                Optional.of(finding.action()),
                Optional.of(finding.subject().kind() + "/" + finding.subject().name()),
                Optional.of(finding.fieldPath().toString()).filter(path -> !path.isEmpty()),
                Optional.of(finding.message()));
    }

    /** Updates the files; whether all cases could be updated. */
    boolean write(List<PolicyTest> tests, List<List<CaseResult>> results) {
        var byFile = new LinkedHashMap<String, List<CaseResult>>();
        for (int i = 0; i < tests.size(); i++) {
            String file = tests.get(i).file().name();
            for (CaseResult result : results.get(i)) {
                if (!result.passed() && result.errors().isEmpty()) {
                    byFile.computeIfAbsent(file, name -> new ArrayList<>()).add(result);
                }
            }
        }
        boolean all = true;
        for (Map.Entry<String, List<CaseResult>> changed : byFile.entrySet()) {
            all &= update(changed.getKey(), changed.getValue());
        }
        return all;
    }

    private boolean update(String file, List<CaseResult> results) {
        SourceFile source = files.sources().get(file);
        if (source == null) {
            return false;
        }
        PolicyTestWriter.Updated written = PolicyTestWriter.update(
                source,
                results.stream()
                        .map(result -> new Found(
                                result.testCase(),
                                expectations(result),
                                result.notKnown(),
                                mutations(result),
                                result.creations()))
                        .toList());
        for (PolicyTest.Case left : written.left()) {
            console.err()
                    .println("ordinal: " + left.position()
                            + ": this case is written in a way that cannot be updated; change it by hand.");
        }
        boolean all = written.left().isEmpty();
        int updated = results.size() - written.left().size();
        String text = written.text();
        Optional<String> failure = OutputFile.write(Path.of(file), out -> out.write(text));
        failure.ifPresent(reason -> console.err().println("ordinal: " + reason));
        if (failure.isEmpty() && updated > 0) {
            console.err().println("updated " + updated + (updated == 1 ? " case in " : " cases in ") + file);
        }
        return all && failure.isEmpty();
    }

    /** The operations found, each with its subject unless the case leaves that out of the one in its place. */
    static List<JsonObject> mutations(CaseResult result) {
        List<JsonObject> expected = result.testCase().mutations();
        var found = new ArrayList<JsonObject>();
        for (JsonObject operation : result.mutations()) {
            found.add(
                    found.size() < expected.size()
                            ? PolicyTestRunner.like(expected.get(found.size()), operation)
                            : operation);
        }
        return found;
    }

    /** What was found, with as much detail as the case had about the same rule. */
    private static List<Expected> expectations(CaseResult result) {
        var before = new ArrayList<>(result.testCase().expect());
        var expectations = new ArrayList<Expected>();
        for (Finding finding : result.findings()) {
            Optional<Expected> like = before.stream()
                    .filter(expected -> expected.rule().equals(finding.rule()))
                    .findFirst();
            like.ifPresent(before::remove);
            expectations.add(like.map(old -> TestReport.shaped(old, finding)).orElseGet(() -> expected(finding)));
        }
        return expectations;
    }
}
