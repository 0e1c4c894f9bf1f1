package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions construct objects and operations of patches. */
class StructsTest {

    private static final String NESTED = """
            Object{
              zone: "a",
              spec: Object.spec{
                replicas: 3,
                template: Object.spec.template{
                  spec: Object.spec.template.spec{
                    containers: [1, 2].map(n, Object.spec.template.spec.containers{
                      name: "c" + string(n),
                      ports: [Object.spec.template.spec.containers.ports{containerPort: n}]
                    })
                  }
                }
              },
              apiVersion: null
            }
            """;

    private static JsonObject object(String name, Object value) {
        return JsonObject.of(Map.of(name, value));
    }

    private static List<String> problems(String text) {
        return problems(text, Scope.BASE);
    }

    private static List<String> problems(String text, Scope scope) {
        return Expressions.problems(text, scope, ExpressionType.DYN).stream()
                .map(problem -> problem.position().column() + ": " + problem.message())
                .toList();
    }

    /** All the way down, so that nothing has to look through the value again. */
    private static void isTree(Object value) {
        switch (value) {
            case JsonObject object -> object.values().forEach(StructsTest::isTree);
            case JsonArray array -> array.forEach(StructsTest::isTree);
            default ->
                assertThat(value)
                        .satisfiesAnyOf(
                                it -> assertThat(it).isInstanceOfAny(String.class, Long.class, Boolean.class),
                                it -> assertThat(it).isEqualTo(JsonObject.NULL));
        }
    }

    @Test
    void anObjectIsATreeWithItsFieldsInTheirOrder() {
        Object value = CelTesting.eval(NESTED);
        isTree(value);
        assertThat(value)
                .hasToString("{zone=a, spec={replicas=3, template={spec={containers=[{name=c1,"
                        + " ports=[{containerPort=1}]}, {name=c2, ports=[{containerPort=2}]}]}}},"
                        + " apiVersion=NULL_VALUE}");
    }

    @Test
    void operationsAreTreesInAnArray() {
        Object value = CelTesting.eval("[JSONPatch{op: 'add', path: '/a', value: Object.a{b: [Object.a.b{c: 1}]}},"
                + " JSONPatch{path: '/b', op: 'move', from: '/c'}]");
        assertThat(value).isInstanceOf(JsonArray.class);
        isTree(value);
        assertThat(value).hasToString("[{op=add, path=/a, value={b=[{c=1}]}}, {path=/b, op=move, from=/c}]");
    }

    @Test
    void aFieldWithAQuestionMarkIsLeftOutWhereItsValueIsEmpty() {
        JsonObject subject = object("spec", object("replicas", 3L));
        assertThat(CelTesting.eval("Object{?spec: object.?spec, ?status: object.?status}", subject))
                .isEqualTo(subject);
        assertThat(problems("Object{?spec: 1}")).hasSize(1);
    }

    /** Words that CEL keeps for later are names of fields all the same. */
    @Test
    void reservedWordsAreFields() {
        assertThat(CelTesting.eval("Object{metadata: Object.metadata{namespace: 'shop', name: 'web'}}"))
                .hasToString("{metadata={namespace=shop, name=web}}");
    }

