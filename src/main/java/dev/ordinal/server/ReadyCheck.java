package dev.ordinal.server;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once policies are loaded, the view is synchronised and the JVM is warm. */
@Readiness
@ApplicationScoped
class ReadyCheck implements HealthCheck {

    private final ServerState state;
    private final WarmUp warmUp;

    ReadyCheck(ServerState state, WarmUp warmUp) {
        this.state = state;
        this.warmUp = warmUp;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("policies and view")
                .status(state.isReady() && warmUp.isDone())
                .build();
    }
}
