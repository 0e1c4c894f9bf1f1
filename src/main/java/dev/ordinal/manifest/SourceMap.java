package dev.ordinal.manifest;

import java.util.Optional;

/**
 * Where the fields of one document stand in its file.
 *
 * <p>A field reached through an alias or a merge key stands where its anchor has it.
 */
public interface SourceMap {

    /** The file that holds the document. */
    SourceFile file();

    /** The place of the field's name; of an array's item, the item's first character. */
    Optional<SourcePosition> key(FieldPath path);

    /** The place of the field's value. */
    Optional<SourcePosition> value(FieldPath path);

    /** The path in the document of what this is the map of: the root's, or that of an item of a {@code List}. */
    default FieldPath within() {
        return FieldPath.ROOT;
    }

    /**
     * The place a finding about the path points at: the field's name, or the item, or else that of the nearest field
     * around it. The root's is the document's first key.
     */
    default SourcePosition nearest(FieldPath path) {
        FieldPath at = path;
        while (true) {
            Optional<SourcePosition> position = key(at);
            if (position.isPresent()) {
                return position.get();
            }
            if (at.isRoot()) {
                return new SourcePosition(file().name(), 1, 1);
            }
            at = at.parent();
        }
    }

    /** The map of a part of this document as if it were one, such as an item of a {@code List}. */
    default SourceMap below(FieldPath prefix) {
        SourceMap whole = this;
        return new SourceMap() {
            @Override
            public SourceFile file() {
                return whole.file();
            }

            @Override
            public FieldPath within() {
                return whole.within().resolve(prefix);
            }

            @Override
            public Optional<SourcePosition> key(FieldPath path) {
                return whole.key(prefix.resolve(path));
            }

            @Override
            public Optional<SourcePosition> value(FieldPath path) {
                return whole.value(prefix.resolve(path));
            }
        };
    }
}
