package dev.ordinal.server;

import dev.ordinal.cli.PolicySources;
import dev.ordinal.engine.CompiledPolicy;
import dev.ordinal.engine.MutationConflicts;
import dev.ordinal.engine.PolicyCompiler;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.PolicyBinding;
import dev.ordinal.policy.PolicyException;
import dev.ordinal.policy.PolicyFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The policies that were loaded together, and what binds and spares.
 *
 * @param policies those that compiled
 * @param bindings what sets their action and params by namespace
 * @param exceptions whom they spare
 * @param problems all that is wrong with the files
 * @param failed how many policies did not compile or could not be read, as far as that can be counted
 * @param names of all policies that somebody may mean, those that did not compile and the built-in ones included
 */
record PolicySet(
        List<CompiledPolicy> policies,
        List<PolicyBinding> bindings,
        List<PolicyException> exceptions,
        List<Problem> problems,
        int failed,
        Set<String> names) {

    PolicySet {
        policies = List.copyOf(policies);
        bindings = List.copyOf(bindings);
        exceptions = List.copyOf(exceptions);
        problems = List.copyOf(problems);
        names = Set.copyOf(names);
    }

    /** Loads the built-in policies if they are wanted, and those of a folder if there is one. */
    static PolicySet load(Optional<Path> folder, boolean builtin) {
        PolicyFiles files = PolicySources.read(folder.stream().toList(), builtin, PolicySources.Wanted.POLICIES);
        PolicyCompiler.Result compiled = PolicyCompiler.compile(files.policies());
        var problems = new ArrayList<>(files.problems());
        problems.addAll(compiled.problems());
        problems.addAll(MutationConflicts.of(compiled.policies()));
        long unreadable = files.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .map(problem -> problem.position().file())
                .distinct()
                .count();
        int failed = files.policies().size() - compiled.policies().size() + Math.toIntExact(unreadable);
        return new PolicySet(
                compiled.policies(),
                files.bindings(),
                files.exceptions(),
                problems,
                failed,
                PolicySources.names(files));
    }

    /** Whether something of it could not be loaded. */
    boolean isBroken() {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }
}
