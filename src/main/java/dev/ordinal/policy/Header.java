package dev.ordinal.policy;

import dev.ordinal.manifest.SourcePosition;

/**
 * What a document of a policy file says before its {@code spec}.
 *
 * @param name empty if it will not do, which was reported then
 * @param position where the name stands
 */
record Header(String name, SourcePosition position) {

    /** Reads it, with the fields of the document's root checked. */
    static Header read(Fields root) {
        String name = root.find("metadata")
                .flatMap(node -> node.fields(Shape.METADATA))
                .map(metadata -> {
                    metadata.find("labels").ifPresent(Header::checkTexts);
                    metadata.find("annotations").ifPresent(Header::checkTexts);
                    return metadata.name("name");
                })
                .orElse("");
        SourcePosition position = root.find("metadata")
                .flatMap(metadata -> metadata.child("name"))
                .map(Node::position)
                .orElseGet(root.node()::position);
        return new Header(name, position);
    }

    private static void checkTexts(Node node) {
        node.entries().ifPresent(entries -> entries.values().forEach(Node::text));
    }
}
