package dev.ordinal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

    @TempDir
    Path folder;

    @Test
    void theEndOfACertificateIsTold() throws IOException {
        for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
            Settings.Tls tls = Keys.make(folder.resolve(algorithm), algorithm);

            assertThat(Certificates.read(tls).expiry())
                    .as(algorithm)
                    .isCloseTo(Instant.now().plus(Duration.ofDays(30)), within(1, ChronoUnit.HOURS));
        }
    }

    /** What PKCS #8 wraps for RSA is the older form, PKCS #1: it is the last element. */
    @Test
    void keysInTheOlderFormsAreRead() throws IOException {
        Settings.Tls tls = Keys.make(folder, "RSA");
        String pem = Files.readString(tls.key()).replaceAll("-----[^-]+-----", "");
        byte[] pkcs8 = Base64.getMimeDecoder().decode(pem);
        Keys.write(tls.key(), "RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));

        assertThat(Certificates.read(tls).expiry()).isAfter(Instant.now());
    }

    @Test
    void aKeyThatBelongsToAnotherCertificateIsRefused() {
        for (String algorithm : new String[] {"EC", "RSA"}) {
            Settings.Tls one = Keys.make(folder.resolve("one"), algorithm);
            Settings.Tls other = Keys.make(folder.resolve("other"), algorithm);

            assertThatIOException()
                    .isThrownBy(() -> Certificates.read(new Settings.Tls(one.certificate(), other.key())))
                    .withMessageContaining("is not that of the certificate");
        }
    }

    @Test
    void filesThatHoldSomethingElseAreRefused() throws IOException {
        Settings.Tls tls = Keys.make(folder, "EC");
        Path text = Files.writeString(folder.resolve("text"), "hello");
        Path half = Files.writeString(
                folder.resolve("half"), "-----BEGIN PRIVATE KEY-----\naGVsbG8=\n-----END PRIVATE KEY-----\n");

        assertThatIOException()
                .isThrownBy(() -> Certificates.read(new Settings.Tls(text, tls.key())))
                .withMessageContaining("holds no certificate in PEM");
        assertThatIOException()
                .isThrownBy(() -> Certificates.read(new Settings.Tls(tls.certificate(), text)))
                .withMessageContaining("holds no private key in PEM");
        assertThatIOException()
                .isThrownBy(() -> Certificates.read(new Settings.Tls(tls.certificate(), half)))
                .withMessageContaining("holds no key that can be used");
        assertThatIOException().isThrownBy(() -> Certificates.read(new Settings.Tls(folder.resolve("none"), text)));
    }
}
