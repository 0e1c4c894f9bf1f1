package dev.ordinal.cli;

import dev.ordinal.policy.PolicyFiles;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say by which policies manifests are judged or mended, and with which params. */
@Command
final class ChosenPolicies {

    @Mixin
    PolicyOptions policies;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            description = "Only this policy; may be given several times.")
    List<String> names = new ArrayList<>();

    @Option(
            names = "--skip-policy",
            paramLabel = "NAME",
            split = ",",
            description = "All but this policy; may be given several times.")
    List<String> skipped = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "POLICY.PARAM=VALUE",
            description = "Give a policy's param another value, in YAML, whatever bindings say; may be given several"
                    + " times.")
    List<String> params = new ArrayList<>();

    /**
     * Reads them.
     *
     * @throws UsageException for policies and params that there are not
     */
    Checker.Chosen read() {
        PolicyFiles files = ParamSettings.parse(params).applied(policies.read(PolicySources.Wanted.POLICIES));
        return new Checker.Chosen(files, PolicySources.chosen(files, names, skipped));
    }
}
