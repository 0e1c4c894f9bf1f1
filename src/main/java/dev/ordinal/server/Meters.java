package dev.ordinal.server;

import dev.ordinal.admission.AdmissionRequest;
import dev.ordinal.admission.Door;
import dev.ordinal.cluster.live.KindState;
import dev.ordinal.engine.Finding;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.ResourceRef;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What is counted and timed; {@code docs/metrics.md} lists it. A meter is looked up once for each combination of its
 * labels, and labels take few values: a kind that is neither Kubernetes' own nor a policy's is {@code other}.
 */
final class Meters {

    static final Duration[] REQUEST_BUCKETS = micros(
            250,
            500,
            1_000,
            2_000,
            3_000,
            5_000,
            10_000,
            25_000,
            50_000,
            100_000,
            250_000,
            500_000,
            1_000_000,
            2_500_000,
            5_000_000,
            10_000_000);
    private static final String OTHER = "other";

    private record Found(String policy, String rule, String action) {}

    private record Pair(String one, String other) {}

    private final MeterRegistry registry;
    private final RequestMeters requests;
    private final Map<String, Timer> policyDurations = new ConcurrentHashMap<>();
    private final Map<Found, Counter> findings = new ConcurrentHashMap<>();
    private final Map<Pair, Counter> withheld = new ConcurrentHashMap<>();
    private final Map<Pair, Counter> lookups = new ConcurrentHashMap<>();
    private final Map<Pair, Counter> confirmations = new ConcurrentHashMap<>();
    private final Map<Pair, Counter> reloads = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();
    private final Counter overload;
    private final Counter cut;
    private final AtomicInteger loaded = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong certificateExpiry = new AtomicLong();

    Meters(MeterRegistry registry) {
        this.registry = registry;
        this.requests = new RequestMeters(
                registry, "ordinal.admission.requests", "ordinal.admission.duration", "the validating door");
        this.overload = Counter.builder("ordinal.overload")
                .description("Requests turned away because too many waited or their time was up.")
                .register(registry);
        this.cut = Counter.builder("ordinal.impact.cut")
                .description("Objects that a change may have touched and that were not looked at.")
                .register(registry);
        Gauge.builder("ordinal.policies", loaded, AtomicInteger::get)
                .description("Policies, by whether they are in use.")
                .tag("state", "loaded")
                .register(registry);
        Gauge.builder("ordinal.policies", failed, AtomicInteger::get)
                .description("Policies, by whether they are in use.")
                .tag("state", "failed")
                .register(registry);
    }

    /** A request was answered. */
    void passed(AdmissionRequest request, Door.Passage passage, long nanos) {
        requests.passed(request, outcome(passage), nanos);
        passage.decision().ifPresent(said -> {
            found(said.denials());
            found(said.warnings());
            found(said.audited());
        });
    }

    /** What became of a request, in a word. */
    static String outcome(Door.Passage passage) {
        if (passage.bypassed()) {
            return "bypass";
        }
        if (!passage.answer().allowed()) {
            return "deny";
        }
        return passage.answer().warnings().isEmpty() ? "allow" : "warn";
    }

    /** The kind as a label. */
    static String kind(ResourceRef subject) {
        return BuiltinTypes.INSTANCE
                .byKind(subject.group(), subject.kind())
                .map(type -> type.kind())
                .orElse(OTHER);
    }

    private void found(List<Finding> found) {
        for (Finding finding : found) {
            findings.computeIfAbsent(
                            new Found(
                                    finding.policy(),
                                    finding.rule(),
                                    finding.action().word().toLowerCase(Locale.ROOT)),
                            of -> Counter.builder("ordinal.policy.findings")
                                    .description("Rules that were broken.")
                                    .tag("policy", of.policy())
                                    .tag("rule", of.rule())
                                    .tag("action", of.action())
                                    .register(registry))
                    .increment();
            if (finding.isWithheld()) {
                counter(
                                withheld,
                                "ordinal.policy.withheld",
                                "Rules that were broken and would have denied if that were enforced.",
                                "policy",
                                finding.policy(),
                                "rule",
                                finding.rule())
                        .increment();
            }
        }
    }

