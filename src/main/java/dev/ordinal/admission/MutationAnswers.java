package dev.ordinal.admission;

import dev.ordinal.engine.Decision;
import dev.ordinal.engine.Mutated;
import dev.ordinal.engine.MutationJudge;
import dev.ordinal.engine.RuleError;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what the policies added into words for an admission review, within the API server's limits. */
final class MutationAnswers {

    private MutationAnswers() {}

    /**
     * What to answer: always yes. Of the warnings, what the API server may be about to refuse comes first, then what
     * was not added, then what was.
     *
     * @param subject the object that changes
     */
    static Answer of(MutationJudge.Outcome outcome, ResourceRef subject) {
        Mutated mutated = outcome.mutated();
        Decision said = outcome.said();
        var warnings = new ArrayList<String>();
        said.denials().forEach(finding -> warnings.add(Answers.warning(finding, subject)));
        said.warnings().forEach(finding -> warnings.add(Answers.warning(finding, subject)));
        for (RuleError error : said.errors()) {
            if (error.action() != Action.AUDIT) {
                warnings.add(Answers.failed(error));
            }
        }
        for (RuleError error : mutated.errors()) {
            if (error.action() != Action.AUDIT) {
                warnings.add(failed(error));
            }
        }
        warnings.addAll(mutated.warnings());
        mutated.steps().forEach(step -> announce(step, warnings));
        return new Answer(true, "", Answers.warnings(warnings), annotations(outcome, subject), mutated.patch());
    }

    private static Map<String, String> annotations(MutationJudge.Outcome outcome, ResourceRef subject) {
        Mutated mutated = outcome.mutated();
        var annotations = new LinkedHashMap<String, String>();
        Answers.annotate(annotations, "mutations", mutated.steps(), MutationAnswers::added);
        Answers.annotate(annotations, "conflicts", mutated.warnings(), text -> text);
        Answers.annotate(annotations, "not-added", mutated.errors(), MutationAnswers::failed);
        Answers.annotate(annotations, "not-known-additions", mutated.notKnown(), Answers::notKnown);
        annotations.putAll(Answers.annotations(outcome.said(), subject));
        return annotations;
    }

    /** Lines that name all fields that one policy added: as many fields on a line as fit. */
    private static void announce(Mutated.Step step, List<String> lines) {
        String start = step.policy() + " added ";
        var line = new StringBuilder(start);
        for (FieldPath field : step.fields()) {
            String name = field.toString();
            boolean isFirst = line.length() == start.length();
            if (!isFirst && line.length() + name.length() + 2 > Answers.WARNING) {
                lines.add(line.toString());
                line.setLength(start.length());
                isFirst = true;
            }
            line.append(isFirst ? "" : ", ").append(name);
        }
        lines.add(line.toString());
    }

    private static String added(Mutated.Step step) {
        return step.policy() + " added "
                + String.join(
                        ", ", step.fields().stream().map(FieldPath::toString).toList());
    }

    private static String failed(RuleError error) {
        return Lines.oneLine(error.policy() + " added nothing, as it failed: " + error.message());
    }
}
