package dev.ordinal.server;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once policies are loaded and the view is synchronised. */
@Readiness
@ApplicationScoped
class ReadyCheck implements HealthCheck {

    private final ServerState state;

    ReadyCheck(ServerState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("policies and view")
                .status(state.isReady())
                .build();
    }
}
