package dev.ordinal.policy;

import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourceFile;
import java.util.List;
import java.util.Map;

/**
 * What was read from policy files. What has problems of its own is missing from the lists; the rest is there.
 *
 * @param policies by the order of files and documents
 * @param bindings likewise
 * @param exceptions likewise
 * @param tests likewise
 * @param problems everything worth telling, in the order of files and lines
 * @param sources the files by name, for quoting their lines
 */
public record PolicyFiles(
        List<Policy> policies,
        List<PolicyBinding> bindings,
        List<PolicyException> exceptions,
        List<PolicyTest> tests,
        List<Problem> problems,
        Map<String, SourceFile> sources) {

    public PolicyFiles {
        policies = List.copyOf(policies);
        bindings = List.copyOf(bindings);
        exceptions = List.copyOf(exceptions);
        tests = List.copyOf(tests);
        problems = List.copyOf(problems);
        sources = Map.copyOf(sources);
    }

    /** Whether any of the problems kept something from being read. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }
}
