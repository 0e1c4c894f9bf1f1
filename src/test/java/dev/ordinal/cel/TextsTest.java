package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    private static List<String> texts(String yaml) {
        return Texts.of(Yaml.object(yaml)).stream()
                .map(entry -> "%s %s(%s) %s=%s"
                        .formatted(entry.path(), entry.source(), entry.container(), entry.key(), entry.text()))
                .toList();
    }

    @Test
    void readsAWorkload() {
        assertThat(texts("""
                        apiVersion: apps/v1
                        kind: StatefulSet
                        metadata:
                          annotations: {a: skipped}
                        spec:
                          template:
                            metadata:
                              annotations: {a: skipped}
                            spec:
                              hostAliases:
                              - {ip: 10.0.0.5, hostnames: [skipped]}
                              - {ip: 5}
                              initContainers:
                              - name: init
                                env:
                                - {name: A, value: a}
                              containers:
                              - name: db
                                command: [sh, -c, run]
                                args: [--peer, p, --x=1, y, 5, -z]
                                env:
                                - {name: B, value: b}
                                - {name: C, value: 5}
                                - {name: D, valueFrom: {fieldRef: {fieldPath: skipped}}}
                                - {name: E, value: ""}
                                - 5
                                livenessProbe: {exec: {command: [ping, l]}}
                                readinessProbe: {httpGet: {host: h, path: /skipped}}
                                startupProbe: {tcpSocket: {host: t}}
                                lifecycle:
                                  postStart: {exec: {command: [up]}}
                                  preStop: {httpGet: {host: down}}
                        status: {x: skipped}
                        """))
                .containsExactly(
                        "spec.template.spec.initContainers[0].env[0].value env(init) A=a",
                        "spec.template.spec.containers[0].command[0] command(db) =sh",
                        "spec.template.spec.containers[0].command[1] command(db) =-c",
                        "spec.template.spec.containers[0].command[2] command(db) c=run",
                        "spec.template.spec.containers[0].args[0] arg(db) =--peer",
                        "spec.template.spec.containers[0].args[1] arg(db) peer=p",
                        "spec.template.spec.containers[0].args[2] arg(db) =--x=1",
                        "spec.template.spec.containers[0].args[3] arg(db) =y",
                        "spec.template.spec.containers[0].args[5] arg(db) =-z",
                        "spec.template.spec.containers[0].env[0].value env(db) B=b",
                        "spec.template.spec.containers[0].livenessProbe.exec.command[0] probe(db) =ping",
                        "spec.template.spec.containers[0].livenessProbe.exec.command[1] probe(db) =l",
                        "spec.template.spec.containers[0].readinessProbe.httpGet.host probe(db) host=h",
                        "spec.template.spec.containers[0].startupProbe.tcpSocket.host probe(db) host=t",
                        "spec.template.spec.containers[0].lifecycle.postStart.exec.command[0] probe(db) =up",
                        "spec.template.spec.containers[0].lifecycle.preStop.httpGet.host probe(db) host=down",
                        "spec.template.spec.hostAliases[0].ip hostAlias() =10.0.0.5");
    }

    @Test
    void readsAPodFromItsRoot() {
        assertThat(texts("{apiVersion: v1, kind: Pod, spec: {hostAliases: [{ip: i}], containers: [{args: [a]}]}}"))
                .containsExactly("spec.containers[0].args[0] arg() =a", "spec.hostAliases[0].ip hostAlias() =i");
    }

    @Test
    void readsConfiguration() {
        assertThat(texts("""
                        apiVersion: v1
                        kind: ConfigMap
                        data: {my.conf: x, PLAIN: y, number: 5}
                        binaryData: {z: skipped}
                        """)).containsExactly("data['my.conf'] data() my.conf=x", "data.PLAIN data() PLAIN=y");
    }

    @Test
    void readsEndpoints() {
        assertThat(texts("""
                        apiVersion: v1
                        kind: Endpoints
                        subsets:
                        - 5
                        - addresses: [{ip: a}, 5]
                          notReadyAddresses: [{ip: b}]
                        """))
                .containsExactly(
                        "subsets[1].addresses[0].ip address() =a", "subsets[1].notReadyAddresses[0].ip address() =b");
        assertThat(texts("""
                        apiVersion: discovery.k8s.io/v1
                        kind: EndpointSlice
                        endpoints: [{addresses: [a, b]}, 5]
                        """))
                .containsExactly("endpoints[0].addresses[0] address() =a", "endpoints[0].addresses[1] address() =b");
    }

    @Test
    void readsAServicesExternalName() {
        assertThat(texts("{apiVersion: v1, kind: Service, spec: {type: ExternalName, externalName: a}}"))
                .containsExactly("spec.externalName externalName() =a");
    }

    @Test
    void readsTheFieldsOfACustomResource() {
        assertThat(texts("""
                        apiVersion: example.org/v1
                        kind: Thing
                        spec:
                          a: {b.c: [x, {d: y}], annotations: {z: skipped}}
                          n: 5
                          e: ""
                        status: {z: skipped}
                        """)).containsExactly("spec.a['b.c'][0] field() b.c=x", "spec.a['b.c'][1].d field() d=y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Secret, stringData: {a: b}, data: {a: b}}",
                "{apiVersion: v1, kind: Service, spec: {clusterIP: 10.0.0.5}}",
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, spec: {a: b}}",
                "{a: b}",
                "{}",
                "{apiVersion: 5, kind: []}",
                "{apiVersion: example.org/v1, kind: Thing, spec: 5}",
            })
    void readsNothingElse(String yaml) {
        assertThat(texts(yaml)).isEmpty();
    }

    @Test
    void stopsAtABound() {
        var value = JsonObject.of(Map.of("x", "text"));
        for (int depth = 0; depth < 200; depth++) {
            value = JsonObject.of(Map.of("a", value));
        }
        var deep = JsonObject.of(Map.of("apiVersion", "a.b/v1", "kind", "C", "spec", value));
        assertThat(Texts.of(deep)).isEmpty();

        var many = JsonArray.of(java.util.Collections.nCopies(Texts.MOST_FIELDS + 1, "x"));
        var wide = JsonObject.of(Map.of("apiVersion", "a.b/v1", "kind", "C", "spec", many));
        assertThat(Texts.of(wide)).hasSize(Texts.MOST_FIELDS);
    }

    @Property
    void everyPathLeadsToItsText(@ForAll("customResources") JsonObject object) {
        for (Texts.Entry entry : Texts.of(object)) {
            assertThat(FieldPath.parse(entry.path()).flatMap(path -> path.find(object)))
                    .hasValue(entry.text());
        }
    }

    @Provide
    Arbitrary<JsonObject> customResources() {
        return customTree().map(spec -> JsonObject.of(Map.of("apiVersion", "a.b/v1", "kind", "C", "spec", spec)));
    }

    private Arbitrary<Object> customTree() {
        return Arbitraries.lazyOf(
                () -> Arbitraries.of("text", "", 5L, true, JsonObject.NULL),
                () -> Arbitraries.of("text", "other"),
                () -> customTree().list().ofMaxSize(2).map(JsonArray::of),
                () -> Arbitraries.maps(Arbitraries.of("a", "a.b", "c'd", "0", "é", "x\\y", "["), customTree())
                        .ofMaxSize(2)
                        .map(JsonObject::of));
    }
}
