package dev.ordinal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.deploy.CertsScript.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code certs-script} makes, as Java's own reader of certificates sees it. */
class CertsScriptTest {

    private static final int DNS = 2;
    private static final int IP = 7;

    @TempDir
    Path temporary;

    private CertsScript certs = new CertsScript(Path.of("unset"));

    @BeforeEach
    void inAFolderThatIsNotThereYet() {
        certs = new CertsScript(temporary.resolve("a folder/certs"));
    }

    private Run done(String... arguments) throws IOException, InterruptedException {
        Run run = certs.run(arguments);
        assertThat(run.code()).as(run.said()).isZero();
        return run;
    }

    private void refused(String why, String... arguments) throws IOException, InterruptedException {
        Run run = certs.run(arguments);
        assertThat(run.said()).contains(why);
        assertThat(run.code()).isEqualTo(2);
    }

    private void problem(String what, String... arguments) throws IOException, InterruptedException {
        Run run = certs.run(arguments);
        assertThat(run.said()).contains("PROBLEM: " + what);
        assertThat(run.code()).isEqualTo(1);
    }

    private static List<Object> names(X509Certificate certificate, int type) throws GeneralSecurityException {
        var names = new ArrayList<Object>();
        for (List<?> name : certificate.getSubjectAlternativeNames()) {
            if (name.getFirst().equals(type)) {
                names.add(name.getLast());
            }
        }
        return names;
    }

