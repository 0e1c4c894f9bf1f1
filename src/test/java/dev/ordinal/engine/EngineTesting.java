package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cel.Budget;
import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.policy.PolicyReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Engines and objects for tests, written as YAML. */
final class EngineTesting {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private EngineTesting() {}

    /** A policy about Things, kinds of our own that have whatever fields a test wants; it denies. */
    static String policy(String name, String spec) {
        return policy(name, "Deny", spec);
    }

    static String policy(String name, String action, String spec) {
        return """
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: %s}
                spec:
                  title: Things are well
                  action: %s
                  matchConstraints:
                    resourceRules: [{apiGroups: [example.com], apiVersions: ['*'], resources: ['things/*'], operations: ['*']}]
                %s
                """.formatted(name, action, spec.strip().indent(2));
    }

    /** A policy with one rule, called {@code rule}. */
    static String rule(String name, String expression) {
        return policy(name, """
                validations:
                - name: rule
                  expression: >-
                    %s
                  message: not so
                """.formatted(expression));
    }

    /** A Thing with a spec in flow style. */
    static Manifest thing(String name, String spec) {
        return object(
                "{apiVersion: example.com/v1, kind: Thing, metadata: {name: %s}, spec: %s}".formatted(name, spec));
    }

    /** Policy documents that have no error. */
    static PolicyFiles files(String yaml) {
        PolicyFiles files = PolicyReader.read(List.of(Input.text("policies.yaml", yaml)));
        assertSound(files.problems());
        return files;
    }

    /** The policies among documents that have no error, compiled without one. */
    static List<CompiledPolicy> policies(String yaml) {
        PolicyCompiler.Result result = PolicyCompiler.compile(files(yaml).policies());
        assertSound(result.problems());
        return result.policies();
    }

    /** Tests may name what Kubernetes does not have, which is a warning. */
    private static void assertSound(List<Problem> problems) {
        assertThat(problems).allMatch(problem -> problem.severity() == Problem.Severity.WARNING);
    }

    /** An engine with all policies, bindings and exceptions of the documents. */
    static PolicyEngine engine(String yaml) {
        return engine(yaml, EngineOptions.on(TODAY));
    }

    static PolicyEngine engine(String yaml, EngineOptions options) {
        PolicyFiles files = files(yaml);
        return new PolicyEngine(policies(yaml), files.bindings(), files.exceptions(), BuiltinTypes.INSTANCE, options);
    }

    static EngineOptions within(Budget.Limits budget) {
        return new EngineOptions(Action.DENY, budget, TODAY);
    }

    /** Objects as they were read, which may have problems. */
    static ManifestSet read(String yaml) {
        return new ManifestReader(ReadLimits.DEFAULT, "default").read(List.of(Input.text("objects.yaml", yaml)));
    }

    /** Objects that have no problem, prepared as for a check. */
    static List<Manifest> objects(String yaml) {
        ManifestSet set = read(yaml);
        assertThat(set.problems()).isEmpty();
        Preparation prepared = Preparation.of(set.manifests());
        assertThat(prepared.problems()).isEmpty();
        return prepared.manifests();
    }

    static Manifest object(String yaml) {
        return objects(yaml).getFirst();
    }

    static ClusterView view(Collection<Manifest> manifests) {
        return new BundleView(manifests, false);
    }

    /** What the engine says of each object as a new one, among them all. */
    static List<Evaluation> created(PolicyEngine engine, List<Manifest> manifests) {
        ClusterView view = view(manifests);
        var evaluations = new ArrayList<Evaluation>();
        manifests.forEach(manifest -> evaluations.addAll(engine.evaluate(Change.create(manifest), view)));
        return evaluations;
    }

    /** What the policies say of a new object alone. */
    static List<Evaluation> created(String policies, Manifest... manifests) {
        return created(engine(policies), List.of(manifests));
    }

    /** What the one policy says of one new object. */
    static Evaluation judge(String policy, Manifest manifest) {
        List<Evaluation> evaluations = created(policy, manifest);
        assertThat(evaluations).hasSize(1);
        return evaluations.getFirst();
    }

    /** Its findings, without anything else that it might have said. */
    static List<Finding> findings(Evaluation evaluation) {
        assertThat(evaluation.errors()).isEmpty();
        assertThat(evaluation.notKnown()).isEmpty();
        assertThat(evaluation.exempted()).isEmpty();
        return evaluation.findings();
    }

    static List<Evaluation> change(PolicyEngine engine, Change change) {
        return engine.evaluate(change, view(List.of(change.subject())));
    }

    /** The parts of all evaluations. */
    static <T> List<T> all(List<Evaluation> evaluations, Function<Evaluation, List<T>> part) {
        return evaluations.stream().flatMap(found -> part.apply(found).stream()).toList();
    }
}
