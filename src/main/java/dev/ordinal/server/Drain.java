package dev.ordinal.server;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends clients elsewhere once the server is to stop, while it still answers what they send: those that speak HTTP/2
 * are told that the connection takes no more requests, those that speak HTTP/1.1 with their next answer.
 */
final class Drain {

    /** No stream is after the one of this number, so none that is on its way to the server is turned away. */
    private static final int LAST_STREAM = Integer.MAX_VALUE;

    private static final long NO_ERROR = 0;

    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    /** Sees a request before it is answered. */
    void see(HttpServerRequest request) {
        boolean multiplexed = request.version() == HttpVersion.HTTP_2;
        HttpConnection connection = request.connection();
        if (multiplexed && connections.add(connection)) {
            connection.closeHandler(_ -> connections.remove(connection));
            if (begun) {
                leave(connection);
            }
        }
        if (begun && !multiplexed) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** From now on clients are to go elsewhere. */
    void begin() {
        begun = true;
        connections.forEach(Drain::leave);
    }

    /**
     * Tells the client to begin no more requests. What it has begun is answered, and then it closes the connection. The
     * server does not: what the client sent in the meantime would be unread, so that the system would reset the
     * connection and the last answers would be lost on their way.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.8">RFC 9113, GOAWAY</a>
     */
    private static void leave(HttpConnection connection) {
        connection.goAway(NO_ERROR, LAST_STREAM);
    }
}