    private static boolean trusts(List<X509Certificate> bundle, X509Certificate leaf) throws GeneralSecurityException {
        var anchors = new HashSet<TrustAnchor>();
        for (X509Certificate ca : bundle) {
            anchors.add(new TrustAnchor(ca, null));
        }
        var parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf));
        try {
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return true;
        } catch (CertPathValidatorException _) {
            return false;
        }
    }

    @Test
    void theCertificateHasTheServicesNamesAndThoseAskedFor() throws Exception {
        done(
                "--service",
                "guard",
                "--namespace",
                "safety",
                "--dns",
                "localhost",
                "--dns",
                "*.example.org",
                "--ip",
                "127.0.0.1",
                "--ip",
                "::1");

        X509Certificate leaf = certs.leaf();

        assertThat(names(leaf, DNS))
                .containsExactly(
                        "guard",
                        "guard.safety",
                        "guard.safety.svc",
                        "guard.safety.svc.cluster.local",
                        "localhost",
                        "*.example.org");
        assertThat(names(leaf, IP)).containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(certs.certificates("ca.crt").getFirst().getBasicConstraints())
                .isZero();
    }

    @Test
    void theBundleVerifiesTheCertificate() throws Exception {
        done();

        assertThat(certs.certificates("ca.crt")).hasSize(1);
        assertThat(trusts(certs.certificates("ca.crt"), certs.leaf())).isTrue();
    }

    @Test
    void theManifestsHoldWhatTheFilesHold() throws Exception {
        done("--service", "guard", "--namespace", "safety");

        String bundle = Base64.getEncoder().encodeToString(Files.readAllBytes(certs.file("ca.crt")));

        assertThat(certs.text("ca-bundle")).isEqualTo(bundle + "\n");
        assertThat(certs.text("secret.yaml"))
                .contains("name: guard-tls\n", "namespace: safety\n", "type: kubernetes.io/tls\n")
                .contains("  ca.crt: " + bundle + "\n")
                .contains("  tls.key: " + Base64.getEncoder().encodeToString(Files.readAllBytes(certs.file("tls.key"))))
                .doesNotContain(Base64.getEncoder().encodeToString(Files.readAllBytes(certs.file("ca.key"))));
        assertThat(certs.text("kustomization.yaml")).contains("name: guard-tls", "webhooks.*.clientConfig.caBundle");
    }

    @Test
    void onlyTheOwnerReadsWhatHoldsKeysAndNothingElseIsLeftBehind() throws Exception {
        done();
        done("--renew");

        try (Stream<Path> files = Files.list(certs.file("."))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "ca.key",
                            "ca.crt",
                            "tls.key",
                            "tls.crt",
                            "secret.yaml",
                            "ca-bundle",
                            "kustomization.yaml",
                            "certs.conf");
        }
        for (String name : List.of("ca.key", "tls.key", "secret.yaml")) {
            assertThat(Files.getPosixFilePermissions(certs.file(name)))
                    .as(name)
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void whatIsThereIsNotOverwritten() throws Exception {
        done();
        String before = certs.text("tls.crt");

        refused("exists already");

        assertThat(certs.text("tls.crt")).isEqualTo(before);
    }

    @Test
    void renewalKeepsTheCaAndTheNames() throws Exception {
        done("--service", "guard", "--ip", "127.0.0.1");
        String bundle = certs.text("ca.crt");
        X509Certificate old = certs.leaf();

        done("--renew");

        assertThat(certs.text("ca.crt")).isEqualTo(bundle);
        assertThat(certs.leaf().getSerialNumber()).isNotEqualTo(old.getSerialNumber());
        assertThat(names(certs.leaf(), DNS)).isEqualTo(names(old, DNS));
        assertThat(names(certs.leaf(), IP)).isEqualTo(names(old, IP));
        assertThat(trusts(certs.certificates("ca.crt"), certs.leaf())).isTrue();
        assertThat(certs.text("secret.yaml"))
                .contains(Base64.getEncoder().encodeToString(Files.readAllBytes(certs.file("tls.crt"))));
    }

    @Test
    void aNewCaIsTrustedBesideTheOldOneUntilTheCertificateIsItsOwn() throws Exception {
        done();
        X509Certificate oldLeaf = certs.leaf();

        done("--renew-ca");
        List<X509Certificate> both = certs.certificates("ca.crt");

        assertThat(both).hasSize(2);
        assertThat(certs.leaf()).isEqualTo(oldLeaf);
        assertThat(trusts(both, oldLeaf)).isTrue();
        assertThat(done("--check").said()).contains("the bundle holds 2 CAs");
        refused("still the old CA's; --renew first", "--drop-old-ca");
        refused("still holds an old CA", "--renew-ca");

        done("--renew");

        assertThat(trusts(both, certs.leaf())).isTrue();
        assertThat(certs.leaf().getIssuerX500Principal())
                .isEqualTo(both.getFirst().getSubjectX500Principal());

        done("--drop-old-ca");

        assertThat(certs.certificates("ca.crt")).containsExactly(both.getFirst());
        assertThat(trusts(certs.certificates("ca.crt"), certs.leaf())).isTrue();
        assertThat(trusts(certs.certificates("ca.crt"), oldLeaf)).isFalse();
        done("--check");
    }

    @Test
    void theCheckSaysWhatEndsWhen() throws Exception {
        done("--days", "100", "--ca-days", "200");

        assertThat(done("--check").said()).contains("ok: tls.crt ends in").contains("ok: CA ordinal webhook CA");
        problem("tls.crt ends in", "--check", "--warn-days", "101");
        problem("CA ordinal webhook CA", "--check", "--warn-days", "201");
    }

    @Test
    void theCheckFindsAKeyOfAnotherCertificate() throws Exception {
        done();
        var other = new CertsScript(temporary.resolve("other"));
        assertThat(other.run().code()).isZero();
        Files.copy(other.file("tls.key"), certs.file("tls.key"), StandardCopyOption.REPLACE_EXISTING);

        problem("tls.key is not the key of tls.crt", "--check");
    }

    @Test
    void theCheckFindsACertificateOfAnotherCa() throws Exception {
        done();
        var other = new CertsScript(temporary.resolve("other"));
        assertThat(other.run().code()).isZero();
        Files.copy(other.file("ca.crt"), certs.file("ca.crt"), StandardCopyOption.REPLACE_EXISTING);

        problem("ca.crt does not verify tls.crt", "--check");
        refused("is not the key of the first certificate", "--renew");
    }

    @Test
    void theCheckFindsNamesThatTheCertificateLacks() throws Exception {
        done();

        problem("tls.crt lacks the name guard.ordinal-system.svc", "--check", "--service", "guard");
        problem("tls.crt lacks the address 10.0.0.1", "--check", "--ip", "10.0.0.1");
    }

    @Test
    void theCheckFindsBrokenFiles() throws Exception {
        done();
        Files.writeString(certs.file("tls.crt"), "no certificate\n");

        problem("tls.crt is not a certificate in PEM", "--check");

        Files.delete(certs.file("tls.crt"));
        refused("does not exist; make the certificates first", "--check");
    }

    @Test
    void theCheckFindsKeysThatOthersCanRead() throws Exception {
        done();
        Files.setPosixFilePermissions(certs.file("ca.key"), PosixFilePermissions.fromString("rw-r--r--"));

        problem("ca.key can be read by others", "--check");
    }

    @Test
    void aCertificateDoesNotOutliveItsCa() throws Exception {
        refused("would outlive its CA", "--days", "20", "--ca-days", "10");
        done("--days", "5", "--ca-days", "10");
        refused("replace it first (--renew-ca)", "--renew", "--days", "11");
    }

    @Test
    void wrongUseIsToldWithTheOptionConcerned() throws Exception {
        refused("--ip: '300.1.1.1' is not an IP address", "--ip", "300.1.1.1");
        refused("--dns: 'a b' is not a DNS name", "--dns", "a b");
        refused("--service: 'Guard' is not a Service's name", "--service", "Guard");
        refused("--days: '-1' is not a number of days", "--days", "-1");
        refused("--days needs a value", "--days");
        refused("unknown option: --force", "--force");
        refused("--renew and --check cannot be done at once", "--renew", "--check");
        assertThat(certs.file(".")).doesNotExist();
    }

    @Test
    void twoRunsAtOnceAreRefused() throws Exception {
        done();
        Files.createDirectory(certs.file(".lock"));

        refused("another run is at work", "--renew");

        assertThat(certs.file(".lock")).isDirectory();
    }

    @Test
    void theHelpNamesEveryOption() throws Exception {
        assertThat(done("--help").said())
                .contains(
                        "--renew", "--renew-ca", "--drop-old-ca", "--check", "--warn-days", "--ca-days", "--namespace");
    }
}
