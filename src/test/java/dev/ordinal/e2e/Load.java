package dev.ordinal.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/**
 * Reviews at a steady rate, whatever becomes of those before. One in ten comes over a connection of its own, as from an
 * API server that has just started; the others share one.
 */
final class Load implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int NEW_CONNECTION = 10;
    private final SSLContext trust;
    private final IntFunction<HttpRequest> requests;
    private final Predicate<HttpResponse<String>> isGood;
    private final HttpClient shared;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    private Load(SSLContext trust, IntFunction<HttpRequest> requests, Predicate<HttpResponse<String>> isGood) {
        this.trust = trust;
        this.requests = requests;
        this.isGood = isGood;
        this.shared = client();
    }

    private static String review(int number) {
        return """
                {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "%d",
                  "kind": {"group": "apps", "version": "v1", "kind": "StatefulSet"},
                  "resource": {"group": "apps", "version": "v1", "resource": "statefulsets"},
                  "name": "web", "namespace": "default", "operation": "CREATE", "dryRun": false,
                  "userInfo": {"username": "alice", "groups": ["system:authenticated"]}, "oldObject": null,
                  "object": {"apiVersion": "apps/v1", "kind": "StatefulSet",
                    "metadata": {"name": "web", "namespace": "default"},
                    "spec": {"serviceName": "web", "replicas": 1, "updateStrategy": {"type": "RollingUpdate"}, "selector": {"matchLabels": {"app": "web"}},
                      "template": {"metadata": {"labels": {"app": "web"}},
                        "spec": {"containers": [{"name": "main", "image": "nginx:1.27"}]}}}}}}""".formatted(number);
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(trust)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Reviews of the StatefulSet {@code web}, whose governing Service is {@code web} too, sent to the webhook. */
    static Load ofReviews(Webhook webhook, int perSecond) {
        return new Load(
                        webhook.trust(),
                        number -> HttpRequest.newBuilder(webhook.validateUri())
                                .header("Content-Type", "application/json")
                                .timeout(SOON)
                                .POST(BodyPublishers.ofString(review(number)))
                                .build(),
                        response ->
                                response.statusCode() == 200 && response.body().contains("\"allowed\":true"))
                .start(perSecond);
    }

    /** Dry runs of a StatefulSet that nothing is wrong with, sent to the API server. */
    static Load ofDryRuns(ApiServer api, String manifest, int perSecond) {
        URI uri = URI.create(api.address() + "/apis/apps/v1/namespaces/default/statefulsets?dryRun=All");
        return new Load(
                        api.trust(),
                        _ -> HttpRequest.newBuilder(uri)
                                .header("Authorization", "Bearer " + api.token("alice"))
                                .header("Content-Type", "application/yaml")
                                .timeout(SOON)
                                .POST(BodyPublishers.ofString(manifest))
                                .build(),
                        response -> response.statusCode() == 201)
                .start(perSecond);
    }

    private Load start(int perSecond) {
        var _ = clock.scheduleAtFixedRate(
                () -> senders.execute(this::send), 0, 1_000_000_000L / perSecond, TimeUnit.NANOSECONDS);
        return this;
    }

    private void send() {
        int number = sent.incrementAndGet();
        HttpRequest request = requests.apply(number);
        try {
            HttpResponse<String> response;
            if (number % NEW_CONNECTION == 0) {
                try (HttpClient own = client()) {
                    response = own.send(request, BodyHandlers.ofString());
                }
            } else {
                response = shared.send(request, BodyHandlers.ofString());
            }
            if (isGood.test(response)) {
                answers.incrementAndGet();
            } else {
                failures.add(response.statusCode() + " " + response.body());
            }
        } catch (IOException lost) {
            failures.add(lost.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    int answers() {
        return answers.get();
    }

    /** What became of the reviews that got no answer though a connection was open. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Waits for so many answers, and forgets what failed before them: a server that has just started is slow. */
    void warmUp(int number) {
        awaitAnswers(number);
        failures.clear();
    }

    void awaitAnswers(int number) {
        Loopback.await("answers", SOON, () -> answers.get() >= number, this::toString);
    }

    @Override
    public String toString() {
        return "%d sent, %d answered, failed: %s"
                .formatted(
                        sent.get(),
                        answers.get(),
                        failures.stream().distinct().limit(5).toList());
    }

    @Override
    public void close() {
        clock.shutdownNow();
        senders.close();
        shared.close();
    }
}
