package dev.ordinal.cli;

import dev.ordinal.engine.Finding;
import dev.ordinal.engine.PolicyTestRunner;
import dev.ordinal.engine.PolicyTestRunner.CaseResult;
import dev.ordinal.engine.RuleError;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.PolicyTest;
import dev.ordinal.policy.PolicyTest.Expected;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Prints the cases that gave something else than they expect, as a diff from the expected to the found. */
final class TestReport {

    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String BOLD = "\u001b[1m";
    private static final String END = "\u001b[0m";

    private final Writer out;
    private final boolean colour;
    private int passed;
    private int failed;
    private int errors;

    TestReport(Writer out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** How many cases failed because a rule did. */
    int errors() {
        return errors;
    }

    /** Prints what differs and a summary; gives the number of cases that failed. */
    int write(List<PolicyTest> tests, List<List<CaseResult>> results) throws IOException {
        for (int i = 0; i < tests.size(); i++) {
            write(tests.get(i).policy(), results.get(i));
        }
        if (passed + failed > 0) {
            out.append(passed + " passed, " + failed + " failed\n");
        }
        return failed;
    }

    private void write(String policy, List<CaseResult> results) throws IOException {
        List<CaseResult> failures =
                results.stream().filter(result -> !result.passed()).toList();
        passed += results.size() - failures.size();
        failed += failures.size();
        if (failures.isEmpty()) {
            return;
        }
        line(BOLD, policy + ": " + failures.size() + " of " + results.size() + " cases failed (- expected, + found)");
        for (CaseResult failure : failures) {
            write(failure);
        }
        out.append('\n');
    }

    private void write(CaseResult result) throws IOException {
        PolicyTest.Case testCase = result.testCase();
        line("", "  " + testCase.position() + ": " + testCase.name());
        List<Expected> expected = testCase.expect();
        List<Finding> found = result.findings();
        int same = 0;
        while (same < expected.size()
                && same < found.size()
                && PolicyTestRunner.matches(expected.get(same), found.get(same))) {
            same++;
        }
        int e = same;
        int f = same;
        while (e < expected.size() || f < found.size()) {
            if (e < expected.size() && f < found.size() && PolicyTestRunner.matches(expected.get(e), found.get(f))) {
                e++;
                f++;
            } else if (isPair(expected, e, found, f)) {
                line(RED, "    - " + describe(expected.get(e)));
                line(GREEN, "    + " + describe(shaped(expected.get(e), found.get(f))));
                e++;
                f++;
            } else if (f == found.size() || (e < expected.size() && !isFoundLater(expected.get(e), found, f))) {
                line(RED, "    - " + describe(expected.get(e++)));
            } else {
                line(GREEN, "    + " + describe(TestUpdate.expected(found.get(f++))));
            }
        }
        if (!testCase.notKnown().equals(result.notKnown())) {
            line(RED, "    - not known: " + listed(testCase.notKnown()));
            line(GREEN, "    + not known: " + listed(result.notKnown()));
        }
        differing("adds", testCase.mutations(), TestUpdate.mutations(result));
        differing("creates", testCase.creations(), result.creations());
        for (RuleError error : result.errors()) {
            line(RED, "    ! " + error.rule() + " failed: " + error.message() + " (" + error.position() + ")");
        }
        errors += result.errors().isEmpty() ? 0 : 1;
    }

    private void differing(String verb, List<JsonObject> expected, List<JsonObject> found) throws IOException {
        for (JsonObject one : expected) {
            if (!found.contains(one)) {
                line(RED, "    - " + verb + " " + one);
            }
        }
        for (JsonObject one : found) {
            if (!expected.contains(one)) {
                line(GREEN, "    + " + verb + " " + one);
            }
        }
    }

    private static boolean isPair(List<Expected> expected, int e, List<Finding> found, int f) {
        return e < expected.size()
                && f < found.size()
                && expected.get(e).rule().equals(found.get(f).rule());
    }

    private static boolean isFoundLater(Expected expected, List<Finding> found, int from) {
        return found.subList(from, found.size()).stream()
                .anyMatch(finding -> finding.rule().equals(expected.rule()));
    }

    /** What was found, told with the fields that the case names. */
    static Expected shaped(Expected like, Finding found) {
        Expected all = TestUpdate.expected(found);
        return new Expected(
                all.rule(),
                like.action().isPresent() ? all.action() : like.action(),
                like.subject().isPresent() ? all.subject() : like.subject(),
                like.fieldPath().isPresent() ? all.fieldPath() : like.fieldPath(),
                like.message().isPresent() ? all.message() : like.message());
    }

    private static String describe(Expected expected) {
        var parts = new ArrayList<String>();
        parts.add(expected.rule());
        expected.action().map(Action::word).ifPresent(parts::add);
        expected.subject().ifPresent(parts::add);
        expected.fieldPath().ifPresent(path -> parts.add("at " + path));
        expected.message().ifPresent(message -> parts.add("\"" + message + "\""));
        return String.join("  ", parts);
    }

    private static String listed(List<String> rules) {
        return rules.isEmpty() ? "none" : String.join(", ", rules);
    }

    private void line(String style, String text) throws IOException {
        boolean styled = colour && !style.isEmpty();
        out.append(styled ? style + text + END : text).append('\n');
    }
}
