package dev.ordinal.server;

import dev.ordinal.admission.BadReview;
import dev.ordinal.admission.Door;
import dev.ordinal.admission.DoorRules;
import dev.ordinal.admission.Mutation;
import dev.ordinal.admission.ReviewReader;
import dev.ordinal.admission.Validation;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.AdmissionObserver;
import dev.ordinal.engine.JudgeOptions;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.policy.Action;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Judges made-up reviews before the server says that it is ready, so that the JVM has compiled what the first real ones
 * need. They see an empty cluster and the policies that are loaded; nothing is read, counted or logged of them.
 */
final class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    private static final String POD = """
            {"metadata": {"labels": {"app": "warm"}}, "spec": {"restartPolicy": "Always", "containers": [{"name": "main",
             "image": "registry.example/postgres:17", "ports": [{"name": "sql", "containerPort": 5432, "protocol": "TCP"}],
             "env": [{"name": "PEERS", "value": "warm-0.warm,10.1.2.3:5432"}],
             "volumeMounts": [{"name": "data", "mountPath": "/var/lib/postgresql/data"}]}]}}""";

    private static final String STATEFUL_SET = """
            {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "warm", "namespace": "warm",
             "annotations": {"storage.ordinal.dev/wal": "1Gi /wal", "probes.ordinal.dev/readiness": "true"}},
             "spec": {"replicas": %d, "serviceName": "warm", "selector": {"matchLabels": {"app": "warm"}}, "template": %s}}""";

    /** One of the kinds and operations that come most: group, version, kind, resource, operation, objects. */
    private static final List<byte[]> REVIEWS = List.of(
            review("apps", "StatefulSet", "statefulsets", "CREATE", STATEFUL_SET.formatted(3, POD), "null"),
            review(
                    "apps",
                    "StatefulSet",
                    "statefulsets",
                    "UPDATE",
                    STATEFUL_SET.formatted(5, POD),
                    STATEFUL_SET.formatted(3, POD)),
            review("", "Service", "services", "CREATE", """
                    {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "warm", "namespace": "warm"},
                     "spec": {"type": "ClusterIP", "selector": {"app": "warm"}, "ports": [{"name": "sql", "port": 5432}]}}""", "null"),
            review("apps", "Deployment", "deployments", "CREATE", """
                    {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "warm", "namespace": "warm"},
                     "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "warm"}}, "template": %s}}""".formatted(POD), "null"));

    private final boolean isCompiled;
    private volatile boolean done;

    /** Makes one that has not begun. */
    WarmUp() {
        this(System.getProperty("org.graalvm.nativeimage.imagecode") != null);
    }

    /** Makes one; what is compiled already has nothing to gain. */
    WarmUp(boolean isCompiled) {
        this.isCompiled = isCompiled;
    }

    private static byte[] review(
            String group, String kind, String resource, String operation, String object, String old) {
        return """
                {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "warm-up",
                 "kind": {"group": "%1$s", "version": "v1", "kind": "%2$s"},
                 "resource": {"group": "%1$s", "version": "v1", "resource": "%3$s"},
                 "name": "warm", "namespace": "warm", "operation": "%4$s", "userInfo": {"username": "warm-up"},
                 "object": %5$s, "oldObject": %6$s}}""".formatted(group, kind, resource, operation, object, old).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the server may say that it is ready. */
    boolean isDone() {
        return done;
    }

    /** Begins, by a thread of its own that takes no longer than that. */
    void begin(PolicySet policies, Duration time) {
        Thread.ofPlatform().daemon().name("warm-up").start(() -> run(policies, time));
    }

    /** Judges until the time is up. */
    void run(PolicySet policies, Duration time) {
        long start = System.nanoTime();
        try {
            int rounds = isCompiled ? 0 : judge(policies, Deadline.in(time));
            LOG.debugf("warmed up by %d reviews in %d ms", rounds, (System.nanoTime() - start) / 1_000_000);
        } catch (RuntimeException | BadReview | StackOverflowError mistake) {
            LOG.warn("the server starts cold, since warming it up failed", mistake);
        } finally {
            done = true;
        }
    }

    /** How many reviews were judged. */
    static int judge(PolicySet policies, Deadline end) throws BadReview {
        var options = new JudgeOptions(() -> Action.DENY, 1, AdmissionObserver.NONE);
        Judging judging = Judging.by(policies, LocalDate.now(ZoneId.systemDefault()), options, FolderWorld.empty());
        var nobody = new DoorRules(Set.of(), Set.of(), Set.of());
        var reader = new ReviewReader(ReadLimits.DEFAULT);
        Door.Observer unseen = (_, _, _) -> {};
        List<Door> doors = List.of(
                new Door(reader, new Mutation(judging, () -> nobody), unseen),
                new Door(reader, new Validation(judging, () -> nobody), unseen));
        int judged = 0;
        while (!end.hasPassed()) {
            for (Door door : doors) {
                for (byte[] review : REVIEWS) {
                    if (!end.hasPassed()) {
                        door.answer(review, Deadline.in(end.left()), System.nanoTime());
                        judged++;
                    }
                }
            }
        }
        return judged;
    }
}
