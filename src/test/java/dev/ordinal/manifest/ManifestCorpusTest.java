package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.Corpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What real manifests are read as, compared with what an independent script found in them. */
class ManifestCorpusTest {

    private static final String TEMPLATE_AT_1_1 = "TEMPLATE 1:1 " + SyntaxAdvice.TEMPLATE;
    private static final String TAB = " a tab indents this line; YAML wants blanks";

    /**
     * The awkward files: the kinds read, the problems, what was skipped.
     *
     * <p>Three cases that YAML's own tests say must fail do not: kubectl's parser takes them too (a flow list whose
     * lines are not indented, tabs before a quoted text's second line), and they hold no objects.
     */
    private static final Map<String, Expected> NASTY = Map.ofEntries(
            Map.entry("kubeval-comment", expected("")),
            Map.entry(
                    "kubeval-list-valid",
                    expected(
                            "Service ReplicationController Service ReplicationController Service ReplicationController")),
            Map.entry("kubeval-missing-kind", skipped("not Kubernetes")),
            // Its fault is a port that is no number: for the rules to find, not for the reader.
            Map.entry(
                    "kubeval-multi-invalid",
                    expected(
                            "Service ReplicationController Service ReplicationController Service ReplicationController")),
            // The note speaks of two groups, but both documents are of apps: the later one counts.
            Map.entry(
                    "kubeval-same-kind-different-api",
                    expected(
                            "Deployment",
                            "DUPLICATE_OBJECT 32:3 Deployment default/nginx-deployment stands at F:10:3 already, and"
                                    + " differs; each is judged")),
            Map.entry(
                    "kubeval-same-object-different-namespace", expected("ReplicationController ReplicationController")),
            Map.entry("kubeval-valid-json", expected("Deployment")),
            Map.entry("kubeval-int-or-string", expected("Service")),
            Map.entry(
                    "kubeval-multi-valid-source",
                    expected(
                            "Service ReplicationController Service ReplicationController Service ReplicationController")),
            Map.entry("kubescore-list-crlf", expected("Service Deployment")),
            Map.entry("kubelabs-tab-service", expected("", "SYNTAX 6:1" + TAB)),
            Map.entry("jinja-unrendered", expected("", TEMPLATE_AT_1_1)),
            Map.entry("k8s-perf-json-sts", expected("StatefulSet")),
            Map.entry("argo-kustomization-with-sts", skipped("kustomization")),
            Map.entry("anchor-merge-linter", expected("Deployment")),
            Map.entry("k8s-multi-crd-list", expected("Foo Bar")),
            Map.entry("nbsp-appset", expected("ApplicationSet")),
            Map.entry(
                    "meilisearch-unterminated",
                    expected(
                            "ServiceAccount ConfigMap Service Pod",
                            "SYNTAX 66:18 the quote that opens here is never closed")),
            Map.entry("yts-4ejs-0", expected("", "SYNTAX 3:1" + TAB)),
            Map.entry("yts-9c9n-0", skipped("not Kubernetes")),
            Map.entry("yts-dk95-1", skipped("not Kubernetes")),
            Map.entry("yts-y79y-1", skipped("not Kubernetes")),
            Map.entry(
                    "yts-s98z-0",
                    expected(
                            "",
                            "SYNTAX 5:2 not YAML: the leading empty lines contain more spaces (3) than the first non-empty line"
                                    + " (1)")),
            Map.entry(
                    "yts-w9l4-0",
                    expected(
                            "",
                            "SYNTAX 4:3 not YAML: the leading empty lines contain more spaces (5) than the first non-empty line"
                                    + " (2)")),
            Map.entry("derived-utf16le-bom", expected("Service StatefulSet")),
            Map.entry(
                    "derived-bom-mid",
                    // the second half is the first one again
                    expected("Service StatefulSet")),
            Map.entry(
                    "derived-no-space-colon",
                    expected(
                            "StatefulSet", "SYNTAX 24:3 a blank is missing after the colon; write `clusterIP: None`")));

    /** Bundles of which fewer objects are read than they hold, and why. */
    private static final Map<String, String> FEWER = Map.of(
            "rhobs-observatorium-metrics", "has a Secret twice",
            "k8se2e-csi-mock", "has a StatefulSet twice",
            "kubelinter-duplicate-env", "its two objects have no names",
            "kubelinter-liveness-port", "its two objects have no names",
            "josdk-nginx-sts", "its StatefulSet, for a program to complete, has no name");

