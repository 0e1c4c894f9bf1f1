package dev.ordinal.cluster.live;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.manifest.ResourceRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A kind as the API server has it.
 *
 * @param apiVersion the version that is served, which may be another than that asked for
 * @param kind such as {@code StatefulSet}
 * @param plural the resource, such as {@code statefulsets}
 * @param namespaced whether its objects live in a namespace
 */
record ServedKind(String apiVersion, String kind, String plural, boolean namespaced) {

    /** The path of all objects of a namespace; the namespace is ignored for kinds of the cluster. */
    String listPath(String namespace) {
        return versionPath(apiVersion)
                + (namespaced && !namespace.equals(ClusterView.EVERY_NAMESPACE)
                        ? "/namespaces/" + encoded(namespace)
                        : "")
                + "/" + plural;
    }

    /** The path of one object. */
    String path(String namespace, String name) {
        return listPath(namespace) + "/" + encoded(name);
    }

    /** The path of a version, such as {@code /apis/apps/v1}. */
    static String versionPath(String apiVersion) {
        return ResourceRef.groupOf(apiVersion).isEmpty() ? "/api/" + apiVersion : "/apis/" + apiVersion;
    }

    /** Whether an object or namespace may have the name: the API server allows none that changes a path. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.indexOf('%') < 0;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
