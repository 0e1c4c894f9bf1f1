package dev.ordinal.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ordinal.engine.Evaluation;
import dev.ordinal.policy.Action;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every format of the full sample against its golden file, and against what reads it. */
class ReportsTest {

    record Format(String file, ReportFormat format) {
        String of(CheckResult result) {
            return Sample.written(format, result);
        }

        @Override
        public String toString() {
            return file;
        }
    }

    private static final Format TEXT = new Format("check.txt", new TextReport(false, TextReport.Detail.NORMAL));
    private static final Format TEXT_COLOURED =
            new Format("check-coloured.txt", new TextReport(true, TextReport.Detail.NORMAL));
    private static final Format TEXT_QUIET =
            new Format("check-quiet.txt", new TextReport(false, TextReport.Detail.QUIET));
    private static final Format TEXT_VERBOSE =
            new Format("check-verbose.txt", new TextReport(false, TextReport.Detail.VERBOSE));
    private static final Format JSON = new Format("check.json", new JsonReport());
    private static final Format SARIF = new Format("check.sarif", new SarifReport());
    private static final Format JUNIT = new Format("check-junit.xml", new JunitReport(Action.DENY));
    private static final Format JUNIT_WARN = new Format("check-junit-warn.xml", new JunitReport(Action.WARN));
    private static final Format GITHUB = new Format("check-github.txt", new GithubReport());

    static List<Format> formats() {
        return List.of(TEXT, TEXT_COLOURED, TEXT_QUIET, TEXT_VERBOSE, JSON, SARIF, JUNIT, JUNIT_WARN, GITHUB);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void matchesItsGoldenFile(Format format) {
        Golden.assertMatches(format.file, format.of(Sample.full()));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void isTheSameForTheSameResult(Format format) {
        assertThat(format.of(Sample.full())).isEqualTo(format.of(Sample.full()));
    }

    @Test
    void textOfACleanResultIsOneLine() {
        assertThat(TEXT.of(Sample.clean()))
                .isEqualTo("checked 1 object from 1 file against 2 policies in 1.23 s: nothing found\n");
        assertThat(TEXT_QUIET.of(Sample.clean())).isEmpty();
        assertThat(GITHUB.of(Sample.clean())).isEmpty();
    }

    /** The same address on two lines of one text used to give two findings alike in every byte. */
    @Test
    void findingsThatAreAlikeAreToldOnce() {
        CheckResult once = Sample.full();
        List<Evaluation> doubled = once.evaluations().stream()
                .map(one -> new Evaluation(
                        one.policy(),
                        one.subject(),
                        Stream.concat(one.findings().stream(), one.findings().stream())
                                .toList(),
                        one.notKnown(),
                        one.exempted(),
                        one.errors()))
                .toList();
        var twice = new CheckResult(
                once.version(),
                once.policies(),
                doubled,
                once.problems(),
                once.objects(),
                once.documents(),
                once.files(),
                once.skipped(),
                once.sources(),
                once.duration(),
                once.fixes());

        for (Format format : List.of(JSON, SARIF, JUNIT, GITHUB)) {
            assertThat(format.of(twice)).as(format.file).isEqualTo(format.of(once));
        }
        assertThat(TEXT.of(twice)).contains("  found: 2 times in this field\n");
        assertThat(TEXT.of(twice).replace("  found: 2 times in this field\n", ""))
                .isEqualTo(TEXT.of(once));
    }

    @Test
    void textShowsNothingThatATerminalWouldObey() {
        assertThat(TEXT_VERBOSE.of(Sample.full())).doesNotContain("\u001b", "\u0000", "\u202e", "\t");
    }

    @Test
    void jsonIsWhatItsSchemaSays() throws IOException {
        for (CheckResult result : List.of(Sample.full(), Sample.clean())) {
            assertThat(violations("/schema/check-output.schema.json", JSON.of(result)))
                    .isEmpty();
        }
    }

    @Test
    void theSchemaOfJsonRefusesWhatItDoesNotName() throws IOException {
        String json = JSON.of(Sample.full());
        for (String field :
                List.of("policy", "line", "related", "why", "reason", "subject", "milliseconds", "fixable")) {
            assertThat(violations("/schema/check-output.schema.json", json.replace("\"" + field + "\"", "\"other\"")))
                    .as(field)
                    .isNotEmpty();
        }
    }

    @Test
    void sarifIsWhatTheStandardSays() throws IOException {
        for (CheckResult result : List.of(Sample.full(), Sample.clean())) {
            assertThat(violations("/schema/sarif-schema-2.1.0.json", SARIF.of(result)))
                    .isEmpty();
        }
    }

    @Test
    void sarifRefersToRulesAndArtifactsThatItHas() {
        JsonNode run = JsonMapper.shared().readTree(SARIF.of(Sample.full())).at("/runs/0");
        JsonNode rules = run.at("/tool/driver/rules");
        assertThat(run.get("results")).isNotEmpty();
        for (JsonNode result : run.get("results")) {
            assertThat(rules.get(result.get("ruleIndex").asInt()).get("id")).isEqualTo(result.get("ruleId"));
        }
        List<JsonNode> locations = run.findValues("artifactLocation");
        assertThat(locations).isNotEmpty();
        for (JsonNode location : locations) {
            JsonNode artifact = run.at("/artifacts/" + location.get("index").asInt() + "/location/uri");
            assertThat(artifact).isEqualTo(location.get("uri"));
            assertThat(URI.create(location.get("uri").asString())).isNotNull();
        }
    }

    @Test
    void fingerprintsDiffer() {
        JsonNode run = JsonMapper.shared().readTree(SARIF.of(Sample.full())).at("/runs/0");
        var fingerprints = new ArrayList<String>();
        for (JsonNode print : run.findValues("partialFingerprints")) {
            fingerprints.add(print.get(Fingerprints.NAME).asString());
        }
        assertThat(fingerprints).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void junitCountsWhatItHolds() throws Exception {
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JUNIT.of(Sample.full()))));
        var suites = new ArrayList<>(elements(document, "testsuite"));
        suites.addAll(elements(document, "testsuites"));
        assertThat(suites).hasSize(4);
        for (Element suite : suites) {
            assertThat(suite.getAttribute("tests")).isEqualTo(count(suite, "testcase"));
            assertThat(suite.getAttribute("failures")).isEqualTo(count(suite, "failure"));
            assertThat(suite.getAttribute("errors")).isEqualTo(count(suite, "error"));
            assertThat(suite.getAttribute("skipped")).isEqualTo(count(suite, "skipped"));
        }
        Element failure = elements(document, "failure").getFirst();
        assertThat(failure.getAttribute("message"))
                .isEqualTo("Service 'nginx' has a cluster IP,\nso <pods> & \"peers\" have no names");
    }

    @Test
    void githubCommandsAreOneLineEach() {
        List<String> lines = GITHUB.of(Sample.full()).lines().toList();
        assertThat(lines).hasSize(13).allMatch(line -> line.startsWith("::"));
    }

    private static List<Error> violations(String schema, String json) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReportsTest.class.getResourceAsStream(schema))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON)
                    .validate(
                            json,
                            InputFormat.JSON,
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        }
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String count(Element suite, String name) {
        return Integer.toString(suite.getElementsByTagName(name).getLength());
    }
}
