package dev.ordinal.manifest;

import java.util.Optional;

/** The kinds that are known, each with its plural and its scope. */
public interface ResourceTypes {

    /**
     * A kind of object.
     *
     * @param group empty for the core group
     * @param kind such as {@code StatefulSet}
     * @param plural the resource, such as {@code statefulsets}
     * @param namespaced whether its objects live in a namespace
     */
    record ResourceType(String group, String kind, String plural, boolean namespaced) {}

    /** The kind of that group, if known. */
    Optional<ResourceType> byKind(String group, String kind);

    /** The resource of that group, if known. */
    Optional<ResourceType> byPlural(String group, String plural);
}
