package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodTemplatesTest {

    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                "v1, Pod, ''",
                "v1, PodTemplate, template",
                "v1, ReplicationController, spec.template",
                "v1, DeploymentConfig, spec.template",
                "apps.openshift.io/v1, DeploymentConfig, spec.template",
                "apps/v1, StatefulSet, spec.template",
                "apps/v1beta1, StatefulSet, spec.template",
                "apps/v1beta2, Deployment, spec.template",
                "extensions/v1beta1, Deployment, spec.template",
                "extensions/v1beta1, DaemonSet, spec.template",
                "apps/v1, ReplicaSet, spec.template",
                "batch/v1, Job, spec.template",
                "batch/v1beta1, CronJob, spec.jobTemplate.spec.template",
                "batch/v2alpha1, CronJob, spec.jobTemplate.spec.template",
            })
    void knowsTheBuiltInKinds(String apiVersion, String kind, String path) {
        assertThat(PodTemplates.path(Yaml.object("{apiVersion: %s, kind: %s}".formatted(apiVersion, kind))))
                .hasValue(path);
    }

    @ParameterizedTest
    @CsvSource({
        "apps.kruise.io/v1beta1, StatefulSet",
        "argoproj.io/v1alpha1, CronJob",
        "example.org/v1, Pod",
        "example.org/v1, PodTemplate",
        "example.org/v1, Job",
        "example.org/v1, Deployment",
        "example.org/v1, ReplicationController",
        "example.org/v1, DeploymentConfig",
        "v1, Service",
    })
    void knowsNoOthers(String apiVersion, String kind) {
        assertThat(PodTemplates.path(Yaml.object("{apiVersion: %s, kind: %s}".formatted(apiVersion, kind))))
                .isEmpty();
    }

    @Test
    void findsTheTemplate() {
        JsonObject cronJob = Yaml.object("""
                apiVersion: batch/v1
                kind: CronJob
                spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: x}}}}}}
                """);
        JsonObject pod = Yaml.object("{apiVersion: v1, kind: Pod, spec: {containers: []}}");

        assertThat(PodTemplates.of(cronJob)).hasValue(Yaml.object("{metadata: {labels: {app: x}}}"));
        assertThat(PodTemplates.of(pod)).hasValue(pod);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{spec: 1}", "{spec: {template: 1}}", "{spec: null}", "{spec: {template: []}}"})
    void findsNoTemplateWhereThereIsNone(String fields) {
        JsonObject object = Yaml.object(fields).with("apiVersion", "apps/v1").with("kind", "Deployment");
        assertThat(PodTemplates.of(object)).isEmpty();
        assertThat(PodTemplates.containers(object)).isEmpty();
    }

    @Test
    void tellsContainersApart() {
        JsonObject set = Yaml.object("""
                apiVersion: apps/v1
                kind: StatefulSet
                spec:
                  template:
                    spec:
                      initContainers:
                      - {name: setup}
                      - {name: proxy, restartPolicy: Always}
                      containers:
                      - 5
                      - {name: db}
                      - {}
                      ephemeralContainers:
                      - {name: shell}
                """);

        assertThat(PodTemplates.containers(set))
                .extracting(c -> c.path() + " " + c.name() + " " + c.type().word())
                .containsExactly(
                        "spec.template.spec.initContainers[0] setup init",
                        "spec.template.spec.initContainers[1] proxy sidecar",
                        "spec.template.spec.containers[1] db container",
                        "spec.template.spec.containers[2]  container",
                        "spec.template.spec.ephemeralContainers[0] shell ephemeral");
    }

    @Test
    void namesAPodsContainersFromItsRoot() {
        JsonObject pod = Yaml.object("{apiVersion: v1, kind: Pod, spec: {containers: [{name: a}]}}");
        assertThat(PodTemplates.containers(pod))
                .extracting(PodTemplates.Container::path)
                .containsExactly("spec.containers[0]");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            emptyValue = "",
            value = {
                "{metadata: {name: web}}, web-0",
                "\"{metadata: {name: web}, spec: {replicas: 2}}\", web-0 web-1",
                "\"{metadata: {name: web}, spec: {replicas: 2, ordinals: {start: 5}}}\", web-5 web-6",
                "\"{metadata: {name: web}, spec: {replicas: null}}\", web-0",
                "\"{metadata: {name: web}, spec: {replicas: 0}}\", \"\"",
                "\"{metadata: {name: web}, spec: {replicas: three}}\", \"\"",
                "\"{metadata: {name: web}, spec: {replicas: -1}}\", \"\"",
                "\"{metadata: {name: web}, spec: {ordinals: {start: x}}}\", \"\"",
                "{metadata: {name: 5}}, \"\"",
                "{}, \"\"",
            })
    void namesThePods(String statefulSet, String names) {
        assertThat(String.join(" ", PodTemplates.podNames(Yaml.object(statefulSet))))
                .isEqualTo(names);
    }

    @Test
    void namesABoundedNumberOfPods() {
        JsonObject set = Yaml.object("{metadata: {name: web}, spec: {replicas: 2000000000}}");
        assertThat(PodTemplates.podNames(set)).hasSize(PodTemplates.MOST_PODS);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "{}, false",
                "{metadata: {ownerReferences: []}}, false",
                "{metadata: {ownerReferences: {}}}, false",
                "\"{metadata: {ownerReferences: [{kind: Job}, {kind: Job, controller: false}]}}\", false",
                "\"{metadata: {ownerReferences: [5, {controller: true}]}}\", true",
                "{metadata: {ownerReferences: [{controller: 'true'}]}}, false",
            })
    void knowsWhatAControllerOwns(String object, boolean owned) {
        assertThat(PodTemplates.isOwnedByController(Yaml.object(object))).isEqualTo(owned);
    }
}
