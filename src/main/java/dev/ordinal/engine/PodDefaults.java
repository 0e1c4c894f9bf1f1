package dev.ordinal.engine;

import dev.ordinal.manifest.JsonObject;
import java.util.Map;

/**
 * The defaults of pods and pod templates. A few come only when a pod is created, so that a template does not have them:
 * requests from limits, service links and the host ports of a pod on its node's network.
 */
final class PodDefaults {

    private PodDefaults() {}

    static JsonObject pod(JsonObject root) {
        return new Draft(root).inMade("spec", PodDefaults::podSpec).done();
    }

    static JsonObject template(JsonObject template) {
        return new Draft(template)
                .fill("metadata", JsonObject.EMPTY)
                .inMade("spec", PodDefaults::spec)
                .done();
    }

    private static JsonObject podSpec(JsonObject spec) {
        var draft = new Draft(spec)
                .inEach("containers", PodDefaults::withRequests)
                .inEach("initContainers", PodDefaults::withRequests)
                .fill("enableServiceLinks", true);
        if (Boolean.TRUE.equals(spec.get("hostNetwork"))) {
            draft.inEach("containers", PodDefaults::withHostPorts).inEach("initContainers", PodDefaults::withHostPorts);
        }
        return spec(draft.done());
    }

    private static JsonObject spec(JsonObject spec) {
        var draft = new Draft(spec)
                .fillEmpty("restartPolicy", "Always")
                .fill("terminationGracePeriodSeconds", 30L)
                .fillEmpty("dnsPolicy", "ClusterFirst")
                .fill("securityContext", JsonObject.EMPTY)
                .fillEmpty("schedulerName", "default-scheduler")
                .inEach("containers", ContainerDefaults::container)
                .inEach("initContainers", ContainerDefaults::container)
                .inEach("ephemeralContainers", ContainerDefaults::container)
                .inEach("volumes", VolumeDefaults::volume);
        aliases(draft);
        return draft.done();
    }

    /** The account of a pod has two names; the older one follows the newer. */
    private static void aliases(Draft spec) {
        if (spec.get("serviceAccount") instanceof String account) {
            spec.fillEmpty("serviceAccountName", account);
        }
        if (spec.get("serviceAccountName") instanceof String account) {
            spec.fillEmpty("serviceAccount", account);
        }
    }

    private static JsonObject withRequests(JsonObject container) {
        JsonObject limits = container.object("resources").object("limits");
        if (limits.isEmpty()) {
            return container;
        }
        return new Draft(container)
                .in(
                        "resources",
                        resources -> new Draft(resources)
                                .inMade("requests", requests -> {
                                    var draft = new Draft(requests);
                                    for (Map.Entry<String, Object> limit : limits.entrySet()) {
                                        draft.fill(limit.getKey(), limit.getValue());
                                    }
                                    return draft.done();
                                })
                                .done())
                .done();
    }

    private static JsonObject withHostPorts(JsonObject container) {
        return new Draft(container)
                .inEach(
                        "ports",
                        port -> port.get("containerPort") instanceof Long number
                                ? new Draft(port).fillEmpty("hostPort", number).done()
                                : port)
                .done();
    }
}
