package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cel.Reads;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.Policy.PatchType;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.policy.PolicyReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mutations and creations compile with their policy, and what is wrong with them is told with its place. */
class MutationsCompileTest {

    private static final String POLICY = """
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata: {name: adds}
            spec:
              title: Something is added
              matchConstraints:
                resourceRules: [{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}]
              variables:
              - {name: spec, expression: "Object.spec{replicas: 3}"}
              - {name: patch, expression: "[JSONPatch{op: 'remove', path: '/spec/replicas'}]"}
              - {name: any, expression: object.status.any}
            """;

    private static final String APPLY = """
              mutations:
              - patchType: ApplyConfiguration
                applyConfiguration:
                  expression: |
                    %s
            """;

    private static final String PATCH = """
              mutations:
              - patchType: JSONPatch
                jsonPatch:
                  expression: |
                    %s
            """;

    private static final String CREATE = """
              creations:
              - name: one
                expression: |
                    %s
            """;

    private static PolicyCompiler.Result compile(String policy) {
        PolicyFiles files = PolicyReader.read(List.of(Input.text("p.yaml", policy)));
        assertThat(files.problems()).isEmpty();
        return PolicyCompiler.compile(files.policies());
    }

    private static CompiledPolicy compiled(String part, String expression) {
        PolicyCompiler.Result result = compile(POLICY + part.formatted(expression));
        assertThat(result.problems()).isEmpty();
        return result.policies().getFirst();
    }

