package dev.ordinal.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ordinal.engine.Exempted;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.engine.RuleError;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Action;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;

/** The report for programs; {@code schema/check-output.schema.json} says what it holds. Fields keep their order. */
public final class JsonReport implements ReportFormat {

    @Override
    public void write(CheckResult result, Writer out) throws IOException {
        Json.document(out, json -> {
            json.writeStartObject();
            Json.objects(json, "findings", result.findings(), (finding, item) -> {
                finding(finding, item);
                item.writeBooleanField("fixable", result.fixes().isFixable(finding));
            });
            Json.objects(json, "notKnown", result.notKnown(), JsonReport::notKnown);
            Json.objects(json, "exempted", result.exempted(), JsonReport::exempted);
            json.writeArrayFieldStart("errors");
            for (Problem problem : result.problems(Problem.Severity.ERROR)) {
                json.writeStartObject();
                problem(problem, json);
                json.writeEndObject();
            }
            for (RuleError error : result.ruleErrors()) {
                json.writeStartObject();
                ruleError(error, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            Json.objects(json, "warnings", result.problems(Problem.Severity.WARNING), JsonReport::problem);
            Json.objects(json, "notes", result.problems(Problem.Severity.NOTE), JsonReport::problem);
            summary(result, json);
            json.writeEndObject();
        });
    }

    private static void finding(Finding finding, JsonGenerator json) throws IOException {
        json.writeStringField("policy", finding.policy());
        json.writeStringField("rule", finding.rule());
        json.writeStringField("action", CheckResult.word(finding.action()));
        json.writeStringField("message", finding.message());
        json.writeStringField("remedy", finding.remedy());
        subject(finding.subject(), json);
        json.writeStringField("fieldPath", finding.fieldPath().toString());
        place(finding.position(), true, json);
        Json.objects(json, "related", finding.related(), JsonReport::related);
    }

    private static void related(Finding.Related related, JsonGenerator json) throws IOException {
        identity(related.ref(), json);
        place(related.position(), false, json);
    }

    private static void notKnown(NotKnownRule rule, JsonGenerator json) throws IOException {
        finding(rule.finding(), json);
        json.writeStringField("why", rule.why());
    }

    private static void exempted(Exempted exempted, JsonGenerator json) throws IOException {
        finding(exempted.finding(), json);
        json.writeStringField("reason", exempted.reason());
        json.writeStringField("by", exempted.by());
    }

    private static void problem(Problem problem, JsonGenerator json) throws IOException {
        place(Optional.of(problem.position()), true, json);
        json.writeStringField("kind", CheckResult.word(problem.kind()));
        json.writeStringField("message", problem.message());
    }

    private static void ruleError(RuleError error, JsonGenerator json) throws IOException {
        place(Optional.of(error.position()), true, json);
        json.writeStringField("kind", CheckResult.word(error.kind()));
        json.writeStringField("message", error.message());
        json.writeStringField("policy", error.policy());
        json.writeStringField("rule", error.rule());
        json.writeStringField("action", CheckResult.word(error.action()));
        subject(error.subject(), json);
    }

    private static void subject(ResourceRef ref, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("subject");
        identity(ref, json);
        json.writeEndObject();
    }

    private static void identity(ResourceRef ref, JsonGenerator json) throws IOException {
        json.writeStringField("apiVersion", ref.apiVersion());
        json.writeStringField("kind", ref.kind());
        json.writeStringField("namespace", ref.namespace());
        json.writeStringField("name", ref.name());
    }

    private static void place(Optional<SourcePosition> position, boolean column, JsonGenerator json)
            throws IOException {
        if (position.isPresent()) {
            json.writeStringField("file", position.get().file());
            json.writeNumberField("line", position.get().line());
        } else {
            json.writeNullField("file");
            json.writeNullField("line");
        }
        if (column && position.isPresent()) {
            json.writeNumberField("column", position.get().column());
        } else if (column) {
            json.writeNullField("column");
        }
    }

    private static void summary(CheckResult result, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("summary");
        json.writeStringField("version", result.version());
        json.writeNumberField("files", result.files());
        json.writeNumberField("documents", result.documents());
        json.writeNumberField("objects", result.objects());
        json.writeNumberField("policies", result.policies().size());
        json.writeObjectFieldStart("findings");
        json.writeNumberField("deny", result.count(Action.DENY));
        json.writeNumberField("warn", result.count(Action.WARN));
        json.writeNumberField("audit", result.count(Action.AUDIT));
        json.writeEndObject();
        json.writeNumberField("fixable", result.fixable());
        json.writeNumberField("notKnown", result.notKnown().size());
        json.writeNumberField("exempted", result.exempted().size());
        json.writeNumberField(
                "errors",
                result.problems(Problem.Severity.ERROR).size()
                        + result.ruleErrors().size());
        json.writeNumberField(
                "warnings", result.problems(Problem.Severity.WARNING).size());
        json.writeObjectFieldStart("skipped");
        for (Map.Entry<String, Integer> skipped : result.skipped().entrySet()) {
            json.writeNumberField(skipped.getKey(), skipped.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("milliseconds", result.duration().toMillis());
        json.writeEndObject();
    }
}
