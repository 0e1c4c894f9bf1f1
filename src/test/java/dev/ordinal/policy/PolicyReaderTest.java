package dev.ordinal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.MatchConstraints.MatchPolicy;
import dev.ordinal.policy.Policy.Named;
import dev.ordinal.policy.Policy.Validation;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made of policies that are as they should be. */
class PolicyReaderTest {

    private static final Path GOOD = Path.of("src/test/resources/policy/good");

    @Test
    void readsEveryFieldOfAPolicy() {
        Policy policy = policy("full.yaml");
        assertThat(policy.name()).isEqualTo("headless-service");
        assertThat(policy.title()).isEqualTo("The governing Service exists, is headless and selects the pods");
        assertThat(policy.description()).isEqualTo("A StatefulSet names a Service.\nWithout it, no pod has a name.");
        assertThat(policy.category()).isEqualTo("identity");
        assertThat(policy.action())
                .isEqualTo(new ActionByOperation(Action.DENY, Map.of(Operation.DELETE, Action.WARN)));
        assertThat(policy.params().object("limits").integer("replicas")).contains(3L);
        assertThat(policy.judgedAtMutation()).isTrue();
        assertThat(policy.exemptable()).isFalse();
        assertThat(policy.position()).isEqualTo(place("full.yaml", 5, 9));
        assertThat(policy.matchConditions()).extracting(Named::name).containsExactly("example.org/not-generated");
        assertThat(policy.variables()).extracting(Named::name).containsExactly("service");
        Expression service = policy.variables().getFirst().expression();
        assertThat(service.text()).startsWith("cluster.get('v1', 'Service'").endsWith("orValue(''))\n");
        assertThat(service.start()).isEqualTo(place("full.yaml", 42, 7));
        assertThat(service.origin().at(2, 2)).isEqualTo(place("full.yaml", 43, 9));
        assertThat(service.origin().file().line(43)).endsWith("object.spec.?serviceName.orValue(''))");
    }

    @Test
    void readsTheConstraintsOfAPolicy() {
        MatchConstraints match = policy("full.yaml").match();
        assertThat(match.resourceRules())
                .containsExactly(new ResourceRule(
                        List.of("apps"),
                        List.of("v1"),
                        List.of("statefulsets", "statefulsets/scale"),
                        Set.of(Operation.CREATE, Operation.UPDATE),
                        ResourceRule.Scope.NAMESPACED,
                        List.of("web")));
        assertThat(match.excludeResourceRules())
                .containsExactly(new ResourceRule(
                        List.of(""),
                        List.of("*"),
                        List.of("*/*"),
                        EnumSet.allOf(Operation.class),
                        ResourceRule.Scope.ANY,
                        List.of()));
        assertThat(match.namespaceSelector().object("matchLabels")).containsEntry("stage", "production");
        assertThat(match.namespaceSelector().array("matchExpressions")).hasSize(2);
        assertThat(match.objectSelector()).isEmpty();
        assertThat(match.matchPolicy()).isEqualTo(MatchPolicy.EXACT);
    }

    @Test
    void readsTheRulesOfAPolicy() {
        List<Validation> rules = policy("full.yaml").validations();
        Validation exists = rules.getFirst();
        assertThat(exists.name()).isEqualTo("service-exists");
        assertThat(exists.forEach()).isEmpty();
        assertThat(exists.expression().text()).isEqualTo("variables.service.hasValue()");
        assertThat(exists.message()).isEqualTo("the Service does not exist");
        assertThat(exists.messageExpression())
                .map(Expression::text)
                .hasValueSatisfying(text -> assertThat(text).startsWith("'Service %s"));
        assertThat(exists.fieldPath()).isEqualTo("spec.serviceName");
        assertThat(exists.fieldPathExpression()).map(Expression::text).contains("'spec.serviceName'");
        assertThat(exists.remedy()).isEqualTo("Create it.");
        assertThat(exists.remedyExpression()).isPresent();
        assertThat(exists.actionExpression()).isPresent();
        assertThat(exists.action())
                .contains(new ActionByOperation(Action.WARN, Map.of(Operation.DELETE, Action.AUDIT)));
        Validation each = rules.getLast();
        assertThat(each.forEach()).hasValueSatisfying(forEach -> {
            assertThat(forEach.list().text()).isEqualTo("object.spec.template.spec.containers");
            assertThat(forEach.as()).isEqualTo("container");
            assertThat(forEach.path()).isPresent();
        });
        assertThat(each.remedy()).isEmpty();
    }

