package dev.ordinal.engine;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.List;

/** The defaults of HorizontalPodAutoscalers and of the scale of a workload. */
final class AutoscalerDefaults {

    private static final long PERCENT_OF_CPU = 80;
    private static final JsonArray UP = JsonArray.of(List.of(policy("Pods", 4), policy("Percent", 100)));
    private static final JsonArray DOWN = JsonArray.of(List.of(policy("Percent", 100)));

    private AutoscalerDefaults() {}

    private static JsonObject policy(String type, long value) {
        return JsonObject.EMPTY.with("type", type).with("value", value).with("periodSeconds", 15L);
    }

    static JsonObject autoscaler(JsonObject root, String version) {
        return new Draft(root)
                .inMade("spec", spec -> {
                    var draft = new Draft(spec).fill("minReplicas", 1L);
                    return switch (version) {
                        case "autoscaling/v1" -> draft.done();
                        case "autoscaling/v2beta1" ->
                            draft.fillEmpty(
                                            "metrics",
                                            cpu(JsonObject.EMPTY.with("targetAverageUtilization", PERCENT_OF_CPU)))
                                    .done();
                        default -> withMetrics(draft);
                    };
                })
                .done();
    }

    private static JsonObject withMetrics(Draft spec) {
        JsonObject target = JsonObject.EMPTY.with("type", "Utilization").with("averageUtilization", PERCENT_OF_CPU);
        return spec.fillEmpty("metrics", cpu(JsonObject.EMPTY.with("target", target)))
                .in(
                        "behavior",
                        behavior -> new Draft(behavior)
                                .inMade(
                                        "scaleUp",
                                        rules -> rules(new Draft(rules).fill("stabilizationWindowSeconds", 0L), UP))
                                .inMade("scaleDown", rules -> rules(new Draft(rules), DOWN))
                                .done())
                .done();
    }

    private static JsonArray cpu(JsonObject measure) {
        JsonObject resource = new Draft(measure).fill("name", "cpu").done();
        return JsonArray.of(List.of(JsonObject.EMPTY.with("type", "Resource").with("resource", resource)));
    }

    private static JsonObject rules(Draft rules, JsonArray policies) {
        return rules.fill("selectPolicy", "Max").fill("policies", policies).done();
    }

    /** A scale of 0 arrives without its replicas. */
    static JsonObject scale(JsonObject root) {
        return new Draft(root)
                .inMade("spec", spec -> new Draft(spec).fill("replicas", 0L).done())
                .done();
    }
}
