package dev.ordinal.manifest;

/**
 * The identity of an object.
 *
 * @param apiVersion group and version as written, such as {@code apps/v1} or {@code v1}
 * @param kind such as {@code StatefulSet}
 * @param namespace empty for an object of the cluster
 * @param name may be empty where the object has a {@code generateName} alone
 */
public record ResourceRef(String apiVersion, String kind, String namespace, String name)
        implements Comparable<ResourceRef> {

    /** The group of the API version, empty for the core group. */
    public String group() {
        return groupOf(apiVersion);
    }

    /** The group of an API version such as {@code apps/v1}, empty for the core group. */
    public static String groupOf(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** The version of an API version such as {@code apps/v1}. */
    public static String versionOf(String apiVersion) {
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    @Override
    public int compareTo(ResourceRef other) {
        int by = namespace.compareTo(other.namespace);
        by = by != 0 ? by : kind.compareTo(other.kind);
        by = by != 0 ? by : name.compareTo(other.name);
        return by != 0 ? by : apiVersion.compareTo(other.apiVersion);
    }

    /** {@code StatefulSet default/web}, or {@code StorageClass fast} for an object of the cluster. */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
