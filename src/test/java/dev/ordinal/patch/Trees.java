package dev.ordinal.patch;

import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.ReadLimits;

/** Short ways for tests to get trees. */
final class Trees {

    private Trees() {}

    /** The tree of a text's only document. */
    static Object tree(String yaml) {
        var read = new DocumentReader(ReadLimits.DEFAULT).read("tree.yaml", yaml);
        if (!read.problems().isEmpty() || read.documents().size() != 1) {
            throw new AssertionError("one document expected: " + read.documents() + read.problems());
        }
        return read.documents().getFirst().root();
    }

    static JsonObject object(String yaml) {
        return (JsonObject) tree(yaml);
    }
}
