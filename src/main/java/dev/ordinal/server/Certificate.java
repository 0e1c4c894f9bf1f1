package dev.ordinal.server;

import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The certificate that the doors show. */
final class Certificate {

    /** The name under which Quarkus knows it. */
    static final String NAME = "ordinal";

    private static final Logger LOG = Logger.getLogger(Certificate.class);

    private final Settings.Tls files;
    private final TlsConfigurationRegistry registry;
    private final Consumer<CertificateUpdatedEvent> listeners;
    private final Meters meters;

    /**
     * Makes one.
     *
     * @param listeners what takes a new certificate into use
     */
    Certificate(
            Settings.Tls files,
            TlsConfigurationRegistry registry,
            Consumer<CertificateUpdatedEvent> listeners,
            Meters meters) {
        this.files = files;
        this.registry = registry;
        this.listeners = listeners;
        this.meters = meters;
    }

    /** Tells the meters when the certificate in use ends. */
    void announce() {
        expiry().ifPresent(meters::certificate);
    }

    /**
     * Takes the files' certificate into use for new connections; those that are open go on.
     *
     * @return whether it is in use now; if not, the one before still is
     */
    boolean reload() {
        Optional<Instant> expiry = expiry();
        Optional<TlsConfiguration> configuration = registry.get(NAME);
        if (expiry.isEmpty() || configuration.isEmpty() || !configuration.get().reload()) {
            return false;
        }
        listeners.accept(new CertificateUpdatedEvent(NAME, configuration.get()));
        meters.certificate(expiry.get());
        LOG.infof("the certificate was reloaded; it ends %s", expiry.get());
        return true;
    }

    private Optional<Instant> expiry() {
        try {
            return Optional.of(Certificates.expiry(files));
        } catch (IOException bad) {
            LOG.errorf("the certificate cannot be used: %s", bad.getMessage());
            return Optional.empty();
        }
    }
}
