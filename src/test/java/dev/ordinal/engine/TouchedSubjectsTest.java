package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.manifest.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whom the deletion of an object touches, by what a policy looks up. The StatefulSets are {@code a} and {@code b} in
 * namespace {@code default} and {@code c} in namespace {@code other}; each has a Service and labels of its own name.
 */
class TouchedSubjectsTest {

    private static final Manifest A = statefulSet("default", "a");
    private static final Manifest B = statefulSet("default", "b");
    private static final Manifest C = statefulSet("other", "c");

    private static Manifest statefulSet(String namespace, String name) {
        return object("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: %2$s, namespace: %1$s}
                spec:
                  serviceName: %2$s
                  selector: {matchLabels: {app: %2$s}}
                  template:
                    metadata: {labels: {app: %2$s}}
                    spec: {containers: [{name: main, image: nginx}]}
                """.formatted(namespace, name));
    }

    private static Manifest config(String namespace, String name, String data) {
        return object("{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: %s}, data: %s}"
                .formatted(name, namespace, data));
    }

    private static Manifest service(String name, String spec) {
        return object("{apiVersion: v1, kind: Service, metadata: {name: %s, namespace: default}, spec: %s}"
                .formatted(name, spec));
    }

    private static Manifest deployment(String name) {
        return object("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: default}
                spec:
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec: {containers: [{name: main, image: nginx}]}
                """.formatted(name));
    }

    /** How many objects are looked at again when one is deleted. */
    private static int touched(String expression, Manifest deleted, Manifest... beside) {
        String policy = """
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: test}
                spec:
                  title: All is well
                  action: Warn
                  matchConstraints:
                    resourceRules: [{apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE, UPDATE]}]
                  validations:
                  - name: rule
                    expression: >-
                      %s
                    message: not so
                """.formatted(expression);
        var objects = new ArrayList<>(List.of(A, B, C, deleted));
        objects.addAll(List.of(beside));
        ClusterView cluster = new BundleView(objects, BundleView.Extent.CLUSTER);
        return new AdmissionJudge(engine(policy), JudgeOptions.DEFAULT)
                .judge(Change.delete(deleted), cluster, Deadline.in(Duration.ofSeconds(60)))
                .impacted();
    }

    private static String get(String name) {
        return "cluster.get('v1', 'ConfigMap', object.metadata.namespace, %s).hasValue()".formatted(name);
    }

    /** What the Service of a name is an alias of. */
    private static String aliased(String service) {
        return "cluster.get('v1', 'Service', object.metadata.namespace, %s).?spec.?externalName.orValue('')"
                .formatted(service);
    }

    @Test
    void aNameThatThePolicyWritesTouchesAllOfTheNamespace() {
        assertThat(touched(get("'shared'"), config("default", "shared", "{}"))).isEqualTo(2);
        assertThat(touched(get("'shared'"), config("default", "another", "{}"))).isZero();
        assertThat(touched(get("'shared'"), config("other", "shared", "{}"))).isEqualTo(1);
    }

    @Test
    void aNameThatIsAFieldTouchesThoseThatHaveIt() {
        assertThat(touched(get("object.spec.serviceName"), config("default", "a", "{}")))
                .isEqualTo(1);
        assertThat(touched(get("object.spec.serviceName"), config("default", "z", "{}")))
                .isZero();
        assertThat(touched(get("object.spec.serviceName"), config("other", "a", "{}")))
                .isZero();
        assertThat(touched(get("object.metadata.name"), config("default", "b", "{}")))
                .isEqualTo(1);
    }

    @Test
    void aNameOfEitherKindTouchesThoseOfBoth() {
        String either = get("object.?spec.?serviceName.orValue('shared')");

        assertThat(touched(either, config("default", "a", "{}"))).isEqualTo(1);
        assertThat(touched(either, config("default", "shared", "{}"))).isEqualTo(2);
        assertThat(touched(either, config("default", "z", "{}"))).isZero();
    }

    @Test
    void aNameThatIsPutTogetherTouchesAllOfTheNamespace() {
        assertThat(touched(get("object.metadata.name + '-config'"), config("default", "z", "{}")))
                .isEqualTo(2);
    }

