package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A view that tells of every look-up, and gives what the one below it gives. */
class ObservedViewTest {

    private static final Manifest SERVICE = object(
            "{apiVersion: v1, kind: Service, metadata: {name: db, namespace: default}, spec: {selector: {app: db}}}");
    private static final Manifest STATEFUL_SET = object("""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: default}
            spec:
              serviceName: db
              selector: {matchLabels: {app: db}}
              template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: 'db:1'}]}}
            """);
    private static final JsonObject LABELS =
            STATEFUL_SET.root().object("spec").object("selector").object("matchLabels");
    private static final JsonObject NONE = LABELS.with("app", "other");

    private final List<String> told = new ArrayList<>();

    private ClusterView observed(ClusterView below) {
        return ObservedView.of(below, new AdmissionObserver() {
            @Override
            public void lookup(String kind, String outcome) {
                told.add(kind + " " + outcome);
            }
        });
    }

    @Test
    void everyLookupIsToldAndAnswered() {
        ClusterView below = new BundleView(List.of(SERVICE, STATEFUL_SET), BundleView.Extent.CLUSTER);
        ClusterView view = observed(below);

        assertThat(view.get("v1", "Service", "default", "db")).isEqualTo(below.get("v1", "Service", "default", "db"));
        view.get("v1", "Service", "default", "web");
        assertThat(view.list("v1", "Service", "default")).isEqualTo(below.list("v1", "Service", "default"));
        view.list("v1", "Service", "other");
        assertThat(view.selecting("v1", "Service", "default", LABELS))
                .isEqualTo(below.selecting("v1", "Service", "default", LABELS));
        view.selecting("v1", "Service", "default", NONE);
        JsonObject selector = STATEFUL_SET.root().object("spec").object("selector");
        assertThat(view.selectedBy("apps/v1", "StatefulSet", "default", selector))
                .isEqualTo(below.selectedBy("apps/v1", "StatefulSet", "default", selector));
        view.selectedBy("apps/v1", "StatefulSet", "other", selector);
        assertThat(view.referring("apps/v1", "StatefulSet", "default", "spec.serviceName", "db"))
                .isEqualTo(below.referring("apps/v1", "StatefulSet", "default", "spec.serviceName", "db"));
        view.referring("apps/v1", "StatefulSet", "default", "spec.serviceName", "web");

        assertThat(told)
                .containsExactly(
                        "Service found",
                        "Service absent",
                        "Service found",
                        "Service absent",
                        "Service found",
                        "Service absent",
                        "StatefulSet found",
                        "StatefulSet absent",
                        "StatefulSet found",
                        "StatefulSet absent");
    }

    @Test
    void whatIsNotKnownIsToldAsThat() {
        ClusterView below = new BundleView(List.of(SERVICE), true);
        ClusterView view = observed(below);

        view.get("v1", "Service", "default", "web");
        view.list("v1", "Service", "default");

        assertThat(told).containsExactly("Service not-known", "Service not-known");
    }

    @Test
    void whichKindsAreKnownIsNoLookup() {
        ClusterView all = observed(new BundleView(List.of(), BundleView.Extent.CLUSTER));
        ClusterView some = observed(new BundleView(List.of(), true));

        assertThat(all.knows("v1", "Service")).isTrue();
        assertThat(some.knows("v1", "Service")).isFalse();
        assertThat(told).isEmpty();
    }
}
