package dev.ordinal.manifest;

import java.util.List;

/**
 * What became of one file.
 *
 * @param file its name and text; the text is empty where the file could not be read
 * @param documents those that could be read, in order; empty ones left out
 * @param problems why others could not, in order; warnings are with the documents
 * @param broken how many documents could not be read
 * @param bytes its size
 */
public record ReadFile(SourceFile file, List<Document> documents, List<Problem> problems, int broken, long bytes) {
    public ReadFile {
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
    }

    /** Whether not even its bytes could be had. */
    boolean isUnreadable() {
        return !problems.isEmpty() && problems.getFirst().kind() == Problem.Kind.UNREADABLE;
    }

    /** The errors and the documents' warnings, in the order of the file. */
    public List<Problem> allProblems() {
        return java.util.stream.Stream.concat(
                        problems.stream(), documents.stream().flatMap(document -> document.warnings().stream()))
                .sorted(java.util.Comparator.comparing(Problem::position))
                .toList();
    }
}
