package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the policy pod-ip-literal says to write in place of the address of a live pod. */
class PodIpLiteralTest {

    private static final PolicyEngine ENGINE = BuiltInPolicies.engine(List.of(BuiltInPolicies.named("pod-ip-literal")));

    private static final String CLIENT = """
            apiVersion: v1
            kind: Pod
            metadata: {name: client}
            spec: {containers: [{name: app, image: "app:1", args: [10.0.0.5]}]}
            """;

    private static final String POD = """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: db-0, namespace: shop, labels: {app: db}}
            spec: {containers: [], HOST}
            status: {phase: Running, podIP: 10.0.0.5, podIPs: [{ip: 10.0.0.5}, {ip: "fd00::5"}]}
            """;

    private static final String SERVICE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: NAME, namespace: shop}
            spec: {selector: {app: db}, clusterIP: None}
            """;

    private static Evaluation judge(String around, BundleView.Extent extent) {
        var all = new ArrayList<Manifest>(EngineTesting.read(CLIENT + around).manifests());
        return ENGINE.evaluate(Change.create(all.getFirst()), new BundleView(all, extent))
                .getFirst();
    }

    private static List<String> remedies(String around) {
        Evaluation evaluation = judge(around, BundleView.Extent.CLUSTER);
        assertThat(evaluation.errors()).isEmpty();
        assertThat(evaluation.notKnown()).isEmpty();
        assertThat(evaluation.findings()).extracting(Finding::rule).containsOnly("live-pod");
        return evaluation.findings().stream().map(Finding::remedy).toList();
    }

    @Test
    void aPodWithAHostNameHasANameOfItsOwn() {
        assertThat(remedies(POD.replace("HOST", "hostname: db-0, subdomain: db") + SERVICE.replace("NAME", "other")))
                .containsExactly("Use db-0.db.shop.svc, the name of the pod that has this address now.");
    }

    @Test
    void aPodOfOneServiceGoesByTheServicesName() {
        assertThat(remedies(POD.replace(", HOST", "") + SERVICE.replace("NAME", "db")))
                .containsExactly("Use db.shop.svc, the Service that selects the pod that has this address now.");
    }

    @Test
    void aPodOfSeveralServicesOrOfNoneHasNoOneName() {
        String general =
                "Use the name of a Service that selects the pod, or for one pod of a StatefulSet its own (db-0.db.prod).";
        assertThat(remedies(POD.replace(", HOST", ""))).containsExactly(general);
        assertThat(remedies(
                        POD.replace(", HOST", "") + SERVICE.replace("NAME", "db") + SERVICE.replace("NAME", "other")))
                .containsExactly(general);
    }

    @Test
    void aPodIsKnownByEachOfItsAddresses() {
        String other = CLIENT.replace("10.0.0.5", "'fd00::5'") + POD.replace(", HOST", "");
        var all = new ArrayList<Manifest>(EngineTesting.read(other).manifests());

        assertThat(ENGINE.evaluate(Change.create(all.getFirst()), new BundleView(all, BundleView.Extent.CLUSTER))
                        .getFirst()
                        .findings())
                .extracting(Finding::rule)
                .containsExactly("live-pod");
    }

    /** The finding names the pod, and rests on what was looked up. */
    @Test
    void theFindingRestsOnThePod() {
        Finding finding = judge(POD.replace(", HOST", ""), BundleView.Extent.CLUSTER)
                .findings()
                .getFirst();
        assertThat(finding.related())
                .extracting(related -> related.ref().toString())
                .containsExactly("Pod shop/db-0");
        assertThat(finding.basis()).isEqualTo(Finding.Basis.OTHERS);
    }

    /** A check of files does not know the pods of a cluster; nothing is said of what it does not know. */
    @Test
    void wherePodsAreNotKnownTheAddressIsOneOfMany() {
        for (BundleView.Extent extent : List.of(BundleView.Extent.BUNDLE, BundleView.Extent.PART)) {
            Evaluation evaluation = judge(POD.replace(", HOST", ""), extent);
            assertThat(evaluation.findings()).extracting(Finding::rule).containsExactly("pod-address");
            assertThat(evaluation.notKnown()).isEmpty();
        }
    }
}
