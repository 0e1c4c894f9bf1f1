package dev.ordinal.patch;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.patch.SourceNode.Alias;
import dev.ordinal.patch.SourceNode.Collection;
import dev.ordinal.patch.SourceNode.Field;
import dev.ordinal.patch.SourceNode.Layout;
import dev.ordinal.patch.SourceNode.Mapping;
import dev.ordinal.patch.SourceNode.Sequence;
import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a document that is being changed: as the source has it, wholly new, or with parts of both. Its parts are
 * drafts of their own from the moment that one of them is looked at.
 */
final class Draft {

    /** The source cannot be changed as asked; the reason is a part of a sentence. */
    static final class Refused extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why, null, false, false);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    private static final String FLOW = "is written in flow style, in brackets";
    private static final int LONGEST_FLOW = 80;

    private final Object tree;
    private final @Nullable SourceNode source;
    private final @Nullable SourceNode place;
    private final @Nullable String fixed;
    private final @Nullable String closed;
    private @Nullable Map<String, Draft> fields;
    private @Nullable List<Draft> items;

    /**
     * Makes a draft.
     *
     * @param source what it is in the source; null if it is new
     * @param place what stands in the source where it will; null if it adds to the source
     * @param fixed why it cannot go or be another value, if so
     * @param closed why its parts cannot change, if so
     */
    private Draft(
            Object tree,
            @Nullable SourceNode source,
            @Nullable SourceNode place,
            @Nullable String fixed,
            @Nullable String closed) {
        this.tree = tree;
        this.source = source;
        this.place = place;
        this.fixed = fixed;
        this.closed = closed;
    }

    /** A document's root. */
    static Draft root(Object tree, SourceNode source) {
        return part(tree, source, null);
    }

    private static Draft fresh(Object tree, @Nullable SourceNode place) {
        return new Draft(tree, null, place, null, null);
    }

    private static Draft part(Object tree, SourceNode source, @Nullable String fixed) {
        if (source instanceof Alias alias) {
            String why = "comes from elsewhere in the document, by the alias `*" + alias.name() + "`";
            return new Draft(tree, source, source, why, why);
        }
        String shared = source.usedAnchor()
                .map(anchor -> "has the anchor `&" + anchor.name()
                        + "`, which an alias uses elsewhere in the document, and that place would change as well")
                .orElse(null);
        boolean spread = source instanceof Collection collection && collection.layout() == Layout.SPREAD;
        String closed = shared == null && spread ? FLOW + " on several lines" : shared;
        return new Draft(tree, source, source, fixed == null ? shared : fixed, closed);
    }

    /** What it is in the source; null if it is new. */
    @Nullable
    SourceNode source() {
        return source;
    }

    /** What stands in the source where it will; null if it adds to the source. */
    @Nullable
    SourceNode place() {
        return place;
    }

    /** Whether it may differ from the source. */
    boolean isOpened() {
        return fields != null || items != null;
    }

    /** Takes back what was changed in it. */
    void reset() {
        fields = null;
        items = null;
    }

    /** Whether it stands elsewhere in the document, and here only by a merge key. */
    boolean isInherited() {
        return source == null && fixed != null;
    }

    boolean isMap() {
        return fields != null || tree instanceof JsonObject;
    }

    boolean isList() {
        return items != null || tree instanceof JsonArray;
    }

    /** Whether it is null or has no parts, so that a map or a list can take its place. */
    private boolean isBlank() {
        return !isOpened()
                && (tree.equals(JsonObject.NULL) || tree.equals(JsonObject.EMPTY) || tree.equals(JsonArray.EMPTY));
    }

    /** The value as it is now. */
    Object value() {
        if (fields != null) {
            var values = new LinkedHashMap<String, Object>();
            fields.forEach((name, field) -> values.put(name, field.value()));
            return JsonObject.of(values);
        }
        if (items != null) {
            return JsonArray.of(items.stream().map(Draft::value).toList());
        }
        return tree;
    }

    /** Its fields by name; only for a map. */
    Map<String, Draft> fields() {
        Map<String, Draft> open = fields;
        if (open == null) {
            open = new LinkedHashMap<>();
            var written = new HashMap<String, Field>();
            var twice = new HashMap<String, Field>();
            if (source instanceof Mapping mapping) {
                for (Field field : mapping.fields()) {
                    Field first = written.put(field.name(), field);
                    if (first != null) {
                        twice.put(field.name(), field);
                    }
                }
            }
            for (Map.Entry<String, Object> entry : ((JsonObject) tree).entrySet()) {
                Field field = written.get(entry.getKey());
                String why = twice.containsKey(entry.getKey()) ? "stands twice in the file" : null;
                open.put(entry.getKey(), field(entry.getValue(), field, why));
            }
            fields = open;
        }
        return open;
    }

    private Draft field(Object value, @Nullable Field field, @Nullable String why) {
        if (closed != null) {
            return new Draft(value, null, null, closed, closed);
        }
        if (source == null) {
            return fresh(value, null);
        }
        if (field == null || field.merge()) {
            String merged = "comes from elsewhere in the document, by the merge key `<<`";
            return new Draft(value, null, null, merged, merged);
        }
        return part(value, field.value(), field.colon() < 0 ? "is not written as `name: value`" : why);
    }

    /** Its items; only for a list. */
    List<Draft> items() {
        List<Draft> open = items;
        if (open == null) {
            open = new ArrayList<>();
            var array = (JsonArray) tree;
            for (int i = 0; i < array.size(); i++) {
                open.add(item(array.get(i), i));
            }
            items = open;
        }
        return open;
    }

    private Draft item(Object value, int index) {
        if (closed != null) {
            return new Draft(value, null, null, closed, closed);
        }
        return source instanceof Sequence sequence
                ? part(value, sequence.items().get(index), null)
                : fresh(value, null);
    }

    private boolean isFlow() {
        return source instanceof Collection collection && collection.layout() != Layout.BLOCK;
    }

    /** Fails unless the value may be put into it or somewhere below. */
    void admit(Object value) throws Refused {
        if (closed != null) {
            throw new Refused(closed);
        }
        if (isFlow() && YamlText.flow(value).length() > LONGEST_FLOW) {
            throw new Refused(FLOW);
        }
    }

    private void checkReplaceable() throws Refused {
        if (fixed != null) {
            throw new Refused(fixed);
        }
        if (source != null && source.anyUsedAnchor().isPresent()) {
            throw new Refused("holds the anchor `&"
                    + source.anyUsedAnchor().get().name() + "`, which an alias uses elsewhere in the document");
        }
    }

    /** Gives a field a value, or adds the field. */
    void put(String name, Object value) throws Refused {
        Draft old = fields().get(name);
        if (old == null) {
            admit(value);
            fields().put(name, fresh(value, null));
        } else {
            fields().put(name, old.become(value, this));
        }
    }

    /** Gives an item a value. */
    void set(int index, Object value) throws Refused {
        items().set(index, items().get(index).become(value, this));
    }

    /** Inserts an item before the one at the index. */
    void insert(int index, Object value) throws Refused {
        admit(value);
        if (isFlow() && index < items().size()) {
            throw new Refused(FLOW);
        }
        items().add(index, fresh(value, null));
    }

    /** Takes a field away if it is there. */
    void remove(String name) throws Refused {
        Draft old = fields().get(name);
        if (old != null) {
            checkRemovable(old);
            fields().remove(name);
        }
    }

    /** Takes an item away. */
    void remove(int index) throws Refused {
        checkRemovable(items().get(index));
        items().remove(index);
    }

    private void checkRemovable(Draft part) throws Refused {
        admit(JsonObject.NULL);
        part.checkReplaceable();
        if (isFlow()) {
            throw new Refused(FLOW);
        }
    }

    /** What stands in its place in the parent when it is to have the value: itself, if parts of it can stay. */
    private Draft become(Object value, Draft parent) throws Refused {
        if (value().equals(value)) {
            return this;
        }
        if (closed == null && !isFlow()) {
            if (isMap() && value instanceof JsonObject object && !object.isEmpty() && !fields().isEmpty()) {
                becomeMap(object);
                return this;
            }
            if (isList() && value instanceof JsonArray array && !array.isEmpty() && !items().isEmpty()) {
                becomeList(array);
                return this;
            }
        }
        checkReplaceable();
        parent.admit(value);
        return fresh(value, place);
    }

    private void becomeMap(JsonObject object) throws Refused {
        for (String name : List.copyOf(fields().keySet())) {
            if (!object.containsKey(name)) {
                remove(name);
            }
        }
        for (Map.Entry<String, Object> field : object.entrySet()) {
            put(field.getKey(), field.getValue());
        }
    }

    /** Keeps equal items at both ends; those between change one by one. */
    private void becomeList(JsonArray array) throws Refused {
        int head = 0;
        int least = Math.min(items().size(), array.size());
        while (head < least && items().get(head).value().equals(array.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < least - head
                && items().get(items().size() - 1 - tail).value().equals(array.get(array.size() - 1 - tail))) {
            tail++;
        }
        while (items().size() > array.size()) {
            remove(items().size() - 1 - tail);
        }
        for (int i = head; i < array.size() - tail; i++) {
            if (i < items().size() - tail) {
                set(i, array.get(i));
            } else {
                insert(i, array.get(i));
            }
        }
    }

    /** The part of that name or index; empty if there is none. */
    Optional<Draft> part(String token) {
        if (isMap()) {
            return Optional.ofNullable(fields().get(token));
        }
        int index = isList() ? JsonPointer.index(token) : -1;
        return index >= 0 && index < items().size() ? Optional.of(items().get(index)) : Optional.empty();
    }

    /** The part of that name or index as something to put parts into, made if it is missing, null or empty. */
    Draft container(String token, boolean list) throws Refused {
        Optional<Draft> found = part(token);
        boolean fits =
                found.isPresent() && (!found.get().isBlank() || found.get().isNewContainer(list));
        if (fits) {
            return found.get();
        }
        Object empty = list ? JsonArray.EMPTY : JsonObject.EMPTY;
        if (found.isPresent()) {
            found.get().checkReplaceable();
        } else if (!isMap()) {
            throw new Refused("has no such part in the file");
        }
        admit(empty);
        Draft made = fresh(empty, found.isPresent() ? found.get().place() : null);
        if (isMap()) {
            fields().put(token, made);
        } else {
            items().set(JsonPointer.index(token), made);
        }
        return made;
    }

    private boolean isNewContainer(boolean list) {
        return source == null && (list ? isList() : isMap());
    }
}
