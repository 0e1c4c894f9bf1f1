package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceRefTest {

    @Test
    void splitsTheApiVersion() {
        assertThat(new ResourceRef("apps/v1", "StatefulSet", "a", "b").group()).isEqualTo("apps");
        assertThat(new ResourceRef("v1", "Pod", "a", "b").group()).isEmpty();
        assertThat(ResourceRef.versionOf("apps/v1")).isEqualTo("v1");
        assertThat(ResourceRef.versionOf("v1")).isEqualTo("v1");
    }

    @Test
    void readsLikeAName() {
        assertThat(new ResourceRef("apps/v1", "StatefulSet", "default", "web")).hasToString("StatefulSet default/web");
        assertThat(new ResourceRef("storage.k8s.io/v1", "StorageClass", "", "fast"))
                .hasToString("StorageClass fast");
    }

    @Test
    void sortsByNamespaceKindAndName() {
        var a = new ResourceRef("v1", "Service", "a", "x");
        var b = new ResourceRef("v1", "Pod", "b", "x");
        var c = new ResourceRef("v1", "Service", "b", "x");
        var d = new ResourceRef("v1", "Service", "b", "y");
        var e = new ResourceRef("v2", "Service", "b", "y");

        assertThat(List.of(e, d, c, b, a).stream().sorted()).containsExactly(a, b, c, d, e);
    }

    @ParameterizedTest
    @CsvSource({
        "extensions/v1beta1, Deployment, apps",
        "extensions/v1beta1, DaemonSet, apps",
        "extensions/v1beta1, ReplicaSet, apps",
        "extensions/v1beta1, Ingress, networking.k8s.io",
        "extensions/v1beta1, NetworkPolicy, networking.k8s.io",
        "extensions/v1beta1, PodSecurityPolicy, policy",
        "extensions/v1beta1, Scale, extensions",
        "events.k8s.io/v1, Event, ''",
        "events.k8s.io/v1, Other, events.k8s.io",
        "apps/v1beta2, StatefulSet, apps",
        "v1, Pod, ''"
    })
    void kindsThatMovedCountWhereTheyAreNow(String apiVersion, String kind, String group) {
        assertThat(GroupKind.of(apiVersion, kind)).isEqualTo(new GroupKind(group, kind));
    }

    @ParameterizedTest
    @CsvSource({
        "apps, StatefulSet, statefulsets, true",
        "'', Endpoints, endpoints, true",
        "'', Namespace, namespaces, false",
        "networking.k8s.io, NetworkPolicy, networkpolicies, true",
        "networking.k8s.io, Ingress, ingresses, true",
        "networking.k8s.io, IngressClass, ingressclasses, false",
        "networking.k8s.io, IPAddress, ipaddresses, false",
        "storage.k8s.io, StorageClass, storageclasses, false",
        "policy, PodDisruptionBudget, poddisruptionbudgets, true",
        "admissionregistration.k8s.io, MutatingAdmissionPolicy, mutatingadmissionpolicies, false",
        "storage.k8s.io, CSIStorageCapacity, csistoragecapacities, true",
        "flowcontrol.apiserver.k8s.io, FlowSchema, flowschemas, false",
        "extensions, Ingress, ingresses, true"
    })
    void builtinKindsAreKnown(String group, String kind, String plural, boolean namespaced) {
        var type = new ResourceTypes.ResourceType(group, kind, plural, namespaced);

        assertThat(BuiltinTypes.INSTANCE.byKind(group, kind)).contains(type);
        assertThat(BuiltinTypes.INSTANCE.byPlural(group, plural)).contains(type);
        assertThat(BuiltinTypes.INSTANCE.byKind("example.com", kind)).isEmpty();
    }

    @Test
    void positionsCountFromOneAndSort() {
        assertThatThrownBy(() -> new SourcePosition("a", 0, 1)).hasMessageContaining("count from 1: 0:1");
        assertThat(List.of(
                                new SourcePosition("b", 1, 1),
                                new SourcePosition("a", 2, 1),
                                new SourcePosition("a", 1, 2),
                                new SourcePosition("a", 1, 1))
                        .stream()
                        .sorted()
                        .map(SourcePosition::toString))
                .containsExactly("a:1:1", "a:1:2", "a:2:1", "b:1:1");
    }

    @Test
    void aFileGivesItsLines() {
        var file = new SourceFile("f", "a\r\nb\n\nc" + "\nx".repeat(100));

        assertThat(List.of(
                        file.line(0),
                        file.line(1),
                        file.line(2),
                        file.line(3),
                        file.line(4),
                        file.line(104),
                        file.line(105)))
                .containsExactly("", "a", "b", "", "c", "x", "");
        assertThat(file.text()).startsWith("a\r\n");
    }
}
