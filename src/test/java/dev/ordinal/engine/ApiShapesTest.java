package dev.ordinal.engine;

import static dev.ordinal.engine.TestObjects.STATEFUL_SET;
import static dev.ordinal.engine.TestObjects.object;
import static dev.ordinal.engine.TestObjects.value;
import static dev.ordinal.engine.TestObjects.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ReadLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiShapesTest {

    private static final ApiShapes SHAPES = new ApiShapes();

    @Test
    void aWellTypedObjectComesBackAsItIs() {
        ApiShapes.Result result = check(STATEFUL_SET);
        assertThat(result.problems()).isEmpty();
        assertThat(result.unusable()).isEmpty();
        assertThat(result.cleaned()).isSameAs(STATEFUL_SET);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            spec.replicas | three | expected a whole number, found text "three"
            spec.replicas | '3' | expected a whole number, found text "3": write 3 without quotes
            spec.replicas | 1.5 | expected a whole number, found the number 1.5
            spec.replicas | 3000000000 | expected a whole number, found the number 3000000000, which is beyond 32 bits
            spec.replicas | 1.0e+30 | expected a whole number, found the number 1.0E30
            spec.replicas | [] | expected a whole number, found an empty list
            spec.replicas | ${REPLICAS} | expected a whole number, found the placeholder ${REPLICAS}: render the template first; rules that need it are not judged
            spec.replicas | '{{ n }}' | expected a whole number, found the placeholder {{ n }}: render the template first; rules that need it are not judged
            spec.replicas | $N | expected a whole number, found the placeholder $N: render the template first; rules that need it are not judged
            spec.replicas | $(N) | expected a whole number, found the placeholder $(N): render the template first; rules that need it are not judged
            spec.replicas | <% n %> | expected a whole number, found the placeholder <% n %>: render the template first; rules that need it are not judged
            spec.replicas | <number> | expected a whole number, found the placeholder <number>: render the template first; rules that need it are not judged
            spec.replicas | __N__ | expected a whole number, found the placeholder __N__: render the template first; rules that need it are not judged
            spec.serviceName | 8080 | expected text, found the number 8080: write "8080" in quotes
            spec.serviceName | true | expected text, found the boolean true: write "true" in quotes
            spec.serviceName | {} | expected text, found an empty object
            spec.selector | [web] | expected an object, found a list
            spec.selector.matchLabels | web | expected an object, found text "web"
            spec.selector.matchLabels.app | 1.1 | expected text, found the number 1.1: write "1.1" in quotes
            metadata.labels.port | 8080 | expected text, found the number 8080: write "8080" in quotes
            metadata.annotations['a.b/c'] | false | expected text, found the boolean false: write "false" in quotes
            metadata.finalizers | a/b | expected a list, found text "a/b"
            spec.template.spec.containers | {} | expected a list, found an empty object
            spec.template.spec.containers | {name: web} | expected a list, found an object
            spec.template.spec.containers[0] | web | expected an object, found text "web"
            spec.template.spec.containers[0].args[0] | 8080 | expected text, found the number 8080: write "8080" in quotes
            spec.template.spec.containers[0].env[0].value | true | expected text, found the boolean true: write "true" in quotes
            spec.template.spec.containers[0].ports[0].containerPort | http | expected a whole number, found text "http"
            spec.template.spec.containers[0].readinessProbe.httpGet.port | [80] | expected a whole number or text, found a list
            spec.template.spec.containers[0].readinessProbe.httpGet.port | 80.5 | expected a whole number or text, found the number 80.5
            spec.template.spec.containers[0].resources.limits.memory | 1 GB | expected a quantity such as 10Gi, found text "1 GB"
            spec.template.spec.containers[0].resources.limits.memory | true | expected a quantity such as 10Gi, found the boolean true
            spec.template.spec.hostNetwork | "true" | expected true or false, found text "true": write true without quotes
            spec.template.spec.hostNetwork | 1 | expected true or false, found the number 1
            spec.template.spec.terminationGracePeriodSeconds | 30s | expected a whole number, found text "30s"
            spec.template.spec.volumes[0].configMap | web | expected an object, found text "web"
            spec.volumeClaimTemplates[0].spec.accessModes | ReadWriteOnce | expected a list, found text "ReadWriteOnce"
            spec.template.spec.nodeSelector | "a text that is much too long to be shown as a whole in one line" | expected an object, found text "a text that is much too long to be show…"
            """)
    void tellsAValueOfAWrongType(String path, String yaml, String message) {
        JsonObject wrong = with(STATEFUL_SET, path, value(yaml));
        ApiShapes.Result result = check(wrong);
        FieldPath at = FieldPath.parse(path).orElseThrow();
        assertThat(result.problems()).extracting(Problem::message).containsExactly(at + ": " + message);
        assertThat(result.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.FIELD);
        assertThat(result.unusable()).containsExactly(at);
        assertThat(check(result.cleaned()).problems()).isEmpty();
        assertThat(check(result.cleaned()).cleaned()).isSameAs(result.cleaned());
    }

    @Test
    void aFieldOfAWrongTypeIsMarkedAndTheRestIsShared() {
        JsonObject cleaned = check(with(STATEFUL_SET, "spec.replicas", "three")).cleaned();
        assertThat(cleaned.object("spec").get("replicas")).isSameAs(JsonObject.UNUSABLE);
        assertThat(cleaned.object("metadata")).isSameAs(STATEFUL_SET.object("metadata"));
        assertThat(cleaned.object("spec").get("template"))
                .isSameAs(STATEFUL_SET.object("spec").get("template"));
    }

    @Test
    void anItemOfAWrongTypeLeavesTheOthersTheirIndex() {
        JsonObject wrong =
                with(STATEFUL_SET, "spec.template.spec.containers[0].args", value("[--port, 8080, null, -v]"));
        ApiShapes.Result result = check(wrong);
        assertThat(find(result.cleaned(), "spec.template.spec.containers[0].args"))
                .isEqualTo(JsonArray.of(List.of("--port", JsonObject.UNUSABLE, "", "-v")));
        assertThat(result.unusable())
                .extracting(FieldPath::toString)
                .containsExactly("spec.template.spec.containers[0].args[1]");
    }

    /** The place of the problem, the path that cannot be used and what is said. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {operator: In, values: [a]} | spec.selector.matchExpressions[0] | spec.selector.matchExpressions[0] | expected the `key` of a label, found none
            {key: '', operator: Exists} | spec.selector.matchExpressions[0] | spec.selector.matchExpressions[0] | expected the `key` of a label, found none
            null | spec.selector.matchExpressions[0] | spec.selector.matchExpressions[0] | expected the `key` of a label, found none
            {key: app, values: [a]} | spec.selector.matchExpressions[0] | spec.selector.matchExpressions[0] | expected an `operator`, found none
            {key: app, operator: Is} | spec.selector.matchExpressions[0].operator | spec.selector.matchExpressions[0] | expected In, NotIn, Exists or DoesNotExist, found text "Is"
            """)
    void aRequirementNeedsAKeyAndAnOperator(String requirement, String place, String path, String message) {
        JsonObject expressions = JsonObject.of(Map.of("matchExpressions", JsonArray.of(List.of(value(requirement)))));
        ApiShapes.Result result = check(with(STATEFUL_SET, "spec.selector", expressions));
        assertThat(result.problems()).extracting(Problem::message).containsExactly(place + ": " + message);
        assertThat(result.unusable()).extracting(FieldPath::toString).containsExactly(path);
        assertThat(check(result.cleaned()).problems()).isEmpty();
    }

    @Test
    void aMistypedOperatorIsToldOnce() {
        JsonObject selector = (JsonObject) value("{matchExpressions: [{key: app, operator: 1}]}");
        ApiShapes.Result result = check(with(STATEFUL_SET, "spec.selector", selector));
        assertThat(result.unusable())
                .extracting(FieldPath::toString)
                .containsExactly("spec.selector.matchExpressions[0].operator");
    }

    @Test
    void labelsBesideMatchLabelsAreNoSelector() {
        ApiShapes.Result result = check(with(STATEFUL_SET, "spec.selector", value("{app: web}")));
        assertThat(result.problems())
                .extracting(Problem::message)
                .containsExactly("spec.selector: expected a label selector with `matchLabels` or `matchExpressions`,"
                        + " found `app`");
        assertThat(result.unusable()).extracting(FieldPath::toString).containsExactly("spec.selector");
    }

    @Test
    void anEmptySelectorIsOne() {
        assertThat(check(with(STATEFUL_SET, "spec.selector", JsonObject.EMPTY)).problems())
                .isEmpty();
    }

    /** Nodes are also chosen by comparing numbers. */
    @Test
    void nodesHaveMoreOperators() {
        ApiShapes.Result result = check(object("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: disk}
                spec:
                  nodeAffinity:
                    required: {nodeSelectorTerms: [{matchExpressions: [{key: cpus, operator: Gt, values: ['8']}]}]}
                """));
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void volumesOfTheClusterAreTyped() {
        ApiShapes.Result result = check(object("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: disk}
                spec: {capacity: {storage: big}, accessModes: ReadWriteOnce, storageClassName: 1}
                """));
        assertThat(result.unusable())
                .extracting(FieldPath::toString)
                .containsExactly("spec.capacity.storage", "spec.accessModes", "spec.storageClassName");
    }

    @Test
    void everyProblemIsTold() {
        ApiShapes.Result result = check(object("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, labels: [a]}
                spec:
                  ports: [{port: http, targetPort: {}}, web]
                  publishNotReadyAddresses: 'yes'
                """));
        assertThat(result.unusable())
                .extracting(FieldPath::toString)
                .containsExactly(
                        "metadata.labels",
                        "spec.ports[0].port",
                        "spec.ports[0].targetPort",
                        "spec.ports[1]",
                        "spec.publishNotReadyAddresses");
        assertThat(result.unusable())
                .allSatisfy(path -> assertThat(path.find(result.cleaned())).contains(JsonObject.UNUSABLE));
    }

    /** As the API server's decoder does: a field that is null is absent, an entry or item that is null is empty. */
    @Test
    void nullsAreReadAsTheServerReadsThem() {
        ApiShapes.Result result = check(object("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web, labels: {app: null}, annotations: null}
                spec:
                  volumes: null
                  containers:
                  - null
                  - {name: web, resources: {limits: {cpu: null}}, securityContext: null}
                """));
        assertThat(result.problems()).isEmpty();
        assertThat(result.unusable()).isEmpty();
        assertThat(result.cleaned()).isEqualTo(object("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web, labels: {app: ''}}
                spec:
                  containers:
                  - {}
                  - {name: web, resources: {limits: {cpu: '0'}}}
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            spec.replicas | 3.0 | 3
            spec.template.spec.containers[0].resources.limits.cpu | 2 | '2'
            spec.template.spec.containers[0].resources.limits.cpu | 0.5 | '0.5'
            spec.template.spec.containers[0].resources.limits.cpu | 1.0e+10 | '10000000000'
            spec.template.spec.containers[0].readinessProbe.httpGet.port | 80.0 | 80
            spec.template.spec.terminationGracePeriodSeconds | 3000000000 | 3000000000
            """)
    void numbersAreReadAsTheServerReadsThem(String path, String yaml, String read) {
        ApiShapes.Result result = check(with(STATEFUL_SET, path, value(yaml)));
        assertThat(result.problems()).isEmpty();
        assertThat(result.unusable()).isEmpty();
        assertThat(find(result.cleaned(), path)).isEqualTo(value(read));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spec.template.spec.containers[0].readinesProbe | readinessProbe
            spec.template.spec.containers[0].readynesProbe | readinessProbe
            spec.template.spec.containers[0].readiness-probe | readinessProbe
            spec.template.spec.containers[0].livenessprobe | livenessProbe
            spec.template.spec.containers[0].volumeMount | volumeMounts
            spec.volumeClaimTemplate | volumeClaimTemplates
            spec.serviceNam | serviceName
            spec.ServiceName | serviceName
            spec.servcieName | serviceName
            metadata.label | labels
            """)
    void tellsAFieldThatIsSpeltAlmostLikeOneThatKubernetesHas(String path, String nearest) {
        JsonObject wrong = with(STATEFUL_SET, path, "x");
        ApiShapes.Result result = check(wrong);
        assertThat(result.problems())
                .extracting(Problem::message)
                .containsExactly(
                        path + ": Kubernetes has no such field here and ignores it; the nearest it has is " + nearest);
        assertThat(result.problems()).extracting(Problem::severity).containsExactly(Problem.Severity.WARNING);
        assertThat(result.cleaned()).isSameAs(wrong);
        assertThat(result.unusable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec.unknown",
                "spec.template.spec.containers[0].x-note",
                "spec.port",
                "metadata.labels.lables",
                "top"
            })
    void otherUnknownFieldsAreNotItsBusiness(String path) {
        JsonObject unknown = with(STATEFUL_SET, path, "x");
        assertThat(check(unknown).problems()).isEmpty();
        assertThat(check(unknown).cleaned()).isSameAs(unknown);
    }

    @Test
    void ofAnUnknownKindTheMetadataAloneIsLookedAt() {
        JsonObject custom = object("""
                apiVersion: example.com/v1
                kind: StatefulSet
                metadata: {name: web, labels: {port: 80}}
                spec: {replicas: three, nothing: null}
                metadatas: {}
                """);
        ApiShapes.Result result = check(custom);
        assertThat(result.unusable()).extracting(FieldPath::toString).containsExactly("metadata.labels.port");
        assertThat(result.cleaned().get("spec")).isSameAs(custom.get("spec"));
    }

    @Test
    void anObjectFromNoFileIsNamedInThePlaceOfAFile() {
        assertThat(check(with(STATEFUL_SET, "spec.replicas", true)).problems())
                .extracting(Problem::toString)
                .containsExactly("StatefulSet web:1:1: spec.replicas: expected a whole number, found the boolean true");
    }

    @Test
    void pointsAtTheValueAndQuotesItAsItIsSpelt() {
        String yaml = """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  labels: {version: 1.10, ümlaut: 0644, active: yes}
                spec:
                  hostname: -8080 # text
                  containers:
                  - name: web
                    volumeMount: []
                    env: [{name: PORT, value: &port 8080}]
                """;
        Manifest manifest = new ManifestReader(ReadLimits.DEFAULT, "default")
                .read(List.of(Input.text("pod.yaml", yaml)))
                .manifests()
                .getFirst();
        assertThat(SHAPES.check(manifest).problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "pod.yaml:5:21: metadata.labels.version: expected text, found the number 1.1: write \"1.10\" in quotes",
                        "pod.yaml:5:35: metadata.labels.ümlaut: expected text, found the number 420: write \"0644\" in quotes",
                        "pod.yaml:5:49: metadata.labels.active: expected text, found the boolean true: write \"yes\" in quotes",
                        "pod.yaml:7:13: spec.hostname: expected text, found the number -8080: write \"-8080\" in quotes",
                        "pod.yaml:10:5: spec.containers[0].volumeMount: Kubernetes has no such field here and ignores it; the nearest it has is volumeMounts",
                        "pod.yaml:11:31: spec.containers[0].env[0].value: expected text, found the number 8080: write \"8080\" in quotes");
    }

    @Test
    void everyTypeOfTheTableIsReadable() {
        var table = new ShapeTable();
        assertThat(table.names()).hasSizeGreaterThan(100);
        assertThat(table.names())
                .allSatisfy(name -> assertThat(table.struct(name).fields()).isNotEmpty());
    }

    private static Object find(JsonObject root, String path) {
        return FieldPath.parse(path).orElseThrow().find(root).orElseThrow();
    }

    private static ApiShapes.Result check(JsonObject root) {
        return SHAPES.check(Manifest.of(root));
    }
}
