package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ordinal.engine.PolicyTestRunner.CaseResult;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.Input;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.policy.PolicyReader;
import dev.ordinal.policy.PolicyTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The built-in policies: each is complete, and every case beside it gives what it says. */
class PoliciesTest {

    private static final Set<String> CATEGORIES = Set.of("identity", "ordering", "storage", "availability", "clients");

    private static final PolicyFiles FILES = PolicyReader.read(List.of(Input.path(Path.of("policies"))));
    private static final PolicyCompiler.Result COMPILED = PolicyCompiler.compile(FILES.policies());

    @Test
    void allAreReadAndCompiled() {
        assertThat(FILES.problems()).isEmpty();
        assertThat(COMPILED.problems()).isEmpty();
        assertThat(COMPILED.policies()).isNotEmpty();
    }

    @Test
    void eachTestIsOfAPolicy() {
        assertThat(FILES.tests())
                .extracting(PolicyTest::policy)
                .doesNotHaveDuplicates()
                .isSubsetOf(FILES.policies().stream().map(Policy::name).toList());
    }

    @TestFactory
    Stream<DynamicNode> eachPolicyIsComplete() {
        return FILES.policies().stream().map(policy -> dynamicTest(policy.name(), () -> complete(policy)));
    }

    private static void complete(Policy policy) {
        var softly = new SoftAssertions();
        softly.assertThat(policy.position().file())
                .as("a file of the policy's name")
                .endsWith("policies/" + policy.name() + ".yaml");
        softly.assertThat(policy.title())
                .as("title")
                .isNotBlank()
                .doesNotEndWith(".")
                .doesNotContain("\n");
        softly.assertThat(policy.description().strip()).as("description").endsWith(".");
        softly.assertThat(CATEGORIES).as("category").contains(policy.category());
        for (Policy.Validation rule : policy.validations()) {
            softly.assertThat(rule.remedy().strip())
                    .as("remedy of %s", rule.name())
                    .endsWith(".");
            softly.assertThat(rule.message()).as("message of %s", rule.name()).doesNotEndWith(".");
        }
        List<CaseResult> results = results(policy.name());
        Set<String> failing = results.stream()
                .flatMap(result -> result.findings().stream())
                .map(Finding::rule)
                .collect(Collectors.toSet());
        softly.assertThat(failing)
                .as("rules with a failing case")
                .containsAll(policy.validations().stream()
                        .map(Policy.Validation::name)
                        .toList());
        softly.assertThat(results)
                .as("passing cases")
                .anyMatch(result -> result.findings().isEmpty()
                        && result.notKnown().isEmpty()
                        && result.errors().isEmpty());
        softly.assertAll();
    }

    @TestFactory
    Stream<DynamicNode> casesOfPolicies() {
        return FILES.tests().stream()
                .map(test -> dynamicContainer(
                        test.policy(),
                        results(test.policy()).stream()
                                .map(result -> dynamicTest(result.testCase().name(), () -> expected(result)))));
    }

    private static void expected(CaseResult result) {
        assertThat(result.errors()).as("errors").isEmpty();
        assertThat(result.passed())
                .as(() -> "found %s%nnot known %s%nexpected %s%nat %s"
                        .formatted(
                                result.findings().stream()
                                        .map(finding -> "%n  - %s %s %s %s: %s"
                                                .formatted(
                                                        finding.rule(),
                                                        finding.action().word(),
                                                        finding.subject(),
                                                        finding.fieldPath(),
                                                        finding.message()))
                                        .collect(Collectors.joining()),
                                result.notKnown(),
                                result.testCase().expect(),
                                result.testCase().position()))
                .isTrue();
    }

    private static List<CaseResult> results(String policy) {
        CompiledPolicy compiled = COMPILED.policies().stream()
                .filter(candidate -> candidate.name().equals(policy))
                .findFirst()
                .orElseThrow();
        return FILES.tests().stream()
                .filter(test -> test.policy().equals(policy))
                .flatMap(test -> PolicyTestRunner.run(test, compiled, BuiltinTypes.INSTANCE).stream())
                .toList();
    }
}
