package dev.ordinal.e2e;

import static dev.ordinal.e2e.Loopback.ADDRESS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/**
 * etcd, kube-apiserver and kube-controller-manager on loopback, all that they write below one folder. Their binaries
 * are those in the folder {@code KUBEBUILDER_ASSETS}, else those a build left in the user's cache.
 *
 * <p>There is no scheduler and no kubelet: pods stay Pending; a test that needs their status sets it.
 */
final class ApiServer implements AutoCloseable {

    /** Users by name, each with its groups; their token is their name. */
    private static final Map<String, String> USERS = new TreeMap<>(Map.of(
            "admin", "system:masters",
            "system:kube-controller-manager", "system:masters",
            "ordinal", "ordinal",
            "alice", "system:masters",
            "breakglass", "system:masters,ordinal:break-glass"));

    private static final Duration START = Duration.ofMinutes(2);

    private final Path assets;
    private final Path folder;
    private final int port = Loopback.freePort();
    private final int etcdPort = Loopback.freePort();
    private final Daemon etcd;
    private Daemon server;
    private final Daemon controllers;

    private ApiServer(Path assets, Path folder) throws IOException, GeneralSecurityException {
        this.assets = assets;
        this.folder = folder;
        writeKeysAndUsers();
        int peerPort = Loopback.freePort();
        etcd = daemon(
                "etcd",
                "--name=test",
                "--data-dir=" + folder.resolve("etcd"),
                "--unsafe-no-fsync",
                "--listen-client-urls=http://" + ADDRESS + ":" + etcdPort,
                "--advertise-client-urls=http://" + ADDRESS + ":" + etcdPort,
                "--listen-peer-urls=http://" + ADDRESS + ":" + peerPort,
                "--initial-advertise-peer-urls=http://" + ADDRESS + ":" + peerPort,
                "--initial-cluster=test=http://" + ADDRESS + ":" + peerPort,
                "--log-level=warn");
        server = startServer();
        controllers = startControllers();
    }

    private Daemon startControllers() {
        var options = new ArrayList<>(List.of(
                "--bind-address=" + ADDRESS,
                "--secure-port=" + Loopback.freePort(),
                "--cert-dir=" + folder.resolve("controllers"),
                "--kubeconfig=" + kubeconfig("system:kube-controller-manager"),
                "--leader-elect=false",
                "--use-service-account-credentials",
                "--root-ca-file=" + certificate(),
                "--service-account-private-key-file=" + folder.resolve("sa.key")));
        // Old ones listen on a fixed port as well, which another test run may have taken.
        String help = Shell.run(
                        folder,
                        Map.of(),
                        "",
                        List.of(assets.resolve("kube-controller-manager").toString(), "--help"))
                .all();
        if (help.contains("--port int")) {
            options.add("--port=0");
        }
        Daemon started = daemon("kube-controller-manager", options.toArray(String[]::new));
        started.awaitReady(
                START, () -> kubectl("default").run("get", "sa", "default").code() == 0);
        return started;
    }

    /** Starts them; fails with what to do where the binaries are missing. */
    static ApiServer start(Path folder) {
        Path assets = assets();
        for (String binary : List.of("etcd", "kube-apiserver", "kube-controller-manager")) {
            if (!Files.isExecutable(assets.resolve(binary))) {
                throw new AssertionError(
                        "The end-to-end tests need %s: let KUBEBUILDER_ASSETS name a folder that holds it."
                                .formatted(assets.resolve(binary)));
            }
        }
        try {
            Files.createDirectories(folder);
            return new ApiServer(assets, folder);
        } catch (IOException bad) {
            throw new UncheckedIOException(bad);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Path assets() {
        String named = System.getenv("KUBEBUILDER_ASSETS");
        String cache = System.getenv("XDG_CACHE_HOME");
        return named != null
                ? Path.of(named)
                : (cache != null ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("kube-apiserver/bin");
    }

    private void writeKeysAndUsers() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        writePem("sa.key", "PRIVATE KEY", keys.getPrivate().getEncoded());
        writePem("sa.pub", "PUBLIC KEY", keys.getPublic().getEncoded());
        var tokens = new ArrayList<String>();
        USERS.forEach((user, groups) -> tokens.add("%s,%s,%s,\"%s\"".formatted(token(user), user, user, groups)));
        Files.write(folder.resolve("tokens.csv"), tokens);
    }

    /** What a request of the user carries. */
    String token(String user) {
        return "token-of-" + user.replace(':', '-');
    }

    private void writePem(String name, String type, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Path file = folder.resolve(name);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, base64, type));
    }

