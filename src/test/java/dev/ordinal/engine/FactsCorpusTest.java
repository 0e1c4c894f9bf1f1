package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordinal.cluster.BundleView;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the built-in policies find in real StatefulSets, against facts that an independent script computed. Every
 * difference has its line, with the reason, in {@code src/test/resources/corpus/facts-differences.txt}.
 *
 * <p>The manifests lie beside the checkout, in {@code ../shared/corpus}, or in the folder that {@code ORDINAL_CORPUS}
 * names; without them the test is skipped. It prints how many facts agree.
 */
class FactsCorpusTest {

    private static final Path CORPUS =
            Path.of(Optional.ofNullable(System.getenv("ORDINAL_CORPUS")).orElse("../shared/corpus"));
    private static final Path DIFFERENCES = Path.of("src/test/resources/corpus/facts-differences.txt");

    /** The rules that answer the questions. */
    private static final List<String> RULES = List.of(
            "headless-service/service-name",
            "headless-service/service-exists",
            "headless-service/not-external",
            "headless-service/service-headless",
            "headless-service/service-selects",
            "readiness-probe/every-container",
            "liveness-probe/every-container",
            "mounts/volume-exists",
            "mounts/template-mounted",
            "disruption-budget/budget-exists",
            "spread/spread-wanted");

    /** What a fact and the findings say of one question; null where the question does not arise. */
    private record Answer(String question, Object fact, Object found) {}

