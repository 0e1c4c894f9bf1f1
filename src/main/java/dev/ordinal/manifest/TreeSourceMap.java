package dev.ordinal.manifest;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The places of a document's fields, found by walking its tree and their positions side by side. */
final class TreeSourceMap implements SourceMap {

    private static final long UNKNOWN = 0;

    private final SourceFile file;
    private final Object root;
    private final long start;
    private final @Nullable Positions positions;

    TreeSourceMap(SourceFile file, Object root, long start, @Nullable Positions positions) {
        this.file = file;
        this.root = root;
        this.start = start;
        this.positions = positions;
    }

    @Override
    public SourceFile file() {
        return file;
    }

    @Override
    public Optional<SourcePosition> key(FieldPath path) {
        return find(path, true);
    }

    @Override
    public Optional<SourcePosition> value(FieldPath path) {
        return find(path, false);
    }

    private Optional<SourcePosition> find(FieldPath path, boolean ofKey) {
        Object value = root;
        Positions at = positions;
        long key = root instanceof JsonObject object && !object.isEmpty() && at != null ? at.name(0) : start;
        long place = start;
        for (Object step : path.segments()) {
            int index;
            if (at != null && step instanceof String name && value instanceof JsonObject object) {
                index = object.indexOf(name);
                if (index < 0) {
                    return Optional.empty();
                }
                key = at.name(index);
                place = at.value(index);
                value = object.valueAt(index);
            } else if (at != null
                    && step instanceof Integer item
                    && value instanceof JsonArray array
                    && item < array.size()) {
                index = item;
                key = at.item(index);
                place = key;
                value = array.get(index);
            } else {
                return Optional.empty();
            }
            at = at.below(index);
        }
        long found = ofKey ? key : place;
        return found == UNKNOWN ? Optional.empty() : Optional.of(position(file, found));
    }

    static SourcePosition position(SourceFile file, long place) {
        return new SourcePosition(file.name(), Positions.line(place), Positions.column(place));
    }
}
