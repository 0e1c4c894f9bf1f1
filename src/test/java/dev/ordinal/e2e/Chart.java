package dev.ordinal.e2e;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import java.nio.file.Path;

/** The chart of the tests, as helm's own library installs and upgrades it for one user, in one namespace. */
record Chart(Path kubeconfig, String namespace) {

    private static final Path FOLDER = Path.of("src/test/resources/e2e/chart");
    private static final String RELEASE = "shop";

    /** Installs it with nginx of that version. */
    Release install(String tag) {
        return new Helm(FOLDER)
                .install()
                .withName(RELEASE)
                .withKubeConfig(kubeconfig)
                .withNamespace(namespace)
                .set("tag", tag)
                .call();
    }

    /** Upgrades it to nginx of that version: a patch of what differs between the charts and from what is stored. */
    Release upgrade(String tag) {
        return new Helm(FOLDER)
                .upgrade()
                .withName(RELEASE)
                .withKubeConfig(kubeconfig)
                .withNamespace(namespace)
                .set("tag", tag)
                .call();
    }

    /** Does the same with {@code --force}, which replaces what is stored by what the chart says. */
    Release replace(String tag) {
        return new Helm(FOLDER)
                .upgrade()
                .withName(RELEASE)
                .withKubeConfig(kubeconfig)
                .withNamespace(namespace)
                .force()
                .set("tag", tag)
                .call();
    }
}