    private Daemon daemon(String binary, String... options) {
        var command = new ArrayList<>(List.of(assets.resolve(binary).toString()));
        command.addAll(List.of(options));
        return Daemon.start(binary, folder.resolve(binary + ".log"), Map.of(), command);
    }

    private Daemon startServer() {
        Daemon started = daemon(
                "kube-apiserver",
                "--bind-address=" + ADDRESS,
                "--advertise-address=" + ADDRESS,
                "--secure-port=" + port,
                "--cert-dir=" + folder.resolve("server"),
                "--endpoint-reconciler-type=none",
                "--etcd-servers=http://" + ADDRESS + ":" + etcdPort,
                "--token-auth-file=" + folder.resolve("tokens.csv"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + folder.resolve("sa.pub"),
                "--service-account-signing-key-file=" + folder.resolve("sa.key"),
                "--service-cluster-ip-range=10.96.0.0/16",
                "--authorization-mode=RBAC",
                "--allow-privileged");
        started.awaitReady(
                START,
                () -> Files.exists(certificate())
                        && kubectl("").run("get", "--raw", "/readyz").out().equals("ok"));
        return started;
    }

    private Path certificate() {
        return folder.resolve("server/apiserver.crt");
    }

    /** Where it listens. */
    String address() {
        return "https://%s:%d".formatted(ADDRESS, port);
    }

    /** What trusts it alone. */
    SSLContext trust() {
        return Trust.in(certificate());
    }

    /** The file that lets a user in. */
    Path kubeconfig(String user) {
        Path file = folder.resolve(user.replace(':', '-') + ".kubeconfig");
        try {
            Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: test, cluster: {server: "https://%s:%d", certificate-authority: "%s"}}]
                    users: [{name: user, user: {token: "%s"}}]
                    contexts: [{name: test, context: {cluster: test, user: user}}]
                    current-context: test
                    """.formatted(ADDRESS, port, certificate(), token(user)));
        } catch (IOException bad) {
            throw new UncheckedIOException(bad);
        }
        return file;
    }

    /** {@code kubectl} with all rights. */
    Kubectl kubectl(String namespace) {
        return kubectl("admin", namespace);
    }

    Kubectl kubectl(String user, String namespace) {
        return new Kubectl(kubeconfig(user), folder, namespace);
    }

    /** The version it says it is, such as {@code v1.20.2}. */
    String version() {
        return kubectl("")
                .run("get", "--raw", "/version")
                .ok()
                .out()
                .replaceAll("(?s).*\"gitVersion\": \"([^\"]*)\".*", "$1");
    }

    /** The release of that version, such as {@code 1.20}. */
    String release() {
        return version().replaceAll("^v(\\d+\\.\\d+).*", "$1");
    }

    /** Whether webhook configurations may have match conditions: so from 1.28 on. */
    boolean hasMatchConditions() {
        return Integer.parseInt(release().substring("1.".length())) >= 28;
    }

    /** Whether it serves a resource, such as {@code validatingadmissionpolicies}. */
    boolean serves(String resource) {
        return kubectl("")
                .run("api-resources", "--no-headers", "-o", "name")
                .all()
                .lines()
                .anyMatch(line -> line.startsWith(resource + "."));
    }

    /** Stops the API server alone; the others try on until it is back. */
    void stopServer() {
        server.kill();
    }

    /** Starts it again where it was. */
    void startServerAgain() {
        server = startServer();
    }

    @Override
    public void close() {
        controllers.close();
        server.close();
        etcd.close();
    }
}
