package dev.ordinal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.report.Json;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ordinal policies}: lists the policies. */
@Command(
        name = "policies",
        description = "List the policies: name, action, category and title.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ordinal policies",
            "  ordinal policies --policies policies -o json",
            "  ordinal explain headless-service    all about one of them"
        })
final class PoliciesCommand implements Callable<Integer> {

    private final Console console;

    /** How to write the list. */
    enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    PolicyOptions policies;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    Format format = Format.TEXT;

    @Mixin
    HelpOption help;

    PoliciesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        PolicyFiles files = policies.read(PolicySources.Wanted.POLICIES);
        var sorted = new ArrayList<>(files.policies());
        sorted.sort(Comparator.comparing(Policy::name));
        Writer out = console.out();
        switch (format) {
            case TEXT -> writeText(sorted, out);
            case JSON -> writeJson(sorted, out);
        }
        out.flush();
        return Problems.tell(files, console).code();
    }

    private static void writeText(List<Policy> policies, Writer out) throws IOException {
        int name = 0;
        int action = 0;
        int category = 0;
        for (Policy policy : policies) {
            name = Math.max(name, policy.name().length());
            action = Math.max(action, word(policy).length());
            category = Math.max(category, policy.category().length());
        }
        for (Policy policy : policies) {
            out.append(padded(policy.name(), name));
            out.append(padded(word(policy), action));
            out.append(padded(policy.category(), category));
            out.append(policy.title()).append('\n');
        }
    }

    private static String word(Policy policy) {
        return policy.validations().isEmpty()
                ? PolicyPage.action(policy)
                : policy.action().otherwise().word();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length() + 2);
    }

    private static void writeJson(List<Policy> policies, Writer out) throws IOException {
        Json.document(out, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("policies");
            for (Policy policy : policies) {
                writeJson(policy, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeJson(Policy policy, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", policy.name());
        json.writeStringField("title", policy.title());
        json.writeStringField("category", policy.category());
        json.writeStringField("action", PolicyPage.action(policy));
        json.writeStringField("description", policy.description().strip());
        json.writeStringField("file", policy.position().file());
        json.writeBooleanField("mutates", !policy.mutations().steps().isEmpty());
        json.writeBooleanField("creates", !policy.mutations().creations().isEmpty());
        json.writeArrayFieldStart("rules");
        for (Policy.Validation rule : policy.validations()) {
            json.writeStartObject();
            json.writeStringField("name", rule.name());
            json.writeStringField("action", PolicyPage.action(rule.action().orElse(policy.action())));
            json.writeStringField("remedy", rule.remedy());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
