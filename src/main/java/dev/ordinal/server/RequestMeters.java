package dev.ordinal.server;

import dev.ordinal.admission.AdmissionRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How many requests a door answered, how, and how long it took. */
final class RequestMeters {

    private record Request(String operation, String kind, String decision) {}

    private record Timed(String operation, String decision) {}

    private final MeterRegistry registry;
    private final String count;
    private final String duration;
    private final String door;
    private final Map<Request, Counter> requests = new ConcurrentHashMap<>();
    private final Map<Timed, Timer> durations = new ConcurrentHashMap<>();

    /**
     * Makes the meters of a door.
     *
     * @param count the name of the counter
     * @param duration the name of the timer
     * @param door for their descriptions
     */
    RequestMeters(MeterRegistry registry, String count, String duration, String door) {
        this.registry = registry;
        this.count = count;
        this.duration = duration;
        this.door = door;
    }

    /**
     * A request was answered.
     *
     * @param decision what became of it, in a word
     */
    void passed(AdmissionRequest request, String decision, long nanos) {
        String operation = request.operation().name();
        requests.computeIfAbsent(
                        new Request(operation, Meters.kind(request.subject()), decision),
                        of -> Counter.builder(count)
                                .description("Requests that %s answered.".formatted(door))
                                .tag("operation", of.operation())
                                .tag("kind", of.kind())
                                .tag("decision", of.decision())
                                .register(registry))
                .increment();
        durations
                .computeIfAbsent(
                        new Timed(operation, decision),
                        of -> Timer.builder(duration)
                                .description("From a request that has arrived at %s to its answer.".formatted(door))
                                .serviceLevelObjectives(Meters.REQUEST_BUCKETS)
                                .tag("operation", of.operation())
                                .tag("decision", of.decision())
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
