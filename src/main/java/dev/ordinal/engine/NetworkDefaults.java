package dev.ordinal.engine;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.List;

/** The defaults of Services, endpoints, network policies and namespaces. */
final class NetworkDefaults {

    private static final JsonObject THREE_HOURS =
            JsonObject.EMPTY.with("clientIP", JsonObject.EMPTY.with("timeoutSeconds", 10_800L));
    private static final JsonArray INGRESS = JsonArray.of(List.of("Ingress"));
    private static final JsonArray BOTH = JsonArray.of(List.of("Ingress", "Egress"));

    private NetworkDefaults() {}

    static JsonObject service(JsonObject root) {
        return new Draft(root).inMade("spec", NetworkDefaults::serviceSpec).done();
    }

    private static JsonObject serviceSpec(JsonObject spec) {
        var draft = new Draft(spec)
                .fillEmpty("type", "ClusterIP")
                .fillEmpty("sessionAffinity", "None")
                .inEach("ports", NetworkDefaults::servicePort);
        if (draft.is("sessionAffinity", "ClientIP")) {
            draft.fill("sessionAffinityConfig", THREE_HOURS)
                    .in(
                            "sessionAffinityConfig",
                            config -> new Draft(config)
                                    .inMade(
                                            "clientIP",
                                            client -> new Draft(client)
                                                    .fill("timeoutSeconds", 10_800L)
                                                    .done())
                                    .done());
        }
        boolean balanced = draft.is("type", "LoadBalancer");
        boolean published = balanced || draft.is("type", "NodePort");
        boolean clusterWide = draft.is("type", "ClusterIP");
        if (published || (clusterWide && !spec.array("externalIPs").isEmpty())) {
            draft.fillEmpty("externalTrafficPolicy", "Cluster");
        }
        if (published || clusterWide) {
            draft.fill("internalTrafficPolicy", "Cluster");
        }
        return balanced ? draft.fill("allocateLoadBalancerNodePorts", true).done() : draft.done();
    }

    private static JsonObject servicePort(JsonObject port) {
        var draft = new Draft(ContainerDefaults.port(port));
        Object target = draft.get("targetPort");
        boolean isOpen = target == null || target.equals(0L) || target.equals("");
        if (isOpen && draft.get("port") instanceof Long number) {
            draft.put("targetPort", number);
        }
        return draft.done();
    }

    static JsonObject endpoints(JsonObject root) {
        return new Draft(root)
                .inEach(
                        "subsets",
                        subset -> new Draft(subset)
                                .inEach("ports", ContainerDefaults::port)
                                .done())
                .done();
    }

    static JsonObject endpointSlice(JsonObject root) {
        return new Draft(root)
                .inEach(
                        "ports",
                        port -> new Draft(port)
                                .fill("name", "")
                                .fill("protocol", "TCP")
                                .done())
                .done();
    }

    static JsonObject networkPolicy(JsonObject root) {
        return new Draft(root)
                .inMade("spec", NetworkDefaults::networkPolicySpec)
                .done();
    }

    private static JsonObject networkPolicySpec(JsonObject spec) {
        return new Draft(spec)
                .fill("podSelector", JsonObject.EMPTY)
                .fillEmpty("policyTypes", spec.array("egress").isEmpty() ? INGRESS : BOTH)
                .inEach("ingress", NetworkDefaults::networkPolicyRule)
                .inEach("egress", NetworkDefaults::networkPolicyRule)
                .done();
    }

    private static JsonObject networkPolicyRule(JsonObject rule) {
        return new Draft(rule).inEach("ports", ContainerDefaults::port).done();
    }

    /** A namespace carries its name as a label. */
    static JsonObject namespace(JsonObject root) {
        return root.object("metadata")
                .text("name")
                .map(name -> new Draft(root)
                        .in(
                                "metadata",
                                metadata -> new Draft(metadata)
                                        .inMade(
                                                "labels",
                                                labels -> new Draft(labels)
                                                        .fill("kubernetes.io/metadata.name", name)
                                                        .done())
                                        .done())
                        .done())
                .orElse(root);
    }
}
