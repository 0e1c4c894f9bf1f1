package dev.ordinal.manifest;

import java.util.List;

/** Short ways for tests to read a text. */
final class Reading {

    static final String FILE = "file.yaml";

    private Reading() {}

    static ManifestSet manifests(String text) {
        return manifests(FILE, text);
    }

    static ManifestSet manifests(String name, String text) {
        return new ManifestReader(ReadLimits.DEFAULT, "default").read(List.of(Input.text(name, text)));
    }

    static Manifest manifest(String text) {
        List<Manifest> manifests = manifests(text).manifests();
        if (manifests.size() != 1) {
            throw new AssertionError("one manifest expected: " + manifests);
        }
        return manifests.getFirst();
    }

    static ReadFile documents(String text) {
        return new DocumentReader(ReadLimits.DEFAULT).read(FILE, text);
    }

    /** The only document. */
    static Document document(String text) {
        ReadFile file = documents(text);
        if (file.documents().size() != 1 || !file.problems().isEmpty()) {
            throw new AssertionError("one document expected: " + file.documents() + file.problems());
        }
        return file.documents().getFirst();
    }

    static JsonObject object(String text) {
        return (JsonObject) document(text).root();
    }

    /** The only problem, as {@code KIND line:column message}. */
    static String problem(String text) {
        List<Problem> problems = manifests(text).problems();
        if (problems.size() != 1) {
            throw new AssertionError("one problem expected: " + problems);
        }
        return told(problems.getFirst());
    }

    static String told(Problem problem) {
        return problem.kind() + " " + problem.position().line() + ":"
                + problem.position().column() + " " + problem.message();
    }

    static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }

    /** Where a field's name and value stand, as {@code line:column line:column}. */
    static String places(SourceMap source, String path) {
        return source.key(path(path)).map(Reading::place).orElse("-") + " "
                + source.value(path(path)).map(Reading::place).orElse("-");
    }

    private static String place(SourcePosition position) {
        return position.line() + ":" + position.column();
    }
}
