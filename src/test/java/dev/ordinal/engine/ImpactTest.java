package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.object;
import static dev.ordinal.engine.EngineTesting.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a change breaks elsewhere. */
class ImpactTest {

    private static final Deadline LONG = Deadline.in(Duration.ofSeconds(60));

    private static final Manifest SERVICE = service("nginx", "{app: web}");

    private static final Manifest WEB = statefulSet("web", "nginx", "");

    private static final String DENY = binding("Deny");

    static String builtin(String... names) {
        var files = new StringBuilder();
        for (String name : names) {
            try {
                files.append("---\n").append(Files.readString(Path.of("policies", name + ".yaml")));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return files.toString();
    }

    private static String binding(String impact) {
        return """
                ---
                apiVersion: ordinal.dev/v1alpha1
                kind: PolicyBinding
                metadata: {name: strict}
                spec:
                  policies: [headless-service, disruption-budget, quorum]
                  params: {impact: %s}
                """.formatted(impact);
    }

    private static Manifest service(String name, String selector) {
        return object("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: default}
                spec: {clusterIP: None, selector: %s, ports: [{port: 80, targetPort: 80}]}
                """.formatted(name, selector));
    }

    private static Manifest statefulSet(String name, String service, String metadata) {
        return object("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: %1$s, namespace: default%3$s}
                spec:
                  serviceName: %2$s
                  replicas: 3
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec: {containers: [{name: a, image: nginx, ports: [{containerPort: 80}]}]}
                """.formatted(name, service, metadata));
    }

    private static Manifest external() {
        return object("""
                apiVersion: v1
                kind: Service
                metadata: {name: nginx, namespace: default}
                spec: {type: ExternalName, externalName: example.com}
                """);
    }

    private static ClusterView cluster(Manifest... objects) {
        return new BundleView(List.of(objects), BundleView.Extent.CLUSTER);
    }

    private static Decision judge(String policies, Change change, Manifest... objects) {
        return judge(policies, JudgeOptions.DEFAULT, change, objects);
    }

    private static Decision judge(String policies, JudgeOptions options, Change change, Manifest... objects) {
        return new AdmissionJudge(engine(policies), options).judge(change, cluster(objects), LONG);
    }

    @Test
    void aServiceThatBecomesAnAliasBreaksTheStatefulSetThatNamesIt() {
        Decision decision = judge(builtin("headless-service"), Change.update(SERVICE, external()), SERVICE, WEB);

        assertThat(decision.allowed()).isTrue();
        assertThat(decision.warnings())
                .extracting(
                        Finding::id,
                        Finding::isImpact,
                        finding -> finding.subject().name(),
                        Finding::message)
                .containsExactly(tuple(
                        "headless-service/not-external",
                        true,
                        "web",
                        "StatefulSet web: Service nginx has type ExternalName, an alias of example.com that selects no"
                                + " pods, because Service nginx was changed"));
        assertThat(decision.impacted()).isEqualTo(1);
    }

    @Test
    void aServiceThatLosesItsSelectorsLabelBreaksTheStatefulSetThatNamesIt() {
        Decision decision = judge(
                builtin("headless-service"), Change.update(SERVICE, service("nginx", "{app: other}")), SERVICE, WEB);

        assertThat(decision.warnings()).extracting(Finding::id).containsExactly("headless-service/service-selects");
    }

    @Test
    void aServiceThatIsDeletedBreaksTheStatefulSetThatNamesIt() {
        Decision decision = judge(builtin("headless-service"), Change.delete(SERVICE), SERVICE, WEB);

        assertThat(decision.warnings())
                .extracting(Finding::message)
                .containsExactly("StatefulSet web: Service nginx does not exist in namespace default, because Service"
                        + " nginx was deleted");
    }

    @Test
    void aParamLetsImpactRefuseTheChange() {
        String policies = builtin("headless-service") + DENY;

        assertThat(judge(policies, Change.delete(SERVICE), SERVICE, WEB).denials())
                .extracting(Finding::id)
                .containsExactly("headless-service/service-exists");
        assertThat(judge(builtin("headless-service") + binding("Audit"), Change.delete(SERVICE), SERVICE, WEB)
                        .audited())
                .hasSize(1);
        Decision ignored = judge(builtin("headless-service") + binding("Ignore"), Change.delete(SERVICE), SERVICE, WEB);
        assertThat(ignored.warnings()).isEmpty();
        assertThat(ignored.audited()).isEmpty();
    }

    @Test
    void whatImpactRefusesIsConfirmedFirst() {
        var judge = new AdmissionJudge(engine(builtin("headless-service") + DENY), JudgeOptions.DEFAULT);
        var reads = new AtomicInteger();
        Change delete = Change.delete(SERVICE);

        Decision confirmed = judge.judge(
                delete,
                cluster(SERVICE, WEB),
                _ -> {
                    reads.incrementAndGet();
                    return cluster(SERVICE, WEB);
                },
                LONG);
        assertThat(confirmed.denials()).hasSize(1);
        assertThat(confirmed.confirmations()).isEqualTo(1);
        assertThat(reads).hasValue(1);

        Decision gone = judge.judge(delete, cluster(SERVICE, WEB), _ -> cluster(SERVICE), LONG);
        assertThat(gone.allowed()).as("the StatefulSet is gone by now").isTrue();
        assertThat(gone.warnings()).isEmpty();

        Decision ending = judge.judge(
                delete,
                cluster(SERVICE, WEB),
                _ -> cluster(SERVICE, statefulSet("web", "nginx", ", deletionTimestamp: '2026-11-21T00:00:00Z'")),
                LONG);
        assertThat(ending.allowed()).isTrue();

        Decision unknown = judge.judge(
                delete, cluster(SERVICE, WEB), _ -> new BundleView(List.of(), BundleView.Extent.PART), LONG);
        assertThat(unknown.allowed()).isTrue();
        assertThat(unknown.warnings()).hasSize(1);
    }

    @Test
    void oneConfirmedDenialIsEnough() {
        Manifest other = statefulSet("db", "nginx", "");
        Decision decision = new AdmissionJudge(engine(builtin("headless-service") + DENY), JudgeOptions.DEFAULT)
                .judge(Change.delete(SERVICE), cluster(SERVICE, WEB, other), _ -> cluster(SERVICE, WEB, other), LONG);

        assertThat(decision.denials()).hasSize(2);
        assertThat(decision.confirmations()).isEqualTo(1);
    }

    @Test
    void whatWasBrokenBeforeIsNotReported() {
        Manifest other = statefulSet("web", "absent", "");

        Decision decision = judge(builtin("headless-service"), Change.delete(SERVICE), SERVICE, other);

        assertThat(decision.warnings()).isEmpty();
        assertThat(judge(
                                builtin("headless-service"),
                                Change.update(service("nginx", "{app: a}"), service("nginx", "{app: b}")),
                                service("nginx", "{app: a}"),
                                WEB)
                        .warnings())
                .as("it did not select the pods before")
                .isEmpty();
    }

    @Test
    void whatIsAppliedInOrderBreaksNothing() {
        String policies = builtin("headless-service", "service-ports", "disruption-budget", "quorum");

        assertThat(judge(policies, Change.create(SERVICE)).warnings()).isEmpty();
        assertThat(judge(policies, Change.create(WEB), SERVICE).warnings())
                .filteredOn(Finding::isImpact)
                .isEmpty();
    }

    @Test
    void statusAndManagedFieldsBreakNothing() {
        Manifest written = SERVICE.withRoot(SERVICE.root()
                .with("status", TestObjects.object("{loadBalancer: {}}"))
                .with("metadata", SERVICE.metadata().with("managedFields", TestObjects.value("[{manager: a}]"))));

        Decision decision = judge(builtin("headless-service"), Change.update(SERVICE, written), SERVICE, WEB);
        assertThat(decision.impacted()).isZero();

        Change status = new Change(Operation.UPDATE, "status", Optional.of(external()), Optional.of(SERVICE));
        assertThat(judge(builtin("headless-service"), status, SERVICE, WEB).impacted())
                .isZero();
    }

    @Test
    void aFieldThatNoPolicyReadsBreaksNothing() {
        Manifest changed = SERVICE.withRoot(
                SERVICE.root().with("spec", SERVICE.root().object("spec").with("externalTrafficPolicy", "Local")));

        assertThat(judge(builtin("headless-service"), Change.update(SERVICE, changed), SERVICE, WEB)
                        .impacted())
                .isZero();
    }

    @Test
    void whatIsBeingDeletedBreaksNothing() {
        Manifest ending = SERVICE.withRoot(
                SERVICE.root().with("metadata", SERVICE.metadata().with("deletionTimestamp", "2026-11-21T00:00:00Z")));
        Manifest namespace =
                object("{apiVersion: v1, kind: Namespace, metadata: {name: default}, status: {phase: Terminating}}");
        Manifest endingSet = statefulSet("web", "nginx", ", deletionTimestamp: '2026-11-21T00:00:00Z'");
        String policies = builtin("headless-service") + DENY;

        assertThat(judge(policies, Change.delete(ending), ending, WEB).impacted())
                .isZero();
        assertThat(judge(policies, Change.delete(SERVICE), SERVICE, WEB, namespace)
                        .impacted())
                .isZero();
        assertThat(judge(policies, Change.delete(SERVICE), SERVICE, endingSet).impacted())
                .isZero();
    }

    @Test
    void anExemptionOfTheSubjectHolds() {
        Manifest exempt = statefulSet("web", "nginx", ", annotations: {exempt.ordinal.dev/headless-service: 'it may'}");

        Decision decision = judge(builtin("headless-service") + DENY, Change.delete(SERVICE), SERVICE, exempt);

        assertThat(decision.allowed()).isTrue();
        assertThat(decision.exempted()).hasSize(1);
    }

    @Test
    void aSubjectThatAControllerOwnsIsNoReasonToRefuse() {
        Manifest owned = statefulSet(
                "web", "nginx", ", ownerReferences: [{controller: true, kind: Db, name: a, uid: b, apiVersion: x/v1}]");
        String policies = builtin("headless-service").replace("    absent: Deny", "    absent: Deny\n    impact: Deny");

        assertThat(judge(policies, Change.delete(SERVICE), SERVICE, owned).warnings())
                .hasSize(1);
        assertThat(judge(policies, Change.delete(SERVICE), SERVICE, WEB).denials())
                .hasSize(1);
    }

    @Test
    void noMoreObjectsAreLookedAtThanTheOptionsSay() {
        var objects = new ArrayList<>(List.of(SERVICE));
        for (int i = 0; i < 30; i++) {
            objects.add(statefulSet("web-" + i, "nginx", ""));
        }
        var told = new AtomicInteger();
        var observer = new AdmissionObserver() {
            @Override
            public void cut(int subjects) {
                told.addAndGet(subjects);
            }
        };
        Manifest[] all = objects.toArray(Manifest[]::new);

        Decision decision = judge(
                builtin("headless-service"),
                new JudgeOptions(() -> Action.DENY, 10, observer),
                Change.delete(SERVICE),
                all);
        assertThat(decision.warnings()).hasSize(10);
        assertThat(decision.impacted()).isEqualTo(10);
        assertThat(decision.cut()).isEqualTo(20);
        assertThat(decision.notices()).containsExactly("20 more objects that the change may touch were not looked at");
        assertThat(told).hasValue(20);

        Decision off = judge(
                builtin("headless-service"),
                new JudgeOptions(() -> Action.DENY, 0, observer),
                Change.delete(SERVICE),
                all);
        assertThat(off.notices()).isEmpty();
        assertThat(off.impacted()).isZero();
    }

    @Test
    void onlyThoseThatTheChangeMayTouchAreLookedAt() {
        var objects = new ArrayList<>(List.of(SERVICE, WEB));
        for (int i = 0; i < 30; i++) {
            objects.add(statefulSet("db-" + i, "db-" + i, ""));
            objects.add(service("db-" + i, "{app: db-%d}".formatted(i)));
        }
        var view = new CountingView(cluster(objects.toArray(Manifest[]::new)));

        Decision decision = new AdmissionJudge(
                        engine(builtin(
                                "headless-service", "service-ports", "disruption-budget", "not-ready-addresses")),
                        JudgeOptions.DEFAULT)
                .judge(Change.delete(SERVICE), view, LONG);

        assertThat(decision.impacted()).isEqualTo(1);
        assertThat(view.handedOut()).isLessThan(20);
    }

    @Test
    void aBudgetThatIsDeletedLeavesItsPodsWithoutOne() {
        Manifest budget = object("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: web, namespace: default}
                spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
                """);

        Decision decision = judge(builtin("disruption-budget"), Change.delete(budget), budget, WEB, SERVICE);

        assertThat(decision.audited()).extracting(Finding::id).containsExactly("disruption-budget/budget-exists");
    }

    /** How many pods a budget counts is a look-up by what another look-up gave. */
    @Test
    void anotherWorkloadOfTheSameBudgetChangesWhatItAllows() {
        Manifest budget = object("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: all, namespace: default}
                spec: {minAvailable: 3, selector: {matchExpressions: [{key: app, operator: Exists}]}}
                """);
        Manifest db = statefulSet("db", "nginx", "");
        Decision decision = judge(builtin("disruption-budget"), Change.delete(db), budget, WEB, db);

        assertThat(decision.warnings())
                .extracting(Finding::id, finding -> finding.subject().name())
                .containsExactly(tuple("disruption-budget/allows-eviction", "web"));
        assertThat(judge(builtin("disruption-budget"), Change.delete(db), WEB, db)
                        .impacted())
                .as("no budget brings them together")
                .isZero();
    }

    @Test
    void anAutoscalerIsTouchedByWhatItScales() {
        List<Manifest> all = objects("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web, namespace: default}
                spec: {minReplicas: 2, maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}}
                """);
        Manifest before = statefulSet("web", "nginx", ", labels: {ordinal.dev/quorum: 'true'}");
        Manifest after = before.withRoot(
                before.root().with("spec", before.root().object("spec").with("replicas", 5L)));

        Decision decision = judge(builtin("quorum") + DENY, Change.update(before, after), all.getFirst(), before);

        assertThat(decision.denials())
                .extracting(Finding::id, finding -> finding.subject().kind())
                .containsExactly(tuple("quorum/keeps-quorum", "HorizontalPodAutoscaler"));

        Change scale = new Change(Operation.UPDATE, "scale", Optional.of(scale(5)), Optional.of(scale(3)))
                .asked(TestObjects.object("{resource: {group: apps, version: v1, resource: statefulsets}}"));
        assertThat(judge(builtin("quorum") + DENY, scale, all.getFirst(), before)
                        .denials())
                .as("through its scale")
                .isEqualTo(decision.denials());
        assertThat(new AdmissionJudge(engine(builtin("quorum") + DENY), JudgeOptions.DEFAULT)
                        .judge(scale, cluster(all.getFirst(), before), _ -> cluster(before), LONG)
                        .allowed())
                .as("live reads say that there is no autoscaler")
                .isTrue();
    }

    private static Manifest scale(int replicas) {
        return Manifest.of(TestObjects.object("""
                apiVersion: autoscaling/v1
                kind: Scale
                metadata: {name: web, namespace: default}
                spec: {replicas: %d}
                """.formatted(replicas)));
    }

    @Test
    void anObjectOfTheClusterTouchesSubjectsInEveryNamespace() {
        Manifest storage = object(
                "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: a, volumeBindingMode: WaitForFirstConsumer, allowVolumeExpansion: true}");
        Manifest claiming = object("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db, namespace: other}
                spec:
                  serviceName: nginx
                  selector: {matchLabels: {app: db}}
                  template:
                    metadata: {labels: {app: db}}
                    spec: {containers: [{name: a, image: nginx}]}
                  volumeClaimTemplates:
                  - metadata: {name: data}
                    spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """);

        Decision decision = judge(builtin("storage-class"), Change.delete(storage), storage, claiming, WEB);

        assertThat(decision.warnings())
                .extracting(Finding::id, finding -> finding.subject().namespace())
                .containsExactly(tuple("storage-class/class-exists", "other"));
        assertThat(decision.warnings().getFirst().message()).startsWith("StatefulSet other/db: ");
    }

    @Test
    void aDryRunIsOnlyWarned() {
        Decision decision = judge(
                builtin("headless-service") + DENY,
                Change.delete(SERVICE).asked(TestObjects.object("{dryRun: true, operation: DELETE}")),
                SERVICE,
                WEB);

        assertThat(decision.allowed()).isTrue();
        assertThat(decision.warnings()).hasSize(1);
    }

    @Test
    void whenTimeIsUpTheRestIsCut() {
        var passed = new Deadline(0, () -> 1);
        Decision decision = new AdmissionJudge(engine(builtin("headless-service")), JudgeOptions.DEFAULT)
                .judge(Change.delete(SERVICE), cluster(SERVICE, WEB), passed);

        assertThat(decision.impacted()).isZero();
        assertThat(decision.cut()).isEqualTo(1);
    }

    /** A policy about StatefulSets that need their Service, or a ConfigMap that nobody has. */
    private static String needsService(String name, String expression) {
        return EngineTesting.rule(
                        name,
                        expression
                                + " && (cluster.get('v1', 'Service', object.metadata.namespace, object.spec.serviceName).hasValue()"
                                + " || cluster.get('v1', 'ConfigMap', 'default', 'c').hasValue())")
                .replace("example.com", "apps")
                .replace("things/*", "statefulsets");
    }

    /** Its clock says something else once the ConfigMap was looked up, as the first policy does. */
    private static Deadline jumping(CountingView view, Duration then) {
        return new Deadline(
                Duration.ofSeconds(20).toNanos(), () -> view.asked().contains("ConfigMap c") ? then.toNanos() : 0);
    }

    @Test
    void whenTimeIsUpNoFurtherPolicyIsAsked() {
        var view = new CountingView(cluster(SERVICE, WEB));
        String policies = needsService("a", "true") + needsService("b", "true") + needsService("c", "true");

        Decision decision = new AdmissionJudge(engine(policies), JudgeOptions.DEFAULT)
                .judge(Change.delete(SERVICE), view, jumping(view, Duration.ofSeconds(11)));

        assertThat(decision.warnings()).extracting(Finding::policy).containsExactly("a");
        assertThat(decision.impacted()).isZero();
        assertThat(decision.cut()).as("it was not judged by all").isEqualTo(1);
        assertThat(decision.notices()).containsExactly("1 more object that the change may touch was not looked at");
    }

    @Test
    void aPolicyHasTheTimeThatIsLeftWhenItIsAsked() {
        var view = new CountingView(cluster(SERVICE, WEB));
        String slow = "lists.range(1000).all(x, lists.range(100).all(y, x + y >= 0))";
        Duration nearlyHalf = Duration.ofSeconds(10).minusNanos(100_000);

        Decision decision = new AdmissionJudge(
                        engine(needsService("a", "true") + needsService("b", slow)), JudgeOptions.DEFAULT)
                .judge(Change.delete(SERVICE), view, jumping(view, nearlyHalf));

        assertThat(decision.warnings()).extracting(Finding::policy).containsExactly("a");
    }

    private static final String BOUND = """
            ---
            apiVersion: ordinal.dev/v1alpha1
            kind: PolicyBinding
            metadata: {name: some}
            spec:
              policies: [a]
              namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: default}}
              params: {impact: Deny}
            """;

    @Test
    void aFaultInOnePolicyDoesNotStopTheOthers() {
        String policies = needsService("a", "true") + needsService("b", "true") + BOUND;

        // the namespace is looked up for the change itself, then for the binding
        Decision decision = new AdmissionJudge(engine(policies), JudgeOptions.DEFAULT)
                .judge(Change.delete(SERVICE), new FaultyView(cluster(SERVICE, WEB), 1), LONG);

        assertThat(decision.errors())
                .extracting(RuleError::policy, RuleError::kind, RuleError::action)
                .as("it means what the policy itself says that impact means")
                .containsExactly(tuple("a", RuleError.Kind.INTERNAL, Action.WARN));
        assertThat(decision.warnings()).extracting(Finding::policy).containsExactly("b");
    }

    @Test
    void aFaultThatConcernsAllIsAnErrorOfEach() {
        String policies = needsService("a", "true") + needsService("b", "true").replace("Deny", "Audit");

        Decision decision = new AdmissionJudge(engine(policies), JudgeOptions.DEFAULT)
                .judge(Change.delete(SERVICE), new FaultyView(cluster(SERVICE, WEB)), LONG);

        assertThat(decision.errors())
                .extracting(RuleError::policy, RuleError::action)
                .containsExactly(tuple("a", Action.WARN), tuple("b", Action.AUDIT));
    }

    @Test
    void aPolicyWhoseSubjectsCannotBeFoundIsAnErrorOfItsOwn() {
        ClusterView view = cluster(SERVICE, WEB);
        String policies = needsService("a", "true").replace("object.spec.serviceName", "object.metadata.name")
                + needsService("b", "true");

        Decision decision = new AdmissionJudge(engine(policies), JudgeOptions.DEFAULT)
                .judge(Change.delete(SERVICE), new FaultyView(view, 1), LONG);

        assertThat(decision.errors()).extracting(RuleError::policy).containsExactly("a");
        assertThat(decision.warnings()).extracting(Finding::policy).containsExactly("b");
    }

    @Test
    void aFaultWhileADenialIsConfirmedIsAnErrorOfThePolicy() {
        String policies = needsService("a", "true") + needsService("b", "true") + BOUND;

        Decision decision = new AdmissionJudge(engine(policies), JudgeOptions.DEFAULT)
                .judge(Change.delete(SERVICE), cluster(SERVICE, WEB), _ -> new FaultyView(cluster(SERVICE, WEB)), LONG);

        assertThat(decision.errors())
                .extracting(RuleError::policy, RuleError::kind, RuleError::action)
                .containsExactly(tuple("a", RuleError.Kind.INTERNAL, Action.DENY));
        assertThat(decision.warnings()).extracting(Finding::policy).containsExactly("b");
    }

    @Test
    void whereNobodyIsToldAnythingWhatWasNotLookedAtIsRecorded() {
        Decision decision = judge(
                builtin("headless-service"),
                new JudgeOptions(() -> Action.AUDIT, 1, AdmissionObserver.NONE),
                Change.delete(SERVICE),
                SERVICE,
                WEB,
                statefulSet("db", "nginx", ""));

        assertThat(decision.notices()).isEmpty();
        assertThat(decision.recorded()).containsExactly("1 more object that the change may touch was not looked at");
    }
}
