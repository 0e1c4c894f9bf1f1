package dev.ordinal.manifest;

import java.util.List;

/** Takes the documents of a chunk, each as soon as it is complete. */
@FunctionalInterface
interface DocumentSink {

    /** A plain scalar that YAML's versions read in different ways. */
    record Ambiguity(long place, String message) {}

    /**
     * A document that was read.
     *
     * @param clashes the keys that one of its objects has twice
     */
    record Parsed(Node root, List<TreeFrame.Clash> clashes, List<Ambiguity> ambiguities) {}

    /** Takes a document; throws if it wants no more. */
    void accept(Parsed document) throws BadDocument;
}
