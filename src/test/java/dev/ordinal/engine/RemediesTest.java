package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What built-in policies say to type where a field of a StatefulSet is immutable. */
class RemediesTest {

    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: shop}
            spec:
              serviceName: db
              replicas: 3
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec: {containers: [{name: db, image: "postgres:17"}]}
              volumeClaimTemplates:
              - metadata: {name: data}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}
            """;

    private static String ofUpdate(String from, String to) {
        Manifest before = EngineTesting.object(SET);
        Manifest after = EngineTesting.object(SET.replace(from, to));
        PolicyEngine engine = BuiltInPolicies.engine(List.of(BuiltInPolicies.named("immutable-field")));
        return remedy(EngineTesting.change(engine, Change.update(before, after)));
    }

    private static String ofHeadlessService(String objects) {
        PolicyEngine engine = BuiltInPolicies.engine(List.of(BuiltInPolicies.named("headless-service")));
        return remedy(EngineTesting.created(engine, EngineTesting.objects(objects)));
    }

    private static String remedy(List<Evaluation> evaluations) {
        assertThat(EngineTesting.all(evaluations, Evaluation::errors)).isEmpty();
        List<Finding> findings = EngineTesting.all(evaluations, Evaluation::findings);
        assertThat(findings).hasSize(1);
        return findings.getFirst().remedy();
    }

    /** Orphaned pods keep their subdomain, so they need a restart. */
    @Test
    void anotherServiceNeedsNewPods() {
        assertThat(ofUpdate("serviceName: db", "serviceName: db-headless"))
                .isEqualTo(
                        "Undo the change, or run kubectl delete statefulset db -n shop --cascade=orphan, which leaves"
                                + " the pods running, apply again, and run kubectl rollout restart statefulset db -n shop: until"
                                + " they are made again the pods have their names under the old Service.");
    }

    /** Orphaned pods without the new label are not adopted. */
    @Test
    void aLabelMoreInTheSelectorHasToComeToThePodsFirst() {
        assertThat(ofUpdate("{app: db}", "{app: db, tier: data}"))
                .isEqualTo(
                        "Undo the change, or run kubectl delete statefulset db -n shop --cascade=orphan, which leaves"
                                + " the pods running, give them the new labels by kubectl label pods -n shop -l app=db tier=data"
                                + " --overwrite, and apply again. Without these labels the new StatefulSet does not take them,"
                                + " and cannot make its own while their names are taken; if all pods may be down for a while,"
                                + " delete it without --cascade=orphan instead.");
    }

    @Test
    void aSelectorByExpressionsNamesNoLabels() {
        assertThat(ofUpdate(
                        "selector: {matchLabels: {app: db}}",
                        "selector: {matchExpressions: [{key: app, operator: In, values: [sql]}]}"))
                .contains("give them the labels that the new selector wants, and apply again. Without");
    }

    @Test
    void aSelectorThatSelectsTheOldPodsNeedsNoLabels() {
        assertThat(ofUpdate(
                        "selector: {matchLabels: {app: db}}",
                        "selector: {matchExpressions: [{key: app, operator: Exists}]}"))
                .isEqualTo(
                        "Undo the change, or run kubectl delete statefulset db -n shop --cascade=orphan, which leaves"
                                + " the pods running, and apply again.");
    }

    @Test
    void aNewClaimComesToThePodsThatAreMadeAgain() {
        String other = "  - metadata: {name: wal}\n    spec: {accessModes: [ReadWriteOnce], resources: {requests:"
                + " {storage: 1Gi}}}\n";

        assertThat(ofUpdate("volumeClaimTemplates:\n", "volumeClaimTemplates:\n" + other))
                .contains("kubectl delete statefulset db -n shop --cascade=orphan")
                .contains("delete the pods one after the other: each gets the new claim, an empty one,");
        assertThat(ofUpdate("10Gi", "20Gi"))
                .contains("edit the claims themselves")
                .endsWith("run kubectl delete statefulset db -n shop --cascade=orphan and apply again.");
    }

    @Test
    void aServiceThatIsNotHeadlessIsReplacedOrAnotherIsNamed() {
        assertThat(ofHeadlessService(SET + """
                        ---
                        apiVersion: v1
                        kind: Service
                        metadata: {name: db, namespace: shop}
                        spec: {selector: {app: db}}
                        """))
                .contains("Delete Service db and create it with clusterIP None")
                .endsWith("where the StatefulSet exists, run kubectl delete statefulset db -n shop --cascade=orphan,"
                        + " apply again, then run kubectl rollout restart statefulset db -n shop.");
    }

    @Test
    void aMissingServiceNameIsNamed() {
        assertThat(ofHeadlessService(SET.replace("  serviceName: db\n", "") + """
                        ---
                        apiVersion: v1
                        kind: Service
                        metadata: {name: sql, namespace: shop}
                        spec: {selector: {app: db}, clusterIP: None}
                        """))
                .isEqualTo(
                        "Set spec.serviceName: sql, a headless Service that selects the pods. The field is immutable:"
                                + " where the StatefulSet exists, run kubectl delete statefulset db -n shop --cascade=orphan,"
                                + " apply again, then run kubectl rollout restart statefulset db -n shop.");
    }
}
