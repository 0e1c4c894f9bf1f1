package dev.ordinal.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.Operation;
import dev.ordinal.policy.Policy;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of the policies that ran, as SARIF describes a tool's rules, and references to them. */
final class SarifRules {

    private final List<Policy> policies;
    private final Map<String, Integer> indexById = new HashMap<>();

    SarifRules(List<Policy> policies) {
        this.policies = policies;
        for (Policy policy : policies) {
            for (Policy.Validation rule : policy.validations()) {
                indexById.putIfAbsent(id(policy, rule), indexById.size());
            }
        }
    }

    private static String id(Policy policy, Policy.Validation rule) {
        return policy.name() + "/" + rule.name();
    }

    /** What an action is among SARIF's levels. */
    static String level(Action action) {
        return switch (action) {
            case DENY -> "error";
            case WARN -> "warning";
            case AUDIT -> "note";
        };
    }

    void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("rules");
        int written = 0;
        for (Policy policy : policies) {
            for (Policy.Validation rule : policy.validations()) {
                if (indexById.getOrDefault(id(policy, rule), -1) == written) {
                    write(policy, rule, json);
                    written++;
                }
            }
        }
        json.writeEndArray();
    }

    private static void write(Policy policy, Policy.Validation rule, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id(policy, rule));
        SarifReport.writeText("shortDescription", policy.title(), json);
        String why = policy.description().strip();
        SarifReport.writeText("fullDescription", why.isEmpty() ? policy.title() : why, json);
        Action action = rule.action().orElse(policy.action()).on(Operation.CREATE);
        json.writeObjectFieldStart("defaultConfiguration");
        json.writeStringField("level", level(action.atMost(policy.action().on(Operation.CREATE))));
        json.writeEndObject();
        writeHelp(policy, rule, json);
        json.writeObjectFieldStart("properties");
        json.writeStringField("category", policy.category());
        json.writeArrayFieldStart("tags");
        json.writeString(policy.category());
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeHelp(Policy policy, Policy.Validation rule, JsonGenerator json) throws IOException {
        String why = policy.description().strip();
        String gap = why.isEmpty() ? "" : "\n\n";
        String explain = "ordinal explain " + policy.name();
        json.writeObjectFieldStart("help");
        json.writeStringField("text", why + gap + plainly("Remedy: ", rule.remedy()) + "More: " + explain);
        json.writeStringField(
                "markdown", why + gap + plainly("**Remedy:** ", rule.remedy()) + "More: `" + explain + "`");
        json.writeEndObject();
    }

    private static String plainly(String label, String text) {
        return text.isEmpty() ? "" : label + text + "\n\n";
    }

    /** Writes the index of a rule, if it is one that is described. */
    void writeIndex(String id, JsonGenerator json) throws IOException {
        Integer index = indexById.get(id);
        if (index != null) {
            json.writeNumberField("ruleIndex", index);
        }
    }

    /** Writes a reference to a rule, if it is one that is described. */
    void writeReference(String field, String id, JsonGenerator json) throws IOException {
        Integer index = indexById.get(id);
        if (index != null) {
            json.writeObjectFieldStart(field);
            json.writeStringField("id", id);
            json.writeNumberField("index", index);
            json.writeEndObject();
        }
    }
}
