package dev.ordinal.manifest;

import static dev.ordinal.manifest.Reading.manifest;
import static dev.ordinal.manifest.Reading.manifests;
import static dev.ordinal.manifest.Reading.path;
import static dev.ordinal.manifest.Reading.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionTest {

    @SuppressWarnings("InlineFormatString") // beside the test that fills it in, nobody could read it
    private static final String CRD = """
            apiVersion: apiextensions.k8s.io/%s
            kind: CustomResourceDefinition
            metadata: {name: farms.example.com}
            spec:
              group: example.com
              scope: %s
              names: {kind: Farm, plural: farms}
            ---
            apiVersion: example.com/v1
            kind: Farm
            metadata: {name: a}
            """;

    @Test
    void anObjectHasItsIdentity() {
        Manifest manifest =
                manifest("apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\n  namespace: shop\n");

        assertThat(manifest.ref()).isEqualTo(new ResourceRef("apps/v1", "StatefulSet", "shop", "web"));
        assertThat(manifest.positionOf(path("metadata.name")))
                .map(Object::toString)
                .contains("file.yaml:4:3");
        assertThat(manifest.positionOf(path("spec.replicas")))
                .map(Object::toString)
                .contains("file.yaml:1:1");
    }

    @Test
    void anObjectWithoutNamespaceLivesInTheDefaultOne() {
        Manifest manifest = manifest("apiVersion: v1\nkind: Service\nmetadata: {name: web}\n");

        assertThat(manifest.namespace()).isEqualTo("default");
        assertThat(manifest.metadata().containsKey("namespace")).isFalse();
        assertThat(manifest("apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: \"\"}\n")
                        .namespace())
                .isEqualTo("default");
    }

    @Test
    void anObjectOfTheClusterHasNoNamespace() {
        assertThat(manifest("apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast, namespace: x}\n")
                        .namespace())
                .isEmpty();
    }

    @Test
    void anObjectOfAnUnknownKindLivesInANamespace() {
        assertThat(manifest("apiVersion: example.com/v1\nkind: Farm\nmetadata: {name: a}\n")
                        .namespace())
                .isEqualTo("default");
    }

    @ParameterizedTest
    @CsvSource({"v1, Cluster, ''", "v1beta1, Cluster, ''", "v1, Namespaced, default"})
    void scopesAreLearnedFromDefinitionsAnywhereInTheInput(String version, String scope, String namespace) {
        ManifestSet read = manifests(CRD.formatted(version, scope));

        assertThat(read.manifests().get(1).namespace()).isEqualTo(namespace);
        assertThat(read.types().byPlural("example.com", "farms"))
                .map(ResourceTypes.ResourceType::kind)
                .contains("Farm");
        assertThat(read.types().byKind("example.com", "Farm"))
                .map(ResourceTypes.ResourceType::plural)
                .contains("farms");
        assertThat(read.types().byPlural("apps", "statefulsets")).isPresent();
        assertThat(read.types().byPlural("example.com", "barns")).isEmpty();
    }

    @Test
    void definitionsInListsAndWithoutNamesAreLookedAtToo() {
        ManifestSet read = manifests("""
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, spec: {group: g,
                  scope: Cluster, names: {kind: A}}}
                - {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: b}}
                ---
                apiVersion: template.openshift.io/v1
                kind: Template
                metadata: {name: t}
                objects:
                - {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: c}, spec: {group: g,
                  scope: Cluster, names: {kind: C}}}
                """);

        assertThat(read.types().byKind("g", "A"))
                .map(ResourceTypes.ResourceType::namespaced)
                .contains(false);
        assertThat(read.types().byKind("g", "C")).isPresent();
        assertThat(read.manifests()).hasSize(3);
    }

    @Test
    void itemsOfAListAreObjects() {
        ManifestSet read = manifests("""
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Service
                  metadata:
                    name: a
                - apiVersion: v1
                  kind: List
                  items:
                  - {apiVersion: v1, kind: Service, metadata: {name: b}}
                """);

        assertThat(read.manifests())
                .extracting(Manifest::toString)
                .containsExactly("Service default/a", "Service default/b");
        assertThat(read.manifests().get(0).positionOf(path("metadata.name")))
                .map(Object::toString)
                .contains("file.yaml:7:5");
        assertThat(read.manifests().get(0).positionOf(FieldPath.ROOT))
                .map(Object::toString)
                .contains("file.yaml:4:3");
        assertThat(read.manifests().get(1).positionOf(path("kind")))
                .map(Object::toString)
                .contains("file.yaml:11:22");
        assertThat(read.documents()).isEqualTo(1);
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void itemsOfATypedListTakeItsKind() {
        ManifestSet read = manifests("""
                apiVersion: apps/v1
                kind: StatefulSetList
                items:
                - metadata: {name: a}
                - {apiVersion: apps/v1beta1, kind: StatefulSet, metadata: {name: b}}
                """);

        assertThat(read.manifests())
                .extracting(Manifest::ref)
                .containsExactly(
                        new ResourceRef("apps/v1", "StatefulSet", "default", "a"),
                        new ResourceRef("apps/v1beta1", "StatefulSet", "default", "b"));
        assertThat(read.manifests().getFirst().root().text("kind")).contains("StatefulSet");
        assertThat(read.manifests().getFirst().positionOf(path("kind")))
                .map(Object::toString)
                .contains("file.yaml:4:3");
    }

    @Test
    void aKindThatOnlySoundsLikeAListIsOne() {
        assertThat(manifest("apiVersion: x/v1\nkind: AllowList\nmetadata: {name: a}\nitems: [{a: 1}]\n")
                        .name())
                .isEqualTo("a");
        assertThat(manifest("apiVersion: x/v1\nkind: AllowList\nmetadata: {name: a}\n")
                        .kind())
                .isEqualTo("AllowList");
        assertThat(manifests("apiVersion: v1\nkind: List\n").manifests()).isEmpty();
        assertThat(manifests("apiVersion: v1\nkind: List\n").problems()).isEmpty();
    }

    @Test
    void objectsOfATemplateKeepTheirParameters() {
        ManifestSet read = manifests("""
                apiVersion: template.openshift.io/v1
                kind: Template
                metadata: {name: t}
                objects:
                - apiVersion: apps/v1
                  kind: StatefulSet
                  metadata: {name: "${NAME}", namespace: "${NS}"}
                  spec:
                    replicas: ${{REPLICAS}}
                parameters:
                - name: NAME
                """);

        Manifest manifest = read.manifests().getFirst();
        assertThat(manifest.ref()).isEqualTo(new ResourceRef("apps/v1", "StatefulSet", "${NS}", "${NAME}"));
        assertThat(manifest.root().object("spec").get("replicas")).isEqualTo("${{REPLICAS}}");
        assertThat(manifest.positionOf(path("spec.replicas")))
                .map(Object::toString)
                .contains("file.yaml:9:5");
        assertThat(read.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: Service\\nmetadata: {name: a} | 1:1 the object has no apiVersion: expected a field such as `apiVersion: apps/v1`",
                "kind: Service\\napiVersion: ''\\nmetadata: {name: a} | 1:1 the object has no apiVersion: expected a field such as `apiVersion: apps/v1`",
                "apiVersion: v1\\nmetadata: {name: a} | 1:1 the object has no kind: expected a field such as `kind: StatefulSet`",
                "apiVersion: v1\\nKind: Service\\nmetadata: {name: a} | 2:1 the object has no kind; did you mean `kind` for `Kind`?",
                "apiversion: v1\\nkind: Service\\nmetadata: {name: a} | 1:1 the object has no apiVersion; did you mean"
                        + " `apiVersion` for `apiversion`?",
                "metadata: {name: a}\\nspec: {} | 1:1 the object has neither apiVersion nor kind",
                "apiVersion: v1\\nkind: [Service]\\nmetadata: {name: a} | 2:7 kind must be a text, but is a list",
                "apiVersion: 1\\nkind: Service\\nmetadata: {name: a} | 1:13 apiVersion must be a text, but is the number 1",
                "apiVersion: v1\\nkind: {a: b}\\nmetadata: {name: a} | 2:7 kind must be a text, but is an object",
                "apiVersion: v1\\nkind: true\\nmetadata: {name: a} | 2:7 kind must be a text, but is true",
                "apiVersion: v1\\nkind:\\nmetadata: {name: a} | 1:1 the object has no kind: expected a field such as `kind: StatefulSet`",
                "apiVersion: v1\\nkind: Service | 1:1 the Service has no name: expected metadata.name or metadata.generateName",
                "apiVersion: v1\\nkind: Service\\nmetadata: {labels: {}} | 3:1 the Service has no name: expected metadata.name or metadata.generateName",
                "apiVersion: v1\\nkind: Service\\nmetadata: {name: ''} | 3:1 the Service has no name: expected metadata.name or metadata.generateName",
                "apiVersion: v1\\nkind: Service\\nmetadata: {name:} | 3:1 the Service has no name: expected metadata.name or metadata.generateName",
                "apiVersion: v1\\nkind: Service\\nmetadata:\\n  name: 1 | 4:9 metadata.name must be a text, but is the number 1; write it in quotes if that is the name",
                "apiVersion: v1\\nkind: Service\\nmetadata:\\n  name: {a: b} | 4:9 metadata.name must be a text, but is an object",
                "apiVersion: v1\\nkind: Service\\nmetadata: {name: a, namespace: 1} | 3:32 metadata.namespace must be a text, but is the number 1; write it in quotes if that is the namespace",
                "apiVersion: v1\\nkind: Service\\nmetadata: [] | 3:11 metadata must be an object, but is a list",
                "apiVersion: v1\\nkind: Service\\nmetadata: x | 3:11 metadata must be an object, but is the text \"x\"",
                "apiVersion: v1\\nkind: List\\nitems: [a] | 3:9 an item of a list must be an object, but this is the text \"a\"",
                "apiVersion: v1\\nkind: List\\nitems: [null] | 3:9 an item of a list must be an object, but this is null",
                "apiVersion: v1\\nkind: List\\nitems:\\n- metadata: {name: a} | 4:3 the object has neither apiVersion nor kind",
            })
    void anObjectThatNobodyCouldIdentifyIsAProblem(String text, String message) {
        String read = text.replace("\\n", "\n");

        assertThat(problem(read)).isEqualTo("IDENTITY " + message);
        assertThat(manifests(read).manifests()).isEmpty();
    }

    @Test
    void anObjectWithAGeneratedNameHasNone() {
        ManifestSet read = manifests("""
                apiVersion: batch/v1
                kind: Job
                metadata: {generateName: run-}
                ---
                apiVersion: batch/v1
                kind: Job
                metadata: {generateName: run-}
                """);

        assertThat(read.manifests()).extracting(Manifest::name).containsExactly("", "");
        assertThat(read.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.yaml | a: 1 | not Kubernetes",
                "x.yaml | [a] | not Kubernetes",
                "x.yaml | [] | not Kubernetes",
                "x.yaml | text | not Kubernetes",
                "x.yaml | 3 | not Kubernetes",
                "x.yaml | {kind: pipeline, type: docker} | not Kubernetes",
                "x.yaml | {kind: [a]} | not Kubernetes",
                "x.yaml | {apiVersion: 1, datasources: []} | not Kubernetes",
                "x.yaml | {metadata: {name: a}} | not Kubernetes",
                "dir/values.yaml | replicas: 3 | values file",
                "values-prod.yml | replicas: 3 | values file",
                "prod-values.yaml | replicas: 3 | values file",
                "values | replicas: 3 | values file",
                "Chart.yaml | {apiVersion: v2, name: x, version: 1.2.3} | Helm chart",
                "index.yaml | {apiVersion: v1, entries: {}} | Helm chart",
                "kustomization.yaml | resources: [a.yaml] | kustomization",
                "x.yaml | {apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization} | kustomization",
                "x.yaml | {apiVersion: kustomize.config.k8s.io/v1alpha1, kind: Component} | kustomization",
                "x.yaml | [{op: add, path: /a, value: 1}] | kustomize patch",
                "x.yaml | {apiVersion: v1, kind: Service, metadata: {name: a}, $patch: delete} | kustomize patch",
                "x.yaml | {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {$patch: replace}} | kustomize patch",
                "docker-compose.yml | services: {a: {image: b}} | Compose file",
                "x.yaml | {apiVersion: v1, kind: Config, clusters: []} | tool configuration",
                "x.yaml | {apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration} | tool configuration",
                "x.yaml | {apiVersion: kind.x-k8s.io/v1alpha4, kind: Cluster} | tool configuration",
                "x.yaml | {apiVersion: skaffold/v4beta1, kind: Config} | tool configuration",
                "x.yaml | {apiVersion: ordinal.dev/v1alpha1, kind: Policy, metadata: {name: a}} | Ordinal policy"
            })
    void whatIsNoObjectIsCountedByWhatItIs(String file, String text, String word) {
        ManifestSet read = manifests(file, text);

        assertThat(read.skipped()).isEqualTo(Map.of(word, 1));
        assertThat(read.manifests()).isEmpty();
        assertThat(read.problems()).isEmpty();
        assertThat(read.documents()).isEqualTo(1);
    }

    /** A workflow's {@code on:} is none of our business. */
    @Test
    void warningsOfWhatIsNoObjectAreNotTold() {
        assertThat(manifests("on: push\na: 1\na: 2\n").problems()).isEmpty();
        assertThat(manifests("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\non: push\n")
                        .problems())
                .hasSize(1);
    }

    @Test
    void filesThatAKustomizationPatchesWithAreNoObjects() {
        String patch = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\n";
        var reader = new ManifestReader(ReadLimits.DEFAULT, "default");

        ManifestSet read = reader.read(List.of(
                Input.text("base/kustomization.yaml", """
                        resources: [web.yaml]
                        patches: [{path: a.yaml}, {patch: "inline: 1"}]
                        patchesStrategicMerge: [./more/b.yaml, "inline:\\n  x: 1", "\\0"]
                        patchesJson6902: [{path: ../c.yaml, target: {kind: StatefulSet}}]
                        """),
                Input.text("base/web.yaml", patch),
                Input.text("base/a.yaml", patch),
                Input.text("base/more/b.yaml", patch + "---\n" + patch),
                Input.text("c.yaml", "[{op: x, path: y}]"),
                Input.text("other/a.yaml", patch.replace("web", "other"))));

        assertThat(read.manifests()).extracting(Manifest::name).containsExactly("web", "other");
        assertThat(read.skipped()).isEqualTo(Map.of("kustomization", 1, "kustomize patch", 4));
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void ofObjectsWithTheSameIdentityTheLastCounts() {
        ManifestSet read = manifests("""
                apiVersion: extensions/v1beta1
                kind: Deployment
                metadata: {name: a}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: b}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: a
                  namespace: default
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: a, namespace: other}
                ---
                apiVersion: example.com/v1
                kind: Deployment
                metadata: {name: a}
                """);

        assertThat(read.manifests())
                .extracting(Manifest::ref)
                .containsExactly(
                        new ResourceRef("apps/v1", "Deployment", "default", "b"),
                        new ResourceRef("apps/v1", "Deployment", "default", "a"),
                        new ResourceRef("apps/v1", "Deployment", "other", "a"),
                        new ResourceRef("example.com/v1", "Deployment", "default", "a"));
        assertThat(read.problems())
                .extracting(Reading::told)
                .containsExactly(
                        "DUPLICATE_OBJECT 12:3 Deployment default/a stands at file.yaml:3:12 already, and differs;"
                                + " each is judged");
        assertThat(read.earlier()).hasSize(1);
    }

    @Test
    void aManifestOfATreeAloneIsIdentifiedByIt() {
        Manifest manifest = Manifest.of(
                Reading.object(
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b, labels: {x: why}, annotations: {z: w}}\n"));

        assertThat(manifest.ref()).isEqualTo(new ResourceRef("v1", "Pod", "b", "a"));
        assertThat(manifest.labels().get("x")).isEqualTo("why");
        assertThat(manifest.annotations().get("z")).isEqualTo("w");
        assertThat(manifest.source()).isEmpty();
        assertThat(manifest.positionOf(FieldPath.ROOT)).isEmpty();
        Manifest other = manifest.withRoot(manifest.root().with("spec", JsonObject.EMPTY));
        assertThat(other.ref()).isEqualTo(manifest.ref());
        assertThat(other.root().containsKey("spec")).isTrue();
    }
}
