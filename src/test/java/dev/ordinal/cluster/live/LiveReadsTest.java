package dev.ordinal.cluster.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.Listing;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LiveReadsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private StubApiServer server;
    private KubernetesClient client;
    private LiveView view;

    @BeforeEach
    void start() throws IOException {
        server = new StubApiServer();
        client = server.client();
        view = LiveView.start(client, List.of(), LiveListener.NONE);
    }

    @AfterEach
    void stop() {
        view.close();
        client.close();
        server.close();
    }

    private ClusterView reads() {
        return view.reads(Deadline.in(LONG));
    }

    private static List<String> names(Listing listing) {
        return ((Listing.Known) listing)
                .manifests().stream().map(Manifest::name).toList();
    }

    private static String why(Lookup lookup) {
        return ((Lookup.NotKnown) lookup).why();
    }

    private static String why(Listing listing) {
        return ((Listing.Partial) listing).why();
    }

    private long asked(String path) {
        return server.requests().stream().filter(path::equals).count();
    }

    @Test
    void asksForAnObjectOnceAndGetsAllOfIt() {
        server.put("services", "a", "web", "{\"spec\": {\"ports\": [{\"port\": 1}]}}");
        ClusterView reads = reads();

        Lookup found = reads.get("v1", "Service", "a", "web");

        assertThat(((Lookup.Found) found).manifest().root().object("spec").keySet())
                .containsExactly("ports");
        assertThat(reads.get("v1", "Service", "a", "web")).isSameAs(found);
        assertThat(asked("/api/v1/namespaces/a/services/web")).isEqualTo(1);
        assertThat(asked("/api/v1")).isEqualTo(1);
        reads().get("v1", "Service", "a", "web");
        assertThat(asked("/api/v1/namespaces/a/services/web")).isEqualTo(2);
        assertThat(asked("/api/v1")).isEqualTo(1);
    }

    @Test
    void whatDoesNotExistIsAbsent() {
        assertThat(reads().get("v1", "Service", "a", "web")).isEqualTo(Lookup.Absent.INSTANCE);
        assertThat(reads().get("storage.k8s.io/v1", "StorageClass", "", "x")).isEqualTo(Lookup.Absent.INSTANCE);
    }

    /** Names come from what users write: none may lead to another path. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../../secrets/x", "a/b", "a%2fb"})
    void whatNoObjectCanBeCalledIsAbsentAndNobodyIsAsked(String name) {
        assertThat(reads().get("v1", "Service", "a", name)).isEqualTo(Lookup.Absent.INSTANCE);
        assertThat(reads().get("v1", "Service", name, "web")).isEqualTo(Lookup.Absent.INSTANCE);
        assertThat(reads().list("v1", "Service", name)).isEqualTo(new Listing.Known(List.of()));
        assertThat(server.requests()).containsExactly("/api/v1");
    }

    @Test
    void oddNamesAreEncoded() {
        assertThat(reads().get("v1", "Service", "a", "x y?watch=true#1")).isInstanceOf(Lookup.NotKnown.class);
        assertThat(server.requests()).contains("/api/v1/namespaces/a/services/x%20y%3Fwatch%3Dtrue%231");
    }

    @Test
    void aKindThatIsNotServedIsNotKnown() {
        assertThat(why(reads().get("example.com/v1", "Widget", "a", "x")))
                .isEqualTo("the API server does not serve Widget of example.com/v1");
        assertThat(why(reads().list("example.com/v1", "Widget", "a")))
                .isEqualTo("the API server does not serve Widget of example.com/v1");
    }

    /** It was served when it was first asked for, and is no more: its objects are not therefore absent. */
    @Test
    void aKindThatIsNoLongerServedIsNotKnown() {
        server.serve("example.com/v1", "Widget", "widgets", true);
        assertThat(reads().get("example.com/v1", "Widget", "a", "x")).isEqualTo(Lookup.Absent.INSTANCE);
        server.stopServing("example.com/v1", "widgets");

        assertThat(reads().get("example.com/v1", "Widget", "a", "x")).isInstanceOf(Lookup.NotKnown.class);
    }

    @Test
    void whatIsRefusedIsNotKnown() {
        server.refuse("/api/v1/namespaces/a/services", 403, "services is forbidden");

        assertThat(why(reads().get("v1", "Service", "a", "web")))
                .isEqualTo("the API server answered 403 services is forbidden");
        assertThat(why(reads().list("v1", "Service", "a")))
                .isEqualTo("the API server answered 403 services is forbidden");
        server.refuse("/apis/apps", 500, "broken");
        assertThat(why(reads().get("apps/v1", "StatefulSet", "a", "web")))
                .isEqualTo("the API server answered 500 broken");
    }

    @Test
    void anApiServerThatIsAwayMakesEverythingNotKnown() {
        server.stop();

        assertThat(why(reads().get("v1", "Service", "a", "web"))).contains("cannot be reached");
        assertThat(why(reads().list("v1", "Service", "a"))).contains("cannot be reached");
    }

    @Test
    void afterTheDeadlineNobodyIsAsked() {
        ClusterView late = view.reads(Deadline.in(Duration.ZERO));

        assertThat(why(late.get("v1", "Service", "a", "web"))).contains("no time left");
        assertThat(why(late.list("v1", "Service", "a"))).contains("no time left");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsNotKnown() {
        server.put("services", "a", "web", "{}");
        reads().get("v1", "Service", "a", "web");
        server.stall();
        long begun = System.nanoTime();
        ClusterView reads = view.reads(Deadline.in(Duration.ofMillis(150)));

        assertThat(why(reads.get("v1", "Service", "a", "web"))).containsAnyOf("no time left", "did not answer within");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void listsANamespaceOnceForAllQuestions() {
        server.put("services", "a", "web", "{\"spec\": {\"selector\": {\"app\": \"web\"}, \"clusterIP\": \"None\"}}");
        server.put("services", "a", "db", "{\"spec\": {\"selector\": {\"app\": \"db\"}}}");
        server.put("services", "b", "other", "{\"spec\": {\"selector\": {\"app\": \"db\"}}}");
        ClusterView reads = reads();

        assertThat(names(reads.list("v1", "Service", "a"))).containsExactly("db", "web");
        assertThat(names(reads.selecting("v1", "Service", "a", JsonObject.of(Map.of("app", "db")))))
                .containsExactly("db");
        assertThat(names(reads.referring("v1", "Service", "a", "spec.clusterIP", "None")))
                .containsExactly("web");
        assertThat(reads.get("v1", "Service", "a", "web")).isInstanceOf(Lookup.Found.class);
        assertThat(reads.get("v1", "Service", "a", "none")).isEqualTo(Lookup.Absent.INSTANCE);
        assertThat(server.requests()).containsExactly("/api/v1", "/api/v1/namespaces/a/services");
        assertThat(names(reads.selecting("v1", "Service", "*", JsonObject.of(Map.of("app", "db")))))
                .containsExactly("db", "other");
        assertThat(asked("/api/v1/services")).isEqualTo(1);
    }

    @Test
    void readsLongListsInPartsAndNotWithoutEnd() {
        for (int i = 0; i < 5_300; i++) {
            server.put("services", i < 600 ? "a" : "b", "s" + i, "{}");
        }

        assertThat(names(reads().list("v1", "Service", "a"))).hasSize(600);
        assertThat(asked("/api/v1/namespaces/a/services")).isEqualTo(3);
        assertThat(why(reads().list("v1", "Service", "*")))
                .isEqualTo("there are more than 5000 objects of kind Service");
    }

    @Test
    void asksForPodsNarrowly() {
        server.put("pods", "a", "web-0", """
                {"metadata": {"labels": {"app": "web"}}, "status": {"podIP": "10.0.0.7"}}""");
        server.put("pods", "a", "db-0", """
                {"metadata": {"labels": {"app": "db"}}, "status": {"podIP": "10.0.0.8"}}""");
        ClusterView reads = reads();

        assertThat(names(reads.selectedBy("v1", "Pod", "a", JsonObject.of(Map.of("app", "web")))))
                .containsExactly("web-0");
        assertThat(names(reads.referring("v1", "Pod", "*", "status.podIP", "10.0.0.8")))
                .containsExactly("db-0");
        assertThat(server.queries())
                .anyMatch(query -> query.contains("labelSelector=app%3Dweb"))
                .anyMatch(query -> query.contains("fieldSelector=status.podIP%3D10.0.0.8"));
    }

    private static String addresses(String first, String second) {
        return """
                {"status": {"podIP": "%s", "podIPs": [{"ip": "%s"}, {"ip": "%s"}]}}""".formatted(first, first, second);
    }

    /** The API server knows pods by their first address alone. */
    @Test
    void findsPodsByEachOfTheirAddresses() throws Exception {
        server.put("pods", "a", "web-0", addresses("10.0.0.7", "fd00::7"));
        server.put("pods", "a", "db-0", addresses("10.0.0.8", "fd00::8"));
        view.watch(List.of(new WatchedKind("v1", "Pod", Set.of("podIPs"))));
        LiveViewTest.await(view::isSynced);
        int before = server.queries().size();

        assertThat(names(reads().referring("v1", "Pod", "*", "status.podIPs.ip", "10.0.0.7")))
                .containsExactly("web-0");
        assertThat(names(reads().referring("v1", "Pod", "a", "status.podIPs.ip", "fd00::8")))
                .containsExactly("db-0");
        assertThat(names(reads().referring("v1", "Pod", "*", "status.podIPs.ip", "fd00::9")))
                .isEmpty();
        assertThat(server.queries().subList(before, server.queries().size()))
                .as("never all pods")
                .noneMatch(query -> query.startsWith("limit=") && !query.contains("fieldSelector="));
        server.refuse("pods/db-0", 500, "broken");
        assertThat(why(reads().referring("v1", "Pod", "*", "status.podIPs.ip", "fd00::8")))
                .isEqualTo("the API server answered 500 broken");
    }

    @Test
    void readsAPodAgainThatIsFoundByItsOtherAddress() throws Exception {
        server.put("pods", "a", "old", addresses("10.0.0.7", "fd00::7"));
        view.watch(List.of(new WatchedKind("v1", "Pod", Set.of("podIPs"))));
        LiveViewTest.await(view::isSynced);
        server.putUnseen("pods", "a", "old", addresses("10.0.0.9", "fd00::9"));

        assertThat(names(reads().referring("v1", "Pod", "*", "status.podIPs.ip", "fd00::7")))
                .isEmpty();
    }

    @Test
    void looksThroughAllPodsWhereNoneAreCached() {
        server.put("pods", "a", "web-0", addresses("10.0.0.7", "fd00::7"));

        assertThat(names(reads().referring("v1", "Pod", "*", "status.podIPs.ip", "fd00::7")))
                .containsExactly("web-0");
    }

    @Test
    void writesSelectorsAsTheApiServerReadsThem() {
        JsonObject selector = JsonObject.of(Map.of(
                "matchExpressions",
                JsonArray.of(List.of(
                        requirement("a.b/c", "In", "x", "y"),
                        requirement("d", "NotIn", "z"),
                        requirement("e", "Exists"),
                        requirement("f", "DoesNotExist")))));

        assertThat(SelectorText.of(selector)).contains(ServedKind.encoded("a.b/c in (x,y),d notin (z),e,!f"));
        assertThat(SelectorText.of(JsonObject.EMPTY)).isEmpty();
        assertThat(SelectorText.of(JsonObject.of(Map.of("app", "x,y=z")))).isEmpty();
        assertThat(SelectorText.of(JsonObject.of(Map.of("a b", "x")))).isEmpty();
    }

    private static JsonObject requirement(String key, String operator, String... values) {
        return JsonObject.of(Map.of("key", key, "operator", operator, "values", JsonArray.of(List.of(values))));
    }
}
