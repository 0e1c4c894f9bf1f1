package dev.ordinal.admission;

import dev.ordinal.engine.Decision;
import dev.ordinal.engine.Exempted;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.engine.RuleError;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Puts what the policies said into words for an admission review, within the API server's limits. */
final class Answers {

    /** Characters of a denial's message; what does not fit is counted. */
    private static final int MESSAGE = 8_192;

    /**
     * Characters of one warning, and of all of them. Up to 4,096 of all webhooks' together the API server passes on as
     * they are; beyond that it cuts each at 256 and drops what still does not fit.
     */
    static final int WARNING = 512;

    private static final int WARNINGS = 2_500;

    /** Characters of one audit annotation. */
    private static final int ANNOTATION = 2_000;

    private Answers() {}

    /**
     * What to answer.
     *
     * @param subject the object that changes; findings about others name theirs
     * @param spared whether the object is one that nothing is denied to; then denials become warnings
     */
    static Answer of(Decision decision, ResourceRef subject, boolean spared) {
        boolean allowed = spared || decision.allowed();
        var warnings = new ArrayList<String>();
        if (allowed) {
            decision.denials().forEach(finding -> warnings.add(warning(finding, subject)));
        }
        decision.warnings().forEach(finding -> warnings.add(warning(finding, subject)));
        warnings.addAll(decision.notices());
        for (RuleError error : decision.errors()) {
            if (error.action() == Action.WARN || (allowed && error.action() == Action.DENY)) {
                warnings.add(failed(error));
            }
        }
        return new Answer(
                allowed, allowed ? "" : message(decision, subject), warnings(warnings), annotations(decision, subject));
    }

    private static String message(Decision decision, ResourceRef subject) {
        Stream<String> denials = decision.denials().stream().map(finding -> denial(finding, subject));
        Stream<String> errors = decision.errors().stream()
                .filter(error -> error.action() == Action.DENY)
                .map(Answers::failed);
        // one value that breaks a rule several times breaks it in the same words
        List<String> parts = Stream.concat(denials, errors).distinct().toList();
        var message = new StringBuilder();
        int length = 0;
        for (int i = 0; i < parts.size(); i++) {
            String more = "\n(and " + (parts.size() - i) + " more)";
            String part = i == 0 ? Lines.cut(parts.get(i), MESSAGE - more.length()) : "\n" + parts.get(i);
            int size = Lines.length(part);
            if (length + size > MESSAGE - more.length()) {
                return message.append(more).toString();
            }
            message.append(part);
            length += size;
        }
        return message.toString();
    }

    /** A line that says what is wrong, and one that says what to do. */
    private static String denial(Finding finding, ResourceRef subject) {
        String remedy = Lines.oneLine(finding.remedy());
        return said(finding, subject) + (remedy.isEmpty() ? "" : "\n  remedy: " + remedy);
    }

    static String warning(Finding finding, ResourceRef subject) {
        String remedy = Lines.oneLine(finding.remedy());
        String said = said(finding, subject);
        boolean fits = !remedy.isEmpty() && Lines.length(said) + Lines.length(remedy) + 2 <= WARNING;
        return fits ? said + ". " + remedy : said;
    }

    /**
     * {@code policy/rule at field: message}, with the object if it is not the one that changes. What a change breaks
     * elsewhere names its object itself.
     */
    private static String said(Finding finding, ResourceRef subject) {
        String field = finding.fieldPath().toString();
        String where = field.isEmpty() ? "" : " at " + field;
        String whose = finding.isImpact() || finding.subject().equals(subject) ? "" : finding.subject() + ": ";
        return Lines.oneLine(finding.id() + where + ": " + whose + finding.message());
    }

    static String failed(RuleError error) {
        String id = error.rule().isEmpty() ? error.policy() : error.policy() + "/" + error.rule();
        return Lines.oneLine(id + " could not be judged: " + error.message());
    }

    /** Warnings as they may be sent: lines that are not too long, and not too many. */
    static List<String> warnings(List<String> said) {
        List<String> all = said.stream().distinct().toList();
        var kept = new ArrayList<String>();
        int length = 0;
        for (int i = 0; i < all.size(); i++) {
            String warning = Lines.cut(Lines.oneLine(all.get(i)), WARNING);
            String more = "and " + (all.size() - i) + " more";
            length += Lines.length(warning);
            boolean last = i == all.size() - 1;
            if (length > WARNINGS - (last ? 0 : more.length())) {
                kept.add(more);
                return kept;
            }
            kept.add(warning);
        }
        return kept;
    }

    static Map<String, String> annotations(Decision decision, ResourceRef subject) {
        var annotations = new LinkedHashMap<String, String>();
        var findings = new ArrayList<Finding>(decision.denials());
        findings.addAll(decision.warnings());
        findings.addAll(decision.audited());
        annotate(annotations, "findings", findings, finding -> action(finding) + " " + said(finding, subject));
        annotate(annotations, "exempted", decision.exempted(), Answers::exempt);
        annotate(annotations, "not-known", decision.notKnown(), Answers::notKnown);
        annotate(annotations, "errors", decision.errors(), Answers::failed);
        annotate(annotations, "notices", decision.recorded(), notice -> notice);
        return annotations;
    }

    private static String action(Finding finding) {
        return finding.action().word() + (finding.isWithheld() ? " (else Deny)" : "");
    }

    private static String exempt(Exempted exempted) {
        return exempted.finding().id() + " by " + exempted.by() + ": " + exempted.reason();
    }

    static String notKnown(NotKnownRule rule) {
        String id = rule.finding().rule().isEmpty()
                ? rule.finding().policy()
                : rule.finding().id();
        return id + ": " + rule.why();
    }

    /** Notes things for the audit log, if there are any. */
    static <T> void annotate(Map<String, String> annotations, String name, List<T> things, Function<T, String> text) {
        if (things.isEmpty()) {
            return;
        }
        var value = new StringBuilder();
        for (int i = 0; i < things.size(); i++) {
            String part = (i == 0 ? "" : "; ") + Lines.oneLine(text.apply(things.get(i)));
            if (value.length() + part.length() > ANNOTATION) {
                value.append(i == 0 ? Lines.cut(part, ANNOTATION) : "");
                int left = things.size() - Math.max(i, 1);
                value.append(left == 0 ? "" : "; and " + left + " more");
                break;
            }
            value.append(part);
        }
        annotations.put(name, value.toString());
    }
}
