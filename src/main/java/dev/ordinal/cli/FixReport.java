package dev.ordinal.cli;

import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.fix.ByHand;
import dev.ordinal.fix.FixPlan;
import dev.ordinal.fix.Mend;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Action;
import dev.ordinal.report.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code ordinal fix} says of a plan: what is mended, what is left to people, and what is wrong all the same. */
final class FixReport {

    private final FixPlan plan;
    private final List<Finding> remaining;
    private final boolean isReadWhole;

    /**
     * Makes one.
     *
     * @param after what policies say of the objects once they are mended
     * @param isReadWhole whether all of the input could be read
     */
    FixReport(FixPlan plan, List<Evaluation> after, boolean isReadWhole) {
        this.plan = plan;
        this.isReadWhole = isReadWhole;
        this.remaining = after.stream()
                .flatMap(evaluation -> evaluation.findings().stream())
                .distinct()
                .sorted((one, other) -> other.action().compareTo(one.action()))
                .toList();
    }

    /**
     * Writes it.
     *
     * @param verbose whether each finding that remains is named, and each mutation that is not known
     */
    void write(PrintWriter out, boolean verbose) {
        plan.mends().forEach(mend -> line(out, "fix", mend.policy(), mend.position(), what(mend)));
        for (ByHand byHand : plan.byHand()) {
            String field = byHand.field().isRoot() ? "" : byHand.field() + " ";
            line(
                    out,
                    "by hand",
                    String.join(", ", byHand.policies()),
                    byHand.position(),
                    byHand.object() + ": " + field + byHand.why()
                            + (byHand.toAdd().isEmpty() ? "" : "; to add:"));
            byHand.toAdd().lines().forEach(yaml -> out.println("    " + Printable.line(yaml)));
        }
        fixedFields(out);
        plan.warnings().forEach(warning -> out.println("warning: " + Printable.line(warning)));
        if (verbose) {
            for (NotKnownRule rule : plan.notKnown()) {
                Finding about = rule.finding();
                line(out, "not-known", about.policy(), about.position(), about.subject() + ": " + rule.why());
            }
            for (Finding finding : remaining) {
                out.println("remains: %s[%s] %s (%s)"
                        .formatted(
                                word(finding.action()),
                                finding.id(),
                                Printable.line(finding.message()),
                                finding.subject()));
            }
        }
        out.println("ordinal: " + summary() + (isReadWhole ? "" : ", of what could be read"));
        out.flush();
    }

    /** Says what a cluster refuses to change of objects that run already. */
    private void fixedFields(PrintWriter out) {
        if (adds("Service", Set.of("clusterIP"))) {
            out.println(
                    "note: a cluster does not let a Service's clusterIP become None: one that is there already has to"
                            + " be deleted and applied anew.");
        }
        if (adds("StatefulSet", Set.of("serviceName", "volumeClaimTemplates"))) {
            out.println(
                    "note: a cluster does not let a StatefulSet's serviceName or claim templates change: one that is"
                            + " there already has to be deleted, by kubectl delete --cascade=orphan to keep its pods, and applied"
                            + " anew; its pods have the change once they are made again.");
        }
    }

    private boolean adds(String kind, Set<String> fields) {
        return plan.mends().stream()
                .filter(mend -> mend.created().isEmpty() && mend.object().kind().equals(kind))
                .flatMap(mend -> mend.fields().stream())
                .map(FieldPath::segments)
                .anyMatch(path -> path.size() > 1 && path.getFirst().equals("spec") && fields.contains(path.get(1)));
    }

    private static void line(
            PrintWriter out, String word, String policy, Optional<SourcePosition> position, String text) {
        String place = position.map(at -> at.file() + ":" + at.line() + ": ").orElse("");
        out.println(Printable.line(place + word + "[" + policy + "] " + text));
    }

    private static String what(Mend mend) {
        return mend.created()
                .map(created -> created + " is added beside " + mend.object())
                .orElseGet(() -> mend.object() + ": "
                        + mend.fields().stream().map(FieldPath::toString).collect(Collectors.joining(", ")));
    }

    private String summary() {
        var parts = new ArrayList<String>();
        parts.add(
                plan.mends().isEmpty()
                        ? "nothing to fix"
                        : counted(plan.mends().size(), "fix", "fixes") + " in "
                                + counted(plan.files().size(), "file", "files"));
        if (!plan.byHand().isEmpty()) {
            parts.add(plan.byHand().size() + " to make by hand");
        }
        if (!plan.notKnown().isEmpty()) {
            parts.add(plan.notKnown().size() + " not known");
        }
        return String.join(", ", parts) + "; " + remain();
    }

    private String remain() {
        if (remaining.isEmpty()) {
            return "no findings remain";
        }
        var counts = new ArrayList<String>();
        for (Action action : List.of(Action.DENY, Action.WARN, Action.AUDIT)) {
            long count = remaining.stream()
                    .filter(finding -> finding.action() == action)
                    .count();
            if (count > 0) {
                counts.add(count + " " + word(action));
            }
        }
        String verb = remaining.size() == 1 ? " remains: " : " remain: ";
        return counted(remaining.size(), "finding", "findings") + verb + String.join(", ", counts);
    }

    private static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private static String word(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
