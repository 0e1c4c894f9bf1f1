package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.engine.Matcher.NamespaceMatch;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.MatchConstraints;
import dev.ordinal.policy.Operation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code matchConstraints} as the reference of MatchResources (admissionregistration.k8s.io/v1) describes them. */
class MatcherTest {

    private static final Matcher MATCHER = new Matcher(BuiltinTypes.INSTANCE);

    private static final String STATEFUL_SETS =
            "resourceRules: [{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: ['*']}]";

    private static MatchConstraints constraints(String yaml) {
        return EngineTesting.files("""
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: p}
                spec:
                  title: There is always something
                  action: Deny
                  matchConstraints:
                %s
                  validations: [{name: rule, expression: 'true', message: never}]
                """.formatted(yaml.strip().indent(4)))
                .policies()
                .getFirst()
                .match();
    }

    /** Constraints of one rule about every version of every group. */
    private static MatchConstraints rule(String fields) {
        return constraints("resourceRules: [{apiGroups: ['*'], apiVersions: ['*'], %s}]".formatted(fields));
    }

    private static Manifest manifest(String apiVersion, String kind, String namespace, String name) {
        return new Manifest(new ResourceRef(apiVersion, kind, namespace, name), JsonObject.EMPTY, null);
    }

    private static Change create(String apiVersion, String kind) {
        return Change.create(manifest(apiVersion, kind, "default", "it"));
    }

    private static boolean matches(MatchConstraints constraints, Change change) {
        return matches(MATCHER, constraints, change);
    }

    private static boolean matches(Matcher matcher, MatchConstraints constraints, Change change) {
        return matcher.matchesResource(constraints, change) && matcher.matchesObject(constraints, change);
    }

    @ParameterizedTest
    @CsvSource({
        // group, version, the object's API version, whether it matches exactly, whether an equivalent counts
        "apps,       v1,      apps/v1,            true,  true",
        "apps,       v1,      apps/v1beta1,       false, true",
        "apps,       v1beta1, apps/v1,            false, true",
        "apps,       v1,      extensions/v1beta1, false, true",
        "extensions, v1beta1, apps/v1,            false, true",
        "apps,       '*',     apps/v1beta2,       true,  true",
        "apps,       '*',     extensions/v1beta1, false, true",
        "'*',        v1,      apps/v1,            true,  true",
        "'*',        v1,      apps/v1beta1,       false, true",
        "'*',        '*',     apps/v1beta1,       true,  true",
        "'*',        '*',     extensions/v1beta1, true,  true",
        "batch,      v1,      apps/v1,            false, false",
        "'',         v1,      apps/v1,            false, false",
        "apps,       v1,      v1,                 false, false",
        "apps,       v1,      apps.example.com/v1, false, false",
    })
    void groupAndVersion(String group, String version, String apiVersion, boolean exact, boolean equivalent) {
        String rules =
                "resourceRules: [{apiGroups: ['%s'], apiVersions: ['%s'], resources: [deployments], operations: [CREATE]}]\n"
                        .formatted(group, version);
        Change change = create(apiVersion, "Deployment");

        assertThat(matches(constraints(rules + "matchPolicy: Exact"), change)).isEqualTo(exact);
        assertThat(matches(constraints(rules + "matchPolicy: Equivalent"), change))
                .isEqualTo(equivalent);
        assertThat(matches(constraints(rules), change)).as("the default").isEqualTo(equivalent);
    }

