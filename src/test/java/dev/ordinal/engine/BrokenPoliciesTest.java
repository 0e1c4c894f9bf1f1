package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.Input;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.policy.PolicyReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expressions of policies that cannot be used for other reasons are looked through, so that all is told at once. */
class BrokenPoliciesTest {

    private static final String POLICY = """
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata: {name: broken}
            spec:
              title: Something is wrong
              action: Deny
              matchConstraints:
                resourceRules: [{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}]
              variables:
              - {name: job, expression: object.spec.job}
              - {name: count, expression: size(variables.job)}
              validations:
              - name: rule
                forEach: {list: variables.job, as: part}
                expression: part.size > variables.count
                message: never
            """;

    private static PolicyFiles read(String policy) {
        return PolicyReader.read(List.of(Input.text("p.yaml", policy)));
    }

    /** The lines and messages of what is wrong with the expressions. */
    private static List<String> problems(String policy) {
        PolicyFiles files = read(policy);
        assertThat(files.policies()).isEmpty();
        assertThat(files.problems()).isNotEmpty();
        return PolicyCompiler.problems(files.broken()).stream()
                .map(problem -> problem.position().line() + " " + problem.message())
                .toList();
    }

    @Test
    void aSoundPolicyIsNotAmongThem() {
        PolicyFiles files = read(POLICY);
        assertThat(files.policies()).hasSize(1);
        assertThat(files.broken()).isEmpty();
    }

    @Test
    void typeErrorsBesideAnUnknownFieldAreTold() {
        assertThat(problems(POLICY.replace("title:", "colour: red\n  title:")
                        .replace("message: never", "message: never\n    messageExpression: 1 + 1")))
                .containsExactly("18 expected an expression of type string, found one of type int");
    }

    @Test
    void anUndeclaredVariableBesideAnUnknownFieldIsTold() {
        assertThat(problems(POLICY.replace("title:", "colour: red\n  title:")
                        .replace("> variables.count", "> variables.cuont")))
                .containsExactly("16 there is no variable `cuont` here; did you mean `variables.count`?");
    }

    /** What cannot be read is told once; what uses it is not blamed. */
    @Test
    void nothingIsSaidOfWhatDependsOnTheUnreadable() {
        assertThat(problems(POLICY.replace("variables:", "variabels:"))).isEmpty();
        assertThat(problems(POLICY.replace("{name: job, expression: object.spec.job}", "{name: job}")))
                .isEmpty();
        assertThat(problems(
                        POLICY.replace("{name: job, expression: object.spec.job}", "{expression: object.spec.job}")))
                .isEmpty();
        assertThat(problems(POLICY.replace("forEach:", "foreach:"))).isEmpty();
        assertThat(problems(POLICY.replace("as: part", "as: 1"))).isEmpty();
        assertThat(problems(POLICY.replace("list: variables.job, ", ""))).isEmpty();
        assertThat(problems(POLICY.replace("variables:\n", "variables: {}\n  params:\n")))
                .isEmpty();
    }
}