    @Test
    void fillsInDefaults() {
        Policy policy = policy("small.yaml");
        assertThat(policy.description()).isEmpty();
        assertThat(policy.category()).isEqualTo("other");
        assertThat(policy.params()).isEmpty();
        assertThat(policy.judgedAtMutation()).isFalse();
        assertThat(policy.exemptable()).isTrue();
        assertThat(policy.match().matchPolicy()).isEqualTo(MatchPolicy.EQUIVALENT);
        assertThat(policy.match().namespaceSelector()).isEqualTo(JsonObject.EMPTY);
        assertThat(policy.match().resourceRules().getFirst().scope()).isEqualTo(ResourceRule.Scope.ANY);
        assertThat(policy.validations().getFirst().action()).isEmpty();
    }

    @Test
    void aRulesActionIsAtMostThePolicys() {
        String text = TestPolicies.MINIMAL
                .replace("action: Deny", "action: {default: Deny, DELETE: Audit}")
                .replace("message: never", "message: never\n    action: Warn");
        Validation rule =
                TestPolicies.read(text).policies().getFirst().validations().getFirst();
        assertThat(rule.action()).hasValueSatisfying(action -> {
            assertThat(action.on(Operation.CREATE)).isEqualTo(Action.WARN);
            assertThat(action.on(Operation.DELETE)).isEqualTo(Action.AUDIT);
        });
    }

    @Test
    void readsBindings() {
        List<PolicyBinding> bindings = read("binding.yaml").bindings();
        assertThat(bindings)
                .containsExactly(
                        new PolicyBinding(
                                "production",
                                List.of("headless-service", "small"),
                                JsonObject.of(Map.of("matchLabels", JsonObject.of(Map.of("stage", "production")))),
                                Optional.of(Action.WARN),
                                JsonObject.of(Map.of("allowAbsent", true)),
                                place("binding.yaml", 3, 18)),
                        new PolicyBinding(
                                "everywhere",
                                List.of("small"),
                                JsonObject.EMPTY,
                                Optional.empty(),
                                JsonObject.EMPTY,
                                place("binding.yaml", 12, 18)));
    }

    @Test
    void readsExceptions() {
        List<PolicyException> exceptions = read("exception.yaml").exceptions();
        assertThat(exceptions)
                .containsExactly(
                        new PolicyException(
                                "jenkins",
                                "headless-service",
                                List.of("service-exists"),
                                List.of(
                                        new PolicyException.Subject("StatefulSet", "ci", "jenkins-*"),
                                        new PolicyException.Subject("", "", "anything")),
                                "A single replica;\nnobody needs its name.",
                                Optional.of(LocalDate.of(2027, 1, 31)),
                                place("exception.yaml", 3, 18)),
                        new PolicyException(
                                "forever",
                                "small",
                                List.of(),
                                List.of(new PolicyException.Subject("", "", "*")),
                                "An old one",
                                Optional.empty(),
                                place("exception.yaml", 17, 18)));
    }

    @Test
    void readsAFolder() {
        PolicyFiles files = PolicyReader.read(List.of(Input.path(GOOD)));
        assertThat(files.problems()).isEmpty();
        assertThat(files.hasErrors()).isFalse();
        assertThat(files.policies())
                .extracting(Policy::name)
                .containsExactly("headless-service", "owner-label", "judges-too", "creates-only", "small");
        assertThat(files.bindings()).hasSize(2);
        assertThat(files.exceptions()).hasSize(2);
        assertThat(files.tests()).extracting(PolicyTest::policy).containsExactly("headless-service");
    }

    @Test
    void aBrokenDocumentLosesNoOther() {
        PolicyFiles files = PolicyReader.read(List.of(
                Input.text(
                        "a.yaml",
                        TestPolicies.minimal("one") + "---\n" + "kind: [\n---\n" + TestPolicies.minimal("two")),
                Input.text("b.yaml", TestPolicies.minimal("three").replace("validations", "rules")),
                Input.text("c.yaml", "- a\n- b\n"),
                Input.text("d.yaml", "# nothing\n"),
                Input.path(Path.of("src/test/resources/policy/absent")),
                Input.text("e.yaml", TestPolicies.minimal("four"))));
        assertThat(files.policies()).extracting(Policy::name).containsExactly("one", "two", "four");
        assertThat(files.hasErrors()).isTrue();
        assertThat(files.problems()).extracting(Problem::kind).contains(Problem.Kind.SYNTAX, Problem.Kind.UNREADABLE);
        assertThat(files.problems())
                .extracting(Problem::toString)
                .contains(
                        "b.yaml:9:3: spec: unknown field `rules`; known here are title, matchConstraints, action, validations,"
                                + " description, category, matchConditions, params, paramValues, variables, mutations, creations,"
                                + " reinvocationPolicy, mutateAfter, judgedAtMutation, exemptable, onStale, failurePolicy",
                        "b.yaml:4:1: spec: a policy needs `validations`, `mutations` or `creations`",
                        "c.yaml:1:1: expected a map, found a list");
    }

