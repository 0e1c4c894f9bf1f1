package dev.ordinal.server;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Sends clients elsewhere once the server is to stop, while it still answers what they send: those that speak HTTP/2
 * are told that the connection takes no more requests, those that speak HTTP/1.1 with their next answer.
 */
final class Drain {

    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final Duration time;
    private volatile boolean begun;

    Drain(Duration time) {
        this.time = time;
    }

    /** Sees a request before it is answered. */
    void see(HttpServerRequest request) {
        boolean multiplexed = request.version() == HttpVersion.HTTP_2;
        HttpConnection connection = request.connection();
        if (multiplexed && connections.add(connection)) {
            connection.closeHandler(_ -> connections.remove(connection));
            if (begun) {
                request.response().endHandler(_ -> leave(connection));
            }
        }
        if (begun && !multiplexed) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** From now on clients are to go elsewhere. */
    void begin() {
        begun = true;
        connections.forEach(this::leave);
    }

    /** Tells the client to send no more, and closes once what it has sent is answered. */
    private void leave(HttpConnection connection) {
        connection.shutdown(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
