package dev.ordinal.manifest;

import java.util.Locale;
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
    record ResourceType(String group, String kind, String plural, boolean namespaced) {

        /** A kind whose resource nobody declared, named as Kubernetes' own tools guess it. */
        public static ResourceType guessed(String group, String kind, boolean namespaced) {
            return new ResourceType(group, kind, plural(kind), namespaced);
        }

        private static String plural(String kind) {
            String lower = kind.toLowerCase(Locale.ROOT);
            if (lower.equals("endpoints")) {
                return lower;
            }
            if (lower.endsWith("s")) {
                return lower + "es";
            }
            return lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
        }
    }

    /** The kind of that group, if known. */
    Optional<ResourceType> byKind(String group, String kind);

    /** The resource of that group, if known. */
    Optional<ResourceType> byPlural(String group, String plural);
}