    @Test
    void namesTheFirstOfTwoPoliciesWithOneName() {
        PolicyFiles files = PolicyReader.read(List.of(
                Input.text("a.yaml", TestPolicies.minimal("one")), Input.text("b.yaml", TestPolicies.minimal("one"))));
        assertThat(files.policies()).hasSize(1);
        assertThat(files.problems())
                .containsExactly(new Problem(
                        Problem.Kind.DUPLICATE_POLICY,
                        new SourcePosition("b.yaml", 3, 12),
                        "a Policy with the name `one` is in a.yaml:3:18 already"));
    }

    @Test
    void readsJson() {
        PolicyFiles files = TestPolicies.read("""
                {"apiVersion": "ordinal.dev/v1alpha1", "kind": "PolicyBinding", "metadata": {"name": "b"},
                 "spec": {"policies": ["a"]}}
                """);
        assertThat(files.problems()).isEmpty();
        assertThat(files.bindings()).hasSize(1);
    }

    @Test
    void tellsWhatIsReadDifferently() {
        PolicyFiles files =
                TestPolicies.read(TestPolicies.MINIMAL.replace("action: Deny", "action: Deny\n  action: Warn"));
        assertThat(files.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.DUPLICATE_KEY);
        assertThat(files.policies().getFirst().action()).isEqualTo(ActionByOperation.always(Action.WARN));
        assertThat(files.hasErrors()).isFalse();
    }

    @Test
    void readsMutations() {
        Policy policy = policy("mutations.yaml");
        Policy.Mutations mutations = policy.mutations();
        assertThat(mutations.steps())
                .extracting(Policy.Mutation::patchType)
                .containsExactly(Policy.PatchType.APPLY_CONFIGURATION, Policy.PatchType.JSON_PATCH);
        assertThat(mutations.steps().getFirst().expression().text().strip())
                .isEqualTo("Object{metadata: Object.metadata{labels: variables.labels}}");
        assertThat(mutations.steps().getLast().expression().start()).isEqualTo(place("mutations.yaml", 21, 9));
        assertThat(mutations.creations()).extracting(Policy.Named::name).containsExactly("governing-service");
        assertThat(mutations.reinvocationPolicy()).isEqualTo(Policy.ReinvocationPolicy.IF_NEEDED);
        assertThat(mutations.after()).containsExactly("readiness-probe");
        assertThat(policy.validations()).isEmpty();
        assertThat(policy.action()).isEqualTo(ActionByOperation.always(Action.AUDIT));
    }

    @Test
    void aPolicyThatOnlyJudgesHasNoMutations() {
        assertThat(policy("small.yaml").mutations()).isEqualTo(Policy.Mutations.NONE);
        Policy both = read("mutations.yaml").policies().get(1);
        assertThat(both.mutations().steps()).hasSize(1);
        assertThat(both.mutations().reinvocationPolicy()).isEqualTo(Policy.ReinvocationPolicy.NEVER);
        assertThat(both.validations()).hasSize(1);
        assertThat(both.action()).isEqualTo(ActionByOperation.always(Action.WARN));
    }

    /** Those of the circle cannot be used; who merely comes after one of them can. */
    @Test
    void policiesThatWaitForEachOtherAreLeftOut() {
        PolicyFiles files =
                PolicyReader.read(List.of(Input.path(Path.of("src/test/resources/policy/bad/mutation-cycle.yaml"))));
        assertThat(files.policies()).extracting(Policy::name).containsExactly("beyond");
        assertThat(files.broken())
                .extracting(broken -> broken.policy().name())
                .containsExactly("first", "second", "third");
        assertThat(files.hasErrors()).isTrue();
    }

    private static Policy policy(String file) {
        return read(file).policies().getFirst();
    }

    private static PolicyFiles read(String file) {
        PolicyFiles files = PolicyReader.read(List.of(Input.path(GOOD.resolve(file))));
        assertThat(files.problems()).isEmpty();
        return files;
    }

    private static SourcePosition place(String file, int line, int column) {
        return new SourcePosition(GOOD.resolve(file).toString(), line, column);
    }
}
