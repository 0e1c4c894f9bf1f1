package dev.ordinal.report;

import dev.ordinal.engine.Exempted;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.RuleError;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourcePosition;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/**
 * The report as workflow commands, which GitHub Actions shows beside the lines of a pull request: {@code ::error
 * file=…,line=…::message}. What would end a command or a property is escaped as GitHub's own toolkit does it.
 */
public final class GithubReport implements ReportFormat {

    @Override
    public void write(CheckResult result, Writer out) throws IOException {
        var cutter = new Excerpt.Cutter(result);
        for (Problem problem : result.problems(Problem.Severity.ERROR)) {
            command("error", Optional.of(problem.position()), cutter, CheckResult.word(problem.kind()), out);
            message(problem.message(), "", out);
        }
        for (Problem problem : result.problems(Problem.Severity.WARNING)) {
            command("warning", Optional.of(problem.position()), cutter, CheckResult.word(problem.kind()), out);
            message(problem.message(), "", out);
        }
        for (Problem problem : result.problems(Problem.Severity.NOTE)) {
            command("notice", Optional.of(problem.position()), cutter, CheckResult.word(problem.kind()), out);
            message(problem.message(), "", out);
        }
        for (RuleError error : result.ruleErrors()) {
            command("error", Optional.of(error.position()), cutter, error.policy() + "/" + error.rule(), out);
            message(error.message() + " (" + error.subject() + ")", "", out);
        }
        for (Finding finding : result.findings()) {
            command(level(finding), finding.position(), cutter, finding.id(), out);
            String fixable = result.fixes().isFixable(finding) ? " Fixable: ordinal fix mends it." : "";
            message(finding.message() + " (" + finding.subject() + ")", (finding.remedy() + fixable).strip(), out);
        }
        for (Exempted exempted : result.exempted()) {
            Finding finding = exempted.finding();
            command("notice", finding.position(), cutter, "exempt: " + finding.id(), out);
            message(finding.message() + " (" + finding.subject() + ")", "Exempt: " + exempted.reason(), out);
        }
        int notKnown = result.notKnown().size();
        if (notKnown > 0) {
            out.write("::notice title=not known::");
            message(TextSummary.counted(notKnown, "rule", "rules") + " could not be judged", "", out);
        }
        out.flush();
    }

    private static String level(Finding finding) {
        return switch (finding.action()) {
            case DENY -> "error";
            case WARN -> "warning";
            case AUDIT -> "notice";
        };
    }

    private static void command(
            String level, Optional<SourcePosition> position, Excerpt.Cutter cutter, String title, Writer out)
            throws IOException {
        out.append("::").append(level).append(' ');
        if (position.isPresent()) {
            SourcePosition place = position.get();
            out.append("file=").append(property(place.file()));
            out.append(",line=").append(Integer.toString(place.line()));
            out.append(",col=").append(Integer.toString(place.column()));
            Optional<Integer> end = cutter.endColumn(place);
            if (end.isPresent()) {
                out.append(",endColumn=").append(Integer.toString(end.get()));
            }
            out.append(',');
        }
        out.append("title=").append(property(title)).append("::");
    }

    private static void message(String message, String more, Writer out) throws IOException {
        out.append(data(Printable.line(message)));
        if (!more.isEmpty()) {
            out.append("%0A").append(data(Printable.line(more)));
        }
        out.append('\n');
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
