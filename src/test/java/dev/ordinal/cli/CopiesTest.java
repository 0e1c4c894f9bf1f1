package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects of the same identity in several files, as where there is a folder for each cluster. */
class CopiesTest {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec:
              clusterIP: None
              selector: {app: db}
              ports: [{name: db, port: 80}]
            """;

    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              serviceName: db
              replicas: 3
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec:
                  terminationGracePeriodSeconds: 60
                  containers:
                  - name: main
                    image: nginx:1.27
                    ports: [{name: db, containerPort: 80}]
            """;

    @TempDir
    Path folder;

    private Workspace files;

    @BeforeEach
    void makeFiles() {
        files = new Workspace(folder);
    }

    private void environment(String name, String service, String set) {
        files.write("env/" + name + "/service.yaml", service);
        files.write("env/" + name + "/db.yaml", set);
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(arguments);
    }

    private String env() {
        return files.file("env").toString();
    }

    /** The first copy of an object used to be left out, so that a check of both folders found less than of one. */
    @Test
    void everyCopyThatDiffersIsJudged() {
        environment("prod", SERVICE, SET.replace("Seconds: 60", "Seconds: 0"));
        environment("zdev", SERVICE, SET);

        CommandRun run = run("check", "--policy", "grace-period", env());

        assertThat(run.code()).as(run.out()).isEqualTo(1);
        assertThat(run.out())
                .contains("env/prod/db.yaml:11:7: deny[grace-period/")
                .contains("env/zdev/db.yaml:3:12: warning[duplicate-object] StatefulSet default/db stands at ")
                .contains("env/prod/db.yaml:3:12 already, and differs; each is judged")
                .contains("checked 3 objects from 4 files")
                .contains("1 warning, 1 deny");
    }

    @Test
    void copiesThatAreTheSameAreOne() {
        environment("prod", SERVICE, SET.replace("Seconds: 60", "Seconds: 0"));
        environment("zdev", SERVICE, SET.replace("Seconds: 60", "Seconds: 0"));

        CommandRun run = run("check", "--policy", "grace-period", env());

        assertThat(run.out()).contains("checked 2 objects from 4 files").contains(": 1 deny");
    }

    @Test
    void aCopyMeansTheObjectsOfItsOwnFolder() {
        environment("prod", SERVICE.replace("clusterIP: None", "type: ClusterIP"), SET);
        environment("zdev", SERVICE, SET.replace("replicas: 3", "replicas: 2"));

        CommandRun run = run("check", "--policy", "headless-service", env());

        assertThat(run.code()).as(run.out()).isEqualTo(1);
        assertThat(run.out())
                .contains("env/prod/db.yaml:5:3: deny[headless-service/service-headless]")
                .doesNotContain("env/zdev/db.yaml:5:3: deny");
    }

    @Test
    void anObjectThatStandsOnceMeansTheCopyNearestToIt() {
        environment("prod", SERVICE.replace("clusterIP: None", "type: ClusterIP"), "");
        environment("zdev", SERVICE, "");
        files.write("env/prod/apps/db.yaml", SET);

        CommandRun run = run("check", "--policy", "headless-service", env());

        assertThat(run.code()).as(run.out()).isEqualTo(1);
        assertThat(run.out()).contains("env/prod/apps/db.yaml:5:3: deny[headless-service/service-headless]");
    }

    @Test
    void copiesInOneFileAreJudgedAsWell() {
        String file =
                files.write("two.yaml", SERVICE + "---\n" + SET.replace("Seconds: 60", "Seconds: 0") + "---\n" + SET);

        CommandRun run = run("check", "--policy", "grace-period", file);

        assertThat(run.code()).as(run.out()).isEqualTo(1);
        assertThat(run.out()).contains("two.yaml:19:7: deny[grace-period/").contains("1 warning, 1 deny");
    }

    @Test
    void aCopyIsAnUpdateOfTheOneThatStandsWhereItStands() {
        environment("prod", SERVICE, SET.replace("replicas: 3", "podManagementPolicy: Parallel"));
        environment("zdev", SERVICE, SET);
        files.write("before/env/prod/db.yaml", SET.replace("replicas: 3", "podManagementPolicy: Parallel"));
        files.write("before/env/zdev/db.yaml", SET);

        CommandRun run = run(
                "check",
                "--policy",
                "immutable-field",
                "--against",
                files.file("before").toString(),
                env());

        assertThat(run.code()).as(run.out()).isZero();
    }

    @Test
    void fixLeavesCopiesAloneAndSaysSo() {
        String broken = SERVICE.replace("  clusterIP: None\n", "");
        environment("prod", broken, SET);
        environment("zdev", broken.replace("port: 80", "port: 81"), SET);

        CommandRun both = run("fix", env());
        CommandRun one = run("fix", files.file("env/prod").toString());
        CommandRun check = run("check", "--policy", "headless-service", env());

        assertThat(both.out()).doesNotContain("clusterIP");
        assertThat(both.err())
                .contains("ordinal: objects that stand several times are not mended: 1; name the folder of one copy");
        assertThat(one.out()).contains("+  clusterIP: None");
        assertThat(check.out())
                .contains("deny[headless-service/service-headless]")
                .doesNotContain("fixable");
    }
}
