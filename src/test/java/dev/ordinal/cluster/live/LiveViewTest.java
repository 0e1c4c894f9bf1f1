package dev.ordinal.cluster.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.Listing;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LiveViewTest {

    private static final Timing QUICK = new Timing(
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofMillis(200));

    private static final WatchedKind SERVICES = new WatchedKind("v1", "Service", Set.of("clusterIP"));
    private static final WatchedKind PODS = new WatchedKind("v1", "Pod", Set.of("podIP"));
    private static final WatchedKind STATEFUL_SETS =
            new WatchedKind("apps/v1", "StatefulSet", Set.of("serviceName", "template"));
    private static final WatchedKind STORAGE_CLASSES =
            new WatchedKind("storage.k8s.io/v1", "StorageClass", Set.of("provisioner"));

    private final Recorder recorder = new Recorder();
    private StubApiServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = new StubApiServer();
        client = server.client();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private LiveView view(WatchedKind... kinds) {
        return LiveView.start(client, List.of(kinds), recorder, QUICK);
    }

    private LiveView synced(WatchedKind... kinds) throws Exception {
        LiveView view = view(kinds);
        await(view::isSynced);
        return view;
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
            Thread.sleep(2);
        }
    }

    private static JsonObject labels(String key, String value) {
        return JsonObject.of(Map.of(key, value));
    }

    private static List<String> names(Listing listing) {
        return listing instanceof Listing.Known(List<Manifest> manifests)
                ? manifests.stream().map(Manifest::name).toList()
                : List.of("not known");
    }

    private static boolean exists(ClusterView view, String kind, String name) {
        return view.get(kind.equals("StatefulSet") ? "apps/v1" : "v1", kind, "a", name) instanceof Lookup.Found;
    }

    private void service(String name, String app) {
        server.put("services", "a", name, """
                {"spec": {"clusterIP": "None", "selector": {"app": "%s"}, "type": "ClusterIP"}}""".formatted(app));
    }

    @Test
    void answersEveryQuestionFromMemory() throws Exception {
        service("web", "web");
        service("db", "db");
        server.put("statefulsets", "a", "web", """
                {"spec": {"serviceName": "web", "template": {"metadata": {"labels": {"app": "web"}}}}}""");
        server.put("pods", "a", "web-0", """
                {"metadata": {"labels": {"app": "web"}}, "status": {"podIP": "10.0.0.7"}}""");
        server.put("storageclasses", "", "fast", "{\"provisioner\": \"x\"}");
        try (LiveView view = synced(SERVICES, PODS, STATEFUL_SETS, STORAGE_CLASSES)) {
            await(() -> server.watches() == 4);
            int asked = server.requests().size();

            assertThat(exists(view, "Service", "web")).isTrue();
            assertThat(view.get("v1", "Service", "a", "none")).isEqualTo(Lookup.Absent.INSTANCE);
            assertThat(view.get("storage.k8s.io/v1", "StorageClass", "", "fast"))
                    .isInstanceOf(Lookup.Found.class);
            assertThat(names(view.list("v1", "Service", "a"))).containsExactly("db", "web");
            assertThat(names(view.list("v1", "Service", "b"))).isEmpty();
            assertThat(names(view.selecting("v1", "Service", "a", labels("app", "web"))))
                    .containsExactly("web");
            assertThat(names(view.selectedBy("apps/v1", "StatefulSet", "*", labels("app", "web"))))
                    .containsExactly("web");
            assertThat(names(view.referring("apps/v1", "StatefulSet", "a", "spec.serviceName", "web")))
                    .containsExactly("web");
            assertThat(names(view.referring("v1", "Pod", "*", "status.podIP", "10.0.0.7")))
                    .containsExactly("web-0");
            assertThat(server.requests()).as("nobody is asked").hasSize(asked);
            assertThat(recorder.told())
                    .containsExactlyInAnyOrder(
                            "synced Service 2", "synced Pod 1", "synced StatefulSet 1", "synced StorageClass 1");
        }
    }

    @Test
    void keepsWhatRulesMayReadAndNoMore() throws Exception {
        server.put("services", "a", "web", """
                {"metadata": {"labels": {"x": "y"}, "annotations": {"a": "b",
                   "kubectl.kubernetes.io/last-applied-configuration": "{}"}, "managedFields": [{"manager": "m"}],
                   "deletionTimestamp": "2026-01-01T00:00:00Z"},
                 "spec": {"clusterIP": "None", "selector": {"app": "web"}, "ports": [{"port": 1}]},
                 "status": {"loadBalancer": {}}, "other": {"clusterIP": 1}}""");
        try (LiveView view = synced(SERVICES)) {
            JsonObject root = ((Lookup.Found) view.get("v1", "Service", "a", "web"))
                    .manifest()
                    .root();

            assertThat(root.text("apiVersion")).contains("v1");
            assertThat(root.text("kind")).contains("Service");
            assertThat(root.keySet()).containsExactlyInAnyOrder("apiVersion", "kind", "metadata", "spec", "status");
            assertThat(root.object("spec").keySet()).containsExactlyInAnyOrder("clusterIP", "selector");
            assertThat(root.object("status")).isEmpty();
            assertThat(root.object("metadata").keySet())
                    .contains("labels", "deletionTimestamp")
                    .doesNotContain("managedFields");
            assertThat(root.object("metadata").object("annotations")).isEqualTo(labels("a", "b"));
        }
    }

    @Test
    void followsTheCluster() throws Exception {
        service("web", "web");
        try (LiveView view = synced(SERVICES)) {
            service("db", "db");
            await(() -> exists(view, "Service", "db"));
            service("db", "other");
            await(() -> names(view.selecting("v1", "Service", "a", labels("app", "other")))
                    .equals(List.of("db")));
            assertThat(names(view.selecting("v1", "Service", "a", labels("app", "db"))))
                    .isEmpty();
            server.remove("services", "a", "web");
            await(() -> view.get("v1", "Service", "a", "web").equals(Lookup.Absent.INSTANCE));
        }
    }

    @Test
    void readsLongListsInParts() throws Exception {
        for (int i = 0; i < 1_201; i++) {
            service("s" + i, "x");
        }
        try (LiveView view = synced(SERVICES)) {
            assertThat(names(view.list("v1", "Service", "a"))).hasSize(1_201);
            assertThat(server.requests().stream().filter("/api/v1/services"::equals))
                    .hasSizeBetween(3, 4);
        }
    }

    @Test
    void whatIsNotWatchedIsNotKnown() throws Exception {
        try (LiveView view = synced(SERVICES)) {
            assertThat(view.get("v1", "Pod", "a", "x"))
                    .isEqualTo(new Lookup.NotKnown("objects of kind Pod are not watched"));
            assertThat(view.list("v1", "Pod", "a")).isInstanceOf(Listing.Partial.class);
        }
    }

    @Test
    void whatIsNotReadYetIsNotKnown() throws Exception {
        service("web", "web");
        server.refuse("/api/v1/services", 503, "starting");
        try (LiveView view = view(SERVICES)) {
            await(() -> recorder.told().contains("interrupted Service"));

            assertThat(view.isSynced()).isFalse();
            assertThat(view.get("v1", "Service", "a", "web"))
                    .isInstanceOfSatisfying(
                            Lookup.NotKnown.class,
                            answer -> assertThat(answer.why())
                                    .contains("still being read")
                                    .contains("503 starting"));
            server.allow("/api/v1/services");
            await(() -> exists(view, "Service", "web"));
            assertThat(view.isSynced()).isTrue();
        }
    }

    @Test
    void aKindThatIsNotServedIsNotKnownUntilItIs() throws Exception {
        var custom = new WatchedKind("example.com/v1", "Widget", Set.of("size"));
        try (LiveView view = synced(SERVICES, custom)) {
            assertThat(view.get("example.com/v1", "Widget", "a", "x"))
                    .isEqualTo(new Lookup.NotKnown("the API server does not serve Widget of example.com/v1"));
            assertThat(view.states())
                    .filteredOn(KindState::isUnavailable)
                    .extracting(KindState::kind, KindState::status)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("Widget", KindState.Status.NOT_SERVED));
            server.serve("example.com/v1", "Widget", "widgets", true);
            await(() -> view.get("example.com/v1", "Widget", "a", "x").equals(Lookup.Absent.INSTANCE));
            assertThat(recorder.told()).containsOnlyOnce("unavailable Widget").contains("synced Widget 0");
        }
    }

    @Test
    void aKindThatMayNotBeReadIsNotKnownUntilItMay() throws Exception {
        service("web", "web");
        server.refuse("/api/v1/services", 403, "not allowed");
        try (LiveView view = synced(SERVICES)) {
            assertThat(view.get("v1", "Service", "a", "web"))
                    .isInstanceOfSatisfying(
                            Lookup.NotKnown.class,
                            answer -> assertThat(answer.why())
                                    .contains("may not be listed and watched")
                                    .contains("not allowed"));
            assertThat(view.states().getFirst().status()).isEqualTo(KindState.Status.FORBIDDEN);
            server.allow("/api/v1/services");
            await(() -> exists(view, "Service", "web"));
            assertThat(recorder.told()).containsOnlyOnce("unavailable Service");
        }
    }

    @Test
    void takesAnotherVersionOfTheKindIfThatAskedForIsNotServed() throws Exception {
        server.serve("policy/v1beta1", "PodDisruptionBudget", "poddisruptionbudgets", true);
        server.put("poddisruptionbudgets", "a", "b", "{\"spec\": {\"selector\": {}}}");
        var budgets = new WatchedKind("policy/v1", "PodDisruptionBudget", Set.of("minAvailable"));
        try (LiveView view = synced(budgets)) {
            Lookup found = view.get("policy/v1", "PodDisruptionBudget", "a", "b");

            assertThat(((Lookup.Found) found).manifest().apiVersion()).isEqualTo("policy/v1beta1");
        }
    }

    @Test
    void goesOnWhereAWatchEnded() throws Exception {
        service("web", "web");
        try (LiveView view = synced(SERVICES)) {
            await(() -> server.watches() == 1);
            service("db", "db");
            await(() -> exists(view, "Service", "db"));
            server.endWatches();
            service("more", "x");
            await(() -> exists(view, "Service", "more"));
            await(() -> server.watches() == 1);
            server.tearWatches();
            service("last", "x");
            await(() -> exists(view, "Service", "last"));
            assertThat(server.requests().stream().filter("/api/v1"::equals))
                    .as("listed once")
                    .hasSize(1);
        }
    }

    @Test
    void readsAllAgainWhereChangesWereMissed() throws Exception {
        service("web", "web");
        service("gone", "web");
        try (LiveView view = synced(SERVICES)) {
            await(() -> server.watches() == 1);
            server.removeUnseen("services", "a", "gone");
            server.expireWatches();
            await(() -> view.get("v1", "Service", "a", "gone").equals(Lookup.Absent.INSTANCE));
            assertThat(exists(view, "Service", "web")).isTrue();
            assertThat(recorder.told()).contains("relisting Service");

            server.refuse("watch=true", 410, "too old");
            await(() -> {
                server.endWatches();
                return recorder.told().stream()
                                .filter("relisting Service"::equals)
                                .count()
                        > 2;
            });
            server.allow("watch=true");
            service("new", "x");
            await(() -> exists(view, "Service", "new"));
        }
    }

    @Test
    void aBookmarkIsASignOfLifeAndAPlaceToGoOnFrom() throws Exception {
        service("web", "web");
        try (LiveView view = synced(SERVICES)) {
            await(() -> server.watches() == 1);
            await(() -> view.states().getFirst().age().toMillis() > 20);
            server.bookmark();
            await(() -> view.states().getFirst().age().toMillis() < 20);
            server.compact();
            server.bookmark();
            await(() -> view.states().getFirst().age().toMillis() < 20);
            server.endWatches();
            service("new", "x");
            await(() -> exists(view, "Service", "new"));
            assertThat(recorder.told()).doesNotContain("relisting Service");
        }
    }

    /** While the API server is away or starts, an object that exists is never said to be absent. */
    @Test
    void nothingIsAbsentWhileTheApiServerRestarts() throws Exception {
        service("web", "web");
        try (LiveView view = synced(SERVICES)) {
            var done = new AtomicBoolean();
            var wrong = new AtomicBoolean();
            Thread reader = Thread.ofPlatform().start(() -> {
                while (!done.get()) {
                    if (!exists(view, "Service", "web")) {
                        wrong.set(true);
                    }
                }
            });
            await(() -> view.states().getFirst().connected());
            server.stop();
            await(() -> recorder.told().contains("interrupted Service"));
            assertThat(view.states().getFirst().connected()).isFalse();
            assertThat(view.states().getFirst().isSynced()).isTrue();
            server.compact();
            server.refuse("/api/v1", 403, "not ready");
            server.restart();
            int before = server.requests().size();
            await(() -> server.requests().size() > before);
            server.allow("/api/v1");
            service("new", "x");
            await(() -> exists(view, "Service", "new"));
            await(() -> recorder.told().contains("resumed Service"));
            done.set(true);
            reader.join();
            assertThat(wrong).isFalse();
        }
    }

    @Test
    void aRefusalThatLastsMakesAKnownKindUnknown() throws Exception {
        service("web", "web");
        try (LiveView view = synced(SERVICES)) {
            server.refuse("/api/v1/services", 403, "no more");
            server.endWatches();
            await(() -> {
                server.endWatches();
                return view.get("v1", "Service", "a", "web") instanceof Lookup.NotKnown;
            });
            assertThat(recorder.told()).contains("unavailable Service");
        }
    }

    /** Listing it again and again would look as if it were known, and keep the API server busy. */
    @Test
    void aKindThatMayBeListedAndNotWatchedIsNotKnown() throws Exception {
        service("web", "web");
        server.refuse("watch=true", 403, "not allowed");
        try (LiveView view = view(SERVICES)) {
            await(() -> view.get("v1", "Service", "a", "web") instanceof Lookup.NotKnown
                    && view.states().getFirst().status() == KindState.Status.FORBIDDEN);
            long lists = lists();
            await(() -> lists() > lists + 2);
            assertThat(view.states().getFirst().status()).isEqualTo(KindState.Status.FORBIDDEN);
            assertThat(recorder.told()).containsOnlyOnce("unavailable Service");

            server.allow("watch=true");
            await(() -> exists(view, "Service", "web"));
        }
    }

    private long lists() {
        return server.queries().stream()
                .filter(query -> query.startsWith("limit="))
                .count();
    }

    @Test
    void aKindThatIsNotServedToBeWatchedIsNotKnown() throws Exception {
        server.serve("example.com/v1", "Widget", "widgets", true, List.of("get", "list"));
        try (LiveView view = synced(new WatchedKind("example.com/v1", "Widget", Set.of()))) {
            assertThat(view.states().getFirst().status()).isEqualTo(KindState.Status.NOT_SERVED);
        }
    }

    /** As after a restore of etcd, when the version that is known lies in the future. */
    @ParameterizedTest
    @ValueSource(ints = {400, 500, 504})
    void readsAllAgainWhereWatchesAreRefused(int code) throws Exception {
        service("web", "web");
        server.refuse("watch=true", code, "Too large resource version: 99, current: 3");
        try (LiveView view = synced(SERVICES)) {
            service("new", "x");
            await(() -> exists(view, "Service", "new"));
            server.removeUnseen("services", "a", "web");
            await(() -> view.get("v1", "Service", "a", "web").equals(Lookup.Absent.INSTANCE));
        }
    }

    /** Its number may stand for something else after a restore. */
    @Test
    void readsAnObjectAgainWhoseVersionIsTheSame() throws Exception {
        service("web", "web");
        server.refuse("watch=true", 504, "Too large resource version");
        try (LiveView view = synced(SERVICES)) {
            server.putUnseen("services", "a", "web", "{\"spec\": {\"clusterIP\": \"1.2.3.4\"}}");
            await(() -> names(view.referring("v1", "Service", "a", "spec.clusterIP", "1.2.3.4"))
                    .equals(List.of("web")));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {KubernetesClientException.class, IllegalStateException.class})
    void goesOnWhereTheClientFailed(Class<? extends RuntimeException> kind) throws Exception {
        RuntimeException failure = kind.getConstructor(String.class).newInstance("no token");
        var fails = new AtomicBoolean();
        service("web", "web");
        try (KubernetesClient failing = server.client(() -> {
                    if (fails.get()) {
                        throw failure;
                    }
                    return "x";
                });
                LiveView view = LiveView.start(failing, List.of(SERVICES), recorder, QUICK)) {
            await(view::isSynced);
            await(() -> server.watches() == 1);
            fails.set(true);
            server.endWatches();
            await(() -> recorder.told().contains("interrupted Service"));
            // the end of the watch is told before the failure of the next
            await(() -> view.states().getFirst().why().equals("the API server cannot be asked: no token"));
            assertThat(view.reads(Deadline.in(Duration.ofSeconds(30))).get("v1", "Service", "a", "web"))
                    .isEqualTo(new Lookup.NotKnown("the API server cannot be asked: no token"));

            fails.set(false);
            service("new", "x");
            await(() -> exists(view, "Service", "new"));
            await(() -> recorder.told().contains("resumed Service"));
            assertThat(recorder.told()).doesNotContain("failed Service");
        }
    }

    @Test
    void aClosedClientIsToldAsSuch() throws Exception {
        try (LiveView view = synced(SERVICES)) {
            await(() -> server.watches() == 1);
            client.close();
            await(() -> view.states().getFirst().why().equals("the client of the API server is closed"));
        }
    }

    /** Fails as a mistake of ours would, in the thread that follows a kind. */
    private LiveView failing(Error mistake, AtomicInteger times) {
        LiveListener failing = new LiveListener() {
            @Override
            public void requested(String path) {
                if (path.endsWith("/services") && server.watches() == 0 && times.getAndDecrement() > 0) {
                    throw mistake;
                }
            }

            @Override
            public void failed(WatchedKind kind, Throwable failure) {
                recorder.failed(kind, failure);
            }

            @Override
            public void unavailable(WatchedKind kind, String why) {
                recorder.unavailable(kind, why);
            }
        };
        return LiveView.start(client, List.of(SERVICES), failing, QUICK);
    }

    @Test
    void goesOnAfterAMistake() throws Exception {
        var times = new AtomicInteger();
        try (LiveView view = failing(new StackOverflowError(), times)) {
            await(() -> server.watches() == 1);
            times.set(2);
            server.endWatches();
            await(() -> recorder.told().equals(List.of("failed Service", "failed Service")));
            service("new", "x");
            await(() -> exists(view, "Service", "new"));
        }
    }

    @Test
    void aKindThatNobodyFollowsAnyMoreIsNotKnown() throws Exception {
        service("web", "web");
        var times = new AtomicInteger();
        try (LiveView view = failing(new AssertionError("on purpose"), times)) {
            await(() -> server.watches() == 1);
            times.set(1);
            server.endWatches();
            await(() -> recorder.told().contains("unavailable Service"));

            assertThat(view.get("v1", "Service", "a", "web"))
                    .isEqualTo(new Lookup.NotKnown(
                            "Ordinal itself failed, and does not follow objects of kind Service any more"));
            assertThat(view.states().getFirst().status()).isEqualTo(KindState.Status.FAILED);
            assertThat(view.states().getFirst().isUnavailable()).isTrue();
        }
    }

    /** What is known stays so for as long when more is asked of it as when it is only followed. */
    @Test
    void aMomentsRefusalLeavesAKindKnownOfWhichMoreIsAsked() throws Exception {
        service("web", "web");
        try (LiveView view = synced(SERVICES)) {
            await(() -> server.watches() == 1);
            server.refuse("/api/v1/services", 403, "starting");
            view.watch(List.of(new WatchedKind("v1", "Service", Set.of("clusterIP", "type"))));
            await(() -> recorder.told().contains("interrupted Service"));
            assertThat(exists(view, "Service", "web")).isTrue();
            assertThat(view.isSynced()).isFalse();

            await(() -> view.get("v1", "Service", "a", "web") instanceof Lookup.NotKnown);
            assertThat(view.isSynced()).as("as well as it can be").isTrue();
            server.allow("/api/v1/services");
            await(() -> exists(view, "Service", "web"));
        }
    }

    @Test
    void watchesOtherKindsWhenPoliciesChange() throws Exception {
        service("web", "web");
        server.put("pods", "a", "p", "{\"status\": {\"podIP\": \"1.2.3.4\", \"phase\": \"Running\"}}");
        try (LiveView view = synced(SERVICES, PODS)) {
            await(() -> server.watches() == 2);
            view.watch(List.of(new WatchedKind("v1", "Pod", Set.of("phase")), STATEFUL_SETS));
            assertThat(exists(view, "Pod", "p"))
                    .as("the old answers until the new can")
                    .isTrue();
            await(view::isSynced);
            await(() -> {
                server.bookmark();
                return server.watches() == 2;
            });
            Lookup pod = view.get("v1", "Pod", "a", "p");

            assertThat(((Lookup.Found) pod).manifest().root().object("status").keySet())
                    .containsExactly("phase");
            assertThat(view.get("v1", "Service", "a", "web")).isInstanceOf(Lookup.NotKnown.class);
            assertThat(view.get("apps/v1", "StatefulSet", "a", "x")).isEqualTo(Lookup.Absent.INSTANCE);
            assertThat(view.states()).extracting(KindState::kind).containsExactly("Pod", "StatefulSet");
        }
    }

    @Test
    void aKindOfWhichLessIsAskedIsNotReadAgain() throws Exception {
        try (LiveView view = synced(new WatchedKind("v1", "Pod", Set.of("phase", "podIP")))) {
            await(() -> server.watches() == 1);
            int asked = server.requests().size();
            view.watch(List.of(PODS, new WatchedKind("v1", "Pod", Set.of("phase"))));

            assertThat(view.isSynced()).isTrue();
            assertThat(server.requests()).hasSize(asked);
        }
    }

    @Test
    void whenClosedNothingIsKnownAndNobodyIsAsked() throws Exception {
        LiveView view = synced(SERVICES);
        await(() -> server.watches() == 1);
        view.close();
        view.watch(List.of(PODS));

        assertThat(view.get("v1", "Service", "a", "x")).isInstanceOf(Lookup.NotKnown.class);
        await(() -> {
            server.bookmark();
            return server.watches() == 0;
        });
    }
}
