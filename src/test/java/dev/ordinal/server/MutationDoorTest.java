package dev.ordinal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.admission.BadReview;
import dev.ordinal.admission.Door;
import dev.ordinal.cluster.Deadline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mutating door with policies from files: what it answers and what is counted. */
class MutationDoorTest {

    private static final String POLICIES = """
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata: {name: team}
            spec:
              title: Every StatefulSet has a team
              matchConstraints:
                resourceRules:
                - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}
              mutations:
              - patchType: JSONPatch
                jsonPatch:
                  expression: >-
                    object.metadata.?labels.hasValue() ? []
                    : [JSONPatch{op: "add", path: "/metadata/labels", value: {"team": "blue"}}]
            ---
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata: {name: broken}
            spec:
              title: Every StatefulSet has what cannot be added
              matchConstraints:
                resourceRules:
                - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}
              mutations:
              - patchType: JSONPatch
                jsonPatch:
                  expression: >-
                    object.metadata.name == 'odd'
                      ? [JSONPatch{op: "add", path: "/spec/nowhere/at/all", value: 1}] : []
            """;

    @TempDir
    Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private static byte[] review(String user, String metadata) {
        return """
                {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
                 "uid": "u-1", "kind": {"group": "apps", "version": "v1", "kind": "StatefulSet"},
                 "resource": {"group": "apps", "version": "v1", "resource": "statefulsets"},
                 "namespace": "shop", "operation": "CREATE", "userInfo": {"username": "%s"},
                 "object": {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": %s, "spec": {}}}}
                """.formatted(user, metadata).getBytes(StandardCharsets.UTF_8);
    }

    private static String answer(Door door, String user, String metadata) throws BadReview {
        byte[] answer = door.answer(review(user, metadata), Deadline.in(Duration.ofSeconds(20)), System.nanoTime());
        return new String(answer, StandardCharsets.UTF_8);
    }

    @Test
    void whatIsAnsweredIsCounted() throws BadSettings, BadReview, IOException {
        Path policies = Files.createDirectory(folder.resolve("policies"));
        Files.writeString(policies.resolve("all.yaml"), POLICIES);
        Path view = Files.createDirectory(folder.resolve("view"));
        Settings settings = SettingsReader.read(
                Map.of(
                        "ordinal.listen.insecure", "true",
                        "ordinal.builtin-policies", "false",
                        "ordinal.policies", policies.toString(),
                        "ordinal.bypass.users", "root",
                        "ordinal.view", view.toString()),
                Map.of());
        var state = new ServerState(settings, FolderWorld.read(view), new Meters(registry));
        try (var doors = new Doors(settings, state, (_, _, _) -> {}, new MutationDiary(new MutationMeters(registry)))) {
            Door door = doors.mutation();
            assertThat(answer(door, "jane", "{\"name\": \"web\"}"))
                    .as("no policies are loaded yet")
                    .contains("\"allowed\":true")
                    .doesNotContain("patch");
            state.load();

            assertThat(answer(door, "jane", "{\"name\": \"web\"}"))
                    .contains("\"patchType\":\"JSONPatch\"", "team added metadata.labels");
            assertThat(answer(door, "jane", "{\"name\": \"web\", \"labels\": {\"a\": \"b\"}}"))
                    .endsWith("\"response\":{\"uid\":\"u-1\",\"allowed\":true}}");
            assertThat(answer(door, "root", "{\"name\": \"web\"}")).contains("\"bypassed\"");
            assertThat(answer(door, "jane", "{\"name\": \"odd\", \"labels\": {\"a\": \"b\"}}"))
                    .contains("broken added nothing, as it failed")
                    .doesNotContain("patchType");
        }

        for (String decision : new String[] {"failed", "mutate", "allow", "bypass", "warn"}) {
            assertThat(count(
                            "ordinal.mutation.requests",
                            "operation",
                            "CREATE",
                            "kind",
                            "StatefulSet",
                            "decision",
                            decision))
                    .as(decision)
                    .isEqualTo(1);
            assertThat(registry.get("ordinal.mutation.duration")
                            .tags("operation", "CREATE", "decision", decision)
                            .timer()
                            .count())
                    .as(decision)
                    .isEqualTo(1);
        }
        assertThat(count("ordinal.policy.mutations", "policy", "team")).isEqualTo(1);
        assertThat(count("ordinal.policy.mutation.errors", "policy", "broken")).isEqualTo(1);
    }
}
