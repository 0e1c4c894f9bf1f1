package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourcePosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledExpressionTest {

    private static final JsonObject OBJECT = JsonObject.of(Map.of(
            "spec",
            JsonObject.of(Map.of("replicas", 3L, "names", JsonArray.of(List.of("a", "b")), "none", JsonObject.NULL))));

    private static Object value(String expression) {
        return switch (Expressions.evaluate(expression, Map.of("object", OBJECT))) {
            case Outcome.Value(Object value) -> value;
            case Outcome.NotKnown(List<String> why) -> "not known: " + why;
            case Outcome.Failed failed -> "failed: " + failed.message();
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "object.spec.replicas + 1 == 4",
                "object.spec.replicas == 3.0",
                "has(object.spec.replicas) && !has(object.spec.nope)",
                "object.spec.?nope.orValue(7) == 7",
                "object.?nope.?deeper.orValue('x') == 'x'",
                "object.spec.none == null",
                "type(object.spec) == map && type(object.spec.names) == list",
                "object.spec.names.map(n, n + '!') == ['a!', 'b!']",
                "object.spec.names.filter(n, n != 'a') == ['b']",
                "object.spec.names.map(n, n != 'a', n + n) == ['bb']",
                "object.spec.map(key, key).size() == 3",
                "object.spec.all(key, value, key != '')",
                "object.spec.names.transformList(i, n, string(i) + n) == ['0a', '1b']",
                "object.spec.?replicas.optMap(r, r + 1).orValue(0) == 4",
                "cel.bind(r, object.spec.replicas, r * r) == 9",
                "object.spec.names.join('-') == 'a-b'",
                "sets.contains(object.spec.names, ['a'])",
                "[1, 2, 3].filter(x, x > 1)[0] == 2"
            })
    void seesTheTreeAsCelValues(String expression) {
        assertThat(value(expression)).isEqualTo(true);
    }

    @Test
    void turnsLiteralsIntoTreeValues() {
        assertThat(value("{'a': [1, {'b': 'c'}]}")).isInstanceOf(JsonObject.class);
        assertThat(value("[{'a': 1}]")).isInstanceOf(JsonArray.class);
        assertThat(value("optional.of({'a': 1})")).isEqualTo(Optional.of(JsonObject.of(Map.of("a", 1L))));
        assertThat(value("{1: 'a'}")).isEqualTo(Map.of(1L, "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster.get('v1', 'Service', 'd', 'a').hasValue()",
                "cluster.get('v1', 'Service', 'd', 'a').?spec.orValue('x') == 'x'",
                "cluster.list('v1', 'Pod', 'd').all(p, p == 1)",
                "cluster.list('v1', 'Pod', 'd').map(p, p).size() == 0",
                "cluster.selecting('v1', 'Service', 'd', {'app': 'web'}).size() > 0",
                "cluster.selectedBy('v1', 'Pod', 'd', {'app': 'web'}).size() > 0",
                "cluster.referring('apps/v1', 'StatefulSet', 'd', 'spec.serviceName', 'web').size() > 0",
                "['x'].filter(x, cluster.get('v1', 'Service', 'd', x).hasValue()).size() == 1"
            })
    void whatDependsOnTheUnknownIsNotKnown(String expression) {
        assertThat(value(expression).toString()).startsWith("not known: [").contains("nobody asked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster.get('v1', 'Service', 'd', 'a').hasValue() || true",
                "true || cluster.get('v1', 'Service', 'd', 'a').hasValue()",
                "!(cluster.get('v1', 'Service', 'd', 'a').hasValue() && false)",
                "['x', 'y'].exists(x, x == 'y' || cluster.get('v1', 'Service', 'd', x).hasValue())"
            })
    void whatDoesNotDependOnTheUnknownIsKnown(String expression) {
        assertThat(value(expression)).isEqualTo(true);
    }

    @Test
    void aFailureSaysWhereInTheFile() {
        assertThat(Expressions.evaluate(
                        "object.spec.replicas == 3 &&\n  object.spec.nope == 1", Map.of("object", OBJECT)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(Outcome.Failed.Kind.EVALUATION);
                    assertThat(failed.message()).contains("nope").doesNotContain("\n");
                    assertThat(failed.position().line()).isEqualTo(2);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "object.spec.nope == 1 | `object.spec` has no field `nope`; ask for it with has(), or read it with `.?`, if it may be absent",
                "[object.spec].all(s, s.nope == 1) | `s` has no field `nope`; ask for it with has(), or read it with `.?`, if it may be absent",
                "[object][0].spec.nope == 1 | there is no field `nope`; ask for it with has(), or read it with `.?`, if it may be absent",
                "object.spec['no' + 'pe'] == 1 | there is no key `nope`",
                "object.nope.deep.er == 1 | `object` has no field `nope`; ask for it with has(), or read it with `.?`, if it may be absent",
                "object.spec.replicas.max == 1 | `object.spec.replicas` is a number here, and has no fields",
                "object.spec.names.max == 1 | `object.spec.names` is a list here, and has no fields",
                "object.spec.none.max == 1 | `object.spec.none` is null here",
                "dyn([1]).all(n, n.max == 1) | what should have the field `max` is no map",
                "object.spec.names[2] == '' | the list has no item 2; the first is 0",
                "object.spec.replicas / 0 == 1 | division by zero",
                "object.spec.replicas % 0 == 1 | division by zero",
                "object.spec.replicas.matches('a') | `matches` cannot be used on values of these types: `object.spec.replicas` is a number",
                "object.spec.names + object.spec.replicas == 1 | `+` cannot be used on values of these types: `object.spec.names` is a list, `object.spec.replicas` is a number",
                "!dyn(1) | `!` cannot be used on values of these types",
                "object.spec.?nope.value() == 1 | there is no value; ask with hasValue(), or use orValue()"
            })
    void aFailureIsToldInPlainWords(String expression, String message) {
        assertThat(value(expression)).isEqualTo("failed: " + message);
    }

    @Test
    void anObjectThatIsNullIsNamed() {
        assertThat(Expressions.evaluate("oldObject.spec.size == 1", Map.of("oldObject", JsonObject.NULL)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.message()).isEqualTo("`oldObject` is null here, as on CREATE"));
        assertThat(Expressions.evaluate("has(object.spec)", Map.of("object", JsonObject.NULL)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.message()).isEqualTo("`object` is null here, as on DELETE"));
    }

    @Test
    void aVariablesFailureIsTheFailureOfWhatUsesIt() {
        var failed = new Outcome.Failed(
                Outcome.Failed.Kind.EVALUATION, "no such key: x", new SourcePosition("policy.yaml", 9, 9));
        Scope scope = Scope.BASE.with("variables.v", ExpressionType.DYN);
        var lookups = new Lookups(Expressions.UNKNOWN_VIEW);
        Activation failing = _ -> {
            throw VariableFailure.raise(failed);
        };

        assertThat(Expressions.compile("variables.v == 1", scope).evaluate(failing, lookups, Budget.standard()))
                .isEqualTo(failed);
        assertThat(Expressions.compile("variables.v == 1 || true", scope).evaluate(failing, lookups, Budget.standard()))
                .isEqualTo(new Outcome.Value(true));
    }

    @Test
    void aVariableThatUsedUpTheBudgetIsNotAbsorbed() {
        var failed = new Outcome.Failed(
                Outcome.Failed.Kind.BUDGET, "used more than 5 steps", new SourcePosition("policy.yaml", 9, 9));
        Scope scope = Scope.BASE.with("variables.v", ExpressionType.DYN);
        Activation failing = _ -> {
            throw VariableFailure.raise(failed);
        };

        assertThat(Expressions.compile("variables.v == 1 || true", scope)
                        .evaluate(failing, new Lookups(Expressions.UNKNOWN_VIEW), Budget.standard()))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, found -> assertThat(found.kind()).isEqualTo(Outcome.Failed.Kind.BUDGET));
    }

    @Test
    void knowsWhatItReads() {
        Scope scope = Scope.BASE.with("variables.service", ExpressionType.DYN).with("item", ExpressionType.DYN);
        Reads reads = Expressions.compile("""
                        cluster.get('v1', 'Service', object.metadata.namespace, object.spec.?serviceName.orValue('')).hasValue()
                        && [1].exists(x, cluster.list('apps/v1', 'StatefulSet', 'd').size() > x)
                        && variables.service == item && object.metadata.labels['app'] == 'x' && oldObject.spec.replicas == 1
                        """, scope).reads();

        assertThat(reads.kinds())
                .containsExactlyInAnyOrder(new Reads.Kind("v1", "Service"), new Reads.Kind("apps/v1", "StatefulSet"));
        assertThat(reads.fields().stream().map(FieldPath::toString))
                .containsExactlyInAnyOrder(
                        "metadata.namespace", "spec.serviceName", "metadata.labels.app", "spec.replicas");
        assertThat(reads.variables()).containsExactlyInAnyOrder("variables.service", "item");
        assertThat(Expressions.compile("object == null", scope).reads().fields())
                .containsExactly(FieldPath.ROOT);
    }

    @Test
    void knowsThePathOfAListOfTheObject() {
        assertThat(Expressions.compile("object.spec.template.spec.containers", Scope.BASE)
                        .objectPath()
                        .map(FieldPath::toString))
                .contains("spec.template.spec.containers");
        assertThat(Expressions.compile("object.spec.?volumeClaimTemplates.orValue([])", Scope.BASE)
                        .objectPath()
                        .map(FieldPath::toString))
                .contains("spec.volumeClaimTemplates");
        assertThat(Expressions.compile("object.spec.a.filter(x, x > 1)", Scope.BASE)
                        .objectPath())
                .isEmpty();
        assertThat(Expressions.compile("object", Scope.BASE).objectPath()).isEmpty();
    }

    @Test
    void aLookUpsKindMustBeALiteral() {
        List<Problem> problems = Expressions.problems(
                "1 == 1 &&\n cluster.get('v1', object.kind, 'd', 'n').hasValue()", Scope.BASE, ExpressionType.BOOL);

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("kind of a look-up must be a text literal");
            assertThat(problem.position().line()).isEqualTo(2);
        });
    }

    /** The place is that of the name, the hint the nearest that the expression sees. */
    @Test
    void anUndeclaredVariableIsNamedWithTheNearest() {
        Scope scope = Scope.BASE
                .with("variables.job", ExpressionType.DYN)
                .with("variables.service", ExpressionType.DYN)
                .with("item", ExpressionType.DYN);

        List<Problem> problems = Expressions.problems(
                "has(item.a) &&\n variables.jbo.hasValue() && variables.zone.b && 1 + 'a' == 2",
                scope,
                ExpressionType.BOOL);

        assertThat(problems)
                .extracting(problem ->
                        problem.position().line() + ":" + problem.position().column() + " " + problem.message())
                .satisfiesExactly(
                        one -> assertThat(one)
                                .isEqualTo("2:2 there is no variable `jbo` here; did you mean `variables.job`?"),
                        two -> assertThat(two)
                                .isEqualTo(
                                        "2:30 there is no variable `zone` here; declared before it are job, service"),
                        three -> assertThat(three).startsWith("2:").contains("no matching overload"));
    }

    @Test
    void whereVariablesMayBeMissingNoneIsBlamed() {
        assertThat(Expressions.problems("variables.any.size() == 0", Scope.OPEN, ExpressionType.BOOL))
                .isEmpty();
        assertThat(Expressions.problems("variables.any && 1 + 'a' == 2", Scope.OPEN, ExpressionType.BOOL))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("no matching overload"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "object.spec ==                   | the expression ends too early",
                "nope(1)                          | undeclared reference to 'nope'",
                "object.spec.replicas.foo()       | undeclared reference to 'foo'",
                "1 + 'a'                          | no matching overload",
                "[1].map(1, 2)                    | name of a variable",
                "string(1)                        | expected an expression of type bool, found one of type string",
                "variables.later                  | there is no variable `later` here; the policy declares none before it"
            })
    void doesNotCompile(String expression, String message) {
        assertThat(Expressions.problems(expression, Scope.BASE, ExpressionType.BOOL))
                .isNotEmpty()
                .anySatisfy(problem -> assertThat(problem.message()).contains(message));
    }

    @Test
    void anEmptyExpressionDoesNotCompile() {
        assertThat(Expressions.problems("  ", Scope.BASE, ExpressionType.BOOL))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("empty"));
    }
}
