package dev.ordinal.policy;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.SourceMap;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.PolicyTest.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a case of a test is written, in block or in flow style.
 *
 * @param source holds it
 * @param places of the case's fields
 */
record CaseLayout(SourceText source, SourceMap places) {

    private static final String EXPECT = "expect";
    private static final String NOT_KNOWN = "notKnown";

    /** The edits that make it expect this. */
    List<Edit> edits(List<Expected> expect, List<String> notKnown) {
        int start = places.value(FieldPath.ROOT).map(source::offset).orElse(0);
        return source.at(start) == '{' ? flowEdits(start, expect, notKnown) : blockEdits(start, expect, notKnown);
    }

    private List<Edit> flowEdits(int start, List<Expected> expect, List<String> notKnown) {
        var edits = new ArrayList<Edit>();
        var added = new StringBuilder();
        put(EXPECT, ExpectationText.findings(expect), expect.isEmpty(), edits, added);
        put(NOT_KNOWN, ExpectationText.names(notKnown), notKnown.isEmpty(), edits, added);
        int end = source.flowEnd(start) - 1;
        edits.add(new Edit(end, end, added.toString()));
        return edits;
    }

    private void put(String field, String text, boolean isDefault, List<Edit> edits, StringBuilder added) {
        Optional<Integer> value = offset(places.value(FieldPath.ROOT.child(field)));
        if (value.isPresent()) {
            edits.add(new Edit(value.get(), source.flowEnd(value.get()), text));
        } else if (!isDefault) {
            added.append(", ").append(field).append(": ").append(text);
        }
    }

    private List<Edit> blockEdits(int start, List<Expected> expect, List<String> notKnown) {
        int column = source.column(start);
        String lead = lineBreak() + " ".repeat(column);
        String expectText = EXPECT + ":" + (expect.isEmpty() ? " []" : ExpectationText.findings(expect, lead));
        String notKnownText = notKnown.isEmpty() ? "" : NOT_KNOWN + ": " + ExpectationText.names(notKnown);
        var edits = new ArrayList<Edit>();
        var added = new StringBuilder();
        Optional<Integer> expectKey = offset(places.key(FieldPath.ROOT.child(EXPECT)));
        Optional<Integer> notKnownKey = offset(places.key(FieldPath.ROOT.child(NOT_KNOWN)));
        if (notKnownKey.isPresent()) {
            edits.add(
                    notKnown.isEmpty()
                            ? removal(NOT_KNOWN, notKnownKey.get())
                            : new Edit(notKnownKey.get(), end(NOT_KNOWN, notKnownKey.get()), notKnownText));
        } else if (!notKnown.isEmpty()) {
            added.append(lead).append(notKnownText);
        }
        if (expectKey.isPresent()) {
            edits.add(new Edit(expectKey.get(), end(EXPECT, expectKey.get()), expectText + added));
        } else {
            int end = source.blockEnd(start, column);
            edits.add(new Edit(end, end, lead + expectText + added));
        }
        return edits;
    }

    /** Takes a field away with its line; from the line that starts the case, only what it says. */
    private Edit removal(String field, int key) {
        int end = end(field, key);
        int lineStart = key - source.column(key);
        boolean alone = source.skipBlanks(lineStart) == key && source.skipBlanks(end) == source.lineEnd(end);
        return alone ? new Edit(lineStart, source.nextLine(end), "") : new Edit(key, end, field + ": []");
    }

    /** The end of a field's value. */
    private int end(String field, int key) {
        FieldPath path = FieldPath.ROOT.child(field);
        int value = offset(places.value(path)).orElse(key);
        return source.at(value) == '-' ? source.blockEnd(value, source.column(value) + 1) : source.flowEnd(value);
    }

    private Optional<Integer> offset(Optional<SourcePosition> position) {
        return position.map(source::offset);
    }

    private String lineBreak() {
        return source.text().contains("\r\n") ? "\r\n" : "\n";
    }
}
