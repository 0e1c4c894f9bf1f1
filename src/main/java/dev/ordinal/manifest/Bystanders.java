package dev.ordinal.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * JSON files that stand below a folder of manifests and were never meant as such: settings of editors and compilers,
 * often with comments, which JSON does not have. What is wrong with one is worth a note, but is no error.
 */
final class Bystanders {

    private static final Pattern API_VERSION = Pattern.compile("\"apiVersion\"\\s*:\\s*\"");
    private static final Pattern KIND = Pattern.compile("\"kind\"\\s*:\\s*\"");

    private Bystanders() {}

    /** The file without what cannot be a Kubernetes object, if it is one of these. */
    static ReadFile withoutThem(ReadFile file) {
        if (!file.file().name().endsWith(".json") || file.isUnreadable()) {
            return file;
        }
        Optional<Problem> problem = file.problems().stream().findFirst();
        Optional<Document> document = file.documents().stream()
                .filter(one -> NonObject.word(one).isEmpty())
                .findFirst();
        if ((problem.isEmpty() && document.isEmpty())
                || looksLikeObject(file.file().text())) {
            return file;
        }
        var documents = new ArrayList<>(file.documents());
        documents.removeIf(one -> NonObject.word(one).isEmpty());
        SourcePosition place = problem.map(Problem::position)
                .or(() -> document.map(one -> one.source().nearest(FieldPath.ROOT)))
                .orElseGet(() -> new SourcePosition(file.file().name(), 1, 1));
        var note = new Problem(
                Problem.Kind.SKIPPED_FILE,
                place,
                "left out: without an apiVersion and a kind that are texts this is no Kubernetes object");
        return new ReadFile(file.file(), documents, List.of(note), 0, file.bytes());
    }

    private static boolean looksLikeObject(String text) {
        return API_VERSION.matcher(text).find() && KIND.matcher(text).find();
    }
}
