package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.ResourceTypes;
import dev.ordinal.manifest.SourceMap;
import java.util.Optional;

/**
 * Reads an object that a test case holds.
 *
 * @param types tells which objects live in a namespace; those of unknown kind do
 */
record ObjectReader(ResourceTypes types) {

    private static final String NAMESPACE = "default";

    /** Reads an object; one that lacks its identity is reported. */
    Optional<Manifest> read(Node node) {
        Optional<JsonObject> root = node.tree();
        return root.isEmpty()
                ? Optional.empty()
                : named(node, root.get(), node.document().source().below(node.path()));
    }

    /**
     * Makes an object of a tree; one that lacks its identity is reported.
     *
     * @param node made it what it is
     */
    Optional<Manifest> named(Node node, JsonObject root, SourceMap source) {
        String apiVersion = root.text("apiVersion").orElse("");
        String kind = root.text("kind").orElse("");
        JsonObject metadata = root.object("metadata");
        String name = metadata.text("name").orElse("");
        if (apiVersion.isEmpty()
                || kind.isEmpty()
                || (name.isEmpty() && metadata.text("generateName").isEmpty())) {
            node.wrong("an object needs its `apiVersion`, `kind` and `metadata.name`, each of them text");
            return Optional.empty();
        }
        String namespace = metadata.text("namespace").orElse("");
        var ref = new ResourceRef(apiVersion, kind, namespace.isEmpty() ? home(apiVersion, kind) : namespace, name);
        return Optional.of(new Manifest(ref, root, source));
    }

    private String home(String apiVersion, String kind) {
        boolean namespaced = types.byKind(ResourceRef.groupOf(apiVersion), kind)
                .map(ResourceTypes.ResourceType::namespaced)
                .orElse(true);
        return namespaced ? NAMESPACE : "";
    }
}
