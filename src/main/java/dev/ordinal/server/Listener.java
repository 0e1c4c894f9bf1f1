package dev.ordinal.server;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Has the HTTPS listener ask {@link Certificate} for what it shows. Quarkus' own way to take a new certificate into use
 * sets the listener's options anew, and loses connections that are made meanwhile.
 */
@ApplicationScoped
class Listener implements HttpServerOptionsCustomizer {

    private final Optional<Certificate> certificate;

    Listener(Optional<Certificate> certificate) {
        this.certificate = certificate;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        certificate.ifPresent(keys -> options.setKeyCertOptions(KeyCertOptions.wrap(keys)));
    }
}
