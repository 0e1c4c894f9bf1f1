package dev.ordinal.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ordinal.engine.Exempted;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.engine.RuleError;
import dev.ordinal.fix.FileFix;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.patch.TextEdit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Places in files, and objects, as SARIF names them: artifacts, regions and logical locations. */
final class SarifPlaces {

    /** The folder in which the command ran; whoever reads the report knows which one that is. */
    private static final String BASE = "SRCROOT";

    private static final String STDIN = "<stdin>";

    private final Excerpt.Cutter cutter;
    private final Map<String, Integer> artifacts = new TreeMap<>();

    SarifPlaces(CheckResult result) {
        this.cutter = new Excerpt.Cutter(result);
        var files = new TreeSet<String>();
        for (Finding finding : result.findings()) {
            add(finding, files);
            result.fixes().of(finding).forEach(fix -> files.add(fix.file().name()));
        }
        for (Exempted exempted : result.exempted()) {
            add(exempted.finding(), files);
        }
        for (NotKnownRule rule : result.notKnown()) {
            add(rule.finding(), files);
        }
        for (Problem problem : result.problems()) {
            files.add(problem.position().file());
        }
        for (RuleError error : result.ruleErrors()) {
            files.add(error.position().file());
            error.subjectPosition().ifPresent(place -> files.add(place.file()));
        }
        for (String file : files) {
            artifacts.put(file, artifacts.size());
        }
    }

    private static void add(Finding finding, Set<String> files) {
        finding.position().ifPresent(place -> files.add(place.file()));
        for (Finding.Related related : finding.related()) {
            related.position().ifPresent(place -> files.add(place.file()));
        }
    }

    void writeBases(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("originalUriBaseIds");
        json.writeObjectFieldStart(BASE);
        SarifReport.writeText("description", "The folder in which ordinal ran.", json);
        json.writeEndObject();
        json.writeEndObject();
    }

    void writeArtifacts(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("artifacts");
        for (String file : artifacts.keySet()) {
            json.writeStartObject();
            json.writeObjectFieldStart("location");
            writeUri(file, json);
            json.writeEndObject();
            if (file.equals(STDIN)) {
                SarifReport.writeText("description", "Standard input.", json);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeUri(String file, JsonGenerator json) throws IOException {
        if (file.equals(STDIN)) {
            json.writeStringField("uri", "stdin");
            return;
        }
        json.writeStringField("uri", Uris.of(file));
        if (!Uris.isAbsolute(file)) {
            json.writeStringField("uriBaseId", BASE);
        }
    }

    /** Writes where a finding is: the place in its file and the object. */
    void writeSubject(Finding finding, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        if (finding.position().isPresent()) {
            writePhysical(finding.position().get(), json);
        }
        ResourceRef subject = finding.subject();
        json.writeArrayFieldStart("logicalLocations");
        json.writeStartObject();
        json.writeStringField("name", subject.name());
        String field = finding.fieldPath().isRoot() ? "" : "#" + finding.fieldPath();
        json.writeStringField("fullyQualifiedName", CheckResult.qualifiedName(subject) + field);
        json.writeStringField("kind", "resource");
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    void writeRelated(List<Finding.Related> related, JsonGenerator json) throws IOException {
        int id = 0;
        for (Finding.Related one : related) {
            if (one.position().isPresent()) {
                if (id == 0) {
                    json.writeArrayFieldStart("relatedLocations");
                }
                json.writeStartObject();
                json.writeNumberField("id", id++);
                writePhysical(one.position().get(), json);
                SarifReport.writeText("message", one.ref().toString(), json);
                json.writeEndObject();
            }
        }
        if (id > 0) {
            json.writeEndArray();
        }
    }

    /** Writes bare places, nothing where there are none. */
    void writeLocations(List<SourcePosition> positions, JsonGenerator json) throws IOException {
        if (!positions.isEmpty()) {
            Json.objects(json, "locations", positions, this::writePhysical);
        }
    }

    /** Writes the edits that make a finding go. */
    void writeFix(List<FileFix> files, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("fixes");
        json.writeStartObject();
        SarifReport.writeText("description", "What ordinal fix changes.", json);
        json.writeArrayFieldStart("artifactChanges");
        for (FileFix file : files) {
            json.writeStartObject();
            writeArtifact(file.file().name(), json);
            json.writeArrayFieldStart("replacements");
            for (TextEdit edit : file.edits()) {
                json.writeStartObject();
                SourcePosition start = file.file().position(edit.start());
                SourcePosition end = file.file().position(edit.end());
                json.writeObjectFieldStart("deletedRegion");
                json.writeNumberField("startLine", start.line());
                json.writeNumberField("startColumn", start.column());
                json.writeNumberField("endLine", end.line());
                json.writeNumberField("endColumn", end.column());
                json.writeEndObject();
                SarifReport.writeText("insertedContent", edit.replacement(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private void writeArtifact(String file, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("artifactLocation");
        writeUri(file, json);
        Integer index = artifacts.get(file);
        if (index != null) {
            json.writeNumberField("index", index);
        }
        json.writeEndObject();
    }

    private void writePhysical(SourcePosition position, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("physicalLocation");
        writeArtifact(position.file(), json);
        json.writeObjectFieldStart("region");
        json.writeNumberField("startLine", position.line());
        json.writeNumberField("startColumn", position.column());
        Optional<Integer> end = cutter.endColumn(position);
        if (end.isPresent()) {
            json.writeNumberField("endColumn", end.get());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
