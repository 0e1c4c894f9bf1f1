package dev.ordinal.patch;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.patch.SourceNode.Collection;
import dev.ordinal.patch.SourceNode.Field;
import dev.ordinal.patch.SourceNode.Layout;
import dev.ordinal.patch.SourceNode.Mapping;
import dev.ordinal.patch.SourceNode.Scalar;
import dev.ordinal.patch.SourceNode.Sequence;
import dev.ordinal.patch.SourceNode.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns what differs between a draft and its source into edits of the source's text, in the order of the text. */
final class SourceWriter {

    /**
     * What a value hangs on: a field's name or an item's dash.
     *
     * @param after the place after the colon or the dash
     * @param column how far in the name or the dash stands
     */
    private record Holder(int after, int column, boolean item) {}

    private final SourceText source;
    private final YamlText.Indent indent;
    private final List<TextEdit> edits = new ArrayList<>();

    SourceWriter(SourceText source, YamlText.Indent indent) {
        this.source = source;
        this.indent = indent;
    }

    /** The edits that make the text of a document's root what its draft is. */
    List<TextEdit> write(Draft root) {
        changes(root, new Holder(0, 0, false));
        return source.withoutPadding(joined(edits));
    }

    private void changes(Draft draft, Holder holder) {
        SourceNode node = draft.source();
        if (!draft.isOpened() || node == null) {
            return;
        }
        switch (node) {
            case Mapping mapping when mapping.layout() == Layout.BLOCK -> fields(draft, mapping, holder);
            case Sequence sequence when sequence.layout() == Layout.BLOCK -> items(draft, sequence, holder);
            case Mapping mapping -> flowFields(draft, mapping);
            case Sequence sequence -> flowItems(draft, sequence);
            case SourceNode.Alias _, Scalar _ -> {}
        }
    }

    // Block style: fields

    private void fields(Draft draft, Mapping mapping, Holder holder) {
        Map<String, Draft> left = new LinkedHashMap<>(draft.fields());
        List<Field> fields = mapping.fields();
        var kept = new boolean[fields.size()];
        boolean any = false;
        for (int i = 0; i < kept.length; i++) {
            kept[i] = fields.get(i).merge() || left.containsKey(fields.get(i).name());
            any |= kept[i];
        }
        if (!any) {
            replace(holder, mapping, draft.value());
            return;
        }
        int column = source.column(fields.getFirst().key().start());
        removeParts(
                kept,
                fields.stream().mapToInt(field -> field.key().start()).toArray(),
                fields.stream().mapToInt(Field::end).toArray());
        for (Field field : fields) {
            Draft part = field.merge() ? null : draft.fields().get(field.name());
            left.remove(field.name());
            if (part != null) {
                part(part, field.value(), new Holder(field.colon(), column, false));
            }
        }
        left.values().removeIf(part -> part.isInherited());
        if (!left.isEmpty()) {
            var added = JsonObject.EMPTY;
            for (Map.Entry<String, Draft> field : left.entrySet()) {
                added = added.with(field.getKey(), field.getValue().value());
            }
            insertAfter(mapping.end(), column, YamlText.fields(added, column, indent));
        }
    }

    private void part(Draft part, SourceNode node, Holder holder) {
        if (part.source() == node) {
            changes(part, holder);
        } else if (!part.isInherited()) {
            replace(holder, node, part.value());
        }
    }

    /** Takes away parts of a block, of which one at least stays. */
    private void removeParts(boolean[] kept, int[] starts, int[] ends) {
        int first = 0;
        if (!kept[0] && !source.isFirstInLine(starts[0])) {
            while (!kept[first]) {
                first++;
            }
            int next = source.hasCommentLine(ends[first - 1], starts[first])
                    ? source.lineEnd(ends[first - 1])
                    : starts[first];
            edit(starts[0], next, "");
        }
        for (int i = first; i < kept.length; i++) {
            if (!kept[i]) {
                edit(source.lineStart(starts[i]), source.nextLine(ends[i]), "");
            }
        }
    }

    // Block style: items

    private void items(Draft draft, Sequence sequence, Holder holder) {
        if (hasItemsOf(draft, sequence)) {
            partsOfItems(draft, sequence);
            return;
        }
        List<SourceNode> nodes = sequence.items();
        int[] dashes = dashes(sequence);
        var index = new IdentityHashMap<SourceNode, Integer>();
        for (int i = 0; i < dashes.length; i++) {
            index.put(nodes.get(i), i);
        }
        var kept = new boolean[dashes.length];
        boolean any = false;
        for (Draft item : draft.items()) {
            Integer at = item.place() == null ? null : index.get(item.place());
            if (at != null) {
                kept[at] = true;
                any = true;
            }
        }
        if (!any) {
            replace(holder, sequence, draft.value());
            return;
        }
        int column = source.column(dashes[0]);
        removeParts(kept, dashes, ends(dashes, nodes));
        int last = -1;
        var added = new ArrayList<Object>();
        for (Draft item : draft.items()) {
            Integer at = item.place() == null ? null : index.get(item.place());
            if (at == null) {
                added.add(item.value());
            } else {
                insertItems(added, last, dashes, nodes, holder);
                last = at;
                part(item, nodes.get(at), new Holder(dashes[at] + 1, column, true));
            }
        }
        insertItems(added, last, dashes, nodes, holder);
    }

