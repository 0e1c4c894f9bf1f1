package dev.ordinal.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** Certificates for localhost, each its own authority, made by the JDK's keytool. */
final class Keys {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private Keys() {}

    /** Makes a pair in a folder: {@code tls.crt} and {@code tls.key}, and a store {@code store.p12} that trusts it. */
    static Settings.Tls make(Path folder, String algorithm) {
        try {
            Files.createDirectories(folder);
            Path store = folder.resolve("store.p12");
            Files.deleteIfExists(store);
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "door",
                            "-keyalg",
                            algorithm,
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-validity",
                            "30",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            new String(PASSWORD))
                    .redirectErrorStream(true)
                    .start();
            String said = keytool.inputReader().readAllAsString();
            if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
                throw new IllegalStateException(said);
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD);
            }
            var tls = new Settings.Tls(folder.resolve("tls.crt"), folder.resolve("tls.key"));
            write(tls.certificate(), "CERTIFICATE", keys.getCertificate("door").getEncoded());
            write(tls.key(), "PRIVATE KEY", keys.getKey("door", PASSWORD).getEncoded());
            return tls;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void write(Path file, String what, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder().encodeToString(der);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
    }
}
