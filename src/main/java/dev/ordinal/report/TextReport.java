package dev.ordinal.report;

import dev.ordinal.engine.Exempted;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.engine.RuleError;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourcePosition;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The report for people, as compilers write theirs: what is wrong with the files first, then the findings by file and
 * place, each with its source line; then what is exempt and what is not known; a summary last.
 */
public final class TextReport implements ReportFormat {

    /** How many rules that could not be judged are named one by one unless asked for all. */
    private static final int NOT_KNOWN_SHOWN = 5;

    private final boolean colour;
    private final Detail detail;

    /** How much to say. */
    public enum Detail {
        /** Problems and findings only. */
        QUIET,
        /** Problems, notes on the input and findings. */
        NOTED,
        /** All, with what is not known in short. */
        NORMAL,
        /** All, with every rule that is not known or exempt in full. */
        VERBOSE
    }

    /**
     * Makes the format.
     *
     * @param colour whether to use ANSI colours
     * @param detail how much to say
     */
    public TextReport(boolean colour, Detail detail) {
        this.colour = colour;
        this.detail = detail;
    }

    @Override
    public void write(CheckResult result, Writer out) throws IOException {
        var lines = new TextLines(out, colour, result);
        for (Problem.Severity severity : Problem.Severity.values()) {
            if (severity == Problem.Severity.NOTE && detail == Detail.QUIET) {
                continue;
            }
            for (Problem problem : result.problems(severity)) {
                writeProblem(problem, lines);
            }
        }
        for (RuleError error : result.ruleErrors()) {
            writeError(error, lines);
        }
        Map<Finding, Integer> times = result.times();
        for (Finding finding : result.findings()) {
            writeFinding(finding, times.getOrDefault(finding, 1), result.fixes().isFixable(finding), lines);
        }
        if (detail == Detail.NORMAL || detail == Detail.VERBOSE) {
            for (Exempted exempted : result.exempted()) {
                writeExempted(exempted, lines);
            }
            writeNotKnown(result, lines);
            lines.plain(TextSummary.of(result));
        }
        out.flush();
    }

    private static void writeProblem(Problem problem, TextLines lines) throws IOException {
        Style style = switch (problem.severity()) {
            case ERROR -> Style.RED;
            case WARNING -> Style.YELLOW;
            case NOTE -> Style.CYAN;
        };
        lines.head(
                Optional.of(problem.position()),
                CheckResult.word(problem.severity()),
                CheckResult.word(problem.kind()),
                problem.message(),
                style);
        if (problem.severity() == Problem.Severity.NOTE) {
            lines.gap();
            return;
        }
        Excerpt.Extent extent = switch (problem.kind()) {
            case EXPRESSION, UNKNOWN_NAME -> Excerpt.Extent.WORD;
            case SYNTAX, TEMPLATE, LIMIT, ENCODING, UNREADABLE -> Excerpt.Extent.POINT;
            default -> Excerpt.Extent.FIELD;
        };
        lines.excerpt(problem.position(), extent, style);
        lines.gap();
    }

    private static void writeError(RuleError error, TextLines lines) throws IOException {
        lines.head(
                Optional.of(error.position()),
                "error",
                error.policy() + "/" + error.rule(),
                error.message(),
                Style.RED);
        lines.excerpt(error.position(), Excerpt.Extent.WORD, Style.RED);
        lines.detail("object", describe(error.subject()) + at(error.subjectPosition()));
        lines.gap();
    }

    private static void writeFinding(Finding finding, int times, boolean isFixable, TextLines lines)
            throws IOException {
        Style style = switch (finding.action()) {
            case DENY -> Style.RED;
            case WARN -> Style.YELLOW;
            case AUDIT -> Style.CYAN;
        };
        writePlace(finding, CheckResult.word(finding.action()), finding.message(), style, lines);
        if (times > 1) {
            lines.detail("found", times + " times in this field");
        }
        if (!finding.remedy().isEmpty()) {
            lines.detail("remedy", finding.remedy());
        }
        if (isFixable) {
            lines.detail("fixable", "ordinal fix mends it");
        }
        for (Finding.Related related : finding.related()) {
            String note = related.position()
                    .map(position -> shortly(position) + ": " + related.ref() + " is here")
                    .orElse("see " + related.ref());
            lines.detail("note", note);
        }
        lines.gap();
    }

    private static void writePlace(Finding finding, String word, String message, Style style, TextLines lines)
            throws IOException {
        lines.head(finding.position(), word, CheckResult.id(finding), message, style);
        if (finding.position().isPresent()) {
            lines.excerpt(finding.position().get(), Excerpt.Extent.FIELD, style);
        }
        lines.detail("object", describe(finding.subject()));
    }

    private void writeExempted(Exempted exempted, TextLines lines) throws IOException {
        Finding finding = exempted.finding();
        if (detail == Detail.VERBOSE) {
            writePlace(finding, "exempt", finding.message(), Style.DIM, lines);
        } else {
            lines.head(finding.position(), "exempt", finding.id(), finding.message(), Style.DIM);
        }
        lines.detail("reason", exempted.reason() + " (" + exempted.by() + ")");
        lines.gap();
    }

    private void writeNotKnown(CheckResult result, TextLines lines) throws IOException {
        if (detail == Detail.VERBOSE) {
            for (NotKnownRule rule : result.notKnown()) {
                writePlace(rule.finding(), "not-known", rule.why(), Style.DIM, lines);
                lines.gap();
            }
            return;
        }
        record Group(String why, int count) {}
        var groups = new LinkedHashMap<String, Group>();
        for (NotKnownRule rule : result.notKnown()) {
            groups.merge(
                    CheckResult.id(rule.finding()),
                    new Group(rule.why(), 1),
                    (first, next) -> new Group(first.why(), first.count() + 1));
        }
        int shown = 0;
        for (var group : groups.entrySet()) {
            if (shown++ == NOT_KNOWN_SHOWN) {
                lines.label("not-known", (groups.size() - NOT_KNOWN_SHOWN) + " more rules; -v shows all", Style.DIM);
                break;
            }
            String objects = TextSummary.counted(group.getValue().count(), "object", "objects");
            lines.label(
                    "not-known[" + group.getKey() + "]",
                    "for " + objects + ": " + group.getValue().why(),
                    Style.DIM);
        }
        if (!groups.isEmpty()) {
            lines.gap();
        }
    }

    private static String describe(ResourceRef ref) {
        return ref.name().isEmpty() ? ref + "(no name)" : ref.toString();
    }

    private static String at(Optional<SourcePosition> position) {
        return position.map(place -> " at " + shortly(place)).orElse("");
    }

    private static String shortly(SourcePosition position) {
        return position.file() + ":" + position.line();
    }
}
