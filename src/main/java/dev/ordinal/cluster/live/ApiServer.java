package dev.ordinal.cluster.live;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ordinal.manifest.JsonObject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The API server, asked by the Kubernetes client's HTTP layer: its address, trust, credentials and their renewal are
 * those of the client. Answers are streams, so that none of them is ever in memory as a whole.
 */
final class ApiServer implements AutoCloseable {

    private static final int LONGEST_REFUSAL = 64 * 1024;
    private static final int LONGEST_MESSAGE = 300;

    private final HttpClient http;
    private final String root;
    private final LiveListener listener;
    private final ScheduledThreadPoolExecutor clock;

    ApiServer(KubernetesClient client, LiveListener listener) {
        // what to do about a failure is decided where the request is made
        var once = new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(0)
                .build();
        this.http = client.getHttpClient().newBuilder().tag(once).build();
        String url = client.getMasterUrl().toString();
        this.root = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.listener = listener;
        this.clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("live-view-clock").factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * Asks for something.
     *
     * @param path below the server's address, encoded
     * @param query encoded, may be empty
     * @param begin the time in which the answer must begin
     * @param end the time in which it must have been read; reading on then fails
     * @throws IOException if there is no answer
     */
    ApiAnswer get(String path, String query, Duration begin, Duration end) throws IOException, InterruptedException {
        listener.requested(path);
        var request = http.newHttpRequestBuilder()
                .uri(root + path + (query.isEmpty() ? "" : "?" + query))
                .header("Accept", "application/json")
                .forStreaming()
                .build();
        HttpResponse<InputStream> response = answered(sent(request), begin);
        InputStream body = limited(response.body(), end);
        if (response.isSuccessful()) {
            return new ApiAnswer.Body(body);
        }
        try (body) {
            return refusal(response.code(), body.readNBytes(LONGEST_REFUSAL));
        }
    }

    /** Sends a request. What the client is made of may fail at that, such as a plugin that gets a token. */
    private CompletableFuture<HttpResponse<InputStream>> sent(HttpRequest request) throws IOException {
        try {
            return http.sendAsync(request, InputStream.class);
        } catch (RuntimeException e) {
            throw new IOException(
                    http.isClosed()
                            ? "the client of the API server is closed"
                            : "the API server cannot be asked: " + reason(e),
                    e);
        }
    }

    private static HttpResponse<InputStream> answered(
            CompletableFuture<HttpResponse<InputStream>> future, Duration begin)
            throws IOException, InterruptedException {
        try {
            return future.get(begin.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            abandon(future);
            throw new IOException("the API server did not answer within " + begin.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    "the API server cannot be reached: " + reason(e.getCause() == null ? e : e.getCause()), e);
        } catch (CancellationException e) {
            throw new IOException("the API server cannot be reached: the client gave the request up", e);
        } catch (InterruptedException e) {
            abandon(future);
            throw e;
        }
    }

    /** Ends a request of which nobody will read the answer, even if it is just beginning. */
    private static void abandon(CompletableFuture<HttpResponse<InputStream>> future) {
        if (!future.cancel(true) && !future.isCompletedExceptionally()) {
            closeQuietly(future.join().body());
        }
    }

    private InputStream limited(InputStream body, Duration end) throws IOException {
        ScheduledFuture<?> alarm;
        try {
            alarm = clock.schedule(() -> closeQuietly(body), Math.max(1, end.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            closeQuietly(body);
            throw new IOException("the view is closed", e);
        }
        return new LimitedStream(body, alarm);
    }

    static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException _) {
            // whoever reads on hears of it
        }
    }

    private static ApiAnswer.Refused refusal(int code, byte[] body) {
        String message = "";
        String object = "";
        try (JsonParser parser = ObjectDecoder.parser(new ByteArrayInputStream(body))) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                JsonObject status = new ObjectDecoder().tree(parser);
                message = status.text("message").orElse("");
                object = status.object("details").text("name").orElse("");
            }
        } catch (IOException _) {
            // what comes from a proxy need not be JSON
        }
        return new ApiAnswer.Refused(code, oneLine(message), object);
    }

    static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** What a failure says, one line; its kind if it says nothing. */
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        return oneLine(message == null ? failure.getClass().getSimpleName() : message);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
