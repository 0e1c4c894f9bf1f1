package dev.ordinal.server;

import dev.ordinal.admission.DoorRules;
import dev.ordinal.admission.Judge;
import dev.ordinal.admission.Mutating;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.engine.AdmissionObserver;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.Decision;
import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.JudgeOptions;
import dev.ordinal.engine.MutationJudge;
import dev.ordinal.engine.Watching;
import dev.ordinal.manifest.Problem;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the server judges by now; swapped as a whole, so that each request sees one state of it. */
final class ServerState implements Judge, Mutating {

    private static final Logger LOG = Logger.getLogger(ServerState.class);
    private static final String KUBE_SYSTEM = "kube-system";

    /** How long policies that are reloaded wait for the kinds they look up. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final World world;
    private final Meters meters;
    private final JudgeOptions options;
    private volatile Settings settings;
    private volatile DoorRules rules;
    private volatile @Nullable Judging judging;

    ServerState(Settings settings, World world, Meters meters) {
        this.settings = settings;
        this.rules = rules(settings);
        this.world = world;
        this.meters = meters;
        this.options =
                new JudgeOptions(() -> this.settings.enforcement(), settings.maxSubjects(), new Counting(meters));
    }

    /** Tells the meters what happens while the policies judge. */
    private record Counting(Meters meters) implements AdmissionObserver {
        @Override
        public void evaluated(String policy, long nanos, Evaluation evaluation) {
            meters.evaluated(policy, nanos);
        }

        @Override
        public void lookup(String kind, String outcome) {
            meters.lookup(kind, outcome);
        }

        @Override
        public void confirmed(String policy, boolean stillDenied) {
            meters.confirmed(policy, stillDenied);
        }

        @Override
        public void cut(int subjects) {
            meters.cut(subjects);
        }
    }

    /** Whether policies are loaded and what they look up is known. */
    boolean isReady() {
        return judging != null && world.isSynced();
    }

    /** The policies in use; empty before any were loaded. */
    Optional<PolicySet> policies() {
        return Optional.ofNullable(judging).map(Judging::policies);
    }

    /** Whom to let through, and where nothing is denied. */
    DoorRules rules() {
        return rules;
    }

    private static DoorRules rules(Settings settings) {
        return new DoorRules(
                settings.bypassUsers(), settings.bypassGroups(), Set.of(KUBE_SYSTEM, settings.namespace()));
    }

    /**
     * Loads the policies. The first time those that load are used; later a set with anything wrong in it is not used at
     * all, and the last good one stays.
     *
     * @return whether what was loaded is used
     */
    synchronized boolean load() {
        PolicySet loaded = PolicySet.load(settings.policies(), settings.builtin());
        for (Problem problem : loaded.problems()) {
            LOG.log(problem.severity() == Problem.Severity.ERROR ? Logger.Level.ERROR : Logger.Level.WARN, problem);
        }
        Judging before = judging;
        if (before != null && loaded.isBroken()) {
            meters.failed(loaded.failed());
            LOG.errorf(
                    "the policies were not reloaded: the last good set, of %d policies, stays in use",
                    before.policies().policies().size());
            return false;
        }
        meters.policies(loaded);
        use(loaded);
        LOG.infof("%d policies loaded, %d failed", loaded.policies().size(), loaded.failed());
        return true;
    }

    /** Takes over the settings that may change while the server runs. */
    synchronized void change(Settings next) {
        for (Key key : settings.changedIn(next)) {
            String text = next.texts().get(key);
            if (key.isReread()) {
                LOG.infof("%s is now \"%s\"", key.key(), text);
            } else {
                LOG.warnf("%s is now \"%s\", which takes effect at the next start", key.key(), text);
            }
        }
        settings = next;
        rules = rules(next);
    }

    /** Judges by today's date from now on, since exceptions expire. */
    synchronized void turnDay() {
        Judging before = judging;
        if (before != null && !before.today().equals(today())) {
            Judging next = Judging.by(before.policies(), today(), options, world);
            next.judge().problems().forEach(LOG::warn);
            judging = next;
        }
    }

    /**
     * Puts policies to use. Those before them stay until what the new ones look up is known, or it is not known for too
     * long: then they say that it is not.
     */
    private void use(PolicySet policies) {
        List<WatchedKind> needed = Watching.of(policies.policies());
        Judging before = judging;
        if (before != null) {
            var both = new ArrayList<>(needed);
            both.addAll(Watching.of(before.policies().policies()));
            world.watch(both);
            awaitSynced();
        }
        Judging next = Judging.by(policies, today(), options, world);
        next.judge().problems().forEach(LOG::warn);
        judging = next;
        world.watch(needed);
    }

    private void awaitSynced() {
        Deadline patience = Deadline.in(PATIENCE);
        while (!world.isSynced() && !patience.hasPassed()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (!world.isSynced()) {
            LOG.warnf(
                    "not all that the policies look up is known after %d s; they are used all the same",
                    PATIENCE.toSeconds());
        }
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.systemDefault());
    }

    @Override
    public Decision judge(Change change, Deadline deadline) {
        return now().judge(change, deadline);
    }

    @Override
    public MutationJudge.Outcome mutate(Change change, Deadline deadline) {
        return now().mutate(change, deadline);
    }

    private Judging now() {
        Judging now = judging;
        if (now == null) {
            throw new IllegalStateException("no policies are loaded yet");
        }
        return now;
    }
}