    @Test
    void agreesWithTheFacts() throws IOException {
        assumeThat(CORPUS.resolve("facts.jsonl"))
                .as("no corpus at %s: set ORDINAL_CORPUS to its folder", CORPUS)
                .exists();
        var policies = PolicyReader.read(List.of(Input.path(Path.of("policies"))));
        PolicyCompiler.Result compiled = PolicyCompiler.compile(policies.policies());
        var json = new ObjectMapper();
        Map<String, List<JsonNode>> byBundle = new LinkedHashMap<>();
        for (String line : Files.readAllLines(CORPUS.resolve("facts.jsonl"))) {
            JsonNode fact = json.readTree(line);
            if (fact.get("core_statefulset").asBoolean()) {
                byBundle.computeIfAbsent(fact.get("bundle").asText(), _ -> new ArrayList<>())
                        .add(fact);
            }
        }
        Map<String, int[]> table = new TreeMap<>();
        var differences = new ArrayList<String>();
        for (Map.Entry<String, List<JsonNode>> bundle : byBundle.entrySet()) {
            compare(bundle.getKey(), bundle.getValue(), compiled.policies(), table, differences);
        }
        table.forEach((question, counts) ->
                System.out.printf("%-22s %4d agree, %3d differ%n", question, counts[0], counts[1]));
        Set<String> explained = Files.readAllLines(DIFFERENCES).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf(':', line.lastIndexOf('|'))))
                .collect(Collectors.toSet());
        assertThat(new HashSet<>(differences)).isEqualTo(explained);
    }

    private static void compare(
            String bundle,
            List<JsonNode> facts,
            List<CompiledPolicy> policies,
            Map<String, int[]> table,
            List<String> differences) {
        ManifestSet set = new ManifestReader(ReadLimits.DEFAULT, "default")
                .read(List.of(Input.path(CORPUS.resolve("bundles").resolve(bundle))));
        List<Manifest> manifests = Preparation.of(set.manifests()).manifests();
        var view = new BundleView(manifests, false);
        var engine = new PolicyEngine(policies, List.of(), List.of(), set.types(), EngineOptions.on(LocalDate.EPOCH));
        for (JsonNode fact : facts) {
            String name = fact.path("name").asText("");
            Optional<Manifest> manifest = manifests.stream()
                    .filter(candidate -> candidate.kind().equals("StatefulSet")
                            && candidate.name().equals(name)
                            && isIn(candidate, fact.path("namespace").asText("default"))
                            && candidate
                                    .source()
                                    .orElseThrow()
                                    .file()
                                    .name()
                                    .endsWith(fact.get("file").asText()))
                    .findFirst();
            String id = bundle + " | " + fact.get("file").asText() + "#"
                    + fact.get("doc").asInt()
                    + (name.isEmpty() ? "" : " " + name) + " | ";
            if (manifest.isEmpty()) {
                count(table, "is judged", false);
                differences.add(id + "is judged");
                continue;
            }
            count(table, "is judged", true);
            for (Answer answer : answers(fact, manifest.get(), engine.evaluate(Change.create(manifest.get()), view))) {
                boolean agrees = answer.fact().equals(answer.found());
                count(table, answer.question(), agrees);
                if (!agrees) {
                    differences.add(id + answer.question() + " " + answer.fact() + " " + answer.found());
                }
            }
        }
    }

    /** A namespace that a Template's parameter names is filled in when the file is read. */
    private static boolean isIn(Manifest manifest, String namespace) {
        return namespace.contains("${") || manifest.namespace().equals(namespace);
    }

    private static void count(Map<String, int[]> table, String question, boolean agrees) {
        table.computeIfAbsent(question, _ -> new int[2])[agrees ? 0 : 1]++;
    }

    private static List<Answer> answers(JsonNode fact, Manifest manifest, List<Evaluation> evaluations) {
        Map<String, Integer> found = new HashMap<>();
        Set<String> notKnown = new HashSet<>();
        for (Evaluation evaluation : evaluations) {
            evaluation.findings().forEach(finding -> found.merge(finding.id(), 1, Integer::sum));
            evaluation.notKnown().forEach(rule -> notKnown.add(rule.finding().id()));
            evaluation.errors().forEach(error -> notKnown.add(error.policy() + "/" + error.rule()));
        }
        var answers = new ArrayList<Answer>();
        for (String rule : RULES) {
            answers.add(new Answer("known " + rule, true, !notKnown.contains(rule)));
        }
        answers.add(new Answer(
                "serviceName set",
                fact.get("serviceName_set").asBoolean(),
                !found.containsKey("headless-service/service-name")));
        if (fact.get("serviceName_set").asBoolean()) {
            boolean present = fact.get("service_in_bundle").asBoolean();
            answers.add(new Answer("Service present", present, !found.containsKey("headless-service/service-exists")));
            if (present) {
                answers.add(new Answer(
                        "headless",
                        fact.get("service_headless").asBoolean(),
                        !found.containsKey("headless-service/service-headless")
                                && !found.containsKey("headless-service/not-external")));
                answers.add(new Answer(
                        "selecting",
                        fact.get("service_selects_pods").asBoolean(),
                        !found.containsKey("headless-service/service-selects")));
            }
        }
        int containers = fact.get("containers").asInt();
        answers.add(new Answer(
                "without readiness",
                containers - fact.get("readiness").asInt(),
                found.getOrDefault("readiness-probe/every-container", 0)));
        answers.add(new Answer(
                "without liveness",
                containers - fact.get("liveness").asInt(),
                found.getOrDefault("liveness-probe/every-container", 0)));
        answers.add(new Answer("claim templates", texts(fact.get("vct")), templates(manifest)));
        answers.add(new Answer(
                "dangling mounts",
                !fact.get("mount_without_volume").isEmpty(),
                found.containsKey("mounts/volume-exists")));
        answers.add(new Answer(
                "unused templates", fact.get("vct_unused").size(), found.getOrDefault("mounts/template-mounted", 0)));
        boolean several = manifest.root().object("spec").integer("replicas").orElse(0L) > 1;
        if (several) {
            answers.add(new Answer(
                    "PDB covers", !fact.get("pdb").isEmpty(), !found.containsKey("disruption-budget/budget-exists")));
            answers.add(new Answer(
                    "anti-affinity",
                    !fact.get("anti_affinity").isNull()
                            || fact.get("topologySpread").asInt() > 0,
                    !found.containsKey("spread/spread-wanted")));
        }
        return answers;
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new HashSet<String>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Set<String> templates(Manifest manifest) {
        return manifest.root().object("spec").array("volumeClaimTemplates").objects().stream()
                .map(template -> template.object("metadata").text("name").orElse(""))
                .collect(Collectors.toSet());
    }
}
