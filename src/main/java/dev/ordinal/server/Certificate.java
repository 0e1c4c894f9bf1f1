package dev.ordinal.server;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the doors show, and the key to it. The TLS library asks for them at each handshake, so a new
 * certificate needs no new listener and loses no connection; a handshake that began with one pair ends with it.
 */
final class Certificate extends X509ExtendedKeyManager {

    private static final Logger LOG = Logger.getLogger(Certificate.class);
    private static final String ALIAS = "door";

    private final Settings.Tls files;
    private final Meters meters;
    private volatile Shown shown;

    /**
     * A pair in use.
     *
     * @param number which one since the start; the aliases of its keys begin with it
     * @param keys gives the key
     * @param before the pair before, for handshakes that have begun
     */
    private record Shown(
            int number,
            X509ExtendedKeyManager keys,
            @Nullable Shown before) {

        @Nullable
        String alias(@Nullable String own) {
            return own == null ? null : number + ":" + own;
        }
    }

    /**
     * Reads the files.
     *
     * @throws IOException if they cannot be used; the message says why
     */
    Certificate(Settings.Tls files, Meters meters) throws IOException {
        this.files = files;
        this.meters = meters;
        this.shown = next(null);
    }

    /**
     * Takes the files' certificate into use for new connections; those that are open go on.
     *
     * @return whether it is in use now; if not, the one before still is
     */
    boolean reload() {
        try {
            Shown before = shown;
            shown = next(new Shown(before.number(), before.keys(), null));
            return true;
        } catch (IOException bad) {
            LOG.errorf("the certificate was not reloaded, the one before stays in use: %s", bad.getMessage());
            return false;
        }
    }

    private Shown next(@Nullable Shown before) throws IOException {
        Certificates.Pair pair = Certificates.read(files);
        var next = new Shown(before == null ? 1 : before.number() + 1, keys(pair), before);
        meters.certificate(pair.expiry());
        LOG.infof("the certificate of the doors ends %s", pair.expiry());
        return next;
    }

    private static X509ExtendedKeyManager keys(Certificates.Pair pair) throws IOException {
        try {
            var noPassword = new char[0];
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, noPassword);
            store.setKeyEntry(ALIAS, pair.key(), noPassword, pair.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, noPassword);
            for (KeyManager manager : factory.getKeyManagers()) {
                if (manager instanceof X509ExtendedKeyManager keys) {
                    return keys;
                }
            }
            throw new IllegalStateException("the JDK gives no key manager");
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate and its key cannot be used together: " + e.getMessage(), e);
        }
    }

    private @Nullable Shown of(String alias) {
        Shown now = shown;
        String number = alias.substring(0, Math.max(0, alias.indexOf(':')));
        return number.equals(String.valueOf(now.number())) ? now : now.before();
    }

    private static String own(String alias) {
        return alias.substring(alias.indexOf(':') + 1);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        Shown now = shown;
        return now.alias(now.keys().chooseEngineServerAlias(keyType, issuers, engine));
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        Shown now = shown;
        return now.alias(now.keys().chooseServerAlias(keyType, issuers, socket));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Shown pair = of(alias);
        return pair == null ? null : pair.keys().getCertificateChain(own(alias));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Shown pair = of(alias);
        return pair == null ? null : pair.keys().getPrivateKey(own(alias));
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
