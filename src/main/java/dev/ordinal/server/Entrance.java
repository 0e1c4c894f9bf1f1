package dev.ordinal.server;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What is looked at before a request's body is read: whether it is too large, and whether there is room for it. */
@ApplicationScoped
class Entrance {

    /** Before Quarkus' own bound on the body, which answers without a word. */
    private static final int FIRST = 1_000;

    private static final int LENGTH_REQUIRED = 411;
    private static final int TOO_LARGE = 413;
    private static final int OVERLOADED = 503;

    /** Of the heap, the part whose size large bodies may have together; decoded they may take sixteen times as much. */
    private static final int HEAP_PER_BODIES = 32;

    private final Settings settings;
    private final Doors doors;
    private final Drain drain;
    private final Meters meters;
    private final LargeBodies bodies;

    Entrance(Settings settings, Doors doors, Drain drain, Meters meters) {
        this.settings = settings;
        this.doors = doors;
        this.drain = drain;
        this.meters = meters;
        this.bodies =
                new LargeBodies(Math.max(settings.body(), Runtime.getRuntime().maxMemory() / HEAP_PER_BODIES));
    }

    void register(@Observes Filters filters) {
        filters.register(this::enter, FIRST);
    }

    private void enter(RoutingContext context) {
        HttpServerRequest request = context.request();
        drain.see(request);
        long length = length(request);
        if (length > settings.body()) {
            refuse(
                    request,
                    TOO_LARGE,
                    "The request is too large: it has " + length + " bytes, the limit (ordinal.limits.body) is "
                            + settings.body() + ".\n");
        } else if (length < 0 && request.method() == HttpMethod.POST) {
            refuse(request, LENGTH_REQUIRED, "The request does not say how long it is (Content-Length).\n");
        } else if (doors.gate().isFull() || !bodies.enter(length)) {
            meters.overloaded();
            refuse(request, OVERLOADED, "Ordinal has more requests than it can answer in time.\n");
        } else {
            long timer = context.vertx()
                    .setTimer(
                            doors.patience(request.getParam("timeout")).toMillis(),
                            _ -> request.response().reset());
            context.addEndHandler(_ -> {
                context.vertx().cancelTimer(timer);
                bodies.leave(length);
            });
            context.next();
        }
    }

    /** Answers without the body, which is thrown away as it comes. */
    private static void refuse(HttpServerRequest request, int status, String why) {
        request.resume();
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=UTF-8")
                .end(why);
    }

    /** What the request says of its length, -1 if nothing or nonsense. */
    private static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
    }
}
