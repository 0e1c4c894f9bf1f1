package dev.ordinal.server;

import dev.ordinal.admission.AdmissionRequest;
import dev.ordinal.admission.Door;
import dev.ordinal.engine.Mutated;
import dev.ordinal.engine.MutationJudge;
import dev.ordinal.engine.RuleError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted and timed of the mutating door; {@code docs/metrics.md} lists it. */
final class MutationMeters {

    private final MeterRegistry registry;
    private final RequestMeters requests;
    private final Map<String, Counter> mutations = new ConcurrentHashMap<>();
    private final Map<String, Counter> errors = new ConcurrentHashMap<>();

    MutationMeters(MeterRegistry registry) {
        this.registry = registry;
        this.requests = new RequestMeters(
                registry, "ordinal.mutation.requests", "ordinal.mutation.duration", "the mutating door");
    }

    /** A request was answered. */
    void passed(AdmissionRequest request, Door.Passage passage, long nanos) {
        requests.passed(request, outcome(passage), nanos);
        passage.mutation().ifPresent(this::count);
    }

    private void count(MutationJudge.Outcome outcome) {
        for (Mutated.Step step : outcome.mutated().steps()) {
            mutations
                    .computeIfAbsent(
                            step.policy(),
                            of -> Counter.builder("ordinal.policy.mutations")
                                    .description("Objects that a policy added something to.")
                                    .tag("policy", of)
                                    .register(registry))
                    .increment();
        }
        for (RuleError error : outcome.mutated().errors()) {
            errors.computeIfAbsent(
                            error.policy(),
                            of -> Counter.builder("ordinal.policy.mutation.errors")
                                    .description("Mutations that failed and were left out.")
                                    .tag("policy", of)
                                    .register(registry))
                    .increment();
        }
    }

    /** What became of a request, in a word. */
    static String outcome(Door.Passage passage) {
        Optional<MutationJudge.Outcome> mutation = passage.mutation();
        if (passage.bypassed()) {
            return "bypass";
        }
        if (passage.fault().isPresent()
                || mutation.filter(MutationJudge.Outcome::late).isPresent()) {
            return "failed";
        }
        if (mutation.filter(outcome -> outcome.mutated().isChanged()).isPresent()) {
            return "mutate";
        }
        return passage.answer().warnings().isEmpty() ? "allow" : "warn";
    }
}
