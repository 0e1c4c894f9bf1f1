package dev.ordinal.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ordinal.engine.Exempted;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.engine.RuleError;
import dev.ordinal.fix.FileFix;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourcePosition;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The report as SARIF 2.1.0 (Static Analysis Results Interchange Format, an OASIS standard), for code scanning.
 *
 * <p>A finding is a result, an exempt one a suppressed result. What is not known and what is wrong with the input are
 * notifications: viewers show results of every kind as alerts, and these are none.
 */
public final class SarifReport implements ReportFormat {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private static final String VERSION = "2.1.0";

    @Override
    public void write(CheckResult result, Writer out) throws IOException {
        var rules = new SarifRules(result.policies());
        var places = new SarifPlaces(result);
        Json.document(out, json -> {
            json.writeStartObject();
            json.writeStringField("$schema", SCHEMA);
            json.writeStringField("version", VERSION);
            json.writeArrayFieldStart("runs");
            json.writeStartObject();
            writeTool(result, rules, json);
            places.writeBases(json);
            writeInvocation(result, rules, places, json);
            places.writeArtifacts(json);
            writeResults(result, rules, places, json);
            json.writeStringField("columnKind", "unicodeCodePoints");
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeTool(CheckResult result, SarifRules rules, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "Ordinal");
        json.writeStringField("semanticVersion", result.version());
        rules.write(json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeInvocation(CheckResult result, SarifRules rules, SarifPlaces places, JsonGenerator json)
            throws IOException {
        List<Problem> errors = result.problems(Problem.Severity.ERROR);
        List<RuleError> ruleErrors = result.ruleErrors();
        json.writeArrayFieldStart("invocations");
        json.writeStartObject();
        json.writeBooleanField("executionSuccessful", errors.isEmpty() && ruleErrors.isEmpty());
        json.writeArrayFieldStart("toolExecutionNotifications");
        for (Problem problem : errors) {
            writeProblem(problem, "error", places, json);
        }
        for (Problem problem : result.problems(Problem.Severity.WARNING)) {
            writeProblem(problem, "warning", places, json);
        }
        for (Problem problem : result.problems(Problem.Severity.NOTE)) {
            writeProblem(problem, "note", places, json);
        }
        for (RuleError error : ruleErrors) {
            json.writeStartObject();
            writeText("message", error.message() + " (" + error.subject() + ")", json);
            json.writeStringField("level", "error");
            writeDescriptor(CheckResult.word(error.kind()), json);
            rules.writeReference("associatedRule", error.policy() + "/" + error.rule(), json);
            var locations = new ArrayList<SourcePosition>();
            locations.add(error.position());
            error.subjectPosition().ifPresent(locations::add);
            places.writeLocations(locations, json);
            json.writeEndObject();
        }
        for (NotKnownRule rule : result.notKnown()) {
            Finding finding = rule.finding();
            json.writeStartObject();
            writeText("message", "Not known: " + rule.why() + " (" + finding.subject() + ")", json);
            json.writeStringField("level", "note");
            writeDescriptor("not-known", json);
            rules.writeReference("associatedRule", finding.id(), json);
            places.writeLocations(finding.position().stream().toList(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void writeProblem(Problem problem, String level, SarifPlaces places, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        writeText("message", problem.message(), json);
        json.writeStringField("level", level);
        writeDescriptor(CheckResult.word(problem.kind()), json);
        places.writeLocations(List.of(problem.position()), json);
        json.writeEndObject();
    }

    private static void writeDescriptor(String id, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("descriptor");
        json.writeStringField("id", id);
        json.writeEndObject();
    }

    private static void writeResults(CheckResult result, SarifRules rules, SarifPlaces places, JsonGenerator json)
            throws IOException {
        var fingerprints = new Fingerprints();
        json.writeArrayFieldStart("results");
        for (Finding finding : result.findings()) {
            writeResult(finding, Optional.empty(), result.fixes().of(finding), rules, places, fingerprints, json);
        }
        for (Exempted exempted : result.exempted()) {
            writeResult(exempted.finding(), Optional.of(exempted), List.of(), rules, places, fingerprints, json);
        }
        json.writeEndArray();
    }

    private static void writeResult(
            Finding finding,
            Optional<Exempted> exempted,
            List<FileFix> edits,
            SarifRules rules,
            SarifPlaces places,
            Fingerprints fingerprints,
            JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", finding.id());
        rules.writeIndex(finding.id(), json);
        json.writeStringField("level", SarifRules.level(finding.action()));
        String remedy = finding.remedy().isEmpty() ? "" : ". " + finding.remedy();
        writeText("message", finding.message() + remedy, json);
        places.writeSubject(finding, json);
        places.writeRelated(finding.related(), json);
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField(Fingerprints.NAME, fingerprints.next(finding));
        json.writeEndObject();
        json.writeArrayFieldStart("suppressions");
        if (exempted.isPresent()) {
            boolean inSource = exempted.get().by().equals("annotation");
            json.writeStartObject();
            json.writeStringField("kind", inSource ? "inSource" : "external");
            json.writeStringField("justification", exempted.get().reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!edits.isEmpty()) {
            places.writeFix(edits, json);
        }
        json.writeEndObject();
    }

    /** Writes a message, or a multiformat one that is text only. */
    static void writeText(String field, String text, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("text", text);
        json.writeEndObject();
    }
}
