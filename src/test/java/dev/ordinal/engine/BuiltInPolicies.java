package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.Input;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.policy.PolicyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The policies that come with Ordinal. */
final class BuiltInPolicies {

    static final Path FOLDER = Path.of("policies");

    static final List<CompiledPolicy> ALL = compile();

    private BuiltInPolicies() {}

    static PolicyEngine engine(List<CompiledPolicy> policies) {
        return new PolicyEngine(
                policies, List.of(), List.of(), BuiltinTypes.INSTANCE, EngineOptions.on(EngineTesting.TODAY));
    }

    static CompiledPolicy named(String name) {
        return ALL.stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The policy's file. */
    static String text(CompiledPolicy policy) {
        try {
            return Files.readString(FOLDER.resolve(policy.name() + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<CompiledPolicy> compile() {
        PolicyFiles files = PolicyReader.read(List.of(Input.path(FOLDER)));
        assertThat(files.problems()).isEmpty();
        PolicyCompiler.Result result = PolicyCompiler.compile(files.policies());
        assertThat(result.problems()).isEmpty();
        assertThat(result.policies()).isNotEmpty();
        return result.policies();
    }
}
