package dev.ordinal.manifest;

/**
 * What makes two manifests the same object, whatever the version that they are written for.
 *
 * @param kind with the group that has it now
 * @param namespace empty for an object of the cluster
 * @param name empty where the object has a {@code generateName} alone, and so no identity yet
 */
public record Identity(GroupKind kind, String namespace, String name) {

    /** The identity of the object that a reference names. */
    public static Identity of(ResourceRef ref) {
        return new Identity(GroupKind.of(ref.apiVersion(), ref.kind()), ref.namespace(), ref.name());
    }
}
