package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.report.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code policies}, {@code explain} and {@code docs}. */
class PageCommandsTest {

    @TempDir
    Path folder;

    private Workspace files;
    private String policies = "";

    @BeforeEach
    void makeFiles() {
        files = new Workspace(folder);
        policies = files.policies();
        files.write("policies/owner-label.test.yaml", Workspace.TEST);
    }

    @Test
    void policiesAreListedByName() {
        files.write("policies/a.yaml", Workspace.POLICY.replace("owner-label", "also"));

        CommandRun run = CommandRun.of("policies", "--policies", policies);

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("""
                also         Deny  ownership  Every StatefulSet says who owns it
                owner-label  Deny  ownership  Every StatefulSet says who owns it
                """);
    }

    @Test
    void policiesAreListedAsJson() {
        CommandRun run = CommandRun.of("policies", "--policies", policies, "-o", "json");

        Golden.assertMatches("policies.json", run.out().replace(folder + "/", ""));
    }

    @Test
    void explainPrintsThePage() {
        CommandRun run = CommandRun.of("explain", "owner-label", "--policies", policies);

        assertThat(run.code()).isZero();
        Golden.assertMatches("explain.txt", run.out());
    }

    @Test
    void explainTakesTheIdOfARule() {
        assertThat(CommandRun.of("explain", "owner-label/has-team", "--policies", policies)
                        .out())
                .isEqualTo(CommandRun.of("explain", "owner-label", "--policies", policies)
                        .out());
    }

    @Test
    void explainNamesTheNearestPolicy() {
        CommandRun run = CommandRun.of("explain", "owner-labl", "--policies", policies);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("ordinal: There is no policy 'owner-labl': did you mean owner-label?\n");
    }

    @Test
    void docsAreWrittenAndCompared() throws IOException {
        String docs = files.file("docs").toString();
        String[] write = {"docs", "--out", docs, "--policies", policies};
        String[] check = {"docs", "--out", docs, "--policies", policies, "--check"};

        assertThat(CommandRun.of(check).code()).isEqualTo(1);
        assertThat(CommandRun.of(write).code()).isZero();
        assertThat(CommandRun.of(check)).isEqualTo(new CommandRun(0, "", ""));
        Golden.assertMatches(
                "explain.md", files.read("docs/policies/owner-label.md").replace(folder + "/", ""));
        Golden.assertMatches("policies.md", files.read("docs/policies/README.md"));

        files.write("docs/policies/owner-label.md", "changed");
        Files.writeString(files.file("docs/policies/gone.md"), "of a policy that was there once");
        CommandRun differing = CommandRun.of(check);
        assertThat(differing.code()).isEqualTo(1);
        assertThat(differing.out())
                .contains("differs: " + docs + "/policies/owner-label.md\n")
                .contains("gone.md (of no policy)\n");

        assertThat(CommandRun.of(write).code()).isZero();
        assertThat(CommandRun.of(check).code()).isZero();
        assertThat(files.file("docs/policies/gone.md")).doesNotExist();
    }
}
