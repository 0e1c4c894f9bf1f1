package dev.ordinal.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ordinal serve}: answers the API server's admission reviews. */
@Command(
        name = "serve",
        description = "Serve the admission webhook: answer the API server's reviews by the policies.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"2:bad settings", "4:a mistake in Ordinal", "143:ended by SIGTERM, all requests answered"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  ordinal serve --cert tls.crt --key tls.key",
            "  ordinal serve --insecure --view examples/good",
            "  ordinal serve --config /etc/ordinal/config --cert tls.crt --key tls.key --enforcement warn"
        })
final class ServeCommand implements Callable<Integer> {

    private final Console console;
    private final Server server;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings file, or the folder of its application.properties. Default:"
                    + " /etc/ordinal/config/application.properties if there is one.")
    @Nullable
    String config;

    @Option(
            names = "--view",
            paramLabel = "DIR",
            description = "Manifests that stand for the cluster. Without it the server asks the API server.")
    @Nullable
    String view;

    @Option(
            names = "--policies",
            paramLabel = "DIR",
            description = "A folder of policies, bindings and exceptions beside the built-in policies; watched.")
    @Nullable
    String policies;

    @Option(
            names = "--enforcement",
            paramLabel = "ACTION",
            description = "No finding means more than this: deny, warn or audit. Default: deny.")
    @Nullable
    String enforcement;

    @Option(names = "--cert", paramLabel = "FILE", description = "The certificate of the server, in PEM; watched.")
    @Nullable
    String certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "Its key, in PEM; watched.")
    @Nullable
    String key;

    @Option(
            names = "--insecure",
            description = "Plain HTTP on the loopback interface, to try things out without a certificate.")
    boolean insecure;

    @Option(names = "--port", paramLabel = "PORT", description = "Of /validate and /mutate. Default: 8443.")
    @Nullable
    String port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Of health and metrics, in plain HTTP. Default: 9000.")
    @Nullable
    String managementPort;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "How to reach the API server. Default: what KUBECONFIG names, or the pod's service account.")
    @Nullable
    String kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "Which context of that file.")
    @Nullable
    String context;

    @Mixin
    HelpOption help;

    ServeCommand(Console console, Server server) {
        this.console = console;
        this.server = server;
    }

    @Override
    public Integer call() {
        return server.serve(
                settings(),
                console.isTerminal(Console.Stream.OUT),
                line -> console.err().println("ordinal: " + line));
    }

    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        put(settings, "config", config);
        put(settings, "view", view);
        put(settings, "policies", policies);
        put(settings, "enforcement", enforcement);
        put(settings, "tls.certificate", certificate);
        put(settings, "tls.key", key);
        put(settings, "listen.insecure", insecure ? "true" : null);
        put(settings, "listen.port", port);
        put(settings, "listen.management-port", managementPort);
        put(settings, "kubeconfig", kubeconfig);
        put(settings, "context", context);
        return settings;
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put("ordinal." + name, value);
        }
    }
}
