package dev.ordinal.policy;

import dev.ordinal.manifest.Problem;
import java.util.List;

/**
 * What was read from policy files. What has problems of its own is missing from the lists; the rest is there.
 *
 * @param policies by the order of files and documents
 * @param bindings likewise
 * @param exceptions likewise
 * @param tests likewise
 * @param problems everything worth telling, in the order of files and lines
 */
public record PolicyFiles(
        List<Policy> policies,
        List<PolicyBinding> bindings,
        List<PolicyException> exceptions,
        List<PolicyTest> tests,
        List<Problem> problems) {

    public PolicyFiles {
        policies = List.copyOf(policies);
        bindings = List.copyOf(bindings);
        exceptions = List.copyOf(exceptions);
        tests = List.copyOf(tests);
        problems = List.copyOf(problems);
    }

    /** Whether any of the problems kept something from being read. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }
}
