package dev.ordinal.server;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reaches the API server: by the file that the settings name, or as the environment says. */
final class ClusterClient {

    private static final int SECOND = 1_000;

    private ClusterClient() {}

    /**
     * Makes a client; it asks nothing yet.
     *
     * @throws BadSettings if the file cannot be used
     */
    static KubernetesClient of(Settings settings) throws BadSettings {
        if (settings.kubeconfig().isEmpty() && !isSomewhere()) {
            throw new BadSettings(List.of("No cluster: this process runs in none, and neither " + Key.KUBECONFIG.key()
                    + " (--kubeconfig) nor KUBECONFIG names a file. To try things out, --view DIR serves from"
                    + " manifests."));
        }
        Config config = settings.kubeconfig().isPresent()
                ? fromFile(settings.kubeconfig().get(), settings.context())
                : Config.autoConfigure(settings.context().orElse(null));
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withUserAgent("ordinal")
                        .withConnectionTimeout(5 * SECOND)
                        .build())
                .build();
    }

    /** Whether the environment leads to a cluster. */
    private static boolean isSomewhere() {
        String home = System.getProperty("user.home", "");
        return System.getenv("KUBERNETES_SERVICE_HOST") != null
                || System.getenv("KUBECONFIG") != null
                || Files.isReadable(Path.of(home, ".kube", "config"));
    }

    private static Config fromFile(Path file, Optional<String> context) throws BadSettings {
        try {
            return Config.fromKubeconfig(context.orElse(null), file.toFile());
        } catch (RuntimeException e) {
            throw new BadSettings(
                    List.of(Key.KUBECONFIG.key() + " = \"" + file + "\" cannot be used: " + e.getMessage()));
        }
    }
}