    /** Whether no item has come or gone; so it is nearly always with the items of a {@code List}, which may be many. */
    private static boolean hasItemsOf(Draft draft, Sequence sequence) {
        List<Draft> items = draft.items();
        boolean same = items.size() == sequence.items().size();
        for (int i = 0; same && i < items.size(); i++) {
            same = items.get(i).place() == sequence.items().get(i);
        }
        return same;
    }

    private void partsOfItems(Draft draft, Sequence sequence) {
        int before = sequence.content();
        int column = source.column(source.skipSpaceAndComments(before));
        for (int i = 0; i < draft.items().size(); i++) {
            Draft item = draft.items().get(i);
            SourceNode node = sequence.items().get(i);
            if (item.isOpened() || item.source() != node) {
                part(item, node, new Holder(source.skipSpaceAndComments(before) + 1, column, true));
            }
            before = Math.max(node.end(), before + 1);
        }
    }

    private static int[] ends(int[] dashes, List<SourceNode> nodes) {
        var ends = new int[dashes.length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = Math.max(dashes[i] + 1, nodes.get(i).end());
        }
        return ends;
    }

    private int[] dashes(Sequence sequence) {
        var dashes = new int[sequence.items().size()];
        int at = sequence.content();
        for (int i = 0; i < dashes.length; i++) {
            dashes[i] = source.skipSpaceAndComments(at);
            at = Math.max(dashes[i] + 1, sequence.items().get(i).end());
        }
        return dashes;
    }

    /** Inserts items after the source's item of that index, -1 for before the first, and forgets them. */
    private void insertItems(List<Object> added, int last, int[] dashes, List<SourceNode> nodes, Holder holder) {
        if (added.isEmpty()) {
            return;
        }
        int column = source.column(dashes[0]);
        String text = YamlText.items(added, column, indent);
        if (last >= 0) {
            boolean ofList = last == dashes.length - 1 && (holder.item() || column > holder.column());
            int end = Math.max(dashes[last] + 1, nodes.get(last).end());
            insertAfter(end, ofList ? column : column + 1, text);
        } else if (source.isFirstInLine(dashes[0])) {
            int line = source.lineStart(dashes[0]);
            int first = source.nextLine(holder.after());
            while (line > first && source.isComment(source.lineBefore(line), column)) {
                line = source.lineBefore(line);
            }
            edit(line, line, broken(text, line));
        } else {
            edit(dashes[0], dashes[0], broken(text.substring(column) + " ".repeat(column), dashes[0]));
        }
        added.clear();
    }

    // Flow style

    private void flowFields(Draft draft, Mapping mapping) {
        Map<String, Draft> left = new LinkedHashMap<>(draft.fields());
        for (Field field : mapping.fields()) {
            Draft part = left.remove(field.name());
            if (part != null && !field.merge()) {
                flowPart(part, field.value());
            }
        }
        int end = mapping.fields().getLast().end();
        left.forEach((name, part) -> {
            if (!part.isInherited()) {
                edit(end, end, ", " + YamlText.flow(name) + ": " + YamlText.flow(part.value()));
            }
        });
    }

    private void flowItems(Draft draft, Sequence sequence) {
        List<SourceNode> nodes = sequence.items();
        int end = nodes.getLast().end();
        for (int i = 0; i < draft.items().size(); i++) {
            if (i < nodes.size()) {
                flowPart(draft.items().get(i), nodes.get(i));
            } else {
                edit(end, end, ", " + YamlText.flow(draft.items().get(i).value()));
            }
        }
    }

    private void flowPart(Draft part, SourceNode node) {
        if (part.source() == node) {
            changes(part, new Holder(0, 0, false));
        } else {
            int content = content(node);
            String blank = content > 0 && source.text().charAt(content - 1) == ':' ? " " : "";
            edit(content, node.end(), blank + YamlText.flow(part.value()));
        }
    }

    // Values

    /** Puts another value where a node of a block stands. */
    private void replace(Holder holder, SourceNode node, Object value) {
        String text = hanging(holder, value, node.start() < content(node));
        int lineEnd = text.indexOf('\n');
        String head = text.substring(0, lineEnd);
        String rest = text.substring(lineEnd + 1);
        int content = content(node);
        if (node instanceof Scalar scalar
                && scalar.content() == content
                && value instanceof String string
                && rest.isEmpty()) {
            head = " " + inStyle(scalar, string, head.strip());
        }
        if (node instanceof Scalar && !isBlock(node) && !head.isEmpty() && rest.isEmpty() && content > holder.after()) {
            edit(content, node.end(), isBlank(content - 1) ? head.strip() : head);
        } else if (source.lineStart(content) > holder.after()) {
            replaceBelow(Math.max(holder.after(), headEnd(holder, node)), node, head, rest);
        } else if (isBlock(node)) {
            String all = head.isEmpty() ? "" : head.strip();
            String eol = source.lineBreak(content);
            int start = head.isEmpty() ? source.beforeBlanks(content) : content;
            String below = rest.isEmpty() ? "" : eol + withoutLastBreak(broken(rest, content));
            edit(start, node.end(), all + below);
        } else {
            replaceInLine(holder, node, content, head, rest);
        }
    }