    @Test
    void anythingMayBeWrittenInPlaceOfAConstructedPart() {
        JsonObject subject = object("spec", object("items", JsonArray.EMPTY));
        for (String good : List.of(
                "Object{spec: {'a': 1}}",
                "Object{spec: object.spec}",
                "Object{spec: has(object.x) ? Object.spec{a: 1} : null}",
                "Object{spec: Object.spec{items: object.spec.items + [Object.spec.items{a: 1}]}}",
                "Object{spec: cel.bind(a, Object.spec{b: 1}, a)}",
                "has(Object{spec: 1}.status) ? Object{} : Object{spec: Object{spec: 1}.?status.orValue(2)}")) {
            assertThat(CelTesting.eval(good, subject)).isInstanceOf(JsonObject.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Object{spec: Object.status{}}                                        | Object.spec | Object.status | 27
            Object{spec: [Object.spec{}, Object.spec.item{}]}                    | Object.spec | Object.spec.item | 46
            Object{spec: {'a': Object.spec.a{}}}                                 | Object.spec | Object.spec.a | 33
            Object{spec: has(object.a) ? Object.a{} : Object.a{}}                | Object.spec | Object.a | 38
            Object{spec: [1].map(n, Object.a{})}                                 | Object.spec | Object.a | 21
            Object{spec: optional.of(Object.a{}).value()}                        | Object.spec | Object.a | 43
            Object{spec: cel.bind(a, Object.a{}, [a])}                           | Object.spec | Object.a | 22
            Object.spec{spec: Object.spec{}}                                     | Object.spec.spec | Object.spec | 30
            Object{spec: JSONPatch{op: 'remove', path: ''}}                      | Object.spec | JSONPatch | 23
            JSONPatch{op: 'add', path: '', value: Object.a{b: Object.b{}}}       | Object.a.b | Object.b | 59
            [{'a': Object{a: Object.b{}}}]                                       | Object.a | Object.b | 26
            """)
    void aTypeInAnothersPlaceIsTold(String text, String expected, String found, int column) {
        assertThat(problems(text))
                .isNotEmpty()
                .first()
                .satisfies(problem -> assertThat(problem)
                        .endsWith(": expected `" + expected + "`, which is the type of this field, found `" + found
                                + "`"));
        assertThat(problems(text).getFirst()).startsWith(column + ":");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Object{a: 3u}                                         | uint
            Object{a: b'x'}                                       | bytes
            Object{a: [duration('1h')]}                           | list(google.protobuf.Duration)
            Object{a: quantity('1Gi')}                            | kubernetes.Quantity
            Object{?a: optional.of(type(1))}                      | type(int)
            JSONPatch{op: 'add', path: '', value: {'a': 3u}}      | map(string, uint)
            """)
    void whatNoObjectCanHoldIsTold(String text, String type) {
        assertThat(problems(text))
                .hasSize(1)
                .first()
                .satisfies(problem ->
                        assertThat(problem).endsWith(": a field of an object cannot hold a value of type " + type));
    }

    @Test
    void anOptionalValueWantsAQuestionMark() {
        assertThat(problems("Object{a: object.?b}"))
                .containsExactly("17: a field of an object cannot hold a value of type optional_type(dyn); write `?`"
                        + " before the field to leave it out where there is none");
    }

    /** A map made in a `map` was left as CEL makes it within the array that came of it. */
    @Test
    void aMapWithinAListThatIsMadeOfAnotherIsATree() {
        isTree(CelTesting.eval("[1, 2].map(n, {'a': [{'b': n}]})"));
    }

    @Test
    void aVariableKeepsItsType() {
        CompiledExpression spec = Expressions.compile("[Object.spec{a: 1}]", Scope.BASE);
        Scope scope = Scope.BASE.with("variables.spec", spec.type());
        assertThat(problems("Object{spec: variables.spec}", scope)).isEmpty();
        assertThat(problems("Object{spec: variables.spec[0].a + variables.spec[0].b}", scope))
                .isEmpty();
        assertThat(problems("Object{status: variables.spec}", scope))
                .containsExactly("25: expected `Object.status`, which is the type of this field, found `Object.spec`");
    }

    @Test
    void allThatIsWrongWithAnOperationIsTold() {
        assertThat(problems("JSONPatch{op: 'ad', path: 'x', from: '/a~2', valeu: 3, zzz: 3}"))
                .extracting(problem -> problem.substring(problem.indexOf(' ') + 1))
                .containsExactlyInAnyOrder(
                        "RFC 6902 has no operation `ad`; did you mean `add`?",
                        "`x` is no path of a JSON patch; expected one such as `/spec/replicas`, with `~` written as"
                                + " `~0` and a `/` within a name as `~1`",
                        "`/a~2` is no path of a JSON patch; expected one such as `/spec/replicas`, with `~` written as"
                                + " `~0` and a `/` within a name as `~1`",
                        "`JSONPatch` has no field `valeu`; did you mean `value`?",
                        "`JSONPatch` has no field `zzz`; it has op, path, from, value");
        assertThat(problems("JSONPatch{}"))
                .containsExactly("10: a `JSONPatch` needs `op`", "10: a `JSONPatch` needs `path`");
        assertThat(problems("JSONPatch{op: 'remove', op: 'add', path: ''}")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"op: 1", "path: 1", "from: ['']", "path: null"})
    void thatWhichIsTextIsText(String field) {
        assertThat(problems("JSONPatch{" + field + "}").getFirst()).contains("expected type of field");
    }

    @Test
    void whatIsNotConstantIsTakenAtItsWord() {
        assertThat(problems("JSONPatch{op: object.op, path: object.path, ?value: object.?value}"))
                .isEmpty();
        assertThat(problems("JSONPatch{op: 'add', path: '/' + object.path, ?value: object.?value}"))
                .isEmpty();
    }

    @Test
    void aSlipForObjectIsNoType() {
        assertThat(problems("Object.spec.replicas == 3")).containsExactly("1: undeclared reference to 'Object'");
        assertThat(problems("Objects{a: 1}").getFirst()).contains("undeclared reference to 'Objects'");
        assertThat(problems("Object{a: Object.a{b: 1}}.b == Object.a.b")).isNotEmpty();
    }

    @Test
    void whatIsReadWithinIsRead() {
        CompiledExpression expression = Expressions.compile(
                "Object{spec: Object.spec{?a: cluster.get('v1', 'Service', '', object.metadata.name).?spec.?b}}",
                Scope.BASE);
        assertThat(expression.reads().kinds()).containsExactly(new Reads.Kind("v1", "Service"));
        assertThat(expression.reads().lookups()).hasSize(1);
        assertThat(expression.reads().fields()).extracting(Object::toString).containsExactly("metadata.name");
        assertThat(expression.reads().fieldNames()).contains("b").doesNotContain("a");
    }

    @Test
    void whereAValueCameFromIsKnownByField() {
        CompiledExpression expression =
                Expressions.compile("Object{a: object.spec.one, b: object.spec.two}.a", Scope.BASE);
        assertThat(expression.origins())
                .hasSize(1)
                .first()
                .hasToString(Expressions.compile("object.spec.one", Scope.BASE)
                        .origins()
                        .iterator()
                        .next()
                        .toString());
    }

    @Test
    void whatIsNotKnownSpreads() {
        assertThat(Expressions.evaluate("Object{a: cluster.get('v1', 'Service', '', 'a').hasValue()}", Map.of()))
                .isInstanceOf(Outcome.NotKnown.class);
    }

    @Test
    void stepsWithinAreCounted() {
        var few = new Budget.Limits(20, 1_000, 1_000_000_000L, 1_000_000_000L, 1_000, 1_000);
        assertThat(Expressions.evaluate("Object{a: Object.a{b: 1}}", Map.of(), few))
                .isInstanceOf(Outcome.Value.class);
        assertThat(Expressions.evaluate(NESTED, Map.of(), few)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Outcome.Failed.Kind.BUDGET);
            assertThat(failed.message()).contains("more than 20 steps");
        });
    }

