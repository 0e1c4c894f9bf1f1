package dev.ordinal.server;

import dev.ordinal.admission.BadReview;
import dev.ordinal.admission.Door;
import dev.ordinal.cluster.Deadline;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The doors over HTTP: what is answered with which status. */
@Path("/")
public final class AdmissionResource {

    private static final Logger LOG = Logger.getLogger(AdmissionResource.class);
    private static final int OVERLOADED = 503;

    private final Doors doors;
    private final Meters meters;

    AdmissionResource(Doors doors, Meters meters) {
        this.doors = doors;
        this.meters = meters;
    }

    /** Allows or denies. */
    @POST
    @Path("validate")
    public Uni<Response> validate(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @QueryParam("timeout") @Nullable String timeout,
            byte[] review) {
        return answer(doors.validation(), type, timeout, review);
    }

    /** Adds what policies add; never denies. */
    @POST
    @Path("mutate")
    public Uni<Response> mutate(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @QueryParam("timeout") @Nullable String timeout,
            byte[] review) {
        return answer(doors.mutation(), type, timeout, review);
    }

    private Uni<Response> answer(Door door, @Nullable String type, @Nullable String timeout, byte[] review) {
        if (type != null && !isJson(type)) {
            return Uni.createFrom()
                    .item(text(Response.Status.UNSUPPORTED_MEDIA_TYPE, "Expected application/json, got " + type + "."));
        }
        long arrived = System.nanoTime();
        Deadline deadline = Deadline.in(doors.time(timeout));
        CompletableFuture<Response> answered = doors.gate()
                .enter(() -> answer(door, review, deadline, arrived))
                .orElseGet(() -> CompletableFuture.completedFuture(overloaded()));
        return Uni.createFrom().completionStage(answered);
    }

    private Response answer(Door door, byte[] review, Deadline deadline, long arrived) {
        if (deadline.hasPassed()) {
            return overloaded();
        }
        try {
            return Response.ok(door.answer(review, deadline, arrived), MediaType.APPLICATION_JSON_TYPE)
                    .build();
        } catch (BadReview bad) {
            LOG.warnf("a request that is no admission review: %s", bad.reason());
            return text(Response.Status.BAD_REQUEST, bad.reason());
        } catch (RuntimeException | StackOverflowError mistake) {
            LOG.error(
                    "a mistake in Ordinal; the API server gets 500, and the webhook's failure policy decides", mistake);
            return text(
                    Response.Status.INTERNAL_SERVER_ERROR, "Ordinal failed to judge this request; its log says why.");
        }
    }

    /** Without Retry-After, with which the API server would try again until its own timeout. */
    private Response overloaded() {
        meters.overloaded();
        return Response.status(OVERLOADED)
                .entity("Ordinal has more requests than it can answer in time.\n")
                .type(MediaType.TEXT_PLAIN_TYPE)
                .build();
    }

    private static Response text(Response.Status status, String text) {
        return Response.status(status)
                .entity(text + "\n")
                .type(MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                .build();
    }

    private static boolean isJson(String type) {
        int parameters = type.indexOf(';');
        String plain = parameters < 0 ? type : type.substring(0, parameters);
        return plain.strip().toLowerCase(Locale.ROOT).equals(MediaType.APPLICATION_JSON);
    }
}
