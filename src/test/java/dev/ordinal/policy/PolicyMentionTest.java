package dev.ordinal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyMentionTest {

    private static List<String> problems(String documents) {
        PolicyFiles files = TestPolicies.read(documents);
        assertThat(files.problems()).isEmpty();
        List<Problem> problems = PolicyMention.problems(files);
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.UNKNOWN_POLICY);
            assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING);
        });
        return problems.stream().map(Problem::toString).toList();
    }

    private static final String BINDING = """
            ---
            apiVersion: ordinal.dev/v1alpha1
            kind: PolicyBinding
            metadata: {name: everywhere}
            spec:
              policies: [minimal, minimol, nonsense]
            """;

    private static final String EXCEPTION = """
            ---
            apiVersion: ordinal.dev/v1alpha1
            kind: PolicyException
            metadata: {name: old}
            spec:
              policy: minimal
              rules: [rule, rul]
              subjects: [{name: web}]
              reason: It is old.
            """;

    @Test
    void anUnknownPolicyOfABindingIsToldWithTheNearest() {
        assertThat(problems(TestPolicies.MINIMAL + BINDING))
                .containsExactly(
                        "p.yaml:18:23: there is no policy `minimol` among those that are loaded, so this PolicyBinding"
                                + " does nothing for it; did you mean `minimal`?",
                        "p.yaml:18:32: there is no policy `nonsense` among those that are loaded, so this PolicyBinding"
                                + " does nothing for it");
    }

    @Test
    void anUnknownRuleOfAnExceptionIsTold() {
        assertThat(problems(TestPolicies.MINIMAL + EXCEPTION))
                .containsExactly(
                        "p.yaml:19:17: the policy minimal has no rule `rul`, so this PolicyException does nothing"
                                + " for it; did you mean `rule`?");
    }

    @Test
    void anUnknownPolicyOfAnExceptionIsToldOnce() {
        assertThat(problems(TestPolicies.MINIMAL + EXCEPTION.replace("policy: minimal", "policy: minimall")))
                .containsExactly("p.yaml:18:11: there is no policy `minimall` among those that are loaded, so this"
                        + " PolicyException does nothing for it; did you mean `minimal`?");
    }

    @Test
    void aPolicyWithProblemsIsKnownAndItsRulesAreNot() {
        PolicyFiles files =
                TestPolicies.read(TestPolicies.MINIMAL.replace("title:", "colour: red\n  title:") + EXCEPTION);
        assertThat(files.problems()).hasSize(1);
        assertThat(PolicyMention.problems(files)).isEmpty();
    }

    @Test
    void whatIsMistypedIsNoName() {
        PolicyFiles files = TestPolicies.read(BINDING.replace("[minimal, minimol, nonsense]", "all")
                + EXCEPTION.replace("policy: minimal", "policy: [1]")
                + EXCEPTION.replace("name: old", "name: other").replace("[rule, rul]", "[1]"));
        assertThat(files.problems()).hasSize(3);
        assertThat(PolicyMention.problems(files)).hasSize(1);
    }

    @Test
    void anUnknownPolicyToComeAfterIsToldWithTheNearest() {
        assertThat(problems(TestPolicies.MINIMAL + "---\n" + TestPolicies.minimal("adds") + """
                          mutations:
                          - {patchType: JSONPatch, jsonPatch: {expression: '[]'}}
                          mutateAfter: [minimal, minimul]
                        """))
                .containsExactly("p.yaml:28:26: there is no policy `minimul` among those that are loaded, so this"
                        + " mutateAfter does nothing for it; did you mean `minimal`?");
    }
}
