package dev.ordinal.server;

import java.util.Locale;

/** The settings there are. {@code docs/configuration.md} lists them; a test compares. */
enum Key {
    ENFORCEMENT("enforcement", "deny", "deny, warn or audit", true),
    POLICIES("policies", "", "a folder", false),
    BUILTIN_POLICIES("builtin-policies", "true", "true or false", false),
    VIEW("view", "", "a folder", false),
    KUBECONFIG("kubeconfig", "", "a file", false),
    CONTEXT("context", "", "the name of a context", false),
    NAMESPACE("namespace", "", "the name of a namespace", false),
    LISTEN_PORT("listen.port", "8443", "a port, 1 to 65535", false),
    LISTEN_MANAGEMENT_PORT("listen.management-port", "9000", "a port, 1 to 65535", false),
    LISTEN_INSECURE("listen.insecure", "false", "true or false", false),
    TLS_CERTIFICATE("tls.certificate", "", "a file in PEM", false),
    TLS_KEY("tls.key", "", "a file in PEM", false),
    BYPASS_USERS("bypass.users", "", "names separated by commas", true),
    BYPASS_GROUPS("bypass.groups", "", "names separated by commas", true),
    LIMITS_BODY("limits.body", "8Mi", "bytes, such as 8388608 or 8Mi, from 1Ki to 64Mi", false),
    LIMITS_CONCURRENCY("limits.concurrency", "0", "a number from 0 to 1024", false),
    LIMITS_DEADLINE_MARGIN("limits.deadline-margin", "500ms", "a time from 0s to 30s, such as 500ms", false),
    IMPACT_MAX_SUBJECTS("impact.max-subjects", "200", "a number from 1 to 100000", false),
    RELOAD_INTERVAL("reload.interval", "2s", "a time from 100ms to 1h, such as 2s", false),
    DRAIN("drain", "5s", "a time from 0s to 10m, such as 5s", false),
    WARM_UP("warm-up", "2s", "a time from 0s to 1m, such as 2s", false),
    LOG_FORMAT("log.format", "auto", "json, text or auto", false);

    /** What every key begins with. */
    static final String PREFIX = "ordinal.";

    private final String name;
    private final String standard;
    private final String expected;
    private final boolean reread;

    Key(String name, String standard, String expected, boolean reread) {
        this.name = PREFIX + name;
        this.standard = standard;
        this.expected = expected;
        this.reread = reread;
    }

    /** Such as {@code ordinal.tls.key}. */
    String key() {
        return name;
    }

    /** Such as {@code ORDINAL_TLS_KEY}. */
    String variable() {
        return name.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The value it has if nobody sets it. */
    String standard() {
        return standard;
    }

    /** What values it takes, in words. */
    String expected() {
        return expected;
    }

    /** Whether a change of the settings file takes effect without a restart. */
    boolean isReread() {
        return reread;
    }
}
