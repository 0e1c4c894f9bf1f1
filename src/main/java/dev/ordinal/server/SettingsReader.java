package dev.ordinal.server;

import dev.ordinal.policy.Action;
import dev.ordinal.policy.Nearest;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the settings: what the command line says counts before the environment, that before the settings file, that
 * before the defaults. Every mistake is told, each with the key, the value, what was expected and where it stands.
 */
final class SettingsReader {

    /** Where a settings file is looked for if none is named. */
    static final Path STANDARD_FILE = Path.of("/etc/ordinal/config/application.properties");

    /** The key, and system property, that names the settings file. */
    static final String CONFIG = Key.PREFIX + "config";

    private static final String CONFIG_VARIABLE = "ORDINAL_CONFIG";
    private static final Path OWN_NAMESPACE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");
    private static final String STANDARD_NAMESPACE = "ordinal-system";
    private static final String DEFAULT = "the default";
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,9})(Ki|Mi)?");

    private record Value(String text, String source) {
        boolean isDefault() {
            return source.equals(DEFAULT);
        }
    }

    private final Map<String, String> commandLine;
    private final Map<String, String> environment;
    private final List<String> mistakes = new ArrayList<>();
    private Map<String, String> fromFile = Map.of();
    private String fileName = "";

    private SettingsReader(Map<String, String> commandLine, Map<String, String> environment) {
        this.commandLine = commandLine;
        this.environment = environment;
    }

    /**
     * Reads the settings.
     *
     * @param commandLine by key, such as {@code ordinal.view}
     * @param environment the process's
     * @throws BadSettings if any of them cannot be used
     */
    static Settings read(Map<String, String> commandLine, Map<String, String> environment) throws BadSettings {
        return new SettingsReader(commandLine, environment).read();
    }

    private Settings read() throws BadSettings {
        Optional<Path> file = file();
        file.ifPresent(this::readFile);
        unknownKeys();
        Optional<Path> certificate = path(Key.TLS_CERTIFICATE);
        Optional<Path> key = path(Key.TLS_KEY);
        boolean insecure = truth(Key.LISTEN_INSECURE);
        tlsMistakes(certificate, key, insecure);
        certificate.ifPresent(path -> mustBeReadable(Key.TLS_CERTIFICATE, path));
        key.ifPresent(path -> mustBeReadable(Key.TLS_KEY, path));
        Optional<Path> policies = path(Key.POLICIES);
        Optional<Path> view = path(Key.VIEW);
        view.ifPresent(path -> mustBeReadable(Key.VIEW, path));
        boolean builtin = truth(Key.BUILTIN_POLICIES);
        if (!builtin && policies.isEmpty()) {
            mistakes.add(Key.BUILTIN_POLICIES.key() + " is false and " + Key.POLICIES.key()
                    + " names no folder: there would be no policy.");
        }
        Optional<Path> kubeconfig = path(Key.KUBECONFIG);
        kubeconfig.ifPresent(path -> mustBeReadable(Key.KUBECONFIG, path));
        int port = (int) number(Key.LISTEN_PORT, 1, 65_535);
        int managementPort = (int) number(Key.LISTEN_MANAGEMENT_PORT, 1, 65_535);
        if (port == managementPort) {
            mistakes.add(Key.LISTEN_PORT.key() + " and " + Key.LISTEN_MANAGEMENT_PORT.key() + " are both " + port
                    + ": expected two ports.");
        }
        int concurrency = (int) number(Key.LIMITS_CONCURRENCY, 0, 1024);
        var settings = new Settings(
                enforcement(),
                policies,
                builtin,
                view,
                kubeconfig,
                optional(Key.CONTEXT),
                optional(Key.NAMESPACE).orElseGet(SettingsReader::ownNamespace),
                port,
                managementPort,
                insecure,
                certificate.flatMap(path -> key.map(with -> new Settings.Tls(path, with))),
                names(Key.BYPASS_USERS),
                names(Key.BYPASS_GROUPS),
                bytes(Key.LIMITS_BODY, 1 << 10, 64 << 20),
                concurrency == 0 ? 4 * Runtime.getRuntime().availableProcessors() : concurrency,
                time(Key.LIMITS_DEADLINE_MARGIN, Duration.ZERO, Duration.ofSeconds(30)),
                (int) number(Key.IMPACT_MAX_SUBJECTS, 1, 100_000),
                time(Key.RELOAD_INTERVAL, Duration.ofMillis(100), Duration.ofHours(1)),
                time(Key.DRAIN, Duration.ZERO, Duration.ofMinutes(10)),
                time(Key.WARM_UP, Duration.ZERO, Duration.ofMinutes(1)),
                logFormat(),
                file,
                texts());
        if (!mistakes.isEmpty()) {
            throw new BadSettings(mistakes);
        }
        return settings;
    }

    private Map<Key, String> texts() {
        var texts = new EnumMap<Key, String>(Key.class);
        for (Key key : Key.values()) {
            texts.put(key, value(key).text());
        }
        return texts;
    }

    /** The settings file: the one that is named, which must be there, or the standard one if it is there. */
    private Optional<Path> file() {
        String named = commandLine.getOrDefault(CONFIG, environment.getOrDefault(CONFIG_VARIABLE, ""));
        if (named.isEmpty()) {
            return Files.isRegularFile(STANDARD_FILE) ? Optional.of(STANDARD_FILE) : Optional.empty();
        }
        Path path = Path.of(named);
        Path file = Files.isDirectory(path) ? path.resolve("application.properties") : path;
        if (!Files.isReadable(file)) {
            mistakes.add("The settings file " + file + " cannot be read.");
            return Optional.empty();
        }
        return Optional.of(file);
    }

    private void readFile(Path file) {
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            mistakes.add("The settings file " + file + " cannot be read: " + e.getMessage() + ".");
        }
        var values = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        fromFile = values;
        fileName = file.toString();
    }

    private void unknownKeys() {
        List<String> known = Arrays.stream(Key.values()).map(Key::key).toList();
        for (String name : fromFile.keySet()) {
            if (!known.contains(name)) {
                mistakes.add(name + " (" + fileName + "): there is no such setting"
                        + Nearest.to(name, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("."));
            }
        }
    }

    private void tlsMistakes(Optional<Path> certificate, Optional<Path> key, boolean insecure) {
        if (insecure && (certificate.isPresent() || key.isPresent())) {
            mistakes.add(Key.LISTEN_INSECURE.key() + " is true, and there is a certificate: expected one of the two.");
        } else if (!insecure && certificate.isEmpty() && key.isEmpty()) {
            mistakes.add("No certificate: set " + Key.TLS_CERTIFICATE.key() + " and " + Key.TLS_KEY.key()
                    + " (--cert and --key) to files in PEM. To try things out, --insecure serves plain HTTP on the"
                    + " loopback interface.");
        } else if (certificate.isPresent() != key.isPresent()) {
            Key missing = key.isEmpty() ? Key.TLS_KEY : Key.TLS_CERTIFICATE;
            mistakes.add(missing.key() + " is not set: a certificate and its key are needed both.");
        }
    }

    /** A settings file has to say it, since one in which it went missing must never turn warnings into denials. */
    private Action enforcement() {
        Value value = value(Key.ENFORCEMENT);
        if (!fileName.isEmpty() && value.isDefault()) {
            mistakes.add(Key.ENFORCEMENT.key() + " is not set: expected " + Key.ENFORCEMENT.expected() + " in "
                    + fileName + ".");
        }
        return switch (value.text().toLowerCase(Locale.ROOT)) {
            case "deny" -> Action.DENY;
            case "warn" -> Action.WARN;
            case "audit" -> Action.AUDIT;
            default -> {
                mistake(Key.ENFORCEMENT, value);
                yield Action.DENY;
            }
        };
    }

    private Settings.LogFormat logFormat() {
        Value value = value(Key.LOG_FORMAT);
        return switch (value.text().toLowerCase(Locale.ROOT)) {
            case "json" -> Settings.LogFormat.JSON;
            case "text" -> Settings.LogFormat.TEXT;
            case "auto" -> Settings.LogFormat.AUTO;
            default -> {
                mistake(Key.LOG_FORMAT, value);
                yield Settings.LogFormat.AUTO;
            }
        };
    }

    private boolean truth(Key key) {
        Value value = value(key);
        if (!value.text().equals("true") && !value.text().equals("false")) {
            mistake(key, value);
        }
        return value.text().equals("true");
    }

    private long number(Key key, long least, long most) {
        Value value = value(key);
        if (value.text().matches("[0-9]{1,9}")) {
            long number = Long.parseLong(value.text());
            if (number >= least && number <= most) {
                return number;
            }
        }
        mistake(key, value);
        return least;
    }

    private long bytes(Key key, long least, long most) {
        Value value = value(key);
        Matcher parts = BYTES.matcher(value.text());
        if (parts.matches()) {
            String unit = String.valueOf(parts.group(2));
            long bytes =
                    Long.parseLong(parts.group(1)) * (unit.equals("Ki") ? 1 << 10 : unit.equals("Mi") ? 1 << 20 : 1);
            if (bytes >= least && bytes <= most) {
                return bytes;
            }
        }
        mistake(key, value);
        return least;
    }

    private Duration time(Key key, Duration least, Duration most) {
        Value value = value(key);
        Matcher parts = TIME.matcher(value.text());
        if (parts.matches()) {
            long number = Long.parseLong(parts.group(1));
            Duration time = switch (parts.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
            if (time.compareTo(least) >= 0 && time.compareTo(most) <= 0) {
                return time;
            }
        }
        mistake(key, value);
        return least;
    }

    private Set<String> names(Key key) {
        var names = new LinkedHashSet<String>();
        for (String name : value(key).text().split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    private Optional<String> optional(Key key) {
        return Optional.of(value(key).text()).filter(text -> !text.isEmpty());
    }

    private Optional<Path> path(Key key) {
        Value value = value(key);
        try {
            return value.text().isEmpty() ? Optional.empty() : Optional.of(Path.of(value.text()));
        } catch (InvalidPathException e) {
            mistake(key, value);
            return Optional.empty();
        }
    }

    private void mustBeReadable(Key key, Path path) {
        if (!Files.isReadable(path)) {
            mistakes.add(described(key, value(key)) + ": it is not there or cannot be read.");
        }
    }

    private Value value(Key key) {
        String told = commandLine.get(key.key());
        if (told != null) {
            return new Value(told.strip(), "the command line");
        }
        String variable = environment.get(key.variable());
        if (variable != null && !variable.isEmpty()) {
            return new Value(variable.strip(), "the environment variable " + key.variable());
        }
        String written = fromFile.get(key.key());
        if (written != null) {
            return new Value(written.strip(), fileName);
        }
        return new Value(key.standard(), DEFAULT);
    }

    private void mistake(Key key, Value value) {
        mistakes.add(described(key, value) + ": expected " + key.expected() + ".");
    }

    private static String described(Key key, Value value) {
        return key.key() + " = \"" + value.text() + "\" (" + value.source() + ")";
    }

    private static String ownNamespace() {
        try {
            String namespace = Files.readString(OWN_NAMESPACE).strip();
            return namespace.isEmpty() ? STANDARD_NAMESPACE : namespace;
        } catch (IOException notInACluster) {
            return STANDARD_NAMESPACE;
        }
    }
}
