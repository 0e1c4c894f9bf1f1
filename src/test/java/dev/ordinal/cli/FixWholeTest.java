package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy adds to an object goes in whole or not at all. */
class FixWholeTest {

    /** The claim's mount would change another container as well. */
    private static final String ANCHOR = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: db
              annotations:
                storage.ordinal.dev/data: 10Gi /var/lib/data
            spec:
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec:
                  containers:
                  - name: db
                    image: acme:1
                    volumeMounts: &m
                    - {name: x, mountPath: /x}
                  - name: side
                    image: s:1
                    volumeMounts: *m
                  volumes: [{name: x, emptyDir: {}}]
            """;

    /** Neither annotations nor containers are on lines of their own. */
    private static final String FLOW = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: db
              annotations: {storage.ordinal.dev/data: 10Gi /var/lib/data, # why
                probes.ordinal.dev/readiness: "true"}
            spec:
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec: {
                  containers: [
                    {name: db, image: "postgres:17",
                     ports: [{containerPort: 5432}],   # the port
                    },
                  ]
                }
            """;

    /** The claim's template would go to another StatefulSet as well; only the annotation would not. */
    private static final String TEMPLATE = """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: apps/v1
              kind: StatefulSet
              metadata: {name: db, annotations: {storage.ordinal.dev/data: 10Gi /var/lib/data}}
              spec: &spec
                selector: {matchLabels: {app: db}}
                template:
                  metadata: {labels: {app: db}}
                  spec:
                    containers:
                    - name: db
                      image: acme:1
            - apiVersion: apps/v1
              kind: StatefulSet
              metadata: {name: db2}
              spec: *spec
            """;

    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
              annotations: {y: "1", # why
                z: "2"}
            data:
              zero: "0"
            """;

    /** What each of two ConfigMaps lacks as soon as the other has it. */
    private static final String VARIABLES = """
              variables:
                - name: next
                  expression: >-
                    'k' + string(size(cluster.get('v1', 'ConfigMap', object.metadata.namespace,
                    object.metadata.name == 'a' ? 'b' : 'a').value().data))
            """;

    @TempDir
    Path folder;

    private Workspace files;

    @BeforeEach
    void makeFiles() {
        files = new Workspace(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {ANCHOR, FLOW, TEMPLATE})
    void halfAClaimIsNotWritten(String text) {
        String file = files.write("db.yaml", text);

        CommandRun first = CommandRun.of("fix", "--write", file);

        assertThat(files.read("db.yaml")).isEqualTo(text);
        assertThat(first.code()).isEqualTo(1);
        assertThat(first.err())
                .doesNotContain(": fix[")
                .contains("    added.ordinal.dev/claim-templates: data\n")
                .contains("      mountPath: /var/lib/data\n")
                .contains("    volumeClaimTemplates:\n")
                .contains("is left out, for it goes with what cannot be edited in place; to add:\n");
        assertThat(CommandRun.of("fix", "--write", file)).isEqualTo(first);
    }

    @Test
    void otherPoliciesAddWhatDoesNotHangOnIt() {
        files.write("policies/pair.yaml", policy("pair", "'one' in object.data", """
                [JSONPatch{op: "add", path: "/data/one", value: "1"},
                 JSONPatch{op: "add", path: "/metadata/annotations/x", value: "1"}]"""));
        files.write(
                "policies/after.yaml",
                policy("after", "'two' in object.data || !('one' in object.data)", """
                [JSONPatch{op: "add", path: "/data/two", value: "2"}]""") + "  mutateAfter: [pair]\n");
        files.write("policies/other.yaml", policy("other", "'three' in object.data", """
                [JSONPatch{op: "add", path: "/data/three", value: "3"}]"""));
        String file = files.write("a.yaml", CONFIG);
        String policies = files.file("policies").toString();

        CommandRun first = CommandRun.of("fix", "--policies", policies, "--write", file);
        CommandRun second = CommandRun.of("fix", "--policies", policies, "--write", file);

        assertThat(files.read("a.yaml")).isEqualTo(CONFIG + "  three: '3'\n");
        List<String> said = first.err().lines().toList();
        assertThat(said).contains(file + ":7: fix[other] ConfigMap default/a: data.three");
        assertThat(said.stream().filter(line -> line.contains("by hand[")))
                .containsExactly(
                        file + ":5: by hand[pair] ConfigMap default/a: metadata.annotations.x is written in flow style,"
                                + " in brackets on several lines; to add:",
                        file + ":7: by hand[pair] ConfigMap default/a: data.one is left out, for it goes with what"
                                + " cannot be edited in place; to add:",
                        file + ":7: by hand[after] ConfigMap default/a: data.two is left out, for it goes with what"
                                + " cannot be edited in place; to add:");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err().lines().filter(line -> line.contains("by hand[")))
                .containsExactlyElementsOf(
                        said.stream().filter(line -> line.contains("by hand[")).toList());
        assertThat(second.err()).doesNotContain(": fix[");
    }

    @Test
    void whatComesToNoEndIsAnErrorAndLeftOut() {
        // each of the two adds a field as soon as the other has
        files.write("policies/race.yaml", policy("race", "variables.next in object.data", """
                [JSONPatch{op: "add", path: "/data/" + variables.next, value: "1"}]""") + VARIABLES);

        String one = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  zero: \"0\"\n";
        String file = files.write("a.yaml", one + "---\n" + one.replace("name: a", "name: b"));

        CommandRun run =
                CommandRun.of("fix", "--policies", files.file("policies").toString(), file);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("error[race/mutations] what it adds gives it more to add, without end; it was stopped after"
                        + " 8 rounds")
                .contains("object: ConfigMap default/a at " + file + ":1")
                .contains("object: ConfigMap default/b at " + file + ":8");
    }

    /** A policy that adds to ConfigMaps. */
    private static String policy(String name, String isThere, String operations) {
        return """
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: %s}
                spec:
                  title: Adds to ConfigMaps
                  description: For tests.
                  category: identity
                  matchConstraints:
                    resourceRules:
                      - {apiGroups: [""], apiVersions: [v1], resources: [configmaps], operations: [CREATE, UPDATE]}
                  mutations:
                    - patchType: JSONPatch
                      jsonPatch:
                        expression: |
                          %s ? [] : %s
                """.formatted(name, isThere, operations.replace("\n", ""));
    }
}
