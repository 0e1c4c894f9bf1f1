package dev.ordinal.engine;

import dev.ordinal.manifest.JsonObject;
import java.util.Map;

/** The defaults of a pod's volumes. */
final class VolumeDefaults {

    private static final long READABLE = 0644;
    private static final long HOUR = 3600;

    private VolumeDefaults() {}

    static JsonObject volume(JsonObject volume) {
        var draft = new Draft(volume);
        if (hasNoSource(volume)) {
            return draft.fill("emptyDir", JsonObject.EMPTY).done();
        }
        return draft.in("configMap", VolumeDefaults::readable)
                .in("secret", VolumeDefaults::readable)
                .in("projected", VolumeDefaults::projected)
                .in("downwardAPI", VolumeDefaults::downward)
                .in("hostPath", path -> new Draft(path).fill("type", "").done())
                .in("ephemeral", VolumeDefaults::ephemeral)
                .in(
                        "image",
                        image -> new Draft(image)
                                .fillEmpty("pullPolicy", ContainerDefaults.pullPolicy(image.get("reference")))
                                .done())
                .in(
                        "iscsi",
                        iscsi -> new Draft(iscsi)
                                .fillEmpty("iscsiInterface", "default")
                                .done())
                .in("rbd", VolumeDefaults::rbd)
                .in("azureDisk", VolumeDefaults::azureDisk)
                .in("scaleIO", VolumeDefaults::scaleIo)
                .done();
    }

    /** A source that this version does not know counts as one. */
    private static boolean hasNoSource(JsonObject volume) {
        for (Map.Entry<String, Object> field : volume.entrySet()) {
            if (!field.getKey().equals("name") && !JsonObject.NULL.equals(field.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static JsonObject readable(JsonObject source) {
        return new Draft(source).fill("defaultMode", READABLE).done();
    }

    private static JsonObject downward(JsonObject source) {
        return new Draft(readable(source))
                .inEach("items", ContainerDefaults::downward)
                .done();
    }

    private static JsonObject projected(JsonObject source) {
        return new Draft(readable(source))
                .inEach("sources", VolumeDefaults::projectedSource)
                .done();
    }

    private static JsonObject projectedSource(JsonObject source) {
        return new Draft(source)
                .in(
                        "serviceAccountToken",
                        token ->
                                new Draft(token).fill("expirationSeconds", HOUR).done())
                .in(
                        "downwardAPI",
                        files -> new Draft(files)
                                .inEach("items", ContainerDefaults::downward)
                                .done())
                .done();
    }

    private static JsonObject ephemeral(JsonObject source) {
        return new Draft(source)
                .in(
                        "volumeClaimTemplate",
                        template -> new Draft(template)
                                .fill("metadata", JsonObject.EMPTY)
                                .inMade("spec", StorageDefaults::claimSpec)
                                .done())
                .done();
    }

    private static JsonObject rbd(JsonObject source) {
        return new Draft(source)
                .fillEmpty("pool", "rbd")
                .fillEmpty("user", "admin")
                .fillEmpty("keyring", "/etc/ceph/keyring")
                .done();
    }

    private static JsonObject azureDisk(JsonObject source) {
        return new Draft(source)
                .fill("cachingMode", "ReadWrite")
                .fill("kind", "Shared")
                .fill("fsType", "ext4")
                .fill("readOnly", false)
                .done();
    }

    private static JsonObject scaleIo(JsonObject source) {
        return new Draft(source)
                .fillEmpty("storageMode", "ThinProvisioned")
                .fillEmpty("fsType", "xfs")
                .done();
    }
}
