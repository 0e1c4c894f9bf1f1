package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of an object before the API server looks at it. */
class MutationJudgeTest {

    private static final String ABOUT = """
            matchConstraints:
                resourceRules:
                - {apiGroups: [apps], apiVersions: [v1], resources: [statefulsets], operations: [CREATE, UPDATE]}
            """.strip();

    private static final String POLICIES = """
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata: {name: management}
            spec:
              title: Every StatefulSet of a team has a history
              %1$s
              mutations:
              - patchType: JSONPatch
                jsonPatch:
                  expression: >-
                    cluster.get('v1', 'ConfigMap', object.metadata.namespace, 'team').hasValue()
                      && object.metadata.?labels.?team.orValue('') == ''
                    ? [JSONPatch{op: "add", path: "/metadata/labels", value: {"team": "blue"}}] : []
            ---
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata: {name: early}
            spec:
              title: Judged early
              action: Deny
              judgedAtMutation: true
              %1$s
              validations:
              - name: no-team
                expression: object.metadata.?labels.?team.orValue('') == ''
                message: has a team
            ---
            apiVersion: ordinal.dev/v1alpha1
            kind: Policy
            metadata: {name: usual}
            spec:
              title: Judged as usual
              action: Deny
              %1$s
              validations:
              - {name: never, expression: 'false', message: is never right}
            """.formatted(ABOUT);

    private static final Deadline LONG = Deadline.in(Duration.ofSeconds(60));
    private static final Deadline PASSED = new Deadline(0, () -> 1);

    private static final Manifest WEB = object("""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: web, namespace: default}
            spec:
              serviceName: nginx
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: a, image: nginx}]}
            """);
    private static final ClusterView TEAM =
            cluster(object("{apiVersion: v1, kind: ConfigMap, metadata: {name: team, namespace: default}, data: {}}"));

    private static ClusterView cluster(Manifest... objects) {
        return new BundleView(List.of(objects), BundleView.Extent.CLUSTER);
    }

    private static MutationJudge judge(Action ceiling) {
        return new MutationJudge(engine(POLICIES), new JudgeOptions(() -> ceiling, 10, AdmissionObserver.NONE));
    }

    @Test
    void theObjectIsJudgedWithWhatWasAddedByTheEarlyPoliciesAlone() {
        MutationJudge.Outcome outcome = judge(Action.DENY).judge(Change.create(WEB), TEAM, LONG);

        assertThat(outcome.late()).isFalse();
        assertThat(outcome.mutated().after().metadata().object("labels")).containsEntry("team", "blue");
        assertThat(outcome.said().denials()).isEmpty();
        assertThat(outcome.said().warnings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("early/no-team");
            assertThat(finding.action()).isEqualTo(Action.WARN);
        });
    }

    @Test
    void theOtherDoorJudgesByTheOtherPolicies() {
        var judge = new AdmissionJudge(engine(POLICIES), JudgeOptions.DEFAULT);
        Manifest team = judge(Action.DENY)
                .judge(Change.create(WEB), TEAM, LONG)
                .mutated()
                .after();

        assertThat(judge.judge(Change.create(team), TEAM, LONG).denials())
                .extracting(Finding::id)
                .containsExactly("usual/never");
    }

    @Test
    void whatIsLookedUpDecides() {
        MutationJudge.Outcome outcome = judge(Action.DENY).judge(Change.create(WEB), cluster(), LONG);

        assertThat(outcome.mutated().isChanged()).isFalse();
        assertThat(outcome.said().warnings()).isEmpty();
    }

    @Test
    void lookUpsAreObserved() {
        var looked = new ArrayList<String>();
        var options = new JudgeOptions(() -> Action.DENY, 10, new AdmissionObserver() {
            @Override
            public void lookup(String kind, String outcome) {
                looked.add(kind + " " + outcome);
            }
        });

        new MutationJudge(engine(POLICIES), options).judge(Change.create(WEB), TEAM, LONG);

        assertThat(looked).contains("ConfigMap found");
    }

    @Test
    void underAuditNothingIsAddedAndNobodyIsTold() {
        Manifest blue = object("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: web, namespace: default, labels: {team: red}}
                spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}}}
                """);

        assertThat(judge(Action.AUDIT)
                        .judge(Change.create(WEB), TEAM, LONG)
                        .mutated()
                        .isChanged())
                .isFalse();
        MutationJudge.Outcome outcome = judge(Action.AUDIT).judge(Change.create(blue), TEAM, LONG);
        assertThat(outcome.said().warnings()).isEmpty();
        assertThat(outcome.said().audited()).hasSize(1);
    }

    @Test
    void onceTimeIsUpNothingIsAdded() {
        MutationJudge.Outcome outcome = judge(Action.DENY).judge(Change.create(WEB), TEAM, PASSED);

        assertThat(outcome.late()).isTrue();
        assertThat(outcome.mutated().isChanged()).isFalse();
        assertThat(outcome.mutated().patch().operations()).isEmpty();
        assertThat(outcome.said()).isEqualTo(Decision.silent(List.of()));
    }

    @Test
    void whatGoesIsLeftAlone() {
        MutationJudge.Outcome outcome = judge(Action.DENY).judge(Change.delete(WEB), TEAM, LONG);

        assertThat(outcome.mutated().isChanged()).isFalse();
        assertThat(outcome.said()).isEqualTo(Decision.silent(List.of()));
    }
}