    /** A value as it follows its colon or dash; behind an anchor, no map or list can begin on the same line. */
    private String hanging(Holder holder, Object value, boolean anchored) {
        if (!holder.item()) {
            return YamlText.afterName(value, holder.column(), indent);
        }
        return switch (value) {
            case JsonObject object
            when anchored && !object.isEmpty() -> "\n" + YamlText.fields(object, holder.column() + 2, indent);
            case JsonArray array
            when anchored && !array.isEmpty() -> "\n" + YamlText.items(array, holder.column() + 2, indent);
            default -> YamlText.afterDash(value, holder.column(), indent);
        };
    }

    private static boolean isBlock(SourceNode node) {
        return (node instanceof Scalar scalar && scalar.style() == Style.BLOCK)
                || (node instanceof Collection collection && collection.layout() == Layout.BLOCK);
    }

    private void replaceInLine(Holder holder, SourceNode node, int content, String head, String rest) {
        if (head.isEmpty()) {
            int start = Math.max(source.beforeBlanks(content), holder.after());
            edit(start, node.end(), "");
        } else if (content == holder.after() || !isBlank(content - 1)) {
            edit(content, node.end(), head);
        } else {
            edit(content, node.end(), head.strip());
        }
        if (!rest.isEmpty()) {
            insertAfter(node.end(), holder.column() + 1, rest);
        }
    }

    private boolean isBlank(int place) {
        char c = source.text().charAt(place);
        return c == ' ' || c == '\t';
    }

    /** Puts another value where a node stands on lines below what it hangs on. */
    private void replaceBelow(int headEnd, SourceNode node, String head, String rest) {
        edit(headEnd, headEnd, head);
        edit(source.nextLine(headEnd), source.nextLine(node.end()), broken(rest, headEnd));
    }

    /** The end of what stands with the holder on its line: an anchor, or nothing. */
    private int headEnd(Holder holder, SourceNode node) {
        return node.start() < content(node) ? source.propertiesEnd(node.start()) : holder.after();
    }

    /** Where a node's text begins that another value takes the place of: a tag goes with it, an anchor stays. */
    private static int content(SourceNode node) {
        return switch (node) {
            case Scalar scalar -> scalar.tagged() ? scalar.start() : scalar.content();
            case Collection collection -> collection.content();
            case SourceNode.Alias alias -> alias.start();
        };
    }

    /** A text in the quotes that the source has, where it has some. */
    private static String inStyle(Scalar scalar, String text, String needed) {
        return switch (scalar.style()) {
            case SINGLE_QUOTED -> YamlText.quoted(text, '\'');
            case DOUBLE_QUOTED -> YamlText.quoted(text, '"');
            case PLAIN, BLOCK -> needed;
        };
    }

    // Text

    private void edit(int start, int end, String replacement) {
        if (start < end || !replacement.isEmpty()) {
            edits.add(new TextEdit(start, end, replacement));
        }
    }

    /** Inserts lines after the line that holds the place and the comments below it that stand that far in. */
    private void insertAfter(int place, int commentColumn, String lines) {
        int at = source.skipComments(source.nextLine(place), commentColumn);
        edit(at, at, broken(lines, place));
    }

    /** The lines with the line ends of the line that holds the place. */
    private String broken(String lines, int place) {
        String lineBreak = source.lineBreak(place);
        return lineBreak.equals("\n") ? lines : lines.replace("\n", lineBreak);
    }

    private static String withoutLastBreak(String lines) {
        int end = lines.length();
        end -= lines.endsWith("\r\n") ? 2 : lines.isEmpty() ? 0 : 1;
        return lines.substring(0, end);
    }

    /** In the order of the text, those that touch made one. */
    private static List<TextEdit> joined(List<TextEdit> edits) {
        var byStart = new TreeMap<Integer, List<TextEdit>>();
        edits.forEach(edit ->
                byStart.computeIfAbsent(edit.start(), _ -> new ArrayList<>()).add(edit));
        var joined = new ArrayList<TextEdit>();
        byStart.values().stream()
                .flatMap(same -> same.stream().sorted(Comparator.comparingInt(TextEdit::end)))
                .forEach(edit -> {
                    @Nullable TextEdit last = joined.isEmpty() ? null : joined.getLast();
                    boolean touches = last != null
                            && (edit.start() == last.end()
                                    || (edit.start() < last.end()
                                            && last.replacement().isEmpty()
                                            && edit.replacement().isEmpty()));
                    if (last != null && touches) {
                        joined.removeLast();
                        joined.add(new TextEdit(
                                last.start(),
                                Math.max(last.end(), edit.end()),
                                last.replacement() + edit.replacement()));
                    } else {
                        joined.add(edit);
                    }
                });
        return joined;
    }
}
