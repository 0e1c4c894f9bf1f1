package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {

    private static final String POLICY_FILE = "policies/owner-label.yaml";
    private static final String TEST_FILE = "policies/owner-label.test.yaml";

    @TempDir
    Path folder;

    private Workspace files;
    private String policies = "";

    @BeforeEach
    void makeFiles() {
        files = new Workspace(folder);
        policies = files.policies();
        files.write(TEST_FILE, Workspace.TEST);
    }

    @Test
    void casesThatPassAreCounted() {
        CommandRun run = CommandRun.of("test", policies);

        assertThat(run.out()).isEqualTo("3 passed, 0 failed\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void whatDiffersIsPrintedAsADiff() {
        files.write(
                POLICY_FILE,
                Workspace.POLICY
                        .replace("message: there is no label owner", "message: nobody owns it")
                        .replace("'team' in", "'squad' in"));

        CommandRun run = CommandRun.of("test", policies);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("""
                owner-label: 3 of 3 cases failed (- expected, + found)
                  %1$s:18:7: all is well
                    + has-team  Warn  StatefulSet/web  at metadata.name  "there is no label team"
                  %1$s:19:7: no owner
                    - has-owner  "there is no label owner"
                    + has-owner  "nobody owns it"
                    + has-team  Warn  StatefulSet/web  at metadata.name  "there is no label team"
                  %1$s:25:7: the Service is elsewhere
                    + has-team  Warn  StatefulSet/web  at metadata.name  "there is no label team"

                0 passed, 3 failed
                """.formatted(files.file(TEST_FILE)));
    }

    @Test
    void whatIsNotKnownIsComparedToo() {
        files.write(TEST_FILE, Workspace.TEST.replace("      partial: true\n", ""));

        CommandRun run = CommandRun.of("test", policies);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("""
                    + has-service  Audit  StatefulSet/web  at spec.serviceName  "there is no such Service"
                    - not known: has-service
                    + not known: none
                """);
    }

    @Test
    void updateWritesWhatWasFoundAndLeavesTheRest() {
        files.write(
                POLICY_FILE,
                Workspace.POLICY
                        .replace("message: there is no label owner", "message: \"owner: nobody\"")
                        .replace("'team' in", "'squad' in"));
        files.write(TEST_FILE, Workspace.TEST.replace("      partial: true\n", ""));

        CommandRun update = CommandRun.of("test", policies, "--update");

        assertThat(update.code()).isZero();
        assertThat(update.err()).isEqualTo("updated 3 cases in " + files.file(TEST_FILE) + "\n");
        String team = """
                        - rule: has-team
                          action: Warn
                          subject: StatefulSet/web
                          fieldPath: metadata.name
                          message: there is no label team
                """;
        assertThat(files.read(TEST_FILE))
                .isEqualTo(Workspace.TEST
                        .replace("    - name: all is well\n", "    - name: all is well\n      expect:\n" + team)
                        .replace(
                                "          message: there is no label owner\n",
                                "          message: 'owner: nobody'\n" + team)
                        .replace("      partial: true\n", "")
                        .replace("      notKnown: [has-service]\n", "      expect:\n" + team + """
                        - rule: has-service
                          action: Audit
                          subject: StatefulSet/web
                          fieldPath: spec.serviceName
                          message: there is no such Service
                """));
        assertThat(CommandRun.of("test", policies).code()).isZero();
    }

    @Test
    void updateTakesAwayWhatIsNoLongerFound() {
        files.write(POLICY_FILE, Workspace.POLICY.replace("'owner' in", "'team' in"));

        assertThat(CommandRun.of("test", policies, "--update").code()).isZero();

        assertThat(files.read(TEST_FILE)).isEqualTo(Workspace.TEST.replace("""
                      expect:
                        - rule: has-owner
                          message: there is no label owner
                """, ""));
    }

    @Test
    void policiesWithoutCasesAreNamed() {
        files.write("policies/other.yaml", Workspace.POLICY.replace("owner-label", "other"));

        CommandRun run = CommandRun.of("test", policies);

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("without cases: other\n3 passed, 0 failed\n");
    }

    @Test
    void badFilesGiveTwoAndTheOthersAreTested() {
        files.write("policies/bad.yaml", "kind: [\n");

        CommandRun run = CommandRun.of("test", policies);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("bad.yaml:").contains("error[syntax]").contains("3 passed, 0 failed");
    }

    @Test
    void casesOfNoPolicyAreABadFile() {
        files.write("policies/stray.test.yaml", Workspace.TEST.replace("owner-label", "stray"));

        CommandRun run = CommandRun.of("test", policies);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("stray.test.yaml: error: there is no policy stray");
    }

    @Test
    void aRuleThatFailsIsNoFinding() {
        files.write(POLICY_FILE, Workspace.POLICY.replace("'owner' in object.metadata.labels", "object.spec.nothing"));

        CommandRun run = CommandRun.of("test", policies);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("    ! has-owner failed: ").contains("owner-label.yaml:16:");
        assertThat(CommandRun.of("test", policies, "--update").code()).isEqualTo(1);
    }

    @Test
    void nothingToTestGivesThree() throws IOException {
        Files.delete(files.file(TEST_FILE));

        CommandRun run = CommandRun.of("test", policies);

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("ordinal: nothing to test: there are no cases.\n");
    }

    @Test
    void onlyTheNamedPolicyIsTested() {
        assertThat(CommandRun.of("test", policies, "--policy", "owner-label").code())
                .isZero();

        CommandRun run = CommandRun.of("test", policies, "--policy", "owner-lable");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("did you mean owner-label?");
    }
}
