package dev.ordinal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ordinal.policy.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

    @TempDir
    Path folder;

    private static final Map<String, String> INSECURE = Map.of("ordinal.listen.insecure", "true");

    private static Map<String, String> and(Map<String, String> some, String key, String value) {
        var more = new HashMap<>(some);
        more.put(key, value);
        return more;
    }

    private static List<String> mistakes(Map<String, String> commandLine, Map<String, String> environment) {
        try {
            SettingsReader.read(commandLine, environment);
            return List.of();
        } catch (BadSettings bad) {
            return bad.mistakes();
        }
    }

    @Test
    void withoutAnythingSetTheDefaultsHold() throws BadSettings {
        Settings settings = SettingsReader.read(INSECURE, Map.of());

        assertThat(settings.enforcement()).isEqualTo(Action.DENY);
        assertThat(settings.builtin()).isTrue();
        assertThat(settings.port()).isEqualTo(8443);
        assertThat(settings.managementPort()).isEqualTo(9000);
        assertThat(settings.body()).isEqualTo(8L << 20);
        assertThat(settings.deadlineMargin()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.concurrency()).isPositive();
        assertThat(settings.bypassUsers()).isEmpty();
        assertThat(settings.namespace()).isNotEmpty();
    }

    @Test
    void theCommandLineCountsBeforeTheEnvironmentAndThatBeforeTheFile() throws BadSettings, IOException {
        Path file = Files.writeString(folder.resolve("application.properties"), """
                ordinal.enforcement=audit
                ordinal.bypass.users= jane , system:admin
                ordinal.limits.body=1Mi
                """);
        Map<String, String> commandLine = and(INSECURE, "ordinal.config", folder.toString());

        assertThat(SettingsReader.read(commandLine, Map.of()).enforcement()).isEqualTo(Action.AUDIT);
        assertThat(SettingsReader.read(commandLine, Map.of()).file()).contains(file);
        Map<String, String> environment = Map.of("ORDINAL_ENFORCEMENT", "warn", "ORDINAL_BYPASS_USERS", "");
        Settings settings = SettingsReader.read(commandLine, environment);
        assertThat(settings.enforcement()).isEqualTo(Action.WARN);
        assertThat(settings.bypassUsers()).containsExactlyInAnyOrder("jane", "system:admin");
        assertThat(settings.body()).isEqualTo(1 << 20);
        assertThat(SettingsReader.read(and(commandLine, "ordinal.enforcement", "Deny"), environment)
                        .enforcement())
                .isEqualTo(Action.DENY);
    }

    @Test
    void everyMistakeIsToldWithItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("my.properties"), """
                ordinal.enforcment=deny
                ordinal.enforcement=denied
                other=1
                ordinal.limits.body=9Gi
                ordinal.drain=5 s
                ordinal.limits.concurrency=many
                ordinal.builtin-policies=yes
                ordinal.log.format=xml
                """);

        assertThat(mistakes(
                        Map.of("ordinal.config", file.toString(), "ordinal.listen.port", "0", "ordinal.view", "/nope"),
                        Map.of("ORDINAL_TLS_KEY", "/nope.key", "ORDINAL_LISTEN_MANAGEMENT_PORT", "tcp://10.0.0.1")))
                .containsExactlyInAnyOrder(
                        "ordinal.enforcment (%s): there is no such setting; did you mean ordinal.enforcement?"
                                .formatted(file),
                        "ordinal.enforcement = \"denied\" (%s): expected deny, warn or audit.".formatted(file),
                        "other (%s): there is no such setting.".formatted(file),
                        "ordinal.limits.body = \"9Gi\" (%s): expected bytes, such as 8388608 or 8Mi, from 1Ki to 64Mi."
                                .formatted(file),
                        "ordinal.drain = \"5 s\" (%s): expected a time from 0s to 10m, such as 5s.".formatted(file),
                        "ordinal.limits.concurrency = \"many\" (%s): expected a number from 0 to 1024.".formatted(file),
                        "ordinal.builtin-policies = \"yes\" (%s): expected true or false.".formatted(file),
                        "ordinal.builtin-policies is false and ordinal.policies names no folder: there would be no"
                                + " policy.",
                        "ordinal.log.format = \"xml\" (%s): expected json, text or auto.".formatted(file),
                        "ordinal.listen.port = \"0\" (the command line): expected a port, 1 to 65535.",
                        "ordinal.listen.management-port = \"tcp://10.0.0.1\" (the environment variable"
                                + " ORDINAL_LISTEN_MANAGEMENT_PORT): expected a port, 1 to 65535.",
                        "ordinal.listen.port and ordinal.listen.management-port are both 1: expected two ports.",
                        "ordinal.view = \"/nope\" (the command line): it is not there or cannot be read.",
                        "ordinal.tls.certificate is not set: a certificate and its key are needed both.",
                        "ordinal.tls.key = \"/nope.key\" (the environment variable ORDINAL_TLS_KEY): it is not there or"
                                + " cannot be read.");
    }

    @Test
    void aServerWithoutACertificateHasToBeAskedFor() {
        assertThat(mistakes(Map.of(), Map.of()))
                .singleElement()
                .asString()
                .startsWith("No certificate: set ordinal.tls.certificate and ordinal.tls.key (--cert and --key)");
        assertThat(mistakes(and(INSECURE, "ordinal.tls.key", "/dev/null"), Map.of()))
                .containsExactly(
                        "ordinal.listen.insecure is true, and there is a certificate: expected one of the two.");
    }

    @Test
    void aSettingsFileHasToSayWhatMayBeDenied() throws BadSettings, IOException {
        Path file = Files.writeString(folder.resolve("my.properties"), "ordinal.bypass.users=jane\n");
        Map<String, String> named = and(INSECURE, "ordinal.config", file.toString());

        assertThat(mistakes(named, Map.of()))
                .containsExactly("ordinal.enforcement is not set: expected deny, warn or audit in %s.".formatted(file));
        assertThat(SettingsReader.read(named, Map.of("ORDINAL_ENFORCEMENT", "warn"))
                        .enforcement())
                .isEqualTo(Action.WARN);
    }

    @Test
    void whatHasChangedIsKnown() throws BadSettings {
        Settings before = SettingsReader.read(INSECURE, Map.of());

        assertThat(before.changedIn(SettingsReader.read(INSECURE, Map.of()))).isEmpty();
        assertThat(before.changedIn(SettingsReader.read(
                        and(INSECURE, "ordinal.listen.port", "9999"), Map.of("ORDINAL_BYPASS_USERS", "jane"))))
                .containsExactly(Key.LISTEN_PORT, Key.BYPASS_USERS);
    }

    @Test
    void aSettingsFileThatIsNamedMustBeThere() {
        assertThat(mistakes(INSECURE, Map.of("ORDINAL_CONFIG", "/nope/x.properties")))
                .containsExactly("The settings file /nope/x.properties cannot be read.");
    }

    @Test
    void timesHaveUnits() throws BadSettings {
        for (Map.Entry<String, Duration> time : Map.of(
                        "0s", Duration.ZERO, "1500ms", Duration.ofMillis(1500), "2m", Duration.ofMinutes(2))
                .entrySet()) {
            assertThat(SettingsReader.read(and(INSECURE, "ordinal.drain", time.getKey()), Map.of())
                            .drain())
                    .isEqualTo(time.getValue());
        }
        assertThatExceptionOfType(BadSettings.class)
                .isThrownBy(() -> SettingsReader.read(and(INSECURE, "ordinal.drain", "1h"), Map.of()));
    }
}
