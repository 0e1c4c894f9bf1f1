package dev.ordinal.cli;

import dev.ordinal.engine.CompiledPolicy;
import dev.ordinal.engine.PolicyCompiler;
import dev.ordinal.engine.WebhookRules;
import dev.ordinal.engine.WebhookRules.Resource;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.policy.PolicyFiles;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ordinal webhook-config}: prints the webhook configurations and the role that the policies need. */
@Command(
        name = "webhook-config",
        description =
                "Print the webhook configurations that the policies need: their kinds, operations and subresources,"
                        + " and no others.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ordinal webhook-config --rbac",
            "  ordinal webhook-config --policies policies --failure-policy Fail --ca-bundle ca.crt",
            "  ordinal webhook-config --url https://127.0.0.1:8443 --ca-bundle ca.crt --kubernetes 1.20",
            "",
            "The mutating configuration is printed where a policy mutates, or is judged at mutation."
        })
final class WebhookConfigCommand implements Callable<Integer> {

    private static final Pattern VERSION = Pattern.compile("v?1\\.(\\d{1,3})(?:\\.\\d+)?\\+?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern RESOURCE = Pattern.compile("([a-z0-9][-a-z0-9.]*)/([a-z0-9][-a-z0-9]*)");

    /** The first version of Kubernetes that takes matchConditions without a feature gate set. */
    private static final int MATCH_CONDITIONS = 28;

    private final Console console;

    /** What the API server does with a change where the webhook does not answer. */
    enum FailurePolicy {
        FAIL,
        IGNORE;

        @Override
        public String toString() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    PolicyOptions policies;

    @Option(
            names = "--custom-resource",
            paramLabel = "GROUP/RESOURCE",
            description = "A custom resource, such as example.com/things, that policies about all resources (*) are to"
                    + " judge; may be given several times.")
    List<String> customResources = new ArrayList<>();

    @Option(
            names = "--failure-policy",
            paramLabel = "POLICY",
            defaultValue = "Ignore",
            description = "What is done with a change of a kind that policies name while the webhook does not answer:"
                    + " Fail or Ignore. All else is always Ignore. Default: ${DEFAULT-VALUE}.")
    FailurePolicy failurePolicy = FailurePolicy.IGNORE;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long the API server waits for an answer, 1 to 30. Default: ${DEFAULT-VALUE}.")
    int timeout = 5;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "ordinal",
            description = "The name of what is printed. Default: ${DEFAULT-VALUE}.")
    String name = "ordinal";

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "ordinal-system",
            description = "The webhook's own namespace, which is never judged. Default: ${DEFAULT-VALUE}.")
    String namespace = "ordinal-system";

    @Option(
            names = "--service",
            paramLabel = "NAME",
            defaultValue = "ordinal",
            description = "The webhook's Service in it. Default: ${DEFAULT-VALUE}.")
    String service = "ordinal";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the webhook is, instead of a Service: https://HOST:PORT, as the API server sees it.")
    @Nullable
    String url;

    @Option(
            names = "--ca-bundle",
            paramLabel = "FILE",
            description = "The certificates, in PEM, that the webhook's own is trusted by.")
    @Nullable
    Path caBundle;

    @Option(
            names = "--kubernetes",
            paramLabel = "VERSION",
            defaultValue = "1.30",
            description =
                    "The API server's version. Before 1.28 there are no matchConditions. Default: ${DEFAULT-VALUE}.")
    String kubernetes = "1.30";

    @Option(names = "--no-match-conditions", description = "Leave out the matchConditions whatever the version.")
    boolean noMatchConditions;

    @Option(
            names = "--rbac",
            description = "Print the ClusterRole too: get, list and watch of the kinds that are read.")
    boolean rbac;

    @Option(
            names = "--output-file",
            paramLabel = "FILE",
            description = "Write to this file instead of standard output; it stays as it is where anything is wrong.")
    @Nullable
    Path outputFile;

    @Mixin
    HelpOption help;

    WebhookConfigCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        WebhookConfiguration.Settings settings = settings();
        List<Resource> custom = custom();
        PolicyFiles files = policies.read(PolicySources.Wanted.POLICIES);
        ExitCode read = Problems.tell(files, console);
        PolicyCompiler.Result compiled = PolicyCompiler.compile(files.policies());
        Problems.write(compiled.problems(), files.sources(), console.isColourful(Console.Stream.ERR), console.err());
        if (read != ExitCode.CLEAN
                || compiled.policies().size() < files.policies().size()) {
            return ExitCode.BAD_INPUT.code();
        }
        List<CompiledPolicy> all = compiled.policies();
        WebhookRules rules = WebhookRules.of(all, custom);
        if (outputFile == null) {
            write(rules, settings, console.out());
            return ExitCode.CLEAN.code();
        }
        Optional<String> failure = OutputFile.write(outputFile, out -> write(rules, settings, out));
        failure.ifPresent(why -> console.err().println("ordinal: " + why));
        return failure.isPresent() ? ExitCode.BAD_INPUT.code() : ExitCode.CLEAN.code();
    }

    private void write(WebhookRules rules, WebhookConfiguration.Settings settings, Writer out) throws IOException {
        if (rbac) {
            out.append(YamlText.of(WebhookConfiguration.clusterRole(rules, settings)))
                    .append("---\n");
        }
        Optional<JsonObject> mutating = WebhookConfiguration.mutating(rules, settings);
        if (mutating.isPresent()) {
            out.append(YamlText.of(mutating.get())).append("---\n");
        }
        out.append(YamlText.of(WebhookConfiguration.validating(rules, settings)))
                .flush();
    }

    private WebhookConfiguration.Settings settings() {
        var mistakes = new ArrayList<String>();
        if (timeout < 1 || timeout > 30) {
            mistakes.add("--timeout: " + timeout + " is not a number of seconds from 1 to 30.");
        }
        checkName("--name", name, mistakes);
        checkName("--namespace", namespace, mistakes);
        checkName("--service", service, mistakes);
        Optional<String> endpoint = Optional.ofNullable(url).map(text -> endpoint(text, mistakes));
        Matcher version = VERSION.matcher(kubernetes);
        if (!version.matches()) {
            mistakes.add("--kubernetes: '" + kubernetes + "' is not a version such as 1.30.");
        }
        Optional<byte[]> bundle = Optional.ofNullable(caBundle).flatMap(file -> bundle(file, mistakes));
        if (!mistakes.isEmpty()) {
            throw new UsageException(mistakes);
        }
        boolean conditions = !noMatchConditions && Integer.parseInt(version.group(1)) >= MATCH_CONDITIONS;
        return new WebhookConfiguration.Settings(
                name, namespace, service, endpoint, bundle, failurePolicy.toString(), timeout, conditions);
    }

    private static void checkName(String option, String value, List<String> mistakes) {
        if (!NAME.matcher(value).matches()) {
            mistakes.add(option + ": '" + value
                    + "' is not a name: lower case letters, digits and '-', 63 characters at most.");
        }
    }

    private static String endpoint(String text, List<String> mistakes) {
        try {
            var uri = new URI(text);
            boolean isPlain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            if ("https".equals(uri.getScheme()) && uri.getHost() != null && isPlain) {
                return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            }
        } catch (URISyntaxException _) {
            // told below
        }
        mistakes.add("--url: '" + text + "' is not of the form https://HOST:PORT.");
        return "";
    }

    private static Optional<byte[]> bundle(Path file, List<String> mistakes) {
        try {
            byte[] pem = Files.readAllBytes(file);
            if (new String(pem, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE-----")) {
                return Optional.of(pem);
            }
            mistakes.add("--ca-bundle: " + file + " holds no certificate in PEM.");
        } catch (IOException e) {
            mistakes.add("--ca-bundle: " + file + " cannot be read: " + OutputFile.reason(e) + ".");
        }
        return Optional.empty();
    }

    private List<Resource> custom() {
        var resources = new ArrayList<Resource>();
        var mistakes = new ArrayList<String>();
        for (String text : customResources) {
            Matcher matcher = RESOURCE.matcher(text);
            if (matcher.matches()) {
                resources.add(new Resource(matcher.group(1), matcher.group(2)));
            } else {
                mistakes.add("--custom-resource: '" + text
                        + "' is not of the form GROUP/RESOURCE, such as example.com/things.");
            }
        }
        if (!mistakes.isEmpty()) {
            throw new UsageException(mistakes);
        }
        return resources;
    }
}
