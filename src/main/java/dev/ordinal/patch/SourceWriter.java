package dev.ordinal.patch;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.patch.SourceNode.Field;
import dev.ordinal.patch.SourceNode.Layout;
import dev.ordinal.patch.SourceNode.Mapping;
import dev.ordinal.patch.SourceNode.Scalar;
import dev.ordinal.patch.SourceNode.Sequence;
import dev.ordinal.patch.ValueReplacement.Holder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what differs between a draft and its source into edits of the source's text, in the order of the text. For one
 * thread.
 */
final class SourceWriter {

    private static final Holder NOTHING = new Holder(0, 0, false);

    private final SourceText source;
    private final YamlText.Indent indent;
    private final SourceEdits edits;
    private final ValueReplacement values;

    /** Where the items of a sequence have their dashes, since many objects may stand in one. */
    private final IdentityHashMap<Sequence, int[]> dashes = new IdentityHashMap<>();

    SourceWriter(SourceText source, YamlText.Indent indent) {
        this.source = source;
        this.indent = indent;
        this.edits = new SourceEdits(source);
        this.values = new ValueReplacement(source, indent, edits);
    }

    /** The edits that make the text of one value what its draft is. */
    List<TextEdit> write(Place place) {
        changes(place.draft, place.holder);
        return edits.take();
    }

    /**
     * A value and what it hangs on.
     *
     * @param draft as it is to be
     * @param holder nothing for a document's root
     */
    record Place(Draft draft, Holder holder) {}

    /** Where a value stands in a document; empty if nothing does at the path. */
    Optional<Place> place(Draft root, List<Object> path) {
        Place place = new Place(root, NOTHING);
        for (Object step : path) {
            Optional<Draft> part = place.draft.part(step.toString());
            if (part.isEmpty()) {
                return Optional.empty();
            }
            place = new Place(part.get(), holder(place.draft, step));
        }
        return Optional.of(place);
    }

    private Holder holder(Draft draft, Object step) {
        return switch (draft.source()) {
            case Mapping mapping
            when mapping.layout() == Layout.BLOCK -> {
                int column = source.column(mapping.fields().getFirst().key().start());
                yield mapping.fields().stream()
                        .filter(field -> field.name().equals(step))
                        .reduce((_, later) -> later)
                        .map(field -> new Holder(field.colon(), column, false))
                        .orElse(NOTHING);
            }
            case Sequence sequence
            when sequence.layout() == Layout.BLOCK && step instanceof Integer index -> {
                int[] at = dashes(sequence);
                yield new Holder(at[index] + 1, source.column(at[0]), true);
            }
            case null, default -> NOTHING;
        };
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
            values.replace(holder, mapping, draft.value());
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
            edits.insertAfter(mapping.end(), column, YamlText.fields(added, column, indent));
        }
    }

    private void part(Draft part, SourceNode node, Holder holder) {
        if (part.source() == node) {
            changes(part, holder);
        } else if (!part.isInherited()) {
            values.replace(holder, node, part.value());
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
            edits.edit(starts[0], next, "");
        }
        for (int i = first; i < kept.length; i++) {
            if (!kept[i]) {
                edits.edit(source.lineStart(starts[i]), source.nextLine(ends[i]), "");
            }
        }
    }

    // Block style: items

    private void items(Draft draft, Sequence sequence, Holder holder) {
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
            values.replace(holder, sequence, draft.value());
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

    private static int[] ends(int[] dashes, List<SourceNode> nodes) {
        var ends = new int[dashes.length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = Math.max(dashes[i] + 1, nodes.get(i).end());
        }
        return ends;
    }

    private int[] dashes(Sequence sequence) {
        return dashes.computeIfAbsent(sequence, this::findDashes);
    }

    private int[] findDashes(Sequence sequence) {
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
            edits.insertAfter(end, ofList ? column : column + 1, text);
        } else if (source.isFirstInLine(dashes[0])) {
            int line = source.lineStart(dashes[0]);
            int first = source.nextLine(holder.after());
            while (line > first && source.isComment(source.lineBefore(line), column)) {
                line = source.lineBefore(line);
            }
            edits.edit(line, line, edits.broken(text, line));
        } else {
            edits.edit(dashes[0], dashes[0], edits.broken(text.substring(column) + " ".repeat(column), dashes[0]));
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
                edits.edit(end, end, ", " + YamlText.flow(name) + ": " + YamlText.flow(part.value()));
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
                edits.edit(end, end, ", " + YamlText.flow(draft.items().get(i).value()));
            }
        }
    }

    private void flowPart(Draft part, SourceNode node) {
        if (part.source() == node) {
            changes(part, NOTHING);
        } else {
            int content = ValueReplacement.content(node);
            String blank = content > 0 && source.text().charAt(content - 1) == ':' ? " " : "";
            edits.edit(content, node.end(), blank + YamlText.flow(part.value()));
        }
    }
}
