package dev.ordinal.server;

import dev.ordinal.admission.DoorRules;
import dev.ordinal.admission.Judge;
import dev.ordinal.admission.Ruling;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.Change;
import dev.ordinal.manifest.Problem;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the server judges by now; swapped as a whole, so that each request sees one state of it. */
final class ServerState implements Judge {

    private static final Logger LOG = Logger.getLogger(ServerState.class);
    private static final String KUBE_SYSTEM = "kube-system";

    private final ClusterView view;
    private volatile Settings settings;
    private volatile @Nullable Judging judging;
    private volatile LocalDate day = LocalDate.MIN;

    ServerState(Settings settings, ClusterView view) {
        this.settings = settings;
        this.view = view;
    }

    /** Whether policies are loaded. */
    boolean isReady() {
        return judging != null;
    }

    /** The policies in use; empty before any were loaded. */
    Optional<PolicySet> policies() {
        return Optional.ofNullable(judging).map(Judging::policies);
    }

    Settings settings() {
        return settings;
    }

    /** Whom to let through and where nothing is denied. */
    DoorRules rules() {
        Settings now = settings;
        return new DoorRules(now.bypassUsers(), now.bypassGroups(), Set.of(KUBE_SYSTEM, now.namespace()));
    }

    /**
     * Loads the policies. The first time those that load are used; later a set with anything wrong in it is not used at
     * all, and the last good one stays.
     *
     * @return whether what was loaded is used
     */
    synchronized boolean load() {
        Settings now = settings;
        PolicySet loaded = PolicySet.load(now.policies(), now.builtin());
        for (Problem problem : loaded.problems()) {
            LOG.log(problem.severity() == Problem.Severity.ERROR ? Logger.Level.ERROR : Logger.Level.WARN, problem);
        }
        Judging before = judging;
        if (before != null && loaded.isBroken()) {
            LOG.errorf(
                    "the policies were not reloaded: %d problems; the last good set of %d policies stays in use",
                    loaded.problems().size(), before.policies().policies().size());
            return false;
        }
        use(loaded);
        LOG.infof("%d policies loaded, %d failed", loaded.policies().size(), loaded.failed());
        return true;
    }

    /** Takes over the settings that may change while the server runs. */
    synchronized void change(Settings next) {
        Settings now = settings;
        settings = next;
        Judging before = judging;
        if (before != null && next.enforcement() != now.enforcement()) {
            LOG.infof("enforcement is now %s", next.enforcement().word());
            use(before.policies());
        }
    }

    /** Judges by today's date from now on: exceptions expire. */
    synchronized void turnDay() {
        Judging before = judging;
        if (before != null && !today().equals(day)) {
            use(before.policies());
        }
    }

    private void use(PolicySet policies) {
        LocalDate today = today();
        judging = new Judging(policies, view, settings.enforcement(), today);
        day = today;
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.systemDefault());
    }

    @Override
    public Ruling judge(Change change, Deadline deadline) {
        Judging now = judging;
        if (now == null) {
            throw new IllegalStateException("no policies are loaded yet");
        }
        return now.judge(change, deadline);
    }
}
