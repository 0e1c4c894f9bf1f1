package dev.ordinal.policy;

import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
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
 * @param broken the policies that have problems, as far as they could be read: they are not for running, but their
 *     expressions can be looked through
 * @param mentions where bindings and exceptions name policies and rules
 */
public record PolicyFiles(
        List<Policy> policies,
        List<PolicyBinding> bindings,
        List<PolicyException> exceptions,
        List<PolicyTest> tests,
        List<Problem> problems,
        Map<String, SourceFile> sources,
        List<Broken> broken,
        List<PolicyMention> mentions) {

    /**
     * A policy that has problems.
     *
     * @param policy what could be read of it; a part that could not be is missing
     * @param hasAllVariables whether none of its variables is missing
     */
    public record Broken(Policy policy, boolean hasAllVariables) {}

    public PolicyFiles {
        policies = List.copyOf(policies);
        bindings = List.copyOf(bindings);
        exceptions = List.copyOf(exceptions);
        tests = List.copyOf(tests);
        problems = List.copyOf(problems);
        sources = Map.copyOf(sources);
        broken = List.copyOf(broken);
        mentions = List.copyOf(mentions);
    }

    /** The same, and more problems; all of them in the order of files and lines. */
    public PolicyFiles withProblems(List<Problem> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(problems);
        all.addAll(more);
        all.sort(Comparator.comparing(Problem::position));
        return new PolicyFiles(policies, bindings, exceptions, tests, all, sources, broken, mentions);
    }

    /** Whether any of the problems kept something from being read. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }
}
