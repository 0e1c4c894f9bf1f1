package dev.ordinal.policy;

import dev.ordinal.manifest.Document;
import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourceMap;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.PolicyTest.Case;
import dev.ordinal.policy.PolicyTest.Expected;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes what was found into the cases of a test file, in place: all else stays as it is, byte for byte. */
public final class PolicyTestWriter {

    private static final FieldPath CASES = FieldPath.ROOT.child("spec").child("cases");

    /**
     * What was found for a case.
     *
     * @param testCase read from the file
     * @param expect what it shall expect from now on
     * @param notKnown the rules that it shall expect not to be judged
     * @param mutations the operations that it shall expect
     * @param creations the objects that it shall expect to be missing
     */
    public record Found(
            Case testCase,
            List<Expected> expect,
            List<String> notKnown,
            List<JsonObject> mutations,
            List<JsonObject> creations) {
        public Found {
            expect = List.copyOf(expect);
            notKnown = List.copyOf(notKnown);
            mutations = List.copyOf(mutations);
            creations = List.copyOf(creations);
        }

        /** What was found by judging alone; what the case expects of mutations stays. */
        public Found(Case testCase, List<Expected> expect, List<String> notKnown) {
            this(testCase, expect, notKnown, testCase.mutations(), testCase.creations());
        }

        private boolean isExpected() {
            return expect.equals(testCase.expect())
                    && notKnown.equals(testCase.notKnown())
                    && mutations.equals(testCase.mutations())
                    && creations.equals(testCase.creations());
        }
    }

    /**
     * A file with what was found.
     *
     * @param text the file's new text
     * @param left the cases whose layout (aliases, say) does not let them be written in place; they are as they were
     */
    public record Updated(String text, List<Case> left) {
        public Updated {
            left = List.copyOf(left);
        }
    }

    private PolicyTestWriter() {}

    /**
     * Rewrites what the cases expect: findings, what is not known, mutations and creations; of the cases given, which
     * come from this file.
     */
    public static Updated update(SourceFile file, List<Found> updates) {
        var source = new SourceText(file.text());
        List<Document> documents = documents(file.name(), file.text());
        String text = file.text();
        var edits = new ArrayList<Edit>();
        var written = new ArrayList<Found>();
        var left = new ArrayList<Case>();
        for (Found one : updates) {
            if (one.isExpected()) {
                continue;
            }
            var tried = new ArrayList<>(edits);
            Optional<CaseLayout> layout =
                    layout(source, documents, one.testCase().position());
            layout.ifPresent(found -> tried.addAll(found.edits(one)));
            written.add(one);
            Optional<String> edited = layout.flatMap(_ -> apply(file.text(), tried))
                    .filter(result -> says(documents(file.name(), result), documents, written));
            if (edited.isPresent()) {
                text = edited.get();
                edits = tried;
            } else {
                written.removeLast();
                left.add(one.testCase());
            }
        }
        return new Updated(text, left);
    }

    private static List<Document> documents(String name, String text) {
        return new DocumentReader(ReadLimits.DEFAULT).read(name, text).documents();
    }

    private static Optional<CaseLayout> layout(SourceText source, List<Document> documents, SourcePosition position) {
        for (Document document : documents) {
            for (FieldPath path : cases(document.root())) {
                if (document.source().key(path).filter(position::equals).isPresent()) {
                    return Optional.of(
                            new CaseLayout(source, document.source().below(path), listIndent(document.source())));
                }
            }
        }
        return Optional.empty();
    }

    private static int listIndent(SourceMap places) {
        Optional<SourcePosition> name = places.key(CASES);
        Optional<SourcePosition> list = places.value(CASES);
        return name.isPresent()
                        && list.isPresent()
                        && list.get().line() > name.get().line()
                ? Math.max(0, list.get().column() - name.get().column())
                : 0;
    }

    private static List<FieldPath> cases(Object root) {
        int count = CASES.find(root)
                .map(list -> list instanceof JsonArray array ? array.size() : 0)
                .orElse(0);
        return IntStream.range(0, count).mapToObj(CASES::child).toList();
    }

    /** The edited text; empty if an edit is about no part of it, or two about the same. */
    private static Optional<String> apply(String text, List<Edit> edits) {
        edits.sort(Comparator.comparingInt(Edit::start).reversed());
        var edited = new StringBuilder(text);
        int untouched = text.length();
        for (Edit edit : edits) {
            if (edit.end() < edit.start() || edit.end() > untouched) {
                return Optional.empty();
            }
            edited.replace(edit.start(), edit.end(), edit.replacement());
            untouched = edit.start();
        }
        return Optional.of(edited.toString());
    }

    /** Whether the edited documents say what the old ones say but for what was found. */
    private static boolean says(List<Document> edited, List<Document> before, List<Found> found) {
        if (edited.size() != before.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!plain(edited.get(i), List.of()).equals(plain(before.get(i), found))) {
                return false;
            }
        }
        return true;
    }

    /** The document's tree with what was found for its cases, and without empty expectations. */
    private static Object plain(Document document, List<Found> found) {
        Object root = document.root();
        if (!(root instanceof JsonObject object)) {
            return root;
        }
        var cases = new ArrayList<Object>();
        for (FieldPath path : cases(root)) {
            Optional<SourcePosition> position = document.source().key(path);
            Optional<Found> update = found.stream()
                    .filter(one ->
                            position.filter(one.testCase().position()::equals).isPresent())
                    .findFirst();
            Object value = path.find(root).orElseThrow();
            cases.add(
                    value instanceof JsonObject testCase
                            ? plain(update.map(one -> ExpectationText.with(testCase, one))
                                    .orElse(testCase))
                            : value);
        }
        return object.with("spec", object.object("spec").with("cases", JsonArray.of(cases)));
    }

    private static JsonObject plain(JsonObject testCase) {
        JsonObject plain = testCase;
        for (String field : ExpectationText.FIELDS) {
            plain = plain.array(field).isEmpty() ? plain.without(field) : plain;
        }
        return plain;
    }
}
