package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.report.Golden;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is deployed is what the command prints. */
class DeployedRulesTest {

    @Test
    void theDeployedRulesAreThoseOfTheBuiltInPolicies() {
        CommandRun run = CommandRun.of("webhook-config", "--rbac");

        assertThat(run.err()).isEmpty();
        Golden.assertMatches(
                Path.of("deploy", "base"),
                "rules.yaml",
                "# What the built-in policies need; ./ordinal webhook-config --rbac prints it, and a test compares.\n"
                        + run.out());
    }
}
