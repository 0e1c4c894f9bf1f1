package dev.ordinal.policy;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourceMap;
import dev.ordinal.manifest.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A document of a policy file while it is read: where its values stand, and what was found wrong with it so far. */
final class PolicyDocument {

    private final SourceMap source;
    private final Set<Problem> problems = new LinkedHashSet<>();

    PolicyDocument(SourceMap source) {
        this.source = source;
    }

    SourceMap source() {
        return source;
    }

    /** Reports a problem where the path's value stands. */
    void wrongValue(FieldPath path, String message) {
        wrongValue(Problem.Kind.FIELD, path, message);
    }

    /** Reports a problem of another kind there. */
    void wrongValue(Problem.Kind kind, FieldPath path, String message) {
        add(kind, source.value(path).orElseGet(() -> source.nearest(path)), message);
    }

    /** Reports a problem where the path's name stands, or the nearest one around it. */
    void wrongField(Problem.Kind kind, FieldPath path, String message) {
        add(kind, source.nearest(path), message);
    }

    private void add(Problem.Kind kind, SourcePosition position, String message) {
        problems.add(new Problem(kind, position, message));
    }

    /** What is wrong with it, in the order of the file. */
    List<Problem> problems() {
        var ordered = new ArrayList<>(problems);
        ordered.sort((one, other) -> one.position().compareTo(other.position()));
        return ordered;
    }

    /** Whether nothing is wrong with it so far that keeps it from being used. */
    boolean isSound() {
        return problems.stream().noneMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }
}
