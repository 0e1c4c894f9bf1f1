package dev.ordinal.engine;

import dev.ordinal.manifest.JsonObject;

/** The defaults of claims, claim templates and storage classes. */
final class StorageDefaults {

    private static final JsonObject PENDING = JsonObject.EMPTY.with("phase", "Pending");

    private StorageDefaults() {}

    static JsonObject claim(JsonObject claim) {
        return new Draft(claim)
                .inMade("spec", StorageDefaults::claimSpec)
                .fillEmpty("status", PENDING)
                .in(
                        "status",
                        status ->
                                new Draft(status).fillEmpty("phase", "Pending").done())
                .done();
    }

    /** A claim template of a StatefulSet says its kind, too. */
    static JsonObject claimTemplate(JsonObject claim) {
        return claim(new Draft(claim)
                .fillEmpty("apiVersion", "v1")
                .fillEmpty("kind", "PersistentVolumeClaim")
                .fill("metadata", JsonObject.EMPTY)
                .done());
    }

    static JsonObject claimSpec(JsonObject spec) {
        return new Draft(spec)
                .fill("volumeMode", "Filesystem")
                .fill("resources", JsonObject.EMPTY)
                .done();
    }

    static JsonObject storageClass(JsonObject root) {
        return new Draft(root)
                .fill("reclaimPolicy", "Delete")
                .fill("volumeBindingMode", "Immediate")
                .done();
    }
}
