package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.common.values.CelValue;
import dev.ordinal.manifest.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatefulLibraryTest {

    private static final JsonObject WEB = Yaml.object("""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: web, ownerReferences: [{controller: true}]}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web, tier: front}}
                spec:
                  containers:
                  - name: nginx
                    args: [--peers, 'web-0.nginx,10.0.0.5:80']
            """);

    private static Object evaluate(String expression, Object object) {
        return CelTesting.eval(expression, object);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{matchLabels: {a: b}} | {a: b, c: d} | true",
                "{matchLabels: {a: b}} | {a: x} | false",
                "{a: b} | {a: b} | true",
                "{a: b} | {} | false",
                "{} | {a: b} | true",
                "{matchLabels: {a: b}, matchExpressions: [{key: c, operator: In, values: [d]}]} | {a: b, c: d} | true",
                "{matchExpressions: [{key: c, operator: Exists}]} | {a: b} | false",
                "{matchExpressions: [{key: c, operator: NotIn, values: [d]}]} | {} | true",
            })
    void selects(String selector, String labels, boolean selects) {
        JsonObject object = JsonObject.of(Map.of("s", Yaml.object(selector), "l", Yaml.object(labels)));
        assertThat(evaluate("selects(object.s, object.l)", object)).isEqualTo(selects);
        assertThat(evaluate("selectorMismatch(object.s, object.l).size() == 0", object))
                .isEqualTo(selects);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "selects({'a': 1}, {})",
                "selects({'matchExpressions': [{'key': 'a', 'operator': 'Is'}]}, {})",
                "selectorMismatch({'matchLabels': {'a': 1}}, {})",
                "selects('a=b', {})",
                "selects({}, 'a=b')",
                "selects([], {})",
                "podTemplate(5)",
                "podTemplatePath('')",
                "containers([])",
                "texts(null)",
                "podNames(1.5)",
                "ownedByController(true)",
                "quorum(-1)",
                "ipLiterals(['text'])",
                "peerNames([1])",
                "imageName(dyn(5))",
                "ipLiterals(dyn(5))",
            })
    void failsWithAMessage(String expression) {
        assertThatThrownBy(() -> evaluate(expression, WEB)).hasMessageContaining(expression.substring(0, 6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "selects(null, {'a': 'b'}) | false",
                "selects({'a': 'b'}, null) | false",
                "selectorMismatch(null, {}) | ['there is no selector']",
                "selectorMismatch(object.spec.selector, {'app': 'nginx'}) "
                        + "| ['app: the selector wants `web`, the pods have `nginx`']",
                "selectorMismatch({'b': 'c', 'a': 'b'}, {}) "
                        + "| ['a: the selector wants `b`, the pods have no such label', "
                        + "'b: the selector wants `c`, the pods have no such label']",
                "selectorMismatch({'matchExpressions': [{'key': 'a', 'operator': 'In', 'values': ['b', 'c']}]}, {}) "
                        + "| ['a: the selector wants one of `b`, `c`, the pods have no such label']",
                "selectorMismatch({'matchExpressions': [{'key': 'a', 'operator': 'NotIn', 'values': ['b']}]}, {'a': 'b'}) "
                        + "| ['a: the selector wants none of `b`, the pods have `b`']",
                "selectorMismatch({'matchExpressions': [{'key': 'a', 'operator': 'Exists'}]}, {}) "
                        + "| ['a: the selector wants any value, the pods have no such label']",
                "selectorMismatch({'matchExpressions': [{'key': 'a', 'operator': 'DoesNotExist'}]}, {'a': 'b'}) "
                        + "| ['a: the selector wants no such label, the pods have `b`']",
                "podTemplate(object).value().metadata.labels.tier | 'front'",
                "podTemplate(object).?metadata.?labels.?tier.orValue('') | 'front'",
                "podTemplate({}).hasValue() | false",
                "podTemplatePath(object) | 'spec.template'",
                "podTemplatePath({'kind': 'Pod', 'apiVersion': 'v1'}) | ''",
                "containers(object).map(c, c.path + ' ' + c.name + ' ' + c.type) "
                        + "| ['spec.template.spec.containers[0] nginx container']",
                "containers(object)[0].container.args[0] | '--peers'",
                "containers({}) | []",
                "texts(object).map(t, t.key + '=' + t.text) | ['=--peers', 'peers=web-0.nginx,10.0.0.5:80']",
                "ipLiterals(texts(object))[0].path | 'spec.template.spec.containers[0].args[1]'",
                "ipLiterals(texts(object)).map(i, [i.ip, i.kind, i.container, i.source, i.key]) "
                        + "| [['10.0.0.5', 'private', 'nginx', 'arg', 'peers']]",
                "ipLiterals(texts(object))[0].port + 1 | 81",
                "has(ipLiterals('10.0.0.5')[0].port) | false",
                "ipLiterals('x 10.0.0.5')[0].offset | 2",
                "peerNames(texts(object)).map(p, [p.pod, p.service, p.path]) "
                        + "| [['web-0', 'nginx', 'spec.template.spec.containers[0].args[1]']]",
                "peerNames('web-1.nginx')[0].ordinal + 1 | 2",
                "podNames(object) | ['web-0', 'web-1']",
                "imageName('a/b:c').name | 'b'",
                "quorum(5) | 3",
                "quorum(4) | 3",
                "quorum(0) | 1",
                "ownedByController(object) | true",
                "ownedByController({}) | false",
            })
    void evaluates(String expression, String expected) {
        assertThat(evaluate("(" + expression + ") == (" + expected + ")", WEB)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "containers(object)",
                "texts(object)",
                "ipLiterals(texts(object))",
                "peerNames(texts(object))",
                "podNames(object)",
                "imageName('a')",
                "selectorMismatch({'a': 'b'}, {})",
                "podTemplate(object)",
            })
    void givesTreeValues(String expression) {
        Object value = evaluate(expression, WEB);
        Object inside = value instanceof Optional<?> optional ? optional.orElseThrow() : value;
        assertThat(inside).isInstanceOf(CelValue.class);
        if (inside instanceof List<?> list) {
            assertThat(list).allMatch(item -> item instanceof CelValue || item instanceof String);
        }
    }

    @Property(tries = 200)
    void toleratesAnyShape(
            @ForAll @Size(max = 8)
                    Map<
                                    @StringLength(max = 16) String,
                                    @Size(max = 4) List<
                                            @Size(max = 4) Map<
                                                    @StringLength(max = 16) String, @StringLength(max = 16) String>>>
                            shape) {
        var object = (JsonObject) Trees.of(Map.of("apiVersion", "apps/v1", "kind", "StatefulSet", "spec", shape));
        assertThat(evaluate("texts(object).size() + containers(object).size() + podNames(object).size()", object))
                .isEqualTo(0L);
    }
}
