package dev.ordinal.report;

import dev.ordinal.manifest.Problem;
import dev.ordinal.policy.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The last line of a text report: what was looked at and what came of it. */
final class TextSummary {

    private TextSummary() {}

    static String of(CheckResult result) {
        return "checked " + counted(result.objects(), "object", "objects")
                + " from " + counted(result.files(), "file", "files")
                + " against " + counted(result.policies().size(), "policy", "policies")
                + " in " + seconds(result.duration())
                + ": " + found(result)
                + skipped(result.skipped());
    }

    private static String found(CheckResult result) {
        var parts = new ArrayList<String>();
        add(
                parts,
                result.problems(Problem.Severity.ERROR).size()
                        + result.ruleErrors().size(),
                "error",
                "errors");
        add(parts, result.problems(Problem.Severity.WARNING).size(), "warning", "warnings");
        add(parts, result.count(Action.DENY), "deny", "deny");
        add(parts, result.count(Action.WARN), "warn", "warn");
        add(parts, result.count(Action.AUDIT), "audit", "audit");
        if (parts.isEmpty()) {
            parts.add("nothing found");
        }
        add(parts, result.fixable(), "fixable", "fixable");
        add(parts, result.exempted().size(), "exempt", "exempt");
        add(parts, result.notKnown().size(), "not known", "not known");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String one, String many) {
        if (count > 0) {
            parts.add(counted(count, one, many));
        }
    }

    private static String skipped(Map<String, Integer> skipped) {
        if (skipped.isEmpty()) {
            return "";
        }
        var parts = new ArrayList<String>();
        skipped.forEach((what, count) -> parts.add(count + " " + what));
        return "; skipped " + String.join(", ", parts);
    }

    static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private static String seconds(Duration duration) {
        long hundredths = (duration.toMillis() + 5) / 10;
        return hundredths / 100 + "." + (hundredths / 10 % 10) + (hundredths % 10) + " s";
    }
}
