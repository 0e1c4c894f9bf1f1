package dev.ordinal.fix;

import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.ResourceRef;

/** What makes two manifests the same object, whatever the version that they are written for. */
record Identity(GroupKind kind, String namespace, String name) {

    static Identity of(ResourceRef ref) {
        return new Identity(GroupKind.of(ref.apiVersion(), ref.kind()), ref.namespace(), ref.name());
    }
}
