package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordinal.Corpus;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What {@code pod-ip-literal} says of real manifests that hold IP addresses, against what a careful reader made of
 * them: {@code hardcoded} or {@code mixed} (should be a name), {@code external} (outside the cluster), {@code legit}.
 */
class ClientsCorpusTest {

    private static final String POLICY = "pod-ip-literal";

    @Test
    void tellsHardCodedAddressesFromOthers() throws IOException {
        Path corpus = Corpus.folder();
        List<CompiledPolicy> policies = policy();
        // Label, then the rules found, then how many files.
        var table = new TreeMap<String, Map<String, Integer>>();
        for (String line : Files.readAllLines(corpus.resolve("facts-clients.jsonl"))) {
            JsonNode fact = new ObjectMapper().readTree(line);
            Path file = corpus.resolve("clients")
                    .resolve(fact.get("client").asText())
                    .resolve(fact.get("file").asText());
            table.computeIfAbsent(fact.get("label").asText(), _ -> new TreeMap<>())
                    .merge(rules(file, policies), 1, Integer::sum);
        }

        table.forEach((label, found) -> System.out.printf("%-9s %s%n", label, found));
        assertThat(table.get("hardcoded")).isEqualTo(Map.of("pod-address", 1, "config-address", 2));
        assertThat(table.get("mixed")).isEqualTo(Map.of("custom-resource", 1));
        assertThat(table.get("external")).containsOnlyKeys("external-address", "nothing");
        assertThat(table.get("legit")).containsOnlyKeys("nothing");
    }

    private static List<CompiledPolicy> policy() {
        var read = PolicyReader.read(List.of(Input.path(Path.of("policies", POLICY + ".yaml"))));
        PolicyCompiler.Result compiled = PolicyCompiler.compile(read.policies());
        assertThat(compiled.problems()).isEmpty();
        return compiled.policies();
    }

    /** The rules that the file's objects break, {@code nothing} if there is none. */
    private static String rules(Path file, List<CompiledPolicy> policies) {
        ManifestSet set = new ManifestReader(ReadLimits.DEFAULT, "default").read(List.of(Input.path(file)));
        List<Manifest> manifests = Preparation.of(set.manifests()).manifests();
        var view = new BundleView(manifests, false);
        var engine = new PolicyEngine(policies, List.of(), List.of(), set.types(), EngineOptions.on(LocalDate.EPOCH));
        List<String> rules = manifests.stream()
                .flatMap(manifest -> engine.evaluate(Change.create(manifest), view).stream())
                .peek(evaluation -> assertThat(evaluation.errors()).isEmpty())
                .peek(evaluation -> assertThat(evaluation.notKnown()).isEmpty())
                .flatMap(evaluation -> evaluation.findings().stream())
                .map(Finding::rule)
                .distinct()
                .sorted()
                .toList();
        return rules.isEmpty() ? "nothing" : String.join("+", rules);
    }
}