    private record Expected(List<String> kinds, List<String> problems, Map<String, Integer> skipped) {}

    private static Expected expected(String kinds, String... problems) {
        return new Expected(kinds.isEmpty() ? List.of() : List.of(kinds.split(" ", -1)), List.of(problems), Map.of());
    }

    private static Expected skipped(String what) {
        return new Expected(List.of(), List.of(), Map.of(what, 1));
    }

    private static ManifestSet read(Path path) {
        return new ManifestReader(ReadLimits.DEFAULT, "default").read(List.of(Input.path(path)));
    }

    private static List<JsonObject> facts(Path corpus, String name) {
        ReadFile file = new DocumentReader(ReadLimits.DEFAULT).read(name, corpus.resolve(name));
        assertThat(file.problems()).isEmpty();
        return file.documents().stream()
                .map(document -> (JsonObject) document.root())
                .toList();
    }

    @Test
    void awkwardFilesYieldWhatTheirNotesSay() {
        Path corpus = Corpus.folder();
        var found = new ArrayList<String>();
        for (JsonObject fact : facts(corpus, "facts-nasty.jsonl")) {
            String id = fact.text("nasty").orElseThrow();
            found.add(id);
            ManifestSet read = read(corpus.resolve("nasty").resolve(id));
            List<String> kinds = read.manifests().stream().map(Manifest::kind).toList();
            List<String> problems = read.problems().stream()
                    .filter(problem -> problem.severity() != Problem.Severity.NOTE)
                    .map(problem ->
                            Reading.told(problem).replace(problem.position().file(), "F"))
                    .toList();

            assertThat(new Expected(kinds, problems, read.skipped())).as(id).isEqualTo(NASTY.get(id));
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(NASTY.keySet());
    }

    @Test
    void bundlesHoldTheObjectsThatTheFactsCount() {
        Path corpus = Corpus.folder();
        for (JsonObject fact : facts(corpus, "facts-bundles.jsonl")) {
            String bundle = fact.text("bundle").orElseThrow();
            ManifestSet read = read(corpus.resolve("bundles").resolve(bundle));
            var kinds = new TreeMap<String, Object>();
            read.manifests().forEach(manifest -> kinds.merge(manifest.kind(), 1L, (a, b) -> (long) a + (long) b));
            long lost = read.problems().stream()
                    .filter(problem ->
                            problem.kind() == Problem.Kind.IDENTITY || problem.kind() == Problem.Kind.DUPLICATE_OBJECT)
                    .count();

            assertThat(lost > 0).as(bundle).isEqualTo(FEWER.containsKey(bundle));
            assertThat(read.manifests().size() + lost)
                    .as(bundle)
                    .isEqualTo(fact.object("kinds").values().stream()
                            .mapToLong(count -> (long) count)
                            .sum());
            if (lost == 0) {
                assertThat(kinds).as(bundle).isEqualTo(fact.object("kinds"));
            }
            assertThat(read.skipped()).as(bundle).isEmpty();
        }
    }

    @Test
    void everyFieldOfABundleHasItsPlace() {
        for (Manifest manifest : read(Corpus.folder().resolve("bundles")).manifests()) {
            everyFieldHasItsPlace(manifest, FieldPath.ROOT, manifest.root());
        }
    }

    private static void everyFieldHasItsPlace(Manifest manifest, FieldPath path, Object value) {
        SourceMap source = manifest.source().orElseThrow();
        SourcePosition key = source.key(path).orElseThrow();
        assertThat(source.value(path)).isPresent();
        switch (value) {
            case JsonObject object ->
                object.forEach((name, field) -> {
                    SourcePosition at = source.key(path.child(name)).orElseThrow();
                    String line = source.file().line(at.line());
                    assertThat(line.substring(line.offsetByCodePoints(0, at.column() - 1)))
                            .as(path + " " + name)
                            .matches(text -> text.startsWith(name) || text.startsWith("\"") || text.startsWith("'"));
                    everyFieldHasItsPlace(manifest, path.child(name), field);
                });
            case JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    everyFieldHasItsPlace(manifest, path.child(i), array.get(i));
                }
            }
            default -> assertThat(key.line()).isPositive();
        }
    }
}
