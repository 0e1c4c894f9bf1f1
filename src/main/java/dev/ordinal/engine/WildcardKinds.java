package dev.ordinal.engine;

import dev.ordinal.engine.WebhookRules.Resource;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code *} among a policy's resources stands for in a webhook's rules: the built-in kinds in which people write
 * whom to connect to. A literal star would have the API server ask about every lease, event, token review and secret.
 */
final class WildcardKinds {

    private static final List<Resource> ALL = List.of(
            new Resource("", "configmaps"),
            new Resource("", "endpoints"),
            new Resource("", "pods"),
            new Resource("", "podtemplates"),
            new Resource("", "replicationcontrollers"),
            new Resource("", "services"),
            new Resource("apps", "daemonsets"),
            new Resource("apps", "deployments"),
            new Resource("apps", "replicasets"),
            new Resource("apps", "statefulsets"),
            new Resource("batch", "cronjobs"),
            new Resource("batch", "jobs"),
            new Resource("discovery.k8s.io", "endpointslices"));

    private static final List<Resource> SCALABLE = List.of(
            new Resource("", "replicationcontrollers"),
            new Resource("apps", "deployments"),
            new Resource("apps", "replicasets"),
            new Resource("apps", "statefulsets"));

    private WildcardKinds() {}

    /** The kinds of a group, or of all groups where it is {@code *}; a group without any is one of custom resources. */
    static List<Resource> of(String group) {
        var kinds = new ArrayList<Resource>();
        for (Resource kind : ALL) {
            if (group.equals("*") || group.equals(kind.group())) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** The subresources of a kind that people change something by; none of a kind that is not known. */
    static List<String> subresources(Resource kind) {
        if (kind.equals(new Resource("", "pods"))) {
            return List.of("attach", "ephemeralcontainers", "eviction", "exec", "portforward", "resize");
        }
        return SCALABLE.contains(kind) ? List.of("scale") : List.of();
    }
}
