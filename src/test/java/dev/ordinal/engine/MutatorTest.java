package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.object;
import static dev.ordinal.engine.EngineTesting.objects;
import static dev.ordinal.engine.EngineTesting.read;
import static dev.ordinal.engine.EngineTesting.thing;
import static dev.ordinal.engine.EngineTesting.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MutatorTest {

    /** A policy about Things, but none of their subresources. */
    private static String policy(String name, String spec) {
        return EngineTesting.policy(name, spec).replace("things/*", "things");
    }

    /** A policy that merges an object in. */
    private static String merges(String name, String object, String more) {
        return policy(name, """
                mutations:
                - patchType: ApplyConfiguration
                  applyConfiguration: {expression: '%s'}
                %s
                """.formatted(object, more));
    }

    private static String merges(String name, String object) {
        return merges(name, object, "");
    }

    /** A policy that applies operations to everything. */
    private static String patches(String operations) {
        return patches("patches", operations);
    }

    private static String patches(String name, String operations) {
        return """
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: %s}
                spec:
                  title: Everything is well
                  matchConstraints:
                    resourceRules:
                    - {apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], operations: ['*']}
                  mutations: [{patchType: JSONPatch, jsonPatch: {expression: "%s"}}]
                """.formatted(name, operations);
    }

    private static Mutated create(String policies, Manifest manifest) {
        return mutate(policies, Change.create(manifest));
    }

    private static Mutated mutate(String policies, Change change) {
        return new Mutator(engine(policies)).mutate(change, view(List.of(change.subject())));
    }

    private static Object spec(Mutated mutated, String path) {
        return FieldPath.parse("spec." + path)
                .orElseThrow()
                .find(mutated.after().root())
                .orElse("nothing");
    }

    private static Manifest set(int replicas, String image) {
        return object("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: web, uid: u}
                spec:
                  serviceName: web
                  replicas: %d
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "%s"}]}
                """.formatted(replicas, image));
    }

    @Test
    void policiesRunByNameAndEachSeesWhatThoseBeforeItMade() {
        Mutated mutated = create(
                merges("b", "Object{spec: Object.spec{second: object.spec.?first.orValue(\"none\")}}")
                        + merges("a", "Object{spec: Object.spec{first: \"a\"}}"),
                thing("web", "{own: 1}"));

        assertThat(mutated.steps()).extracting(Mutated.Step::policy).containsExactly("a", "b");
        assertThat(mutated.steps().getLast().fields()).hasToString("[spec.second]");
        assertThat(mutated.after().root().object("spec")).hasToString("{own=1, first=a, second=a}");
        assertThat(mutated.before().root().object("spec")).hasToString("{own=1}");
        assertThat(mutated.patch().operations()).hasSize(2);
    }

    @Test
    void aPolicyMayAskToComeLater() {
        Mutated mutated = create(
                merges(
                                "a",
                                "Object{spec: Object.spec{second: object.spec.?first.orValue(\"none\")}}",
                                "mutateAfter: [b]")
                        + merges("b", "Object{spec: Object.spec{first: \"b\"}}"),
                thing("web", "{}"));

        assertThat(mutated.steps()).extracting(Mutated.Step::policy).containsExactly("b", "a");
        assertThat(spec(mutated, "second")).isEqualTo("b");
    }

    @Test
    void whatSomebodySetStays() {
        Mutated mutated = create(
                merges("a", "Object{spec: Object.spec{size: 5}}") + merges("b", "Object{spec: Object.spec{other: 1}}"),
                thing("web", "{size: 3}"));

        assertThat(spec(mutated, "size")).isEqualTo(3L);
        assertThat(spec(mutated, "other")).isEqualTo(1L);
        assertThat(mutated.errors()).singleElement().satisfies(error -> {
            assertThat(error.policy()).isEqualTo("a");
            assertThat(error.message()).isEqualTo("spec.size has a value already, and a mutation never overwrites one");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[JSONPatch{op: 'remove', path: '/spec/list/0'}] | spec.list[0]",
                "[JSONPatch{op: 'replace', path: '/spec/list', value: ['a', 'c']}] | spec.list[1]",
                "[JSONPatch{op: 'remove', path: '/spec/map/k'}] | spec.map.k",
                "[JSONPatch{op: 'move', from: '/spec/map', path: '/spec/other'}] | spec.map",
                "[JSONPatch{op: 'add', path: '/spec/flag', value: true}] | spec.flag"
            })
    void nothingThatWasThereIsLost(String operations, String field) {
        Mutated mutated =
                create(patches("a", operations), thing("web", "{list: [a, b], map: {k: {v: 1}}, flag: false}"));

        assertThat(mutated.isChanged()).isFalse();
        assertThat(mutated.errors())
                .singleElement()
                .extracting(RuleError::message)
                .asString()
                .startsWith(field + " has a value already");
    }

    @Test
    void whatIsEmptyMayBeFilledAndListsMayGrowAnywhere() {
        Mutated mutated = create(
                patches(
                        "a",
                        "object.spec.text != '' ? [] : [JSONPatch{op: 'add', path: '/spec/text', value: 't'}, JSONPatch{op: 'add', path: '/spec/map', value: {'k': 1}},"
                                + " JSONPatch{op: 'add', path: '/spec/list/0', value: 'x'}, JSONPatch{op: 'add', path: '/spec/list/2', value: 'y'}]"),
                thing("web", "{text: '', map: {}, list: [a, b]}"));

        assertThat(mutated.errors()).isEmpty();
        assertThat(mutated.after().root().object("spec")).hasToString("{text=t, map={k=1}, list=[x, a, y, b]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metadata/name",
                "/metadata/namespace",
                "/metadata/uid",
                "/metadata/ownerReferences",
                "/kind",
                "/spec/selector",
                "/status"
            })
    void whatAnObjectIsStays(String path) {
        Mutated mutated = create(
                patches("[JSONPatch{op: 'add', path: '%s', value: 'other'}]".formatted(path)), thing("web", "{}"));

        assertThat(mutated.isChanged()).isFalse();
        assertThat(mutated.errors())
                .singleElement()
                .extracting(RuleError::message)
                .asString()
                .endsWith("is not for mutations to change");
    }

    @Test
    void policiesThatDisagreeAreTold() {
        String a = merges("a", "Object{spec: Object.spec{probe: has(object.spec.probe) ? {} : {\"tcp\": 1}}}");
        String b = merges("b", "has(object.spec.probe) ? Object{} : Object{spec: Object.spec{probe: {\"http\": 2}}}");

        Mutated mutated = create(a + b, thing("web", "{}"));

        assertThat(spec(mutated, "probe")).hasToString("{tcp=1}");
        assertThat(mutated.warnings())
                .containsExactly("spec.probe.http is set by two policies that disagree:"
                        + " what a set stands, b would have set it otherwise");
        assertThat(create(a + b.replace("title:", "mutateAfter: [a]\n  title:"), thing("web", "{}"))
                        .warnings())
                .isEmpty();
        assertThat(create(a + a.replace("name: a", "name: c"), thing("web", "{}"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void aPolicyThatFailsAddsNothingAndStopsNobody() {
        Mutated mutated = create(
                policy("a", """
                        mutations:
                        - patchType: JSONPatch
                          jsonPatch: {expression: '[JSONPatch{op: "add", path: "/spec/a", value: 1}]'}
                        - patchType: JSONPatch
                          jsonPatch: {expression: '[JSONPatch{op: "test", path: "/spec/b", value: 1}]'}
                        """)
                        + merges("b", "Object{spec: Object.spec{b: object.spec.missing}}")
                        + policy("c", """
                        mutations:
                        - patchType: JSONPatch
                          jsonPatch: {expression: '[JSONPatch{op: object.spec.op, path: "/spec/x"}]'}
                        """)
                        + merges("d", "Object{spec: Object.spec{d: 1}}"),
                thing("web", "{op: put}"));

        assertThat(mutated.steps()).extracting(Mutated.Step::policy).containsExactly("d");
        assertThat(mutated.errors()).extracting(RuleError::policy).containsExactly("a", "b", "c");
        assertThat(mutated.errors())
                .extracting(RuleError::rule)
                .containsExactly("mutations[1]", "mutations[0]", "mutations[0]");
        assertThat(mutated.errors().getFirst().message()).startsWith("operation 0: ");
        assertThat(mutated.errors().getLast().message()).contains("put");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        String policies = merges(
                        "a",
                        "cluster.get(\"v1\", \"Service\", \"default\", \"x\").hasValue() ? Object{} : Object{spec: Object.spec{a: 1}}")
                + merges("b", "Object{spec: Object.spec{b: 1}}");
        Manifest thing = thing("web", "{}");

        Mutated mutated =
                new Mutator(engine(policies)).mutate(Change.create(thing), new BundleView(List.of(thing), true));

        assertThat(mutated.steps()).extracting(Mutated.Step::policy).containsExactly("b");
        assertThat(mutated.notKnown()).singleElement().satisfies(why -> {
            assertThat(why.finding().policy()).isEqualTo("a");
            assertThat(why.why()).contains("Service");
        });
    }

    @Test
    void aPolicyThatAsksRunsAgainWhereALaterOneChangedTheObject() {
        String late = merges("b", "Object{spec: Object.spec{b: 1}}");
        String early = "has(object.spec.b) ? Object{spec: Object.spec{seen: true}} : Object{}";

        assertThat(create(merges("a", early, "reinvocationPolicy: IfNeeded") + late, thing("web", "{}"))
                        .steps())
                .extracting(Mutated.Step::policy)
                .containsExactly("b", "a");
        assertThat(create(merges("a", early) + late, thing("web", "{}")).steps())
                .extracting(Mutated.Step::policy)
                .containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Pod, metadata: {name: x}}",
                "{apiVersion: batch/v1, kind: Job, metadata: {name: x}}",
                "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: x}}",
                "{apiVersion: extensions/v1beta1, kind: ReplicaSet, metadata: {name: x}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, deletionTimestamp: '2026-01-01T00:00:00Z'}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, ownerReferences: [{apiVersion: v1, kind: X, name: x, uid: u, controller: true}]}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: ending}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, annotations: {exempt.ordinal.dev/patches: because}}}"
            })
    void someObjectsAreLeftAlone(String yaml) {
        Manifest manifest = object(yaml);
        var all = new ArrayList<>(
                objects(
                        "{apiVersion: v1, kind: Namespace, metadata: {name: ending, deletionTimestamp: '2026-01-01T00:00:00Z'}}"));
        all.add(manifest);

        Mutated mutated = new Mutator(engine(patches("[JSONPatch{op: 'add', path: '/data', value: {'a': 'b'}}]")))
                .mutate(Change.create(manifest), view(all));

        assertThat(mutated.isChanged()).isFalse();
        assertThat(mutated.errors()).isEmpty();
    }

    @Test
    void deletesSubresourcesAndExceptedObjectsAreLeftAlone() {
        String policies = patches("[JSONPatch{op: 'add', path: '/spec/a', value: 1}]");
        Manifest thing = thing("web", "{}");

        assertThat(mutate(policies, Change.delete(thing)).isChanged()).isFalse();
        assertThat(mutate(policies, new Change(Operation.UPDATE, "scale", Optional.of(thing), Optional.of(thing)))
                        .isChanged())
                .isFalse();
        assertThat(create(policies + """
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: PolicyException
                metadata: {name: spare}
                spec: {policy: patches, reason: because, subjects: [{name: web}]}
                """, thing).isChanged()).isFalse();
        assertThat(create(policies, thing).isChanged()).isTrue();
    }

    @Test
    void anUpdateThatLeavesThePodTemplateAsItIsRestartsNothing() {
        String policies = patches("[JSONPatch{op: 'add', path: '/spec/template/spec/containers/0/tty', value: true}]");
        Manifest old = set(3, "web:1");

        assertThat(mutate(policies, Change.update(old, set(5, "web:1"))).isChanged())
                .isFalse();
        assertThat(mutate(policies, Change.update(old, set(3, "web:2"))).isChanged())
                .isTrue();
        assertThat(create(policies, old).isChanged()).isTrue();
    }

    @Test
    void anUpdateThatLeavesOutWhatWasAddedGetsItAgain() {
        String policies = patches("[JSONPatch{op: 'add', path: '/spec/template/spec/containers/0/tty', value: true}]");
        Manifest old = create(policies, set(3, "web:1")).after();

        Mutated replaced = mutate(policies, Change.update(old, set(3, "web:1")));

        assertThat(replaced.after().root()).isEqualTo(old.root());
    }

    @Test
    void immutableFieldsAreAddedOnCreationOrAsTheyAreStored() {
        String policies = patches(
                "[JSONPatch{op: 'add', path: '/spec/volumeClaimTemplates', value: [{'metadata': {'name': 'data'}}]}]");
        Manifest without = set(3, "web:1");
        Manifest with = create(policies, without).after();
        Manifest other = without.withRoot(
                without.root().with("spec", with.root().object("spec").with("volumeClaimTemplates", JsonObject.EMPTY)));

        assertThat(with.root()).isNotEqualTo(without.root());
        assertThat(mutate(policies, Change.update(without, set(5, "web:1"))).isChanged())
                .isFalse();
        assertThat(mutate(policies, Change.update(other, set(5, "web:1"))).isChanged())
                .isFalse();
        assertThat(mutate(policies, Change.update(with, set(5, "web:1"))).isChanged())
                .isTrue();
    }

    @Test
    void anUpdateOfAServiceChangesNoAddress() {
        String policies = patches("[JSONPatch{op: 'add', path: '/spec/clusterIP', value: 'None'}]");
        Manifest service =
                object("{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}");

        assertThat(create(policies, service).isChanged()).isTrue();
        assertThat(mutate(policies, Change.update(service, service)).isChanged())
                .isFalse();
    }

    @Test
    void paramsComeFromTheNamespacesBinding() {
        String policies = policy("a", """
                params: {size: 1}
                mutations:
                - patchType: ApplyConfiguration
                  applyConfiguration: {expression: 'Object{spec: Object.spec{size: params.size}}'}
                """) + """
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: PolicyBinding
                metadata: {name: b}
                spec: {policies: [a], params: {size: 2}, namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: big}}}
                """;

        assertThat(spec(create(policies, thing("web", "{}")), "size")).isEqualTo(1L);
        assertThat(spec(
                        create(
                                policies,
                                object(
                                        "{apiVersion: example.com/v1, kind: Thing, metadata: {name: web, namespace: big}, spec: {}}")),
                        "size"))
                .isEqualTo(2L);
    }

    @Test
    void onePolicyCannotUseUpTheTimeOfAll() {
        String greedy =
                "[1, 2, 3, 4].map(a, lists.range(10000).map(b, lists.range(10000).exists(c, c < 0))).size() == 0 ? Object{} : Object{}";

        Mutated mutated =
                create(merges("a", greedy) + merges("b", "Object{spec: Object.spec{b: 1}}"), thing("web", "{}"));

        assertThat(mutated.steps()).extracting(Mutated.Step::policy).containsExactly("b");
        assertThat(mutated.errors())
                .singleElement()
                .extracting(RuleError::kind)
                .isIn(RuleError.Kind.BUDGET, RuleError.Kind.TIME);
    }

    @Test
    void aPolicyThatWouldAddAgainWhatItHasAddedAddsNothing() {
        Mutated mutated = create(
                patches("a", "[JSONPatch{op: 'add', path: '/spec/list/-', value: 'x'}]"), thing("web", "{list: [a]}"));

        assertThat(mutated.isChanged()).isFalse();
        assertThat(mutated.errors())
                .singleElement()
                .extracting(RuleError::message)
                .isEqualTo("what was added would be added again; a second run of the policy must change nothing");
    }

    @Test
    void whatIsMeantToBeEmptyStaysEmpty() {
        Manifest policy = object(
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: x}, spec: {podSelector: {}, ingress: []}}");

        assertThat(create(patches("[JSONPatch{op: 'add', path: '/spec/ingress', value: [{}]}]"), policy)
                        .isChanged())
                .isFalse();
        assertThat(create(
                                patches(
                                        "[JSONPatch{op: 'add', path: '/spec/podSelector/matchLabels', value: {'a': 'b'}}]"),
                                policy)
                        .errors())
                .isNotEmpty();
    }

    @Test
    void creationsThatFailAreTold() {
        String policies = policy("a", """
                creations:
                - {name: fails, expression: 'Object{apiVersion: "v1", kind: object.spec.missing}'}
                - {name: nameless, expression: 'Object{apiVersion: "v1", kind: "ConfigMap"}'}
                - {name: unknown, expression: 'cluster.get("v1", "Service", "default", "x").hasValue() ? null : Object{}'}
                """);
        Manifest thing = thing("web", "{}");

        Mutator.Companions companions =
                new Mutator(engine(policies)).missing(Change.create(thing), new BundleView(List.of(thing), true));

        assertThat(companions.objects()).isEmpty();
        assertThat(companions.errors()).extracting(RuleError::rule).containsExactly("fails", "nameless");
        assertThat(companions.notKnown()).hasSize(1);
    }

    @Test
    void whatRestsOnAFieldOfAWrongTypeIsNotKnown() {
        String policies = policy("a", """
                mutations:
                - patchType: ApplyConfiguration
                  applyConfiguration:
                    expression: 'cluster.get("v1", "Service", "default", "x").hasValue() ? Object{spec: Object.spec{b: 1}} : Object{}'
                creations:
                - name: partner
                  expression: 'cluster.get("v1", "Service", "default", "x").hasValue() ? Object{apiVersion: "v1", kind: "ConfigMap", metadata: Object.metadata{name: "y"}} : null'
                """);
        Manifest thing = thing("web", "{}");
        List<Manifest> odd = Preparation.of(
                        read("{apiVersion: v1, kind: Service, metadata: {name: x}, spec: {ports: 80}}")
                                .manifests())
                .manifests();
        var mutator = new Mutator(engine(policies));
        var view = new BundleView(odd, true);

        Mutator.Companions companions = mutator.missing(Change.create(thing), view);
        Mutated mutated = mutator.mutate(Change.create(thing), view);

        assertThat(companions.objects()).isEmpty();
        assertThat(companions.notKnown())
                .extracting(NotKnownRule::why)
                .singleElement()
                .asString()
                .contains("spec.ports");
        assertThat(mutated.isChanged()).isFalse();
        assertThat(mutated.notKnown())
                .extracting(NotKnownRule::why)
                .singleElement()
                .asString()
                .contains("spec.ports");
    }

    @Test
    void anOptionalObjectThatIsMissingIsTold() {
        String policies = policy("a", """
                creations:
                - {name: some, expression: 'optional.of(Object{apiVersion: "v1", kind: "ConfigMap", metadata: Object.metadata{name: "y"}})'}
                - {name: none, expression: 'optional.none()'}
                """);
        Manifest thing = thing("web", "{}");

        Mutator.Companions companions =
                new Mutator(engine(policies)).missing(Change.create(thing), new BundleView(List.of(thing), true));

        assertThat(companions.objects()).extracting(Mutator.Missing::name).containsExactly("some");
        assertThat(companions.errors()).isEmpty();
    }

    @Test
    void whatIsMissingIsTold() {
        String policies = policy("a", """
                creations:
                - name: partner
                  expression: 'object.spec.alone ? Object{apiVersion: "v1", kind: "ConfigMap", metadata: Object.metadata{name: object.metadata.name}} : null'
                - name: none
                  expression: optional.none()
                mutations:
                - patchType: ApplyConfiguration
                  applyConfiguration: {expression: 'Object{}'}
                """);
        var mutator = new Mutator(engine(policies));
        Manifest alone = thing("web", "{alone: true}");
        Manifest other = thing("web", "{alone: false}");

        assertThat(mutator.missing(Change.create(alone), view(List.of(alone))).objects())
                .singleElement()
                .satisfies(missing -> {
                    assertThat(missing.policy()).isEqualTo("a");
                    assertThat(missing.name()).isEqualTo("partner");
                    assertThat(missing.object()).hasToString("{apiVersion=v1, kind=ConfigMap, metadata={name=web}}");
                });
        assertThat(mutator.missing(Change.create(other), view(List.of(other))).objects())
                .isEmpty();
    }
}
