package dev.ordinal.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate and its key, and looks at them before they are used. */
final class Certificates {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (|RSA |EC )PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");
    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private Certificates() {}

    /**
     * A certificate and its key.
     *
     * @param chain the certificate, then those that vouch for it
     * @param key its key
     */
    record Pair(List<X509Certificate> chain, PrivateKey key) {

        /** When the certificate ends. */
        Instant expiry() {
            return chain.getFirst().getNotAfter().toInstant();
        }
    }

    /**
     * Reads a pair.
     *
     * @throws IOException if the files hold no certificate and key, or not those of each other; the message says so
     */
    static Pair read(Settings.Tls tls) throws IOException {
        List<X509Certificate> chain = certificates(tls.certificate());
        try {
            PublicKey open = chain.getFirst().getPublicKey();
            PrivateKey secret = key(tls.key(), open);
            if (!match(secret, open)) {
                throw new IOException(
                        "the key in " + tls.key() + " is not that of the certificate in " + tls.certificate());
            }
            return new Pair(chain, secret);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(tls.key() + " holds no key that can be used: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            var chain = new ArrayList<X509Certificate>();
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (var each : factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))) {
                chain.add((X509Certificate) each);
            }
            if (chain.isEmpty()) {
                throw new IOException(file + " holds no certificate in PEM");
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no certificate in PEM: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file, PublicKey open) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new IOException(file + " holds no private key in PEM");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
        byte[] pkcs8 = pem.group(1).isEmpty() ? der : pkcs8(der, open);
        return KeyFactory.getInstance(open.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** A key in the older forms, wrapped into the newer: its algorithm is the one that the public key names. */
    private static byte[] pkcs8(byte[] key, PublicKey open) {
        byte[] info = open.getEncoded();
        int at = 1 + lengthBytes(info, 1);
        int end = at + 1 + lengthBytes(info, at + 1) + length(info, at + 1);
        var content = new ByteArrayOutputStream();
        content.writeBytes(VERSION_0);
        content.write(info, at, end - at);
        content.writeBytes(element(OCTETS, key));
        return element(SEQUENCE, content.toByteArray());
    }

    /** How many bytes tell the length that stands there. */
    private static int lengthBytes(byte[] der, int at) {
        return der[at] >= 0 ? 1 : 1 + (der[at] & 0x7F);
    }

    private static int length(byte[] der, int at) {
        if (der[at] >= 0) {
            return der[at];
        }
        int length = 0;
        for (int i = 1; i <= (der[at] & 0x7F); i++) {
            length = (length << 8) | (der[at + i] & 0xFF);
        }
        return length;
    }

    private static byte[] element(int tag, byte[] content) {
        var element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.length < 0x80) {
            element.write(content.length);
        } else {
            element.write(0x82);
            element.write(content.length >> 8);
            element.write(content.length);
        }
        element.writeBytes(content);
        return element.toByteArray();
    }

    private static boolean match(PrivateKey secret, PublicKey open) throws GeneralSecurityException {
        String algorithm = switch (open.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> open.getAlgorithm();
        };
        byte[] text = "Ordinal".getBytes(StandardCharsets.US_ASCII);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(secret);
        signing.update(text);
        byte[] signature = signing.sign();
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(open);
        verifying.update(text);
        return verifying.verify(signature);
    }
}
