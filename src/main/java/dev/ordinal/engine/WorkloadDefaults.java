package dev.ordinal.engine;

import dev.ordinal.manifest.JsonObject;

/** The defaults of Deployments, DaemonSets, ReplicaSets and ReplicationControllers. */
final class WorkloadDefaults {

    private static final String QUARTER = "25%";
    private static final long UNLIMITED = Integer.MAX_VALUE;

    private WorkloadDefaults() {}

    static JsonObject deployment(JsonObject root, String version) {
        return switch (version) {
            case "extensions/v1beta1" ->
                new Draft(labelled(root))
                        .inMade("spec", spec -> deploymentSpec(new Draft(spec), 1L, UNLIMITED, UNLIMITED))
                        .done();
            case "apps/v1beta1" ->
                new Draft(labelled(root))
                        .inMade("spec", spec -> deploymentSpec(new Draft(spec), QUARTER, 2L, 600L))
                        .done();
            default ->
                new Draft(root)
                        .inMade("spec", spec -> deploymentSpec(new Draft(spec), QUARTER, 10L, 600L))
                        .done();
        };
    }

    private static JsonObject deploymentSpec(Draft spec, Object step, long history, long deadline) {
        return spec.fill("replicas", 1L)
                .inMade("strategy", strategy -> deploymentStrategy(new Draft(strategy), step))
                .fill("revisionHistoryLimit", history)
                .fill("progressDeadlineSeconds", deadline)
                .inMade("template", PodDefaults::template)
                .done();
    }

    private static JsonObject deploymentStrategy(Draft strategy, Object step) {
        if (strategy.fillEmpty("type", "RollingUpdate").is("type", "RollingUpdate")) {
            strategy.inMade(
                    "rollingUpdate",
                    rolls -> new Draft(rolls)
                            .fill("maxUnavailable", step)
                            .fill("maxSurge", step)
                            .done());
        }
        return strategy.done();
    }

    static JsonObject daemonSet(JsonObject root, String version) {
        boolean first = version.equals("extensions/v1beta1");
        return new Draft(first ? labelled(root) : root)
                .inMade(
                        "spec",
                        spec -> new Draft(spec)
                                .inMade("updateStrategy", strategy -> daemonSetStrategy(new Draft(strategy), first))
                                .fill("revisionHistoryLimit", 10L)
                                .inMade("template", PodDefaults::template)
                                .done())
                .done();
    }

    private static JsonObject daemonSetStrategy(Draft strategy, boolean first) {
        if (strategy.fillEmpty("type", first ? "OnDelete" : "RollingUpdate").is("type", "RollingUpdate")) {
            strategy.inMade("rollingUpdate", rolls -> {
                var draft = new Draft(rolls).fill("maxUnavailable", 1L);
                return (first ? draft : draft.fill("maxSurge", 0L)).done();
            });
        }
        return strategy.done();
    }

    static JsonObject replicaSet(JsonObject root, String version) {
        return new Draft(version.equals("extensions/v1beta1") ? labelled(root) : root)
                .inMade("spec", WorkloadDefaults::replicated)
                .done();
    }

    static JsonObject replicationController(JsonObject root) {
        JsonObject labels = templateLabels(root);
        var draft = new Draft(withLabels(root, labels));
        if (!labels.isEmpty()) {
            draft.in(
                    "spec",
                    spec -> new Draft(spec).fillEmpty("selector", labels).done());
        }
        return draft.inMade("spec", WorkloadDefaults::replicated).done();
    }

    private static JsonObject replicated(JsonObject spec) {
        return new Draft(spec)
                .fill("replicas", 1L)
                .inMade("template", PodDefaults::template)
                .done();
    }

    /** With the labels of the pod template as its selector and its own labels, as the first versions had it. */
    static JsonObject labelled(JsonObject root) {
        JsonObject labels = templateLabels(root);
        if (labels.isEmpty()) {
            return root;
        }
        return new Draft(withLabels(root, labels))
                .in(
                        "spec",
                        spec -> new Draft(spec)
                                .fill("selector", JsonObject.EMPTY.with("matchLabels", labels))
                                .done())
                .done();
    }

    static JsonObject templateLabels(JsonObject root) {
        return root.object("spec").object("template").object("metadata").object("labels");
    }

    /** With these labels where the object has none. */
    static JsonObject withLabels(JsonObject root, JsonObject labels) {
        if (labels.isEmpty() || !root.object("metadata").object("labels").isEmpty()) {
            return root;
        }
        return new Draft(root)
                .inMade(
                        "metadata",
                        metadata ->
                                new Draft(metadata).fillEmpty("labels", labels).done())
                .done();
    }
}