    /** A policy was evaluated. */
    void evaluated(String policy, long nanos) {
        policyDurations
                .computeIfAbsent(
                        policy,
                        of -> Timer.builder("ordinal.policy.duration")
                                .description("The evaluation of a policy.")
                                .tag("policy", of)
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Something was looked up. */
    void lookup(String kind, String outcome) {
        counter(lookups, "ordinal.lookups", "Look-ups of policies in the view.", "kind", kind, "outcome", outcome)
                .increment();
    }

    /** A denial was evaluated again. */
    void confirmed(String policy, boolean stillDenied) {
        counter(
                        confirmations,
                        "ordinal.confirmations",
                        "Denials that were evaluated again with live reads.",
                        "policy",
                        policy,
                        "outcome",
                        stillDenied ? "denied" : "withdrawn")
                .increment();
    }

    /** Files are watched from now on; what is counted of them is there before it happens, as alerts need it. */
    void watched(String what) {
        reloads(what, "ok");
        reloads(what, "failed");
        Gauge.builder(
                        "ordinal.files.in.use",
                        taken.computeIfAbsent(what, _ -> new AtomicInteger(1)),
                        AtomicInteger::get)
                .description("Whether what the files say now is in use, 1, or what they said before, 0.")
                .tag("what", what)
                .register(registry);
    }

    /** Files have changed. */
    void reloaded(String what, boolean areTaken) {
        reloads(what, areTaken ? "ok" : "failed").increment();
        taken.computeIfAbsent(what, _ -> new AtomicInteger()).set(areTaken ? 1 : 0);
    }

    private Counter reloads(String what, String outcome) {
        return counter(
                reloads, "ordinal.reloads", "Changes of files that were noticed.", "what", what, "outcome", outcome);
    }

    private Counter counter(
            Map<Pair, Counter> counters,
            String name,
            String description,
            String label,
            String value,
            String otherLabel,
            String other) {
        return counters.computeIfAbsent(
                new Pair(value, other),
                of -> Counter.builder(name)
                        .description(description)
                        .tag(label, of.one())
                        .tag(otherLabel, of.other())
                        .register(registry));
    }

    /** A request was turned away. */
    void overloaded() {
        overload.increment();
    }

    /** Objects were not looked at. */
    void cut(int subjects) {
        cut.increment(subjects);
    }

    /** Policies were loaded. */
    void policies(PolicySet set) {
        loaded.set(set.policies().size());
        failed.set(set.failed());
    }

    /** How many policies of the files are not in use. */
    void failed(int policies) {
        failed.set(policies);
    }

    /** From now on how well a kind is known is measured; a state is asked for each time somebody looks. */
    void view(GroupKind of, Supplier<Optional<KindState>> state) {
        String kind = kindAndGroup(of);
        Gauge.builder(
                        "ordinal.view.objects",
                        () -> state.get().map(KindState::objects).orElse(0))
                .description("Objects of a kind that are known.")
                .tag("kind", kind)
                .register(registry);
        Gauge.builder(
                        "ordinal.view.age.seconds",
                        () -> state.get()
                                .map(known -> known.age().toMillis() / 1000.0)
                                .orElse(0.0))
                .description("Time since the API server last told something of a kind.")
                .tag("kind", kind)
                .register(registry);
        Gauge.builder(
                        "ordinal.view.synced",
                        () -> state.get().map(known -> known.isSynced() ? 1 : 0).orElse(0))
                .description("Whether the objects of a kind are known.")
                .tag("kind", kind)
                .register(registry);
    }

    /** The kind as a label: with its group unless it is Kubernetes' own, as others may take the same name. */
    private static String kindAndGroup(GroupKind of) {
        boolean isBare = of.group().isEmpty()
                || BuiltinTypes.INSTANCE.byKind(of.group(), of.kind()).isPresent();
        return isBare ? of.kind() : of.kind() + "." + of.group();
    }

    /** A certificate is in use; told first when there is one. */
    void certificate(Instant expiry) {
        if (certificateExpiry.getAndSet(expiry.getEpochSecond()) == 0) {
            Gauge.builder("ordinal.certificate.expiry.seconds", certificateExpiry, AtomicLong::get)
                    .description("When the certificate of the doors ends, in seconds of Unix time.")
                    .register(registry);
        }
    }

    private static Duration[] micros(long... micros) {
        var times = new Duration[micros.length];
        for (int i = 0; i < micros.length; i++) {
            times[i] = Duration.ofNanos(micros[i] * 1_000);
        }
        return times;
    }
}
