package dev.ordinal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ordinal.Corpus;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ReadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Rendered charts, applied whole: the door refuses what {@code ordinal check} says that it will, and nothing else. */
class ChartsCorpusIT {

    private static final JsonMapper JSON = new JsonMapper();

    private record Identity(String kind, String namespace, String name) {}

    /** A finding that denies, with the other objects it is about. */
    private record Foretold(Identity subject, Set<Identity> related) {}

    private static ApiServer api;
    private static Webhook webhook;

    @BeforeAll
    static void start() {
        Path folder = Program.folder("charts");
        api = ApiServer.start(folder.resolve("api"));
        webhook = Webhook.start(api, folder.resolve("webhook"), "ordinal.enforcement=deny", "ordinal.log.format=json");
        webhook.register("Fail");
    }

    @AfterAll
    static void stop() {
        try (ApiServer server = api;
                Webhook door = webhook) {
            assertThat(server).isNotNull();
            assertThat(door).isNotNull();
        }
    }

    @TestFactory
    Stream<DynamicTest> theDoorRefusesWhatCheckSays() throws IOException {
        Path corpus = Corpus.folder();
        return Files.readAllLines(corpus.resolve("INDEX.tsv")).stream()
                .map(line -> line.split("\t", -1))
                .filter(columns -> columns[0].equals("bundles") && columns[8].startsWith("helm"))
                .map(columns -> columns[1])
                .distinct()
                .map(bundle -> DynamicTest.dynamicTest(
                        bundle, () -> compare(corpus.resolve("bundles").resolve(bundle))));
    }

    private static void compare(Path bundle) throws IOException {
        String own = bundle.getFileName().toString().replaceAll("[^a-z0-9]+", "-");
        List<Manifest> manifests = new ManifestReader(ReadLimits.DEFAULT, own)
                .read(List.of(Input.path(bundle)))
                .manifests();
        Stream.concat(Stream.of(own), manifests.stream().map(Manifest::namespace))
                .filter(namespace -> !namespace.isEmpty())
                .distinct()
                .forEach(namespace -> api.kubectl("").run("create", "namespace", namespace));
        Kubectl kubectl = api.kubectl("alice", "").withDefault(own);
        // What a bundle's first documents refer to may come last.
        kubectl.run("apply", "-R", "-f", bundle.toString());
        int mark = webhook.log().length();
        String second = kubectl.run("apply", "-R", "-f", bundle.toString()).all();

        Set<Identity> refused = refused(webhook.log().substring(mark));
        List<Foretold> foretold = foretold(bundle, own);
        assertThat(foretold).as(second).map(Foretold::subject).containsAll(refused);
        // What the API server itself refuses, or does not serve, never comes to the door. Of objects that are in each
        // other's way the first is stored, and the others refused.
        assertThat(foretold)
                .as(second)
                .allMatch(each -> refused.contains(each.subject)
                        || each.related.stream().anyMatch(refused::contains)
                        || !stored(kubectl, each.subject));
    }

    private static boolean stored(Kubectl kubectl, Identity object) {
        return kubectl.in(object.namespace())
                        .run("get", object.kind(), object.name())
                        .code()
                == 0;
    }

    private static Set<Identity> refused(String log) {
        return log.lines()
                .filter(line -> line.startsWith("{"))
                .map(ChartsCorpusIT::tree)
                .filter(line -> line.path("message").asText().equals("denied"))
                .map(line -> identity(line))
                .collect(Collectors.toSet());
    }

    private static List<Foretold> foretold(Path bundle, String namespace) throws IOException {
        String report = Program.run(
                        Program.folder("charts"), "check", "--namespace", namespace, "-o", "json", bundle.toString())
                .out();
        var foretold = new ArrayList<Foretold>();
        for (JsonNode finding : JSON.readTree(report).path("findings")) {
            if (finding.path("action").asText().equals("deny")) {
                var related = new HashSet<Identity>();
                finding.path("related").forEach(object -> related.add(identity(object)));
                foretold.add(new Foretold(identity(finding.path("subject")), related));
            }
        }
        return foretold;
    }

    private static Identity identity(JsonNode object) {
        return new Identity(
                object.path("kind").asText(),
                object.path("namespace").asText(),
                object.path("name").asText());
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException bad) {
            throw new AssertionError("no JSON: " + line, bad);
        }
    }
}
