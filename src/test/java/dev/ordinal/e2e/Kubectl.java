package dev.ordinal.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code kubectl} as one user, in one namespace. */
record Kubectl(Path kubeconfig, Path scratch, String namespace) {

    /** Runs it. */
    Shell.Result run(String... arguments) {
        return input("", arguments);
    }

    /** Runs it with a text on its standard input. */
    Shell.Result input(String input, String... arguments) {
        var command = new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig.toString()));
        if (!namespace.isEmpty()) {
            command.addAll(List.of("-n", namespace));
        }
        command.addAll(List.of(arguments));
        // Its cache of discovered kinds would outlive the API server it was made from.
        return Shell.run(scratch, Map.of("HOME", scratch.toString()), input, command);
    }

    /** Applies manifests from a text. */
    Shell.Result apply(String manifests, String... options) {
        var arguments = new ArrayList<>(List.of("apply", "-f", "-"));
        arguments.addAll(List.of(options));
        return input(manifests, arguments.toArray(String[]::new));
    }

    /** Where objects go that name no namespace; others go where they say, which {@link #in} would not let them. */
    Kubectl withDefault(String namespaceOfContext) {
        Path file = kubeconfig.resolveSibling(namespaceOfContext + "-" + kubeconfig.getFileName());
        try {
            Files.writeString(
                    file,
                    Files.readString(kubeconfig)
                            .replace("user: user}}", "user: user, namespace: " + namespaceOfContext + "}}"));
        } catch (IOException bad) {
            throw new UncheckedIOException(bad);
        }
        return new Kubectl(file, scratch, "");
    }

    Kubectl in(String other) {
        return new Kubectl(kubeconfig, scratch, other);
    }
}
