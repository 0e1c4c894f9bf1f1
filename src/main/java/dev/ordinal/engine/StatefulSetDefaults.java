package dev.ordinal.engine;

import dev.ordinal.manifest.JsonObject;

/** The defaults of StatefulSets. */
final class StatefulSetDefaults {

    private static final JsonObject FROM_ZERO = JsonObject.EMPTY.with("partition", 0L);

    private StatefulSetDefaults() {}

    static JsonObject statefulSet(JsonObject root, String version) {
        boolean first = version.equals("apps/v1beta1");
        JsonObject labelled = first ? WorkloadDefaults.labelled(root) : root;
        return new Draft(labelled)
                .inMade("spec", first ? StatefulSetDefaults::firstSpec : StatefulSetDefaults::spec)
                .done();
    }

    /** Of {@code apps/v1beta1}: pods were replaced on deletion only. */
    private static JsonObject firstSpec(JsonObject spec) {
        return common(new Draft(spec)
                .inMade("updateStrategy", strategy -> rolls(new Draft(strategy).fillEmpty("type", "OnDelete"))));
    }

    private static JsonObject spec(JsonObject spec) {
        return common(new Draft(spec).inMade("updateStrategy", StatefulSetDefaults::strategy));
    }

    private static JsonObject common(Draft spec) {
        return spec.fill("replicas", 1L)
                .fill("serviceName", "")
                .fillEmpty("podManagementPolicy", "OrderedReady")
                .fill("revisionHistoryLimit", 10L)
                .inMade("persistentVolumeClaimRetentionPolicy", StatefulSetDefaults::retention)
                .in(
                        "ordinals",
                        ordinals -> new Draft(ordinals).fill("start", 0L).done())
                .inMade("template", PodDefaults::template)
                .inEach("volumeClaimTemplates", StorageDefaults::claimTemplate)
                .done();
    }

    /** A strategy without a type rolls from ordinal 0; one that names its type gets no partition it did not ask for. */
    private static JsonObject strategy(JsonObject strategy) {
        var draft = new Draft(strategy);
        if (!draft.has("type") || draft.is("type", "")) {
            draft.fillEmpty("type", "RollingUpdate").fill("rollingUpdate", FROM_ZERO);
        }
        return rolls(draft);
    }

    private static JsonObject rolls(Draft strategy) {
        if (strategy.is("type", "RollingUpdate")) {
            strategy.in(
                    "rollingUpdate",
                    rolls -> new Draft(rolls).fill("partition", 0L).done());
        }
        return strategy.done();
    }

    private static JsonObject retention(JsonObject policy) {
        return new Draft(policy)
                .fillEmpty("whenDeleted", "Retain")
                .fillEmpty("whenScaled", "Retain")
                .done();
    }
}
