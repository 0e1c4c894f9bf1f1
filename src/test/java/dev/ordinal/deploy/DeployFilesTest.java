package dev.ordinal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What lies below {@code deploy} fits together. What the policies and the build give is compared elsewhere. */
class DeployFilesTest {

    private static final Path DEPLOY = Path.of("deploy");
    private static final Path MONITORING = DEPLOY.resolve("components/monitoring");
    private static final Pattern METRIC = Pattern.compile("\\bordinal_[a-z_]+");

    private static final Pattern METER = Pattern.compile("\"(ordinal(\\.[a-z]+)+)\"");

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static List<Map<?, ?>> documents(Path file) throws IOException {
        var documents = new ArrayList<Map<?, ?>>();
        new Load(LoadSettings.builder().setLabel(file.toString()).build())
                .loadAllFromString(Files.readString(file))
                .forEach(document -> documents.add((Map<?, ?>) document));
        return documents;
    }

    private static Map<?, ?> only(Path file, String kind) throws IOException {
        List<Map<?, ?>> ofKind = documents(file).stream()
                .filter(document -> kind.equals(document.get("kind")))
                .toList();
        assertThat(ofKind).hasSize(1);
        return ofKind.getFirst();
    }

    private static Set<String> metrics(String text) {
        var names = new TreeSet<String>();
        METRIC.matcher(text).results().forEach(found -> names.add(found.group()));
        return names;
    }

    @Test
    void everyFileIsYamlWithAKind() throws IOException {
        for (Path file : files(".yaml")) {
            List<Map<?, ?>> documents = documents(file);
            assertThat(documents).as(file.toString()).isNotEmpty();
            assertThat(documents)
                    .as(file.toString())
                    .allMatch(document -> document.containsKey("apiVersion") && document.containsKey("kind"));
        }
    }

    @Test
    void everyFileThatAKustomizationNamesIsThere() throws IOException {
        for (Path file : files("kustomization.yaml")) {
            Map<?, ?> kustomization = documents(file).getFirst();
            var named = new ArrayList<String>();
            for (String list : List.of("resources", "components")) {
                if (kustomization.get(list) instanceof List<?> names) {
                    names.forEach(name -> named.add(String.valueOf(name)));
                }
            }
            if (kustomization.get("patches") instanceof List<?> patches) {
                patches.forEach(patch -> named.add(String.valueOf(((Map<?, ?>) patch).get("path"))));
            }
            // what certs-script makes is not committed
            named.removeIf(name -> name.endsWith("target/certs"));
            assertThat(named)
                    .allSatisfy(name -> assertThat(file.resolveSibling(name))
                            .as("%s in %s", name, file)
                            .exists());
        }
    }

    @Test
    void everyFileBelongsToAKustomization() throws IOException {
        for (Path file : files(".yaml")) {
            String name = String.valueOf(file.getFileName());
            if (!name.equals("kustomization.yaml")) {
                assertThat(Files.readString(file.resolveSibling("kustomization.yaml")))
                        .as(file.toString())
                        .contains(name);
            }
        }
    }

    @Test
    void theBaseWarnsAndTheEnforcingPartDenies() throws IOException {
        assertThat(only(DEPLOY.resolve("base/settings.yaml"), "ConfigMap").toString())
                .contains("ordinal.enforcement=warn\n");
        assertThat(only(DEPLOY.resolve("components/enforce/settings.yaml"), "ConfigMap")
                        .toString())
                .contains("ordinal.enforcement=deny\n");
        assertThat(only(DEPLOY.resolve("base/rules.yaml"), "ValidatingWebhookConfiguration")
                        .toString())
                .contains("name=subjects.ordinal.dev")
                .doesNotContain("failurePolicy=Fail");
        assertThat(only(DEPLOY.resolve("components/enforce/failure-policy.yaml"), "ValidatingWebhookConfiguration")
                        .get("webhooks"))
                .isEqualTo(List.of(Map.of("name", "subjects.ordinal.dev", "failurePolicy", "Fail")));
    }

