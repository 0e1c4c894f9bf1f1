package dev.ordinal.server;

import dev.ordinal.policy.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * All that can be set. {@code docs/configuration.md} says what each means.
 *
 * @param enforcement no finding means more than this
 * @param policies a folder of policies
 * @param builtin whether the built-in policies are used
 * @param view a folder of manifests that stands for the cluster; empty for a real one
 * @param kubeconfig how to reach the cluster; empty for what the environment says
 * @param context which of the file's contexts; empty for its current one
 * @param namespace where the server itself runs
 * @param port of the doors
 * @param managementPort of health and metrics
 * @param insecure whether the doors speak plain HTTP, on the loopback interface alone
 * @param tls the certificate and its key; empty only if insecure
 * @param bypassUsers users whose requests are not judged
 * @param bypassGroups groups whose members' requests are not judged
 * @param body bytes of a request at most
 * @param concurrency requests that are judged at a time
 * @param deadlineMargin how long before the API server's deadline an answer must be there
 * @param maxSubjects how many other objects a change is judged for at most
 * @param reloadInterval how often files are looked at for changes
 * @param drain how long the server goes on serving once it was asked to stop
 * @param warmUp how long made-up reviews are judged before the server is ready
 * @param logFormat how log lines look
 * @param file the settings file, if there is one
 * @param texts how each setting is written, to tell what has changed
 */
record Settings(
        Action enforcement,
        Optional<Path> policies,
        boolean builtin,
        Optional<Path> view,
        Optional<Path> kubeconfig,
        Optional<String> context,
        String namespace,
        int port,
        int managementPort,
        boolean insecure,
        Optional<Tls> tls,
        Set<String> bypassUsers,
        Set<String> bypassGroups,
        long body,
        int concurrency,
        Duration deadlineMargin,
        int maxSubjects,
        Duration reloadInterval,
        Duration drain,
        Duration warmUp,
        LogFormat logFormat,
        Optional<Path> file,
        Map<Key, String> texts) {

    Settings {
        texts = Map.copyOf(texts);
    }

    /** The settings that others write otherwise. */
    List<Key> changedIn(Settings others) {
        return Arrays.stream(Key.values())
                .filter(key -> !Objects.equals(texts.get(key), others.texts.get(key)))
                .toList();
    }

    /** The files of the certificate that the doors show. */
    record Tls(Path certificate, Path key) {}

    /** How log lines look. */
    enum LogFormat {
        JSON,
        TEXT,
        /** Text on a terminal, else JSON. */
        AUTO
    }
}
