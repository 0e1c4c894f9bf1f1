package dev.ordinal.cluster;

import dev.ordinal.manifest.JsonObject;

/**
 * The objects around a rule's subject. Versions of one group and kind are views of the same objects, as in the API
 * server: asking for {@code policy/v1} finds what was written as {@code policy/v1beta1}.
 *
 * <p>Every method takes the namespace empty for kinds of the cluster, and answers in time that does not grow with the
 * number of objects that do not match. Those that give lists take {@link #EVERY_NAMESPACE} as well.
 */
public interface ClusterView {

    /** Stands for all namespaces, and what is in none, where a list is asked for. */
    String EVERY_NAMESPACE = "*";

    /** The object of that name. */
    Lookup get(String apiVersion, String kind, String namespace, String name);

    /** All objects of the kind in the namespace. */
    Listing list(String apiVersion, String kind, String namespace);

    /** The objects of the kind whose own {@code spec.selector} selects pods with these labels. */
    Listing selecting(String apiVersion, String kind, String namespace, JsonObject podLabels);

    /** The objects of the kind whose pods (a Pod's labels, a workload's template's labels) the selector selects. */
    Listing selectedBy(String apiVersion, String kind, String namespace, JsonObject selector);

    /**
     * The objects of the kind whose field at the path (such as {@code spec.serviceName}) is that text. A path goes
     * through lists: {@code status.podIPs.ip} finds who has the text in any of the items.
     */
    Listing referring(String apiVersion, String kind, String namespace, String fieldPath, String value);

    /** Whether it is known of each object of the kind whether there is one; if so, lists of the kind are whole. */
    default boolean knows(String apiVersion, String kind) {
        return referring(apiVersion, kind, EVERY_NAMESPACE, "metadata.name", "-") instanceof Listing.Known;
    }
}
