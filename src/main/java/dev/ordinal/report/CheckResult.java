package dev.ordinal.report;

import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.Exempted;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.engine.RuleError;
import dev.ordinal.fix.Fixes;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All that one check found: what every report is written from.
 *
 * @param version of the tool
 * @param policies those that ran, in order
 * @param evaluations what they said, one per policy and object
 * @param problems of the files that were read, manifests and policies
 * @param objects how many objects were judged
 * @param documents how many YAML or JSON documents held them
 * @param files how many files held those
 * @param skipped what was read but is no object to judge, by what it is, counted
 * @param sources the files by name, for quoting their lines
 * @param duration of the whole check
 * @param fixes which findings {@code ordinal fix} mends
 */
public record CheckResult(
        String version,
        List<Policy> policies,
        List<Evaluation> evaluations,
        List<Problem> problems,
        int objects,
        int documents,
        int files,
        Map<String, Integer> skipped,
        Map<String, SourceFile> sources,
        Duration duration,
        Fixes fixes) {

    private static final Comparator<Finding> BY_PLACE = Comparator.comparing(
                    CheckResult::placeOf, CheckResult::comparePlaces)
            .thenComparing(Finding::subject)
            .thenComparing(Finding::policy);

    public CheckResult {
        policies = List.copyOf(policies);
        evaluations = List.copyOf(evaluations);
        problems = List.copyOf(problems);
        skipped = Collections.unmodifiableMap(new TreeMap<>(skipped));
        sources = Map.copyOf(sources);
    }

    /** A result of which nothing can be fixed, as far as anybody asked. */
    public CheckResult(
            String version,
            List<Policy> policies,
            List<Evaluation> evaluations,
            List<Problem> problems,
            int objects,
            int documents,
            int files,
            Map<String, Integer> skipped,
            Map<String, SourceFile> sources,
            Duration duration) {
        this(
                version,
                policies,
                evaluations,
                problems,
                objects,
                documents,
                files,
                skipped,
                sources,
                duration,
                Fixes.NONE);
    }

    /** The same with what can be fixed of it. */
    public CheckResult withFixes(Fixes other) {
        return new CheckResult(
                version, policies, evaluations, problems, objects, documents, files, skipped, sources, duration, other);
    }

    /** How many findings can be fixed. */
    public int fixable() {
        int count = 0;
        for (Finding finding : times().keySet()) {
            count += fixes.isFixable(finding) ? 1 : 0;
        }
        return count;
    }

    /**
     * The findings by file and place, those that are alike in everything once; those of objects from no file come last.
     */
    public List<Finding> findings() {
        var all = new ArrayList<>(times().keySet());
        all.sort(BY_PLACE);
        return all;
    }

    /** How often each finding was found: more than once where a field holds twice what it should not. */
    Map<Finding, Integer> times() {
        var times = new LinkedHashMap<Finding, Integer>();
        for (Evaluation evaluation : evaluations) {
            evaluation.findings().forEach(finding -> times.merge(finding, 1, Integer::sum));
        }
        return times;
    }

    /** The rules that could not be judged, by file and place. */
    public List<NotKnownRule> notKnown() {
        return collect(Evaluation::notKnown, Comparator.comparing(NotKnownRule::finding, BY_PLACE));
    }

    /** What was found but is exempt, by file and place. */
    public List<Exempted> exempted() {
        return collect(Evaluation::exempted, Comparator.comparing(Exempted::finding, BY_PLACE));
    }

    /** The rules that failed, by the place of their expression, then by the object. */
    public List<RuleError> ruleErrors() {
        return collect(
                Evaluation::errors, Comparator.comparing(RuleError::position).thenComparing(RuleError::subject));
    }

    /** The problems of that severity, by file and place. */
    public List<Problem> problems(Problem.Severity severity) {
        var matching = new ArrayList<Problem>();
        for (Problem problem : problems) {
            if (problem.severity() == severity) {
                matching.add(problem);
            }
        }
        matching.sort(Comparator.comparing(Problem::position));
        return matching;
    }

    /** How many findings mean that. */
    public int count(Action action) {
        int count = 0;
        for (Finding finding : times().keySet()) {
            count += finding.action() == action ? 1 : 0;
        }
        return count;
    }

    /** The text of a line of a file, if the file's text is at hand. */
    Optional<String> line(SourcePosition position) {
        return Optional.ofNullable(sources.get(position.file())).map(file -> file.line(position.line()));
    }

    private <T> List<T> collect(Function<Evaluation, List<T>> part, Comparator<T> order) {
        var all = new ArrayList<T>();
        for (Evaluation evaluation : evaluations) {
            all.addAll(part.apply(evaluation));
        }
        all.sort(order);
        return all;
    }

    private static Optional<SourcePosition> placeOf(Finding finding) {
        return finding.position();
    }

    private static int comparePlaces(Optional<SourcePosition> one, Optional<SourcePosition> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        return one.get().compareTo(other.get());
    }

    /** The id of the rule that a finding is about, or the policy's name where it is about the whole policy. */
    static String id(Finding finding) {
        return finding.rule().isEmpty() ? finding.policy() : finding.id();
    }

    /** An action as reports spell it: {@code deny}, {@code warn}, {@code audit}. */
    static String word(Action action) {
        return switch (action) {
            case DENY -> "deny";
            case WARN -> "warn";
            case AUDIT -> "audit";
        };
    }

    /** How much a problem weighs as reports spell it: {@code error}, {@code warning}, {@code note}. */
    static String word(Problem.Severity severity) {
        return hyphenated(severity.name());
    }

    /** A kind of problem as reports spell it: {@code duplicate-key}. */
    static String word(Problem.Kind kind) {
        return hyphenated(kind.name());
    }

    /** What stopped a rule as reports spell it. */
    static String word(RuleError.Kind kind) {
        return hyphenated(kind.name());
    }

    private static String hyphenated(String constant) {
        var word = new StringBuilder(constant.length());
        for (int i = 0; i < constant.length(); i++) {
            char c = constant.charAt(i);
            word.append(c == '_' ? '-' : Character.toLowerCase(c));
        }
        return word.toString();
    }

    /** An object's identity with its API version: {@code apps/v1/StatefulSet/default/web}. */
    static String qualifiedName(ResourceRef ref) {
        String namespace = ref.namespace().isEmpty() ? "" : ref.namespace() + "/";
        return ref.apiVersion() + "/" + ref.kind() + "/" + namespace + ref.name();
    }
}