    /** What is wrong with the expression; the place is within the expression. */
    private static String problem(String part, String expression) {
        PolicyCompiler.Result result = compile(POLICY + part.formatted(expression));
        assertThat(result.policies()).isEmpty();
        assertThat(result.problems()).hasSize(1);
        Problem problem = result.problems().getFirst();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.EXPRESSION);
        int line =
                (POLICY + part).lines().toList().indexOf(part.lines().toList().getLast()) + 1;
        assertThat(problem.position().line()).isEqualTo(line);
        return problem.position().column() - part.lines().toList().getLast().indexOf('%') + ": " + problem.message();
    }

    @Test
    void stepsAndCreationsKeepTheirOrder() {
        PolicyFiles files =
                PolicyReader.read(List.of(Input.path(Path.of("src/test/resources/policy/good/mutations.yaml"))));
        PolicyCompiler.Result result = PolicyCompiler.compile(files.policies());
        assertThat(result.problems()).isEmpty();
        CompiledPolicy policy = result.policies().getFirst();
        assertThat(policy.mutations().steps())
                .extracting(CompiledPolicy.Mutation::patchType)
                .containsExactly(PatchType.APPLY_CONFIGURATION, PatchType.JSON_PATCH);
        assertThat(policy.mutations().steps())
                .extracting(step -> step.expression().type().toString())
                .containsExactly("Object", "list(JSONPatch)");
        assertThat(policy.mutations().creations())
                .extracting(CompiledPolicy.Creation::name)
                .containsExactly("governing-service");
        assertThat(policy.rules()).isEmpty();
    }

    @Test
    void aMergeTakesAnObjectOrWhatMayBeOne() {
        for (String good : List.of(
                "Object{spec: variables.spec}",
                "variables.any",
                "object.status.any ? Object{} : Object{spec: Object.spec{}}",
                "cel.bind(n, 3, Object{spec: Object.spec{replicas: n}})")) {
            assertThat(compiled(APPLY, good).mutations().steps()).hasSize(1);
        }
        assertThat(problem(APPLY, "Object.spec{replicas: 3}"))
                .isEqualTo("1: expected an expression of type Object, found one of type Object.spec");
        assertThat(problem(APPLY, "variables.spec"))
                .isEqualTo("1: expected an expression of type Object, found one of type Object.spec");
        assertThat(problem(APPLY, "{'spec': {'replicas': 3}}"))
                .isEqualTo("1: expected an expression of type Object, found one of type map(string, map(string, int))");
        assertThat(problem(APPLY, "[Object{}]"))
                .isEqualTo("1: expected an expression of type Object, found one of type list(Object)");
    }

    @Test
    void aPatchTakesAListOfOperations() {
        for (String good : List.of(
                "[JSONPatch{op: 'add', path: '/spec', value: variables.spec}]",
                "variables.patch + []",
                "[]",
                "variables.any",
                "object.status.any ? variables.patch : []",
                "object.status.any.map(n, JSONPatch{op: 'remove', path: '/spec/' + n})")) {
            assertThat(compiled(PATCH, good).mutations().steps()).hasSize(1);
        }
        assertThat(problem(PATCH, "JSONPatch{op: 'remove', path: '/spec'}"))
                .isEqualTo("1: expected an expression of type list(JSONPatch), found one of type JSONPatch");
        assertThat(problem(PATCH, "[Object{}]"))
                .isEqualTo("1: expected an expression of type list(JSONPatch), found one of type list(Object)");
        assertThat(problem(PATCH, "[{'op': 'remove', 'path': '/spec'}]"))
                .isEqualTo("1: expected an expression of type list(JSONPatch), found one of type list(map(string,"
                        + " string))");
    }

    @Test
    void aCreationTakesAnObjectOrNothing() {
        for (String good : List.of(
                "Object{kind: 'Service'}",
                "object.status.any ? Object{kind: 'Service'} : null",
                "object.status.any ? null : Object{kind: 'Service'}",
                "object.status.any ? optional.of(Object{kind: 'Service'}) : optional.none()",
                "optional.none()",
                "null",
                "variables.any")) {
            assertThat(compiled(CREATE, good).mutations().creations()).hasSize(1);
        }
        assertThat(problem(CREATE, "Object.spec{}"))
                .isEqualTo("1: expected an expression of type Object, null where nothing is missing, found one of type"
                        + " Object.spec");
        assertThat(problem(CREATE, "object.status.any == 3"))
                .isEqualTo("1: expected an expression of type Object, null where nothing is missing, found one of type"
                        + " bool");
        assertThat(problem(CREATE, "optional.of(3)"))
                .isEqualTo("1: expected an expression of type Object, null where nothing is missing, found one of type"
                        + " optional_type(int)");
    }

    @Test
    void aTypeThatDoesNotFitThroughAVariableIsTold() {
        assertThat(problem(APPLY, "Object{status: variables.spec}"))
                .isEqualTo("25: expected `Object.status`, which is the type of this field, found `Object.spec`");
    }

    @Test
    void lookUpsWithinAreRead() {
        String found = "cluster.get('v1', 'Service', '', 'a')";
        Reads.Kind service = new Reads.Kind("v1", "Service");
        assertThat(compiled(APPLY, "Object{spec: Object.spec{?serviceName: %s.?metadata.?name}}".formatted(found))
                        .kinds())
                .containsExactly(service);
        assertThat(compiled(
                                PATCH,
                                "[JSONPatch{op: 'add', path: '/metadata/annotations/a', value: %s.hasValue()}]"
                                        .formatted(found))
                        .kinds())
                .containsExactly(service);
        assertThat(compiled(CREATE, found + ".hasValue() ? null : Object{}").kinds())
                .containsExactly(service);
    }

    @Test
    void allProblemsOfAPolicyAreTold() {
        PolicyCompiler.Result result =
                compile(POLICY + APPLY.formatted("Object{spec: Object.sepc{}}") + CREATE.formatted("variables.nope"));
        assertThat(result.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "p.yaml:16:33: expected `Object.spec`, which is the type of this field, found `Object.sepc`",
                        "p.yaml:20:9: there is no variable `nope` here; declared before it are spec, patch, any");
    }

    @Test
    void fieldsThatKubernetesDoesNotHaveAreTold() {
        assertThat(problem(APPLY, "Object{spec: Object.spec{replica: 3}}"))
                .isEqualTo("33: a StatefulSet has no field `spec.replica`; did you mean `replicas`?");
        assertThat(problem(APPLY, "Object{spec: {'serviceNam': 'a'}}"))
                .endsWith("a StatefulSet has no field `spec.serviceNam`; did you mean `serviceName`?");
        assertThat(problem(
                        APPLY,
                        "Object{spec: Object.spec{template: Object.spec.template{spec: Object.spec.template.spec{"
                                + "containers: [Object.spec.template.spec.containers{volumeMount: []}]}}}}"))
                .endsWith(
                        "a StatefulSet has no field `spec.template.spec.containers.volumeMount`; did you mean `volumeMounts`?");
        assertThat(problem(APPLY, "Object{spec: Object.spec{serviceName: Object.spec.serviceName{name: 'a'}}}"))
                .endsWith("`spec.serviceName` of a StatefulSet is text, and holds no `name`");
        assertThat(problem(
                        PATCH, "[JSONPatch{op: 'add', path: '/spec/template/spec/container/0', value: variables.any}]"))
                .endsWith("a StatefulSet has no field `spec.template.spec.container`; did you mean `containers`?");
        assertThat(problem(PATCH, "[JSONPatch{op: 'add', path: '/spec/serviceNames/' + 'a', value: 1}]"))
                .endsWith("a StatefulSet has no field `spec.serviceNames`; did you mean `serviceName`?");
        assertThat(problem(
                        CREATE, "Object{apiVersion: 'v1', kind: 'Service', spec: Object.spec{selectors: {'a': 'b'}}}"))
                .endsWith("a Service has no field `spec.selectors`; did you mean `selector`?");
    }

    @Test
    void fieldsThatAVariableGivesMayBeThoseOfAnyOfThePolicysObjects() {
        String create = CREATE.formatted(
                "Object{apiVersion: 'v1', kind: 'Service', metadata: Object.metadata{name: 'a'}, spec: variables.spec}");
        String replicas = "Object.spec{replicas: 3}";

        assertThat(compile(POLICY + create).problems()).isEmpty();
        assertThat(compile(POLICY.replace(replicas, "Object.spec{externalName: 'a'}") + create)
                        .problems())
                .as("a field of the Service that is created")
                .isEmpty();
        assertThat(compile(POLICY.replace(replicas, "Object.spec{replica: 3}") + create)
                        .problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("no field `spec.replica`", "did you mean `replicas`?");
    }

    @Test
    void constantsOfTheWrongTypeAreTold() {
        assertThat(problem(APPLY, "Object{spec: Object.spec{replicas: '3'}}"))
                .isEqualTo("34: `spec.replicas` of a StatefulSet is a whole number, not `3`");
        assertThat(problem(APPLY, "Object{metadata: Object.metadata{labels: {'a/b': true}}}"))
                .endsWith("`metadata.labels['a/b']` of a StatefulSet is text, not `true`");
        assertThat(problem(PATCH, "[JSONPatch{op: 'replace', path: '/spec/selector', value: 'app'}]"))
                .endsWith("`spec.selector` of a StatefulSet is an object, not `app`");
        assertThat(compiled(APPLY, "Object{spec: Object.spec{replicas: 3.0}}").name())
                .isEqualTo("adds");
        assertThat(compiled(PATCH, "[JSONPatch{op: 'add', path: '/metadata/finalizers/-', value: 'a/b'}]")
                        .name())
                .isEqualTo("adds");
    }

    @Test
    void aFieldThatIsNothingLikeThoseKnownMayBeNewer() {
        PolicyCompiler.Result result =
                compile(POLICY + APPLY.formatted("Object{spec: Object.spec{hibernation: true}}"));
        assertThat(result.policies()).hasSize(1);
        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING);
            assertThat(problem.message())
                    .isEqualTo("a StatefulSet has no field `spec.hibernation`, as far as is known here; the API server"
                            + " drops what it does not know");
        });
    }

    @Test
    void fieldsOfKindsThatAreNotKnownAreTaken() {
        String widgets = POLICY.replace("apiGroups: [apps]", "apiGroups: [example.org]")
                .replace("resources: [statefulsets]", "resources: [widgets]");
        assertThat(widgets).isNotEqualTo(POLICY);
        PolicyCompiler.Result result = compile(widgets + APPLY.formatted("Object{spec: Object.spec{replica: 3}}"));
        assertThat(result.problems()).isEmpty();
        assertThat(compiled(CREATE, "Object{apiVersion: 'example.org/v1', kind: 'Widget', spec: Object.spec{sise: 3}}")
                        .name())
                .isEqualTo("adds");
    }
}
