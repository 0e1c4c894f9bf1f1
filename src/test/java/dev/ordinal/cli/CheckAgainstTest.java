package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cli.CommandRun.Around;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ordinal check --against}: manifests as updates of what is there already. */
class CheckAgainstTest {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec:
              clusterIP: None
              selector: {app: web}
              ports: [{name: web, port: 80}]
            ---
            """;

    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: web}
            spec:
              serviceName: web
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  terminationGracePeriodSeconds: 60
                  containers:
                  - name: main
                    image: nginx:1.27
                    ports: [{name: web, containerPort: 80}]
                    readinessProbe: {tcpSocket: {port: web}}
            """;

    @TempDir
    Path folder;

    private CommandRun check(String deployed, String manifests, String... more) throws IOException {
        Path before = Files.writeString(folder.resolve("before.yaml"), deployed);
        Path now = Files.writeString(folder.resolve("now.yaml"), manifests);
        var arguments = new ArrayList<>(List.of("check", "--against", before.toString(), now.toString()));
        arguments.addAll(List.of(more));
        return Around.NOTHING.run(arguments.toArray(String[]::new));
    }

    @Test
    void whatStaysTheSameDeniesNothing() throws IOException {
        CommandRun run = check(SERVICE + SET, SERVICE + SET);

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("checked 2 objects from 1 file");
    }

    @Test
    void anImmutableFieldThatChangesIsDeniedWhereItStands() throws IOException {
        CommandRun run = check(
                SERVICE + SET,
                SERVICE + SET.replace("  replicas: 3", "  podManagementPolicy: Parallel\n  replicas: 5"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("now.yaml:14:3: deny[immutable-field/field] spec.podManagementPolicy is immutable and changes"
                        + " from OrderedReady to Parallel");
    }

    @Test
    void versionsOfOneObjectAreCompared() throws IOException {
        CommandRun run = check(
                SERVICE + SET.replace("apps/v1", "apps/v1beta2").replace("serviceName: web", "serviceName: old"),
                SERVICE + SET,
                "--policy",
                "immutable-field");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("spec.serviceName is immutable and changes from old to web");
    }

    @Test
    void whatWasBrokenBeforeIsAWarningAndWhatIsNewIsNot() throws IOException {
        String broken = SET.replace("serviceName: web", "serviceName: gone");
        String worse = broken.replace("terminationGracePeriodSeconds: 60", "terminationGracePeriodSeconds: 0");

        CommandRun same = check(SERVICE + broken, SERVICE + broken);
        CommandRun more = check(SERVICE + broken, SERVICE + worse);

        assertThat(same.code()).as(same.out()).isZero();
        assertThat(same.out()).contains("warn[headless-service/service-exists]");
        assertThat(more.code()).isEqualTo(1);
        assertThat(more.out()).contains("warn[headless-service/service-exists]", "deny[grace-period/");
    }

    @Test
    void whatBreaksBecauseAnotherObjectWentIsNew() throws IOException {
        CommandRun run = check(SERVICE + SET, SET);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("deny[headless-service/service-exists]");
    }

    @Test
    void anObjectThatIsNewIsJudgedAsNew() throws IOException {
        CommandRun run = check(SERVICE, SERVICE + SET.replace("serviceName: web", "serviceName: gone"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("deny[headless-service/service-exists]");
    }

    @Test
    void whatCannotBeReadIsToldAndTheRestIsJudged() throws IOException {
        CommandRun broken = check("kind: [", SERVICE + SET);
        CommandRun missing = Around.NOTHING.run(
                "check",
                "--against",
                folder.resolve("nowhere").toString(),
                folder.resolve("now.yaml").toString());

        assertThat(broken.code()).isEqualTo(2);
        assertThat(broken.out()).contains("before.yaml:", "checked 2 objects");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.out()).contains("nowhere", "checked 2 objects");
    }

    @Test
    void warningsAboutWhatIsThereAreNotRepeated() throws IOException {
        CommandRun run = check(SERVICE + SET.replace("replicas: 3", "replicas: 3\n  replicas: 3"), SERVICE + SET);

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).doesNotContain("before.yaml");
    }
}
