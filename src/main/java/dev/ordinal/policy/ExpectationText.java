package dev.ordinal.policy;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.policy.PolicyTest.Expected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes expectations, as YAML and as trees. */
final class ExpectationText {

    /** Reads the same in every version of YAML, in block and in flow. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/_][A-Za-z0-9 ./_()+-]*(?<! )");

    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private ExpectationText() {}

    /** The fields of a case that say what it expects; each is a list, and need not be there if that is empty. */
    static final List<String> FIELDS = List.of("expect", "notKnown", "mutations", "creations");

    /** The case with what was found as its expectations. */
    static JsonObject with(JsonObject testCase, PolicyTestWriter.Found found) {
        return testCase.with(
                        "expect",
                        JsonArray.of(found.expect().stream()
                                .map(finding -> JsonObject.of(fields(finding)))
                                .toList()))
                .with("notKnown", JsonArray.of(found.notKnown()))
                .with("mutations", JsonArray.of(found.mutations()))
                .with("creations", JsonArray.of(found.creations()));
    }

    /** Trees in one line, brackets around them. */
    static String trees(List<JsonObject> trees) {
        return YamlText.flow(JsonArray.of(trees));
    }

    /** Trees in a line each, each with a break before it. */
    static String trees(List<JsonObject> trees, String lead) {
        return trees.stream().map(tree -> lead + "- " + YamlText.flow(tree)).collect(Collectors.joining());
    }

    /** A scalar that is this text, whatever it looks like. */
    static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        boolean printable = text.codePoints().allMatch(ExpectationText::isPrintable);
        if (printable && text.indexOf('\'') < 0) {
            return "'" + text + "'";
        }
        return text.codePoints().mapToObj(ExpectationText::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }

    private static String escaped(int c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> isPrintable(c) ? Character.toString(c) : String.format("\\U%08X", c);
        };
    }

    /** Names in one line, brackets around them. */
    static String names(List<String> names) {
        return names.stream().map(ExpectationText::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Findings in one line, brackets around them. */
    static String findings(List<Expected> findings) {
        return findings.stream()
                .map(finding -> fields(finding).entrySet().stream()
                        .map(field -> field.getKey() + ": " + scalar(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}")))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * Findings in a line per field, each line with a break before it.
     *
     * @param lead what each line starts with: a break and the indentation
     */
    static String findings(List<Expected> findings, String lead) {
        var text = new StringBuilder();
        for (Expected finding : findings) {
            String dash = "- ";
            for (Map.Entry<String, String> field : fields(finding).entrySet()) {
                text.append(lead)
                        .append(dash)
                        .append(field.getKey())
                        .append(": ")
                        .append(scalar(field.getValue()));
                dash = "  ";
            }
        }
        return text.toString();
    }

    private static Map<String, String> fields(Expected finding) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("rule", finding.rule());
        finding.action().ifPresent(action -> fields.put("action", action.word()));
        finding.subject().ifPresent(subject -> fields.put("subject", subject));
        finding.fieldPath().ifPresent(path -> fields.put("fieldPath", path));
        finding.message().ifPresent(message -> fields.put("message", message));
        return fields;
    }
}
