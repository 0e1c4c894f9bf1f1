package dev.ordinal.engine;

import dev.ordinal.manifest.JsonObject;

/** The defaults of Jobs and CronJobs. */
final class JobDefaults {

    private static final long UNLIMITED = Integer.MAX_VALUE;

    private JobDefaults() {}

    static JsonObject job(JsonObject root) {
        return new Draft(WorkloadDefaults.withLabels(root, WorkloadDefaults.templateLabels(root)))
                .inMade("spec", JobDefaults::jobSpec)
                .done();
    }

    private static JsonObject jobSpec(JsonObject spec) {
        var draft = new Draft(spec);
        if (!draft.has("completions") && !draft.has("parallelism")) {
            draft.fill("completions", 1L);
        }
        return draft.fill("parallelism", 1L)
                .fill("backoffLimit", draft.has("backoffLimitPerIndex") ? UNLIMITED : 6L)
                .fill("completionMode", "NonIndexed")
                .fill("suspend", false)
                .fill("podReplacementPolicy", draft.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed")
                .fill("manualSelector", false)
                .inMade("template", PodDefaults::template)
                .done();
    }

    /** The job template gets the defaults of its pods alone; those of the job come when the job is created. */
    static JsonObject cronJob(JsonObject root) {
        return new Draft(root).inMade("spec", JobDefaults::cronJobSpec).done();
    }

    private static JsonObject cronJobSpec(JsonObject spec) {
        return new Draft(spec)
                .fillEmpty("concurrencyPolicy", "Allow")
                .fill("suspend", false)
                .fill("successfulJobsHistoryLimit", 3L)
                .fill("failedJobsHistoryLimit", 1L)
                .inMade("jobTemplate", JobDefaults::jobTemplate)
                .done();
    }

    private static JsonObject jobTemplate(JsonObject template) {
        return new Draft(template)
                .fill("metadata", JsonObject.EMPTY)
                .inMade(
                        "spec",
                        spec -> new Draft(spec)
                                .inMade("template", PodDefaults::template)
                                .done())
                .done();
    }
}