    @ParameterizedTest
    @CsvSource({
        // the kinds that were in the group extensions, and Events, are one storage in two groups; a StatefulSet never
        // was
        "networking.k8s.io, extensions/v1beta1, Ingress,       ingresses,       true",
        "networking.k8s.io, extensions/v1beta1, NetworkPolicy, networkpolicies, true",
        "'',                events.k8s.io/v1,   Event,         events,          true",
        "events.k8s.io,     v1,                 Event,         events,          true",
        "apps,              extensions/v1beta1, StatefulSet,   statefulsets,    false",
        "policy,            extensions/v1beta1, Deployment,    deployments,     false",
    })
    void groupsThatServeOneKind(String group, String apiVersion, String kind, String plural, boolean matches) {
        MatchConstraints constraints = constraints(
                "resourceRules: [{apiGroups: ['%s'], apiVersions: [v1], resources: [%s], operations: [CREATE]}]"
                        .formatted(group, plural));

        assertThat(matches(constraints, create(apiVersion, kind))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        // resources, subresource of the change, whether it matches
        "statefulsets,         '',     true",
        "statefulsets,         scale,  false",
        "statefulsets/scale,   scale,  true",
        "statefulsets/scale,   '',     false",
        "statefulsets/scale,   status, false",
        "statefulsets/*,       '',     true",
        "statefulsets/*,       status, true",
        "*,                    '',     true",
        "*,                    scale,  false",
        "*/*,                  '',     true",
        "*/*,                  scale,  true",
        "*/scale,              scale,  true",
        "*/scale,              '',     false",
        "deployments,          '',     false",
        "deployments/*,        '',     false",
        "deployments/scale,    scale,  false",
        "statefulset,          '',     false",
        "'deployments, statefulsets', '', true",
        "'deployments, */scale', scale, true",
    })
    void resourcesAndSubresources(String resources, String subresource, boolean matches) {
        String list = resources.replaceAll("[^, ]+", "'$0'");
        var change = new Change(
                Operation.UPDATE,
                subresource,
                Optional.of(manifest("apps/v1", "StatefulSet", "default", "web")),
                Optional.of(manifest("apps/v1", "StatefulSet", "default", "web")));

        assertThat(matches(rule("resources: [%s], operations: [UPDATE]".formatted(list)), change))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE, true, false, false, false",
        "UPDATE, false, true, false, false",
        "DELETE, false, false, true, false",
        "CONNECT, false, false, false, true",
        "'CREATE, DELETE', true, false, true, false",
        "*, true, true, true, true",
    })
    void operations(String operations, boolean create, boolean update, boolean delete, boolean connect) {
        MatchConstraints constraints =
                rule("resources: [pods], operations: [%s]".formatted(operations.replace("*", "'*'")));
        Manifest pod = manifest("v1", "Pod", "default", "web-0");

        assertThat(matches(constraints, Change.create(pod))).isEqualTo(create);
        assertThat(matches(constraints, Change.update(pod, pod))).isEqualTo(update);
        assertThat(matches(constraints, Change.delete(pod))).isEqualTo(delete);
        assertThat(matches(constraints, new Change(Operation.CONNECT, "", Optional.of(pod), Optional.empty())))
                .isEqualTo(connect);
    }

    @ParameterizedTest
    @CsvSource({
        // API version, kind, namespace, whether it is of a namespace, whether it is of the cluster
        "apps/v1,           StatefulSet,  default, true,  false",
        "storage.k8s.io/v1, StorageClass, '',      false, true",
        "v1,                Namespace,    '',      false, true",
        // of a kind that nobody declared, an object with a namespace is of it
        "example.com/v1,    Widget,       default, true,  false",
        "example.com/v1,    Widget,       '',      false, true",
    })
    void scope(String apiVersion, String kind, String namespace, boolean namespaced, boolean ofCluster) {
        Change change = Change.create(manifest(apiVersion, kind, namespace, "it"));
        String all = "resources: ['*'], operations: [CREATE]";

        assertThat(matches(rule(all + ", scope: Namespaced"), change)).isEqualTo(namespaced);
        assertThat(matches(rule(all + ", scope: Cluster"), change)).isEqualTo(ofCluster);
        assertThat(matches(rule(all + ", scope: '*'"), change)).isTrue();
        assertThat(matches(rule(all), change)).isTrue();
    }

    @Test
    void oneOfSeveralRulesIsEnough() {
        MatchConstraints constraints = constraints("""
                resourceRules:
                - {apiGroups: [''], apiVersions: [v1], resources: [services], operations: [CREATE, UPDATE]}
                - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}
                """);

        assertThat(matches(constraints, create("v1", "Service"))).isTrue();
        assertThat(matches(constraints, create("apps/v1", "StatefulSet"))).isTrue();
        assertThat(matches(constraints, create("apps/v1", "Deployment"))).isFalse();
        Manifest web = manifest("apps/v1", "StatefulSet", "default", "web");
        assertThat(matches(constraints, Change.update(web, web))).isFalse();
    }

    @Test
    void resourceNames() {
        MatchConstraints constraints = rule("resources: [services], operations: ['*'], resourceNames: [web, db]");
        Manifest generated = manifest("v1", "Service", "default", "");

        assertThat(matches(constraints, Change.create(manifest("v1", "Service", "default", "db"))))
                .isTrue();
        assertThat(matches(constraints, Change.create(manifest("v1", "Service", "default", "cache"))))
                .isFalse();
        assertThat(matches(constraints, Change.delete(manifest("v1", "Service", "default", "web"))))
                .as("a deleted object is named by what it was")
                .isTrue();
        assertThat(matches(constraints, Change.create(generated))).isFalse();
        assertThat(MATCHER.matchesResource(constraints, Change.create(generated)))
                .as("names are not looked at")
                .isTrue();
    }

    /** A name belongs to its own rule: that another rule matches the object's resource does not lend it the name. */
    @Test
    void aNameCountsOnlyForTheRuleThatHasIt() {
        MatchConstraints constraints = constraints("""
                resourceRules:
                - {apiGroups: [''], apiVersions: [v1], resources: [services], operations: [CREATE], resourceNames: [web]}
                - {apiGroups: [''], apiVersions: [v1], resources: [configmaps], operations: [CREATE], resourceNames: [db]}
                - {apiGroups: [''], apiVersions: [v1], resources: [secrets], operations: [CREATE]}
                """);

        assertThat(matches(constraints, Change.create(manifest("v1", "Service", "default", "web"))))
                .isTrue();
        assertThat(matches(constraints, Change.create(manifest("v1", "Service", "default", "db"))))
                .isFalse();
        assertThat(matches(constraints, Change.create(manifest("v1", "ConfigMap", "default", "db"))))
                .isTrue();
        assertThat(matches(constraints, Change.create(manifest("v1", "Secret", "default", "any"))))
                .isTrue();
    }

    @Test
    void excludeRulesOutweighTheOthers() {
        MatchConstraints constraints = constraints("""
                resourceRules: [{apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'], operations: ['*']}]
                excludeResourceRules:
                - {apiGroups: [''], apiVersions: [v1], resources: [events], operations: ['*']}
                - {apiGroups: [apps], apiVersions: [v1], resources: ['*/scale'], operations: [UPDATE]}
                - {apiGroups: [''], apiVersions: [v1], resources: [configmaps], operations: ['*'], resourceNames: [kube-root-ca.crt]}
                """);
        Manifest web = manifest("apps/v1", "StatefulSet", "default", "web");

        assertThat(matches(constraints, create("v1", "Event"))).isFalse();
        assertThat(matches(constraints, create("events.k8s.io/v1", "Event"))).isFalse();
        assertThat(matches(constraints, Change.create(web))).isTrue();
        assertThat(matches(constraints, new Change(Operation.UPDATE, "scale", Optional.of(web), Optional.of(web))))
                .isFalse();
        assertThat(matches(constraints, Change.create(manifest("v1", "ConfigMap", "default", "kube-root-ca.crt"))))
                .isFalse();
        assertThat(matches(constraints, Change.create(manifest("v1", "ConfigMap", "default", "web"))))
                .isTrue();
        assertThat(MATCHER.matchesResource(
                        constraints, Change.create(manifest("v1", "ConfigMap", "default", "kube-root-ca.crt"))))
                .as("a rule that excludes a name does not exclude the resource")
                .isTrue();
    }

    @Test
    void excludeRulesAreExactWhereThePolicyIs() {
        String yaml = """
                resourceRules: [{apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], operations: ['*']}]
                excludeResourceRules: [{apiGroups: [apps], apiVersions: [v1], resources: ['*'], operations: ['*']}]
                matchPolicy: %s
                """;

        assertThat(matches(constraints(yaml.formatted("Exact")), create("apps/v1beta1", "StatefulSet")))
                .isTrue();
        assertThat(matches(constraints(yaml.formatted("Equivalent")), create("apps/v1beta1", "StatefulSet")))
                .isFalse();
    }

    /** The resource of a kind that nobody declared is guessed as Kubernetes' own tools do. */
    @ParameterizedTest
    @CsvSource({
        "Widget,       widgets,        true",
        "Redis,        redises,        true",
        "Policy,       policies,       true",
        "Proxy,        proxies,        true",
        "Endpoints,    endpoints,      true",
        "Widget,       widget,         false",
    })
    void resourcesOfUnknownKinds(String kind, String plural, boolean matches) {
        MatchConstraints constraints = rule("resources: [%s], operations: [CREATE]".formatted(plural));

        assertThat(matches(constraints, create("example.com/v1alpha1", kind))).isEqualTo(matches);
    }

    @Test
    void kindsThatTheInputDeclaresHaveTheirOwnPluralAndScope() {
        ManifestSet set = EngineTesting.read("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: mice.example.com}
                spec:
                  group: example.com
                  names: {kind: Mouse, plural: mice}
                  scope: Cluster
                ---
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: cats.example.com}
                spec:
                  group: example.com
                  names: {kind: Cat}
                  scope: Namespaced
                ---
                {apiVersion: example.com/v1, kind: Mouse, metadata: {name: jerry}}
                ---
                {apiVersion: example.com/v1, kind: Cat, metadata: {name: tom}}
                """);
        var matcher = new Matcher(set.types());
        Change mouse = Change.create(set.manifests().get(2));
        Change cat = Change.create(set.manifests().get(3));

        assertThat(matches(matcher, rule("resources: [mice], operations: [CREATE], scope: Cluster"), mouse))
                .isTrue();
        assertThat(matches(matcher, rule("resources: [mouses], operations: [CREATE]"), mouse))
                .isFalse();
        assertThat(matches(matcher, rule("resources: [cats], operations: [CREATE], scope: Namespaced"), cat))
                .as("a definition without a plural")
                .isTrue();
    }

    private static Change asked(Change change, String resource) {
        return change.asked(TestObjects.object("{resource: %s}".formatted(resource)));
    }

    /** The object of a subresource has a kind of its own, and a plural need not be what one would guess. */
    @ParameterizedTest
    @CsvSource({
        // the object's API version and kind, subresource, group, version and plural of the request, what a rule names
        "policy/v1,      Eviction, eviction, '',          v1, pods,        pods/eviction,     true",
        "policy/v1,      Eviction, eviction, '',          v1, pods,        'pods/*',          true",
        "policy/v1,      Eviction, eviction, '',          v1, pods,        evictions,         false",
        "policy/v1,      Eviction, eviction, '',          v1, pods,        pods,              false",
        "autoscaling/v1, Scale,    scale,    apps,        v1, deployments, deployments/scale, true",
        "autoscaling/v1, Scale,    scale,    apps,        v1, deployments, '*/scale',         true",
        "autoscaling/v1, Scale,    scale,    apps,        v1, deployments, scales/scale,      false",
        "autoscaling/v1, Scale,    scale,    example.com, v1, things,      things/scale,      true",
        "example.com/v1, Redis,    '',       example.com, v1, redis,       redis,             true",
        "example.com/v1, Redis,    '',       example.com, v1, redis,       redises,           false",
    })
    void theResourceIsTheOneOfTheRequest(
            String apiVersion,
            String kind,
            String subresource,
            String group,
            String version,
            String plural,
            String named,
            boolean matches) {
        Optional<Manifest> object = Optional.of(manifest(apiVersion, kind, "default", "it"));
        Change change = asked(
                new Change(Operation.CREATE, subresource, object, Optional.empty()),
                "{group: '%s', version: %s, resource: %s}".formatted(group, version, plural));
        String rule =
                "{apiGroups: ['%s'], apiVersions: [%s], resources: ['%s'], operations: [CREATE], resourceNames: [it]}"
                        .formatted(group, version, named);

        for (String policy : List.of("Exact", "Equivalent")) {
            assertThat(matches(constraints("resourceRules: [%s]\nmatchPolicy: %s".formatted(rule, policy)), change))
                    .as(policy)
                    .isEqualTo(matches);
        }
        assertThat(matches(
                        constraints("resourceRules: [%s]".formatted(rule.replace("apiGroups: ['", "apiGroups: ['x"))),
                        change))
                .as("another group")
                .isFalse();
    }

    @Test
    void theVersionIsTheOneOfTheRequest() {
        Optional<Manifest> scale = Optional.of(manifest("autoscaling/v1", "Scale", "default", "it"));
        Change change = asked(
                new Change(Operation.UPDATE, "scale", scale, scale),
                "{group: apps, version: v1beta2, resource: deployments}");
        String yaml = """
                resourceRules: [{apiGroups: [%s], apiVersions: [%s], resources: [deployments/scale], operations: [UPDATE]}]
                matchPolicy: %s
                """;

        assertThat(matches(constraints(yaml.formatted("apps", "v1beta2", "Exact")), change))
                .isTrue();
        assertThat(matches(constraints(yaml.formatted("apps", "v1", "Exact")), change))
                .isFalse();
        assertThat(matches(constraints(yaml.formatted("apps", "v1", "Equivalent")), change))
                .isTrue();
        assertThat(matches(constraints(yaml.formatted("extensions", "v1beta1", "Equivalent")), change))
                .as("Deployments were there once")
                .isTrue();
    }

    /**
     * A kind that is built in may be served by others too, and what a request has no namespace for is of the cluster.
     */
    @Test
    void theScopeIsTheOneOfTheRequest() {
        String resource = "{group: example.com, version: v1, resource: things}";
        String all = "resources: [things], operations: [CREATE], scope: ";

        assertThat(matches(
                        rule(all + "Namespaced"),
                        asked(Change.create(manifest("example.com/v1", "Thing", "default", "it")), resource)))
                .isTrue();
        assertThat(matches(
                        rule(all + "Cluster"),
                        asked(Change.create(manifest("example.com/v1", "Thing", "", "it")), resource)))
                .isTrue();
        assertThat(matches(
                        rule("resources: [namespaces], operations: [CREATE], scope: Cluster"),
                        asked(
                                Change.create(manifest("v1", "Namespace", "", "it")),
                                "{group: '', version: v1, resource: namespaces}")))
                .isTrue();
    }

    @Test
    void aRequestThatNamesNoResourceIsLikeAFile() {
        Change change = asked(create("example.com/v1", "Redis"), "{group: example.com, resource: ''}");

        assertThat(matches(rule("resources: [redises], operations: [CREATE]"), change))
                .isTrue();
    }

    @Test
    void theObjectSelectorTakesTheObjectOrTheOldOne() {
        MatchConstraints constraints = constraints(STATEFUL_SETS + """

                objectSelector:
                  matchLabels: {tier: db}
                  matchExpressions: [{key: legacy, operator: DoesNotExist}]
                """);
        Manifest db = labelled("{tier: db}");
        Manifest web = labelled("{tier: web}");
        Manifest legacy = labelled("{tier: db, legacy: 'yes'}");
        Manifest bare = labelled("{}");

        assertThat(matches(constraints, Change.create(db))).isTrue();
        assertThat(matches(constraints, Change.create(web))).isFalse();
        assertThat(matches(constraints, Change.create(legacy))).isFalse();
        assertThat(matches(constraints, Change.create(bare))).isFalse();
        assertThat(matches(constraints, Change.update(db, web))).isTrue();
        assertThat(matches(constraints, Change.update(web, db))).isTrue();
        assertThat(matches(constraints, Change.update(web, legacy))).isFalse();
        assertThat(matches(constraints, Change.delete(db))).isTrue();
        assertThat(matches(constraints, Change.delete(web))).isFalse();
    }

    @Test
    void anEmptyObjectSelectorTakesEverything() {
        assertThat(matches(constraints(STATEFUL_SETS + "\nobjectSelector: {}"), Change.create(labelled("{}"))))
                .isTrue();
        assertThat(matches(
                        constraints(STATEFUL_SETS + "\nobjectSelector: {matchLabels: {}, matchExpressions: []}"),
                        Change.create(labelled("{}"))))
                .isTrue();
    }

    private static Manifest labelled(String labels) {
        return EngineTesting.object("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: web, labels: %s}
                """.formatted(labels));
    }

    private static final String NAMESPACES = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: prod, labels: {stage: prod}}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: bare}
            """;

    private static final BundleView VIEW = new BundleView(EngineTesting.objects(NAMESPACES), false);

    private static final String BY_STAGE = "matchLabels: {stage: prod}";
    private static final String BY_NAME = "matchLabels: {kubernetes.io/metadata.name: prod}";
    private static final String NOT_BY_NAME =
            "matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [prod, kube-system]}]";
    private static final String BY_BOTH =
            "matchLabels: {stage: prod}, matchExpressions: [{key: kubernetes.io/metadata.name, operator: Exists}]";

    private static NamespaceMatch namespaceMatch(String selector, Manifest subject) {
        JsonObject read = constraints(STATEFUL_SETS + "\nnamespaceSelector: {" + selector + "}")
                .namespaceSelector();
        return MATCHER.matchesNamespace(read, subject, VIEW);
    }

    @ParameterizedTest
    @CsvSource({
        // the object's namespace, then by stage, by name, not by name, by both
        "prod,    YES,       YES, NO,  YES",
        "bare,    NO,        NO,  YES, NO",
        "unknown, NOT_KNOWN, NO,  YES, NOT_KNOWN",
    })
    void namespacesOfObjects(
            String namespace,
            NamespaceMatch byStage,
            NamespaceMatch byName,
            NamespaceMatch notByName,
            NamespaceMatch byBoth) {
        Manifest web = manifest("apps/v1", "StatefulSet", namespace, "web");

        assertThat(namespaceMatch(BY_STAGE, web)).isEqualTo(byStage);
        assertThat(namespaceMatch(BY_NAME, web)).isEqualTo(byName);
        assertThat(namespaceMatch(NOT_BY_NAME, web)).isEqualTo(notByName);
        assertThat(namespaceMatch(BY_BOTH, web)).isEqualTo(byBoth);
        assertThat(namespaceMatch("", web)).isEqualTo(NamespaceMatch.YES);
    }

    @Test
    void objectsOfTheClusterMatchEveryNamespaceSelector() {
        Manifest fast = manifest("storage.k8s.io/v1", "StorageClass", "", "fast");

        assertThat(List.of(BY_STAGE, BY_NAME, NOT_BY_NAME, BY_BOTH))
                .allSatisfy(
                        selector -> assertThat(namespaceMatch(selector, fast)).isEqualTo(NamespaceMatch.YES));
    }

    @Test
    void aNamespaceIsMatchedByItsOwnLabels() {
        List<Manifest> namespaces = EngineTesting.objects(NAMESPACES);
        Manifest unstored =
                EngineTesting.object("{apiVersion: v1, kind: Namespace, metadata: {name: new, labels: {stage: prod}}}");

        assertThat(namespaceMatch(BY_STAGE, namespaces.getFirst())).isEqualTo(NamespaceMatch.YES);
        assertThat(namespaceMatch(BY_STAGE, namespaces.getLast())).isEqualTo(NamespaceMatch.NO);
        assertThat(namespaceMatch(BY_NAME, namespaces.getFirst())).isEqualTo(NamespaceMatch.YES);
        assertThat(namespaceMatch(BY_NAME, namespaces.getLast())).isEqualTo(NamespaceMatch.NO);
        assertThat(namespaceMatch(BY_STAGE, unstored)).isEqualTo(NamespaceMatch.YES);
        assertThat(namespaceMatch(BY_BOTH, unstored)).isEqualTo(NamespaceMatch.YES);
    }

    @Test
    void aNamespaceOfAnotherGroupIsJustAnObjectOfTheCluster() {
        Manifest other = manifest("example.com/v1", "Namespace", "", "prod");

        assertThat(namespaceMatch(BY_STAGE, other)).isEqualTo(NamespaceMatch.YES);
    }
}
