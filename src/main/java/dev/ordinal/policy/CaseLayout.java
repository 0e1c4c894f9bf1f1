package dev.ordinal.policy;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.SourceMap;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.PolicyTestWriter.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a case of a test is written, in block or in flow style.
 *
 * @param source holds it
 * @param places of the case's fields
 * @param listIndent how far the file indents the items of a list below the list's name
 */
record CaseLayout(SourceText source, SourceMap places, int listIndent) {

    /**
     * A field that shall say something else.
     *
     * @param isDefault whether it need not be there to say it
     * @param flow its value in one line
     * @param block name and value in lines of their own
     */
    private record Part(String field, boolean isDefault, String flow, String block) {}

    /** The edits that make the case expect what was found. */
    List<Edit> edits(Found found) {
        int start = offset(places.value(FieldPath.ROOT)).orElse(0);
        List<Part> parts = parts(found, source.column(start) + listIndent);
        return source.at(start) == '{' ? flowEdits(start, parts) : blockEdits(start, parts);
    }

    private List<Part> parts(Found found, int itemColumn) {
        var parts = new ArrayList<Part>();
        if (!found.expect().equals(found.testCase().expect())) {
            parts.add(new Part(
                    "expect",
                    found.expect().isEmpty(),
                    ExpectationText.findings(found.expect()),
                    "expect:" + ExpectationText.findings(found.expect(), lineBreak() + " ".repeat(itemColumn))));
        }
        if (!found.notKnown().equals(found.testCase().notKnown())) {
            String names = ExpectationText.names(found.notKnown());
            parts.add(new Part("notKnown", found.notKnown().isEmpty(), names, "notKnown: " + names));
        }
        if (!found.mutations().equals(found.testCase().mutations())) {
            parts.add(trees("mutations", found.mutations(), itemColumn));
        }
        if (!found.creations().equals(found.testCase().creations())) {
            parts.add(trees("creations", found.creations(), itemColumn));
        }
        return parts;
    }

    private Part trees(String field, List<JsonObject> trees, int itemColumn) {
        return new Part(
                field,
                trees.isEmpty(),
                ExpectationText.trees(trees),
                field + ":" + ExpectationText.trees(trees, lineBreak() + " ".repeat(itemColumn)));
    }

    private List<Edit> flowEdits(int start, List<Part> parts) {
        var edits = new ArrayList<Edit>();
        var added = new StringBuilder();
        for (Part part : parts) {
            Optional<Integer> value = offset(places.value(FieldPath.ROOT.child(part.field())));
            if (value.isPresent()) {
                edits.add(new Edit(value.get(), source.flowEnd(value.get()), part.flow()));
            } else {
                added.append(", ").append(part.field()).append(": ").append(part.flow());
            }
        }
        int end = source.flowEnd(start) - 1;
        edits.add(new Edit(end, end, added.toString()));
        return edits;
    }

    private List<Edit> blockEdits(int start, List<Part> parts) {
        int column = source.column(start);
        var edits = new ArrayList<Edit>();
        var missing = new ArrayList<String>();
        for (Part part : parts) {
            Optional<Integer> key = key(part);
            if (key.isPresent() && !part.isDefault()) {
                edits.add(new Edit(key.get(), end(part, key.get()), part.block()));
            } else if (!part.isDefault()) {
                missing.add(part.block());
            }
        }
        for (Part part : parts) {
            if (part.isDefault()) {
                key(part).ifPresent(key -> edits.add(replacement(part, key, missing)));
            }
        }
        if (!missing.isEmpty()) {
            int end = source.blockEnd(start, column);
            String lead = lineBreak() + " ".repeat(column);
            edits.add(new Edit(end, end, lead + String.join(lead, missing)));
        }
        return edits;
    }

    /**
     * Puts a field that is missing in the place of one that goes. Without one its line goes too, or where it cannot,
     * the field stays and is empty.
     */
    private Edit replacement(Part part, int key, List<String> missing) {
        int end = end(part, key);
        if (!missing.isEmpty()) {
            return new Edit(key, end, missing.removeFirst());
        }
        int lineStart = key - source.column(key);
        boolean alone = source.skipBlanks(lineStart) == key && source.skipBlanks(end) == source.lineEnd(end);
        return alone
                ? new Edit(lineStart, source.nextLine(end), "")
                : new Edit(key, end, part.field() + ": " + part.flow());
    }

    private Optional<Integer> key(Part part) {
        return offset(places.key(FieldPath.ROOT.child(part.field())));
    }

    /** The end of a field's value. */
    private int end(Part part, int key) {
        int value = offset(places.value(FieldPath.ROOT.child(part.field()))).orElse(key);
        return source.at(value) == '-' ? source.blockEnd(value, source.column(value) + 1) : source.flowEnd(value);
    }

    private Optional<Integer> offset(Optional<SourcePosition> position) {
        return position.map(source::offset);
    }

    private String lineBreak() {
        return source.text().contains("\r\n") ? "\r\n" : "\n";
    }
}
