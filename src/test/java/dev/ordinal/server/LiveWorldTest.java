package dev.ordinal.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ordinal.cluster.WatchedKind;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveWorldTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private HttpServer server;

    /** An API server that has one Service, and nothing else. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> send(exchange, 404, "{}"));
        server.createContext("/api/v1", exchange -> send(exchange, 200, """
                {"resources": [{"name": "services", "kind": "Service", "namespaced": true, "verbs": ["list", "watch"]}]}
                """));
        server.createContext("/api/v1/services", exchange -> send(exchange, 200, """
                {"metadata": {"resourceVersion": "1"}, "items": [{"metadata": {"name": "web", "namespace": "a"}}]}"""));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void send(HttpExchange exchange, int code, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private double gauge(String name, String kind) {
        return registry.get(name).tag("kind", kind).gauge().value();
    }

    @Test
    void twoKindsOfOneNameAreMeasuredApart() throws InterruptedException {
        var config = new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .withAutoConfigure(false)
                .withHttp2Disable(true)
                .build();
        var client = new KubernetesClientBuilder().withConfig(config).build();
        try (var world = new LiveWorld(client, new Meters(registry))) {
            world.watch(List.of(
                    new WatchedKind("serving.knative.dev/v1", "Service", Set.of()),
                    new WatchedKind("v1", "Service", Set.of()),
                    new WatchedKind("apps/v1", "Deployment", Set.of())));
            while (!world.isSynced()) {
                Thread.sleep(5);
            }

            assertThat(gauge("ordinal.view.objects", "Service")).isEqualTo(1);
            assertThat(gauge("ordinal.view.synced", "Service")).isEqualTo(1);
            assertThat(gauge("ordinal.view.objects", "Service.serving.knative.dev"))
                    .isZero();
            assertThat(gauge("ordinal.view.synced", "Service.serving.knative.dev"))
                    .isZero();
            assertThat(gauge("ordinal.view.synced", "Deployment")).isZero();
        }
    }
}