    @Test
    void aFailureWithinHasItsPlace() {
        assertThat(Expressions.evaluate("Object{a: 1,\n  b: object.x}", Map.of("object", JsonObject.EMPTY)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.position().line()).isEqualTo(2));
    }

    /** Each expression has types of its own; what one of them names is not known to another. */
    @Test
    void severalThreadsCompileAtOnce() throws Exception {
        var compiler = new ExpressionCompiler();
        var tasks = new ArrayList<Callable<String>>();
        for (int n = 0; n < 200; n++) {
            String name = "f" + n;
            String text = "Object{" + name + ": Object." + name + "{x" + n + ": " + n + "}}." + name + ".x" + n;
            String wrong = "Object{" + name + ": Object.f" + (n + 1) + "{}}";
            tasks.add(() -> compiled(compiler, text) + compiled(compiler, wrong));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Set<String> results = new HashSet<>();
            for (Future<String> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            assertThat(results).containsExactly("compiled, 1 problems");
        }
    }

    private static String compiled(ExpressionCompiler compiler, String text) {
        return switch (compiler.compile(Expressions.expression(text), Scope.BASE, ExpressionType.DYN)) {
            case ExpressionCompiler.Result.Compiled _ -> "compiled, ";
            case ExpressionCompiler.Result.Rejected(List<Problem> problems) -> problems.size() + " problems";
        };
    }
}
