package dev.ordinal.manifest;

import java.util.List;

/**
 * A document of a YAML or JSON file.
 *
 * @param root its value: a tree value (see {@link JsonObject}), never the null of an empty document
 * @param source where its fields stand
 * @param warnings what was read, but perhaps not as its author means it
 */
public record Document(Object root, SourceMap source, List<Problem> warnings) {
    public Document {
        warnings = List.copyOf(warnings);
    }
}