    @Test
    void anotherNamespaceTouchesThoseOfEveryNamespace() {
        String fixed = "cluster.get('v1', 'ConfigMap', 'default', object.spec.serviceName).hasValue()";

        assertThat(touched(fixed, config("default", "c", "{}"))).isEqualTo(1);
        assertThat(touched(fixed, config("other", "c", "{}"))).isZero();
        assertThat(touched(
                        "cluster.get('v1', 'ConfigMap', 'default', object.metadata.name).hasValue()",
                        config("default", "c", "{}")))
                .as("names are not looked for in every namespace")
                .isEqualTo(3);
        assertThat(touched("cluster.get('v1', 'ConfigMap', '*', 'x').hasValue()", config("other", "x", "{}")))
                .isEqualTo(3);
    }

    @Test
    void aFieldThatNamesTheSubjectTouchesThatOne() {
        String owner =
                "cluster.referring('v1', 'ConfigMap', object.metadata.namespace, 'data.owner', object.metadata.name).size() > 0";

        assertThat(touched(owner, config("default", "x", "{owner: a}"))).isEqualTo(1);
        assertThat(touched(owner, config("default", "x", "{owner: c}"))).isZero();
        assertThat(touched(owner, config("default", "x", "{other: a}"))).isZero();
        assertThat(touched(owner.replace("'data.owner'", "object.spec.serviceName"), config("default", "x", "{}")))
                .as("which field it is cannot be told before")
                .isEqualTo(2);
    }

    @Test
    void aListThatNamesSubjectsTouchesThose() {
        String named =
                "cluster.referring('v1', 'Service', object.metadata.namespace, 'spec.externalIPs', object.metadata.name).size() > 0";

        assertThat(touched(named, service("x", "{externalIPs: [z, a]}"))).isEqualTo(1);
        assertThat(touched(named, service("x", "{externalIPs: [b, a, b]}"))).isEqualTo(2);
        assertThat(touched(named, service("x", "{externalIPs: []}"))).isZero();
    }

    @Test
    void whatALookUpGivesIsFollowedBack() {
        String settings = get(aliased("object.spec.serviceName"));
        Manifest alias = service("a", "{type: ExternalName, externalName: settings}");

        assertThat(touched(settings, config("default", "settings", "{}"), alias))
                .isEqualTo(1);
        assertThat(touched(settings, config("default", "z", "{}"), alias)).isZero();
        assertThat(touched(settings, config("other", "settings", "{}"), alias)).isZero();
    }

    @Test
    void aLookUpAfterManyTouchesAllOfTheNamespace() {
        String third = aliased(aliased(aliased("object.spec.serviceName")));

        assertThat(touched(get(third), config("default", "z", "{}")))
                .as("three look-ups are followed back, to nobody")
                .isZero();
        assertThat(touched(
                        get(aliased(third)),
                        config("default", "z", "{}"),
                        service("one", "{externalName: z, type: ExternalName}"),
                        service("two", "{externalName: one, type: ExternalName}"),
                        service("three", "{externalName: two, type: ExternalName}")))
                .as("a fourth is not")
                .isEqualTo(2);
    }

    @Test
    void selectorsTouchThoseTheySelect() {
        String selecting =
                "cluster.selecting('v1', 'Service', object.metadata.namespace, object.spec.template.metadata.labels).size() > 0";

        assertThat(touched(selecting, service("x", "{selector: {app: a}}"))).isEqualTo(1);
        assertThat(touched(selecting, service("x", "{selector: {app: c}}"))).isZero();
        assertThat(touched(selecting, service("x", "{clusterIP: None}"))).isZero();
        assertThat(touched(
                        selecting.replace("object.spec.template.metadata.labels", "{'app': object.metadata.name}"),
                        service("x", "{selector: {app: z}}")))
                .as("labels that the policy makes are not followed back")
                .isEqualTo(2);
    }

    @Test
    void podsTouchThoseThatSelectThem() {
        String selectedBy =
                "cluster.selectedBy('apps/v1', 'Deployment', object.metadata.namespace, object.spec.selector).size() == 0";

        assertThat(touched(selectedBy, deployment("b"))).isEqualTo(1);
        assertThat(touched(selectedBy, deployment("z"))).isZero();
        assertThat(touched(
                        selectedBy.replace("object.spec.selector", "{'matchLabels': {'app': object.metadata.name}}"),
                        deployment("z")))
                .isEqualTo(2);
    }

    @Test
    void aListTouchesAllOfTheNamespace() {
        String list = "cluster.list('v1', 'ConfigMap', object.metadata.namespace).size() > 0";

        assertThat(touched(list, config("default", "z", "{}"))).isEqualTo(2);
        assertThat(touched(list, config("other", "z", "{}"))).isEqualTo(1);
        assertThat(touched(list, config("third", "z", "{}"))).isZero();
    }
}
