package dev.ordinal.cluster;

import static dev.ordinal.cluster.Objects.names;
import static dev.ordinal.cluster.Objects.object;
import static dev.ordinal.cluster.Objects.service;
import static dev.ordinal.cluster.Objects.statefulSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OverlayViewTest {

    private static final JsonObject LABELS = object("{app: a}");

    /** The law of an overlay: it answers as a view of the changed objects does. */
    @Property(tries = 200)
    void answersAsAViewOfTheChangedObjectsWould(
            @ForAll("objects") List<Manifest> objects, @ForAll("anObject") Manifest change) {
        List<Manifest> distinct = distinct(objects);
        var replaced = new ArrayList<>(distinct);
        int at = indexOf(replaced, change);
        if (at < 0) {
            replaced.add(change);
        } else {
            replaced.set(at, change);
        }
        var removed = new ArrayList<>(distinct);
        removed.removeIf(manifest -> isSame(manifest, change));
        for (boolean partial : List.of(true, false)) {
            ClusterView below = new BundleView(distinct, partial);
            agree(OverlayView.with(below, change), new BundleView(replaced, partial));
            OverlayView without = OverlayView.without(below, change.ref());
            agreeOnListings(without, new BundleView(removed, partial));
            assertThat(get(without, change.ref())).isEqualTo(Lookup.Absent.INSTANCE);
        }
    }

    private static void agree(ClusterView overlay, ClusterView expected) {
        agreeOnListings(overlay, expected);
        for (String name : List.of("x", "y", "z")) {
            for (String kind : List.of("Service", "StatefulSet")) {
                var ref = new ResourceRef(kind.equals("Service") ? "v1" : "apps/v1", kind, "default", name);
                assertThat(get(overlay, ref)).isEqualTo(get(expected, ref));
            }
        }
    }

    private static void agreeOnListings(ClusterView overlay, ClusterView expected) {
        for (Function<ClusterView, Listing> question : List.<Function<ClusterView, Listing>>of(
                view -> view.list("v1", "Service", "default"),
                view -> view.list("apps/v1", "StatefulSet", "default"),
                view -> view.list("v1", "Service", "*"),
                view -> view.selecting("v1", "Service", "*", LABELS),
                view -> view.selectedBy("apps/v1", "StatefulSet", "*", LABELS),
                view -> view.referring("apps/v1", "StatefulSet", "*", "spec.serviceName", "x-svc"),
                view -> view.selecting("v1", "Service", "default", LABELS),
                view -> view.selectedBy("apps/v1", "StatefulSet", "default", LABELS),
                view -> view.selectedBy("apps/v1", "StatefulSet", "default", object("{app: 1}")),
                view -> view.referring("apps/v1", "StatefulSet", "default", "spec.serviceName", "x-svc"))) {
            Listing answer = question.apply(overlay);
            Listing wanted = question.apply(expected);
            assertThat(answer).hasSameClassAs(wanted);
            assertThat(names(answer)).containsExactlyInAnyOrderElementsOf(names(wanted));
        }
    }

    private static Lookup get(ClusterView view, ResourceRef ref) {
        return view.get(ref.apiVersion(), ref.kind(), ref.namespace(), ref.name());
    }

    private static boolean isSame(Manifest a, Manifest b) {
        return a.ref().equals(b.ref());
    }

    private static int indexOf(List<Manifest> manifests, Manifest wanted) {
        for (int i = 0; i < manifests.size(); i++) {
            if (isSame(manifests.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static List<Manifest> distinct(List<Manifest> manifests) {
        var distinct = new ArrayList<Manifest>();
        for (Manifest manifest : manifests) {
            if (indexOf(distinct, manifest) < 0) {
                distinct.add(manifest);
            }
        }
        return distinct;
    }

    @Provide
    Arbitrary<Manifest> anObject() {
        Arbitrary<String> labels = Arbitraries.of("{app: a}", "{app: b}", "{}");
        return Combinators.combine(Arbitraries.of(true, false), Arbitraries.of("x", "y", "z"), labels)
                .as((isService, name, map) -> isService ? service(name, map) : statefulSet(name, map));
    }

    @Provide
    Arbitrary<List<Manifest>> objects() {
        return anObject().list().ofMaxSize(5);
    }

    @Test
    void anObjectWithAGeneratedNameIsAddedBesideTheOthers() {
        Manifest nameless = Objects.manifest("{apiVersion: v1, kind: Service, metadata: {generateName: a-}}");
        ClusterView below = new BundleView(List.of(nameless), false);

        assertThat(names(OverlayView.with(below, nameless).list("v1", "Service", "default")))
                .containsExactly("", "");
    }

    @Test
    void ofEveryNamespaceOnlyTheObjectOfTheSameOneIsReplaced() {
        Manifest other =
                Objects.manifest("{apiVersion: v1, kind: Service, metadata: {name: a, namespace: other}, spec: {}}");
        ClusterView below = new BundleView(List.of(other, service("a", "{}")), false);

        Listing replaced = OverlayView.with(below, service("a", "{app: x}")).list("v1", "Service", "*");
        Listing removed = OverlayView.without(below, other.ref()).list("v1", "Service", "*");

        assertThat(names(replaced)).containsExactly("a", "a");
        assertThat(names(removed)).containsExactly("a");
        assertThat(((Listing.Known) removed).manifests().getFirst().namespace()).isEqualTo("default");
    }

    @Test
    void whatItDoesNotTouchStaysNotKnown() {
        ClusterView view = OverlayView.with(new BundleView(List.of(), true), service("a", "{}"));

        assertThat(view.get("v1", "Service", "default", "b")).isInstanceOf(Lookup.NotKnown.class);
        assertThat(view.get("v1", "Service", "other", "a")).isInstanceOf(Lookup.NotKnown.class);
        assertThat(view.list("v1", "Service", "default")).isInstanceOf(Listing.Partial.class);
    }
}