    @Test
    void theMutatingConfigurationHoldsNothingUpAndGetsTheSameCertificates() throws IOException {
        assertThat(only(DEPLOY.resolve("base/rules.yaml"), "MutatingWebhookConfiguration")
                        .toString())
                .contains("failurePolicy=Ignore", "reinvocationPolicy=IfNeeded", "sideEffects=None", "path=/mutate")
                .doesNotContain("failurePolicy=Fail");
        Path injected = DEPLOY.resolve("components/cert-manager/inject-ca.yaml");
        assertThat(Objects.requireNonNull(
                        only(injected, "MutatingWebhookConfiguration").get("metadata")))
                .isEqualTo(only(injected, "ValidatingWebhookConfiguration").get("metadata"));
    }

    @Test
    void theWayOutRemovesBothConfigurations() throws IOException {
        assertThat(Files.readString(Path.of("docs/operating.md")).lines())
                .filteredOn(line -> line.contains("kubectl delete") && line.contains("webhookconfiguration"))
                .hasSize(2)
                .allMatch(line -> line.contains("validatingwebhookconfiguration,mutatingwebhookconfiguration ordinal"));
    }

    @Test
    void theContainerMayDoNothingItNeedNot() throws IOException {
        String patch = only(DEPLOY.resolve("base/hardening.yaml"), "Deployment").toString();

        assertThat(patch)
                .contains("readOnlyRootFilesystem=true", "allowPrivilegeEscalation=false", "drop=[ALL]")
                .contains("seccompProfile={type=RuntimeDefault}");
        assertThat(only(DEPLOY.resolve("base/workload.yaml"), "Deployment").toString())
                .contains("runAsNonRoot=true", "replicas=2", "serviceAccountName=ordinal");
    }

    @Test
    void alertsAndDashboardUseMetricsThatThereAre() throws IOException {
        var known = new TreeSet<String>();
        for (String name : metrics(Files.readString(Path.of("docs/metrics.md")))) {
            known.addAll(List.of(name, name + "_bucket", name + "_count", name + "_sum"));
        }
        Set<String> alerts = metrics(Files.readString(MONITORING.resolve("alerts.yaml")));
        Set<String> dashboard = metrics(Files.readString(MONITORING.resolve("dashboard.json")));

        assertThat(alerts).isNotEmpty().isSubsetOf(known);
        assertThat(dashboard).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void theMetricsThatAreDescribedAreThoseOfTheServer() throws IOException {
        Path server = Path.of("src/main/java/dev/ordinal/server");
        String source = Files.readString(server.resolve("Meters.java"))
                + Files.readString(server.resolve("MutationMeters.java"));
        var meters = new TreeSet<String>();
        METER.matcher(source)
                .results()
                .forEach(found -> meters.add(withoutUnit(found.group(1).replace('.', '_'))));
        var described = new TreeSet<String>();
        metrics(Files.readString(Path.of("docs/metrics.md"))).forEach(name -> described.add(withoutUnit(name)));

        assertThat(described).isEqualTo(meters);
    }

    /** A meter's name as it is in the program; the registry puts the unit and the kind of meter behind it. */
    private static String withoutUnit(String name) {
        return name.replaceFirst("_(total|seconds)$", "");
    }

    @Test
    void theDashboardIsOne() throws IOException {
        JsonNode dashboard =
                new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());

        assertThat(dashboard.path("title").asText()).isEqualTo("Ordinal");
        var ids = new ArrayList<Integer>();
        for (JsonNode panel : dashboard.path("panels")) {
            ids.add(panel.path("id").asInt());
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("targets")).isNotEmpty();
        }
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void everyAlertSaysWhatAndHowGrave() throws IOException {
        Map<?, ?> rules = only(MONITORING.resolve("alerts.yaml"), "PrometheusRule");
        List<?> groups = (List<?>) ((Map<?, ?>) Objects.requireNonNull(rules.get("spec"))).get("groups");

        assertThat(Objects.requireNonNull(groups))
                .allSatisfy(group -> assertThat((List<?>) ((Map<?, ?>) group).get("rules"))
                        .isNotEmpty()
                        .allSatisfy(rule -> assertThat(String.valueOf(rule))
                                .contains("alert=Ordinal", "severity=", "summary=", "description=")));
    }
}
