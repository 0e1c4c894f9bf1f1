package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.TODAY;
import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.object;
import static dev.ordinal.engine.EngineTesting.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordinal.cel.Budget;
import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What becomes of an admission request. */
class AdmissionJudgeTest {

    private static final String POLICY = """
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata: {name: service}
            spec:
              title: The Service exists
              action: Deny
              %s
              matchConstraints:
                resourceRules:
                - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets, statefulsets/scale], operations: ['*']}
              validations:
              - name: exists
                expression: cluster.get('v1', 'Service', object.metadata.namespace, object.spec.serviceName).hasValue()
                message: no such Service
              - name: labelled
                expression: object.metadata.?labels.?bad.orValue('') == ''
                message: labelled bad
            """;

    private static final Manifest WEB = statefulSet("{}");
    private static final Manifest SERVICE = object("""
            apiVersion: v1
            kind: Service
            metadata: {name: nginx, namespace: default}
            spec: {clusterIP: None, ports: [{port: 80}]}
            """);

    private static final Deadline LONG = Deadline.in(Duration.ofSeconds(60));
    private static final Deadline PASSED = new Deadline(0, () -> 1);

    private final AtomicInteger liveReads = new AtomicInteger();

    private static Manifest statefulSet(String labels) {
        return object("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: web, namespace: default, labels: %s}
                spec:
                  serviceName: nginx
                  replicas: 3
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: a, image: nginx}]}
                """.formatted(labels));
    }

    private static AdmissionJudge judge(String field) {
        return judge(field, JudgeOptions.DEFAULT);
    }

    private static AdmissionJudge judge(String field, JudgeOptions options) {
        return new AdmissionJudge(engine(POLICY.formatted(field)), options);
    }

    private static ClusterView cluster(Manifest... objects) {
        return new BundleView(List.of(objects), BundleView.Extent.CLUSTER);
    }

    private static ClusterView unknown() {
        return new BundleView(List.of(), BundleView.Extent.PART);
    }

    private Function<Deadline, ClusterView> live(ClusterView view) {
        return _ -> {
            liveReads.incrementAndGet();
            return view;
        };
    }

    private static Change dryRun(Change change) {
        return change.asked(JsonObject.of(Map.of("dryRun", true, "operation", "CREATE")));
    }

    @Test
    void whatIsAllowedIsAllowedWithoutAnyLiveRead() {
        Decision decision = judge("").judge(Change.create(WEB), cluster(SERVICE), live(cluster()), LONG);

        assertThat(decision.allowed()).isTrue();
        assertThat(decision.confirmations()).isZero();
        assertThat(liveReads).hasValue(0);
    }

    @Test
    void aDenialThatRestsOnTheObjectAloneNeedsNoLiveRead() {
        Decision decision =
                judge("").judge(Change.create(statefulSet("{bad: 'yes'}")), cluster(SERVICE), live(cluster()), LONG);

        assertThat(decision.allowed()).isFalse();
        assertThat(decision.denials()).extracting(Finding::id).containsExactly("service/labelled");
        assertThat(liveReads).hasValue(0);
    }

    @Test
    void aDenialThatRestsOnALookupStandsIfALiveReadConfirmsIt() {
        Decision decision = judge("").judge(Change.create(WEB), cluster(), live(cluster()), LONG);

        assertThat(decision.allowed()).isFalse();
        assertThat(decision.denials()).extracting(Finding::id).containsExactly("service/exists");
        assertThat(decision.confirmations()).isEqualTo(1);
        assertThat(liveReads).hasValue(1);
    }

    @Test
    void aLiveReadMayTakeLongerThanAnExpressionOtherwiseMay() {
        var limits = new Budget.Limits(1_000_000, 1_000_000, 20_000_000, 20_000_000, 1 << 20, 1_000_000);
        var judge = new AdmissionJudge(
                engine(POLICY.formatted("").replace("message: no such Service", """
                        messageExpression: "string(cluster.get('v1', 'Service', 'default', 'other').hasValue()) + ' is what was read'"
                        """.strip()), within(limits)),
                JudgeOptions.DEFAULT);
        ClusterView slow = new CountingView(cluster(), Duration.ofMillis(50));

        Decision decision = judge.judge(Change.create(WEB), cluster(), live(slow), LONG);

        assertThat(decision.denials()).extracting(Finding::message).containsExactly("false is what was read");
        assertThat(decision.errors()).isEmpty();
    }

    @Test
    void aCacheThatIsBehindRefusesNothing() {
        var told = new ArrayList<String>();
        var observer = new AdmissionObserver() {
            @Override
            public void confirmed(String policy, boolean stillDenied) {
                told.add(policy + " " + stillDenied);
            }

            @Override
            public void lookup(String kind, String outcome) {
                told.add(kind + " " + outcome);
            }

            @Override
            public void evaluated(String policy, long nanos, Evaluation evaluation) {
                told.add(policy + " evaluated");
            }
        };
        Decision decision = judge("", new JudgeOptions(() -> Action.DENY, 10, observer))
                .judge(Change.create(WEB), cluster(), live(cluster(SERVICE)), LONG);

        assertThat(decision.allowed()).isTrue();
        assertThat(decision.warnings()).isEmpty();
        assertThat(told)
                .filteredOn(word -> !word.startsWith("Namespace"))
                .containsExactly(
                        "Service absent", "service evaluated", "Service found", "service evaluated", "service false");
    }

    @Test
    void whatLiveReadsSayElseHoldsToo() {
        Decision decision =
                judge("").judge(Change.create(statefulSet("{bad: 'yes'}")), cluster(), live(cluster(SERVICE)), LONG);

        assertThat(decision.denials()).extracting(Finding::id).containsExactly("service/labelled");
    }

    @Test
    void aDenialThatCannotBeConfirmedIsWhatThePolicySays() {
        for (Deadline deadline : List.of(LONG, PASSED)) {
            ClusterView reads = unknown();
            assertThat(late("onStale: Deny", reads, deadline).denials()).hasSize(1);
            assertThat(late("onStale: Warn", reads, deadline).warnings()).hasSize(1);
            assertThat(late("", reads, deadline).warnings()).as("default").hasSize(1);
            assertThat(late("onStale: Audit", reads, deadline).audited()).hasSize(1);
        }
    }

    @Test
    void aFailureThatCannotBeConfirmedIsWhatThePolicySays() {
        String failing = POLICY.replace(
                "object.spec.serviceName).hasValue()", "object.spec.serviceName).value().spec.ports == []");
        Manifest portless = SERVICE.withRoot(SERVICE.root().without("spec"));

        for (Action stale : List.of(Action.DENY, Action.WARN)) {
            var judge = new AdmissionJudge(engine(failing.formatted("onStale: " + stale.word())), JudgeOptions.DEFAULT);
            Decision decision = judge.judge(Change.create(WEB), cluster(portless), live(unknown()), LONG);
            assertThat(decision.errors())
                    .extracting(RuleError::rule, RuleError::action)
                    .containsExactly(tuple("exists", stale));
        }
        Decision mended = new AdmissionJudge(engine(failing.formatted("")), JudgeOptions.DEFAULT)
                .judge(Change.create(WEB), cluster(portless), live(cluster(SERVICE)), LONG);
        assertThat(mended.errors()).as("live reads say that it does not fail").isEmpty();
    }

    private Decision late(String field, ClusterView reads, Deadline deadline) {
        var judge = judge(field);
        if (!deadline.hasPassed()) {
            return judge.judge(Change.create(WEB), cluster(), live(reads), deadline);
        }
        // it passes after the evaluation and before the live read
        var asked = new AtomicInteger();
        var passing = new Deadline(1_000_000_000, () -> asked.getAndIncrement() == 0 ? 0 : 2_000_000_000);
        return judge.judge(Change.create(WEB), cluster(), live(reads), passing);
    }

    @Test
    void withoutLiveReadsADenialStands() {
        assertThat(judge("").judge(Change.create(WEB), cluster(), LONG).allowed())
                .isFalse();
    }

    @Test
    void aDryRunIsOnlyWarnedOfWhatIsAbsent() {
        Decision absent = judge("").judge(dryRun(Change.create(WEB)), cluster(), live(cluster()), LONG);
        assertThat(absent.allowed()).isTrue();
        assertThat(absent.warnings()).extracting(Finding::id).containsExactly("service/exists");
        assertThat(liveReads).hasValue(0);

        Decision bad = judge("")
                .judge(dryRun(Change.create(statefulSet("{bad: 'yes'}"))), cluster(SERVICE), live(cluster()), LONG);
        assertThat(bad.allowed()).isFalse();
    }

    @Test
    void theCeilingMayChangeWhileTheJudgeRuns() {
        var ceiling = new ArrayList<>(List.of(Action.DENY));
        var judge = judge("", new JudgeOptions(ceiling::getFirst, 10, AdmissionObserver.NONE));
        assertThat(judge.judge(Change.create(WEB), cluster(), LONG).denials()).hasSize(1);

        ceiling.set(0, Action.WARN);
        assertThat(judge.judge(Change.create(WEB), cluster(), LONG).warnings()).hasSize(1);

        ceiling.set(0, Action.AUDIT);
        assertThat(judge.judge(Change.create(WEB), cluster(), LONG).audited()).hasSize(1);
    }

    @Test
    void whileNothingIsDeniedItIsKnownWhatWouldBe() {
        var judge = judge("", new JudgeOptions(() -> Action.WARN, 10, AdmissionObserver.NONE));

        assertThat(judge.judge(Change.create(WEB), cluster(), LONG).warnings())
                .extracting(Finding::action, Finding::isWithheld)
                .containsExactly(tuple(Action.WARN, true));
        assertThat(judge.judge(Change.update(WEB, WEB), cluster(), LONG).warnings())
                .as("what was broken before would not be refused either")
                .extracting(Finding::action, Finding::isWithheld)
                .containsExactly(tuple(Action.WARN, false));
    }

    @Test
    void aRuleThatFailsIsWhatTheFailurePolicySays() {
        Manifest mistaken = object("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: web, namespace: default}
                spec: {replicas: 1}
                """);
        Manifest broken = mistaken.withRoot(mistaken.root().without("spec"));

        Decision fails = judge("").judge(Change.create(broken), cluster(), LONG);
        assertThat(fails.allowed()).isFalse();
        assertThat(fails.denials()).isEmpty();
        assertThat(fails.errors()).extracting(RuleError::rule).containsExactly("exists");

        Decision ignored = judge("failurePolicy: Ignore").judge(Change.create(broken), cluster(), LONG);
        assertThat(ignored.allowed()).isTrue();
        assertThat(ignored.errors()).extracting(RuleError::action).containsExactly(Action.AUDIT);

        Decision lowered = judge("", new JudgeOptions(() -> Action.WARN, 10, AdmissionObserver.NONE))
                .judge(Change.create(broken), cluster(), LONG);
        assertThat(lowered.allowed()).isTrue();
        assertThat(lowered.errors()).extracting(RuleError::action).containsExactly(Action.WARN);

        Decision old = judge("").judge(Change.update(broken, broken), cluster(), LONG);
        assertThat(old.allowed()).as("it failed on the old object too").isTrue();
    }

    @Test
    void aFaultOfOnePolicyDoesNotStopTheOthers() {
        var faulty = new FaultyView(cluster());
        Decision decision = new AdmissionJudge(
                        engine(POLICY.formatted("") + """
                                ---
                                apiVersion: ordinal.dev/v1alpha1
                                kind: PolicyBinding
                                metadata: {name: some}
                                spec:
                                  policies: [service]
                                  namespaceSelector: {matchLabels: {a: b}}
                                """
                                + EngineTesting.policy(
                                                "things",
                                                "Warn",
                                                "validations: [{name: r, expression: 'false', message: m}]")
                                        .replace("example.com", "apps")
                                        .replace("things/*", "statefulsets")),
                        JudgeOptions.DEFAULT)
                .judge(Change.create(WEB), faulty, LONG);

        assertThat(decision.errors()).extracting(RuleError::kind).containsExactly(RuleError.Kind.INTERNAL);
        assertThat(decision.errors()).extracting(RuleError::policy).containsExactly("service");
        assertThat(decision.warnings()).extracting(Finding::policy).containsExactly("things");
        assertThat(decision.allowed()).isFalse();
    }

    @Test
    void inANamespaceThatIsBeingDeletedNothingIsRefused() {
        Manifest namespace = object("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: default}
                status: {phase: Terminating}
                """);
        Decision decision = judge("").judge(Change.create(WEB), cluster(namespace), live(cluster(namespace)), LONG);

        assertThat(decision.allowed()).isTrue();
        assertThat(decision.warnings()).isEmpty();
        assertThat(decision.audited()).hasSize(1);
        assertThat(liveReads).hasValue(0);
    }

    private static Change scale(Optional<Integer> from, Optional<Integer> to) {
        return new Change(Operation.UPDATE, "scale", Optional.of(scale(to)), Optional.of(scale(from)))
                .asked(TestObjects.object("{resource: {group: apps, version: v1, resource: statefulsets}}"));
    }

    private static Manifest scale(Optional<Integer> replicas) {
        return Manifest.of(TestObjects.object(
                """
                apiVersion: autoscaling/v1
                kind: Scale
                metadata: {name: web, namespace: default}
                spec: %s
                """.formatted(replicas.map("{replicas: %d}"::formatted).orElse("{}"))));
    }

    private static final String SCALING = """
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata: {name: scaling}
            spec:
              title: It does not shrink
              action: Deny
              matchConstraints:
                resourceRules:
                - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets/scale], operations: [UPDATE]}
              validations:
              - name: grows
                expression: object.spec.replicas >= oldObject.spec.replicas
                messageExpression: "'from %d to %d, %s'.format([oldObject.spec.replicas, object.spec.replicas, object.metadata.labels.app])"
                remedy: Do not.
            """;

    @Test
    void scalingIsJudgedOnTheStatefulSetThatIsScaled() {
        var judge = new AdmissionJudge(engine(SCALING), JudgeOptions.DEFAULT);
        ClusterView labelled = cluster(statefulSet("{app: db}"));

        Decision denied = judge.judge(scale(Optional.of(3), Optional.of(2)), labelled, live(labelled), LONG);
        assertThat(denied.denials()).extracting(Finding::message).containsExactly("from 3 to 2, db");
        assertThat(denied.denials())
                .extracting(finding -> finding.subject().kind())
                .containsExactly("StatefulSet");
        assertThat(denied.confirmations()).as("the StatefulSet was looked up").isEqualTo(1);

        assertThat(judge.judge(scale(Optional.of(2), Optional.empty()), labelled, LONG)
                        .denials())
                .as("a Scale to none has no replicas")
                .extracting(Finding::message)
                .containsExactly("from 2 to 0, db");
        assertThat(judge.judge(scale(Optional.of(3), Optional.of(4)), labelled, LONG)
                        .allowed())
                .isTrue();
    }

    @Test
    void whatWasScaledToNoneMayAlwaysBeScaledBack() {
        var judge = new AdmissionJudge(engine(ImpactTest.builtin("headless-service")), JudgeOptions.DEFAULT);
        Manifest asleep = withReplicas(0);

        assertThat(judge.judge(Change.update(asleep, WEB), cluster(), LONG).warnings())
                .extracting(Finding::id)
                .containsExactly("headless-service/service-exists");
        assertThat(judge.judge(scale(Optional.of(0), Optional.of(3)), cluster(asleep), live(cluster(asleep)), LONG)
                        .warnings())
                .extracting(Finding::id)
                .containsExactly("headless-service/service-exists");
    }

    /** A StatefulSet of one replica may lack its Service with a warning; scaled, it would be refused. */
    @Test
    void whatIsCreatedSmallIsNotScaledPastARule() {
        var judge = new AdmissionJudge(engine(ImpactTest.builtin("headless-service")), JudgeOptions.DEFAULT);
        List<Manifest> sizes = List.of(withReplicas(1), WEB, withReplicas(5));

        assertThat(judge.judge(Change.create(sizes.getFirst()), cluster(), LONG).allowed())
                .isTrue();
        assertThat(judge.judge(Change.update(sizes.getFirst(), WEB), cluster(), LONG)
                        .denials())
                .extracting(Finding::id)
                .containsExactly("headless-service/service-exists");
        assertThat(judge.judge(
                                scale(Optional.of(1), Optional.of(3)),
                                cluster(sizes.getFirst()),
                                live(cluster(sizes.getFirst())),
                                LONG)
                        .denials())
                .extracting(Finding::id)
                .containsExactly("headless-service/service-exists");
        assertThat(judge.judge(Change.update(WEB, sizes.getLast()), cluster(), LONG)
                        .warnings())
                .as("it was as wrong before")
                .extracting(Finding::id)
                .containsExactly("headless-service/service-exists");
        assertThat(judge.judge(scale(Optional.of(3), Optional.of(5)), cluster(WEB), live(cluster(WEB)), LONG)
                        .warnings())
                .extracting(Finding::id)
                .containsExactly("headless-service/service-exists");
    }

    private static Manifest withReplicas(long replicas) {
        return WEB.withRoot(WEB.root().with("spec", WEB.root().object("spec").with("replicas", replicas)));
    }

    @Test
    void anExemptionOfTheStatefulSetHoldsForItsScale() {
        Manifest exempt = statefulSet("{app: db}, annotations: {exempt.ordinal.dev/scaling: it may}");
        Decision decision = new AdmissionJudge(engine(SCALING), JudgeOptions.DEFAULT)
                .judge(scale(Optional.of(3), Optional.of(2)), cluster(exempt), LONG);

        assertThat(decision.allowed()).isTrue();
        assertThat(decision.exempted()).hasSize(1);
    }

    @Test
    void aStatefulSetThatTheCachesLackIsReadLive() {
        var judge = new AdmissionJudge(engine(SCALING), JudgeOptions.DEFAULT);
        Change in = scale(Optional.of(3), Optional.of(2));

        assertThat(judge.judge(in, cluster(), live(cluster(statefulSet("{app: db}"))), LONG)
                        .denials())
                .hasSize(1);
        Decision missing = judge.judge(in, cluster(), live(unknown()), LONG);
        assertThat(missing.allowed()).isTrue();
        assertThat(missing.notices())
                .containsExactly("StatefulSet default/web is not known, so its scaling was not judged");
        Decision stale = judge.judge(in, cluster(statefulSet("{app: db}")), live(unknown()), LONG);
        assertThat(stale.warnings()).hasSize(1);
        assertThat(judge.judge(in, cluster(statefulSet("{app: db}")), live(cluster()), LONG)
                        .allowed())
                .isTrue();
    }

    @Test
    void theScaleOfAnotherKindIsNone() {
        Change deployment = new Change(
                        Operation.UPDATE,
                        "scale",
                        Optional.of(scale(Optional.of(1))),
                        Optional.of(scale(Optional.of(2))))
                .asked(TestObjects.object("{resource: {group: apps, version: v1, resource: deployments}}"));

        Decision decision = new AdmissionJudge(engine(SCALING), JudgeOptions.DEFAULT)
                .judge(deployment, cluster(), live(cluster()), LONG);

        assertThat(decision.allowed()).isTrue();
        assertThat(decision.notices()).isEmpty();
        assertThat(liveReads).hasValue(0);
    }

    @Test
    void aSubresourceIsJudgedByThePoliciesThatNameIt() {
        String policy = """
                apiVersion: ordinal.dev/v1alpha1
                kind: Policy
                metadata: {name: evictions}
                spec:
                  title: Nothing is evicted
                  action: Deny
                  matchConstraints:
                    resourceRules: [{apiGroups: [''], apiVersions: [v1], resources: [pods/eviction], operations: [CREATE]}]
                  validations: [{name: never, expression: 'false', message: m}]
                """;
        Manifest eviction = Manifest.of(TestObjects.object(
                "{apiVersion: policy/v1, kind: Eviction, metadata: {name: web-0, namespace: default}}"));
        Change change = new Change(Operation.CREATE, "eviction", Optional.of(eviction), Optional.empty())
                .asked(TestObjects.object("{resource: {group: '', version: v1, resource: pods}}"));

        assertThat(new AdmissionJudge(engine(policy), JudgeOptions.DEFAULT)
                        .judge(change, cluster(), LONG)
                        .allowed())
                .isFalse();
    }

    @Test
    void anEngineThatIsMilderStaysSo() {
        var options = new EngineOptions(Action.WARN, Budget.Limits.DEFAULT, TODAY);
        var judge = new AdmissionJudge(engine(POLICY.formatted(""), options), JudgeOptions.DEFAULT);

        assertThat(judge.judge(Change.create(WEB), cluster(), LONG).warnings()).hasSize(1);
    }
}
