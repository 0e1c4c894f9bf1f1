package dev.ordinal.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code certs-script} on a folder, and reads what it made. */
final class CertsScript {

    private final Path folder;

    CertsScript(Path folder) {
        this.folder = folder;
    }

    /** What a run said, out and error together, and its exit code. */
    record Run(int code, String said) {}

    Run run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of("certs-script").toAbsolutePath().toString(), "--out", folder.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = process.inputReader().readAllAsString();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("certs-script did not end");
        }
        return new Run(process.exitValue(), said);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    /** The certificates of a PEM file, in their order. */
    List<X509Certificate> certificates(String name) throws IOException, CertificateException {
        var certificates = new ArrayList<X509Certificate>();
        try (InputStream in = Files.newInputStream(file(name))) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.add((X509Certificate) certificate);
            }
        }
        return certificates;
    }

    X509Certificate leaf() throws IOException, CertificateException {
        return certificates("tls.crt").getFirst();
    }
}
