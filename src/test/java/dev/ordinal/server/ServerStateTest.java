package dev.ordinal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ordinal.admission.Door;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.Decision;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.JsonTrees;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ReadLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerStateTest {

    private static final String POLICY = """
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata: {name: owner-label}
            spec:
              title: Every StatefulSet has an owner
              category: identity
              action: Deny
              matchConstraints:
                resourceRules:
                - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE]}
              validations:
              - name: has-owner
                expression: has(object.metadata.labels)
                message: no owner
                remedy: Add the label.
            """;

    @TempDir
    Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry);
    private Path policies = Path.of("");

    @BeforeEach
    void writePolicy() throws IOException {
        policies = Files.createDirectory(folder.resolve("policies"));
        Files.writeString(policies.resolve("owner.yaml"), POLICY);
        Files.createDirectory(folder.resolve("view"));
    }

    private Settings settings(String... more) throws BadSettings {
        var told = new HashMap<>(Map.of(
                "ordinal.listen.insecure", "true",
                "ordinal.builtin-policies", "false",
                "ordinal.policies", policies.toString(),
                "ordinal.view", folder.resolve("view").toString(),
                "ordinal.namespace", "guard"));
        for (int i = 0; i < more.length; i += 2) {
            told.put(more[i], more[i + 1]);
        }
        return SettingsReader.read(told, Map.of());
    }

    private ServerState state() throws BadSettings {
        return new ServerState(settings(), FolderWorld.read(folder.resolve("view")), meters);
    }

    private static Decision judge(ServerState state) {
        try {
            var tree = (JsonObject) new JsonTrees(ReadLimits.DEFAULT).decode("""
                    {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "web", "namespace": "shop"}}
                    """.getBytes(StandardCharsets.UTF_8));
            return state.judge(Change.create(Manifest.of(tree)), Deadline.in(Duration.ofSeconds(20)));
        } catch (JsonTrees.NotJson e) {
            throw new IllegalArgumentException(e);
        }
    }

    private double policies(String what) {
        return registry.get("ordinal.policies").tag("state", what).gauge().value();
    }

    @Test
    void beforePoliciesAreLoadedItIsNotReady() throws BadSettings {
        ServerState state = state();

        assertThat(state.isReady()).isFalse();
        assertThat(state.policies()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> judge(state));
        assertThat(state.load()).isTrue();
        assertThat(state.isReady()).isTrue();
        assertThat(judge(state).allowed()).isFalse();
        assertThat(policies("loaded")).isEqualTo(1);
    }

    @Test
    void aReloadThatFailsKeepsTheLastGoodSetAsAWhole() throws BadSettings, IOException {
        ServerState state = state();
        state.load();
        Files.writeString(
                policies.resolve("bad.yaml"),
                POLICY.replace("owner-label", "bad").replace("has(", "hass("));
        Files.writeString(policies.resolve("owner.yaml"), POLICY.replace("Deny", "Warn"));

        assertThat(state.load()).isFalse();
        assertThat(judge(state).allowed()).isFalse();
        assertThat(policies("failed")).isEqualTo(1);

        Files.delete(policies.resolve("bad.yaml"));
        assertThat(state.load()).isTrue();
        assertThat(judge(state).warnings()).hasSize(1);
        assertThat(policies("failed")).isZero();
    }

    @Test
    void atTheStartWhatLoadsIsUsed() throws BadSettings, IOException {
        Files.writeString(policies.resolve("bad.yaml"), "kind: Policy\n");
        ServerState state = state();

        assertThat(state.load()).isTrue();
        assertThat(judge(state).allowed()).isFalse();
        assertThat(policies("failed")).isEqualTo(1);
    }

    @Test
    void enforcementAndWhoIsLetThroughMayChange() throws BadSettings {
        ServerState state = state();
        state.load();

        state.change(settings("ordinal.enforcement", "warn", "ordinal.bypass.groups", "breakers"));
        state.turnDay();

        assertThat(judge(state).allowed()).isTrue();
        assertThat(judge(state).warnings()).hasSize(1);
        assertThat(state.rules().groups()).containsExactly("breakers");
        assertThat(state.rules().namespaces()).containsExactlyInAnyOrder("kube-system", "guard");
    }

    @Test
    void theTimeToAnswerIsTheApiServersLessAMargin() throws BadSettings {
        try (var doors = new Doors(
                settings("ordinal.limits.deadline-margin", "2s"), state(), (_, _, _) -> {}, (_, _, _) -> {})) {
            assertThat(doors.time(null)).isEqualTo(Duration.ofSeconds(8));
            assertThat(doors.time("30s")).isEqualTo(Duration.ofSeconds(28));
            assertThat(doors.time("3s")).isEqualTo(Duration.ofMillis(1500));
            assertThat(doors.time("soon")).isEqualTo(Duration.ofSeconds(8));
            assertThat(doors.time("1000h")).isEqualTo(Duration.ofSeconds(8));
            Door mutation = doors.mutation();
            assertThat(mutation).isNotSameAs(doors.validation());
        }
    }
}
