package dev.ordinal.patch;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value as the text of a document has it. Places are indexes into the text of the document's chunk. */
sealed interface SourceNode {

    /** A name that a value goes by in its document ({@code &name}), and how often an alias calls it. */
    final class Anchor {
        private final String name;
        private int uses;

        Anchor(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        void use() {
            uses++;
        }

        boolean isUsed() {
            return uses > 0;
        }
    }

    /** The place of its first character, that of its anchor or tag if it has one. */
    int start();

    /** The place after its last character; comments and empty lines that follow are no part of it. */
    int end();

    /** Its anchor, if an alias calls it. */
    default Optional<Anchor> usedAnchor() {
        return Optional.empty();
    }

    /** An anchor in it or below it that an alias calls. */
    default Optional<Anchor> anyUsedAnchor() {
        return usedAnchor();
    }

    /** How a scalar is written. */
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        BLOCK
    }

    /**
     * A scalar.
     *
     * @param content the place of its first character, anchor and tag passed over
     */
    record Scalar(
            int start,
            int content,
            int end,
            Style style,
            boolean tagged,
            @Nullable Anchor anchor) implements SourceNode {
        @Override
        public Optional<Anchor> usedAnchor() {
            return Optional.ofNullable(anchor).filter(Anchor::isUsed);
        }
    }

    /** A place where the value of an anchor stands again. */
    record Alias(int start, int end, String name) implements SourceNode {}

    /** How a map or a list is written. */
    enum Layout {
        /** By indentation. */
        BLOCK,
        /** In brackets on one line. */
        FLOW,
        /** In brackets on several lines, or a pair in a list in brackets, which has none of its own. */
        SPREAD
    }

    /** A map or a list. */
    sealed interface Collection extends SourceNode {

        /** The place of its first character, anchor and tag passed over. */
        int content();

        Layout layout();

        /** The values in it. */
        List<SourceNode> parts();

        @Nullable
        Anchor anchor();

        @Override
        default Optional<Anchor> usedAnchor() {
            return Optional.ofNullable(anchor()).filter(Anchor::isUsed);
        }

        @Override
        default Optional<Anchor> anyUsedAnchor() {
            return usedAnchor()
                    .or(() -> parts().stream()
                            .flatMap(part -> part.anyUsedAnchor().stream())
                            .findFirst());
        }
    }

    /** A map. */
    record Mapping(
            int start,
            int content,
            int end,
            Layout layout,
            List<Field> fields,
            @Nullable Anchor anchor) implements Collection {
        @Override
        public List<SourceNode> parts() {
            return fields.stream()
                    .flatMap(field -> java.util.stream.Stream.of(field.key(), field.value()))
                    .toList();
        }
    }

    /** A list. */
    record Sequence(
            int start,
            int content,
            int end,
            Layout layout,
            List<SourceNode> items,
            @Nullable Anchor anchor) implements Collection {
        @Override
        public List<SourceNode> parts() {
            return items;
        }
    }

    /**
     * A field of a map.
     *
     * @param name as kubectl reads it; of the merge key {@code <<}, that
     * @param merge whether it is a merge key
     * @param colon the place after the colon; -1 where the field is not written as {@code name: value} at its line's
     *     start
     */
    record Field(SourceNode key, String name, boolean merge, int colon, SourceNode value) {
        int end() {
            return Math.max(key.end(), value.end());
        }
    }
}
