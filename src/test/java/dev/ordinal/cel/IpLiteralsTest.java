package dev.ordinal.cel;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralsTest {

    private static String found(String text) {
        return IpLiterals.in(text, "").stream().map(IpLiteral::ip).collect(joining(" "));
    }

    private static IpLiteral only(String text) {
        List<IpLiteral> found = IpLiterals.in(text, "");
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.5",
                "10.0.0.5:6379",
                "http://10.0.0.5/path",
                "http://10.0.0.5/24",
                "redis://10.0.0.5:6379/0",
                "jdbc:postgresql://10.0.0.5:5432/db?user=x",
                "postgres://user:pass@10.0.0.5/db",
                "--host=10.0.0.5",
                "mysql -h10.0.0.5 -uroot",
                "mysql '-h10.0.0.5'",
                "sh load.sh 10.0.0.5 > /dev/null 2>&1; exit 0",
                "The primary is 10.0.0.5.",
                "[\"10.0.0.5\"]",
                "- targets: ['10.0.0.5:32514']",
                "{\"server\":\"10.0.0.5\"}",
                "server: 10.0.0.5",
                "10.0.0.5/32",
                "exec 3<>/dev/tcp/10.0.0.5/80",
                "curl --resolve db.example:443:10.0.0.5",
                "::ffff:10.0.0.5",
                "a\\n10.0.0.5",
                "forward . 10.0.0.5 {",
                "$IP == \"10.0.0.5\"",
                "HOST=\"10.0.0.5\"",
                "server.1=10.0.0.5:2888:3888",
                "//10.0.0.5/share",
                "10.0.0.5-",
                "10.0.0.5 - the primary",
                "serverVer: 10.0.0.5",
                "ready = {host = \"10.0.0.5\"}",
                "nslookup 10.0.0.5; nslookup localhost",
            })
    void findsAHost(String text) {
        assertThat(found(text)).isEqualTo("10.0.0.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no address",
                "1.2.3",
                "10.0.0.256",
                "10.00.0.5",
                "10.0.0.5.6",
                ".1.3.6.1.4.1.2021",
                "1.3.6.1.4.1.2021.10.1.3",
                "127.0.0.1:9090",
                "0.0.0.0:8080",
                "169.254.169.254",
                "224.0.0.251",
                "255.255.255.0",
                "192.0.2.7",
                "198.51.100.7",
                "203.0.113.7",
                "10.0.0.0/8",
                "10.0.0.5/24",
                "10.0.0.5/255.255.255.0",
                "host all all 10.48.0.0/20 md5",
                "10.0.0.5-10.0.0.9",
                "10.0.0.5 - 10.0.0.9",
                "10.0.0.5-20",
                "v10.0.0.5",
                "-v10.0.0.5",
                "version: 10.0.0.5",
                "version 10.0.0.5",
                "appVersion=\"10.0.0.5\"",
                "image_tag: 10.0.0.5",
                "release 10.0.0.5",
                "app-10.0.0.5.jar",
                "10.0.0.5-alpine",
                "10.0.0.5+build",
                "10.0.0.5_1",
                "nginx:10.0.0.5",
                "registry/nginx:10.0.0.5",
                "requests==10.0.0.5",
                "~10.0.0.5",
                "^10.0.0.5",
                "/opt/app/10.0.0.5/bin",
                "10.0.0.5.nip.io",
                "10.0.0.5.*",
                "10\\.0\\.0\\.5",
                "10.0.0.5\\.",
                "x_10.0.0.5",
                "arn:aws:iam::121212121212:role/x",
                "# 10.0.0.5",
                "  #10.0.0.5",
                "// 10.0.0.5",
                "; 10.0.0.5",
                "-- 10.0.0.5",
                "<!-- 10.0.0.5 -->",
                "bind 0.0.0.0 # not 10.0.0.5",
                "x = 1 // not 10.0.0.5",
                "up{host!=\"10.0.0.5\"}",
                "up{host=~\"10.0.0.5:9100\"}",
                "up{host=~\"10.0.0.5|10.0.0.6\"}",
                "rate(x_total{job=~\".*\", host=\"10.0.0.5\"}[5m])",
                "localhost,127.0.0.1,10.0.0.5",
                "10.0.0.5,.svc,.cluster.local",
                "10.0.0.5, 10.96.0.0/12",
                "trusted = [\"10.1.0.0/16\", \"192.168.1.3\"]",
                "-Dhttp.nonProxyHosts=a|10.0.0.5",
                "no_proxy=a,10.0.0.5",
                "--no-proxy 10.0.0.5",
                "10.*,10.0.0.5",
                "*.svc,10.0.0.5",
            })
    void leavesTheHarmless(String text) {
        assertThat(found(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fd00::5, fd00::5",
        "http://[fd00::5]:8080/x, fd00::5",
        "[FD00:0:0:1::5]:6379, FD00:0:0:1::5",
        "2606:4700:4700::1111, 2606:4700:4700::1111",
        "fd00::5/128, fd00::5",
        "fd00:1:2:3:4:5:6:7, fd00:1:2:3:4:5:6:7",
        "peer fd00::5., fd00::5",
        "fd00::5: down, fd00::5",
        "a ::ffff:10.0.0.5 b, 10.0.0.5",
    })
    void findsIpv6(String text, String ip) {
        assertThat(found(text)).isEqualTo(ip);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "[::]:8080",
                "[::1]:8080",
                "fe80::1%eth0",
                "fe80::1",
                "ff02::1",
                "2001:db8::7",
                "fd00::/8",
                "fd00::5/64",
                "12:30:00",
                "2024-01-01T12:30:00Z",
                "fd:00:11:22:33:44",
                "aa:bb:cc:dd:ee:ff",
                "std::cafe",
                "cafe::babe",
                "add::1",
                "fd00:::5",
                "fd00::5::6",
                "xfd00::5",
                "fd00::5x",
                "a:b:c:d",
                "role::1234",
            })
    void leavesWhatOnlyLooksLikeIpv6(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void saysWhatTheAddressIsGivenTo() {
        assertThat(only("- seeds: [ '10.0.0.5' ]").key()).isEqualTo("seeds");
        assertThat(only("  \"peer-address\": \"10.0.0.5\"").key()).isEqualTo("peer-address");
        assertThat(only("run --cluster.peer 10.0.0.5").key()).isEqualTo("cluster.peer");
        assertThat(only("--host=10.0.0.5").key()).isEqualTo("host");
        assertThat(only("x := 10.0.0.5").key()).isEqualTo("x");
        assertThat(only("forward . 10.0.0.5 {").key()).isEqualTo("forward");
        assertThat(only("nameserver 10.0.0.5").key()).isEqualTo("nameserver");
        assertThat(only("echo nameserver 10.0.0.5").key()).isEqualTo("nameserver");
        assertThat(only("10.0.0.5").key()).isEmpty();
        assertThat(IpLiterals.in("a=10.0.0.5,10.0.0.6", ""))
                .extracting(IpLiteral::key)
                .containsExactly("a", "a");
    }

    @Test
    void takesTheNameOfTheWholeText() {
        assertThat(IpLiterals.in("10.0.0.5", "SEEDS"))
                .extracting(IpLiteral::key)
                .containsExactly("SEEDS");
        assertThat(IpLiterals.in("10.0.0.5", "NO_PROXY")).isEmpty();
        assertThat(IpLiterals.in("x=10.0.0.5", "NO_PROXY")).isEmpty();
        assertThat(IpLiterals.in("10.0.0.5", "APP_VERSION")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://admin:s3cr3t@10.0.0.5:5432/db?password=x, postgres://10.0.0.5:5432",
        "https://hooks:t0ken@[fd00::5]/services/T0K3N, https://[fd00::5]",
        "http://10.0.0.5/s3cr3t, http://10.0.0.5",
        "admin:s3cr3t@10.0.0.5, 10.0.0.5",
        "mongodb+srv://u:p=w@10.0.0.5:27017, 10.0.0.5:27017",
        "amqp://u:a/b://c@10.0.0.5, amqp://10.0.0.5",
        "1@10.0.0.5:9093, 10.0.0.5:9093",
        "10.0.0.5:80a, 10.0.0.5",
        "://10.0.0.5:, 10.0.0.5"
    })
    void tellsNoSecretThatStandsBesideAnAddress(String text, String host) {
        assertThat(only(text).host()).isEqualTo(host);
    }

    @Test
    void saysWhere() {
        var text = "# 10.0.0.4\n\n  é😀 http://10.0.0.5:8080/x,\n  [fd00::5]:6379\n";

        List<IpLiteral> found = IpLiterals.in(text, "");

        assertThat(found).extracting(IpLiteral::line).containsExactly(3, 4);
        assertThat(found).extracting(IpLiteral::host).containsExactly("http://10.0.0.5:8080", "[fd00::5]:6379");
        assertThat(found).extracting(IpLiteral::port).containsExactly(8080, 6379);
        assertThat(found.getFirst().offset())
                .isEqualTo(text.codePointCount(0, text.indexOf("10.0.0.5")))
                .isEqualTo(text.indexOf("10.0.0.5") - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, PRIVATE",
        "172.16.0.9, PRIVATE",
        "172.32.0.9, PUBLIC",
        "192.168.0.9, PRIVATE",
        "100.64.0.9, SHARED",
        "100.128.0.9, PUBLIC",
        "8.8.8.8, PUBLIC",
        "10.96.0.0, NETWORK",
        "fd12:3456::1, PRIVATE",
        "2606:4700::1, PUBLIC",
    })
    void saysWhatKind(String text, IpLiteral.Kind kind) {
        assertThat(only(text).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.5:80, 80", "10.0.0.5:70000, 0", "10.0.0.5:80a, 0", "10.0.0.5:, 0", "10.0.0.5:2888:3888, 2888"})
    void readsThePort(String text, int port) {
        assertThat(only(text).port()).isEqualTo(port);
    }

    @Test
    void findsAllOfAList() {
        assertThat(found("http://10.0.0.5:2379,http://10.0.0.6:2379, 10.0.0.7"))
                .isEqualTo("10.0.0.5 10.0.0.6 10.0.0.7");
        assertThat(found("targets: ['127.0.0.1:9090', '10.0.0.5:9090']")).isEqualTo("10.0.0.5");
        assertThat(found("no_proxy=10.0.0.5\nhost=10.0.0.6")).isEqualTo("10.0.0.6");
    }

    @Test
    void stopsAtABound() {
        assertThat(IpLiterals.in("10.0.0.5 ".repeat(1_000), "")).hasSize(IpLiterals.MOST);
        assertThat(IpLiterals.in("version 10.0.0.5\n".repeat(10_000) + "10.0.0.6", ""))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.",
                ".1",
                "a:",
                ":",
                "::",
                "10.0.0.5/",
                "10.0.0.5,",
                "x10.0.0.5",
                "10.0.0.5.1",
                "\"10.0.0.5\"|",
                "{",
                "a=\"10.0.0.5\", ",
                "# 10.0.0.5",
                "-10.0.0.5",
                "fd00::5,",
                "ab:cd:ef:",
                "v 10.0.0.5 "
            })
    void takesTimeThatGrowsWithTheTextAlone(String piece) {
        var text = piece.repeat(2_000_000 / piece.length());
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> IpLiterals.in(text, ""));
    }

    @Property(tries = 2_000)
    void theOffsetPointsAtTheAddress(@ForAll("texts") String text) {
        for (IpLiteral literal : IpLiterals.in(text, "")) {
            int start = text.offsetByCodePoints(0, literal.offset());
            assertThat(text.startsWith(literal.ip(), start)).isTrue();
            assertThat(literal.host()).contains(literal.ip()).doesNotContain("@");
            assertThat(literal.line())
                    .isEqualTo(1
                            + (int) text.substring(0, start)
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count());
            assertThat(IpAddress.parse(literal.ip())).isPresent();
        }
    }

    @Property
    void neverThrows(@ForAll String text, @ForAll String name) {
        assertThat(IpLiterals.in(text, name)).isNotNull();
    }

    @Property
    void findsAnyPrivateAddressBetweenSpaces(@ForAll("octets") List<Integer> octets) {
        var ip = "10." + octets.get(0) + "." + octets.get(1) + "." + octets.get(2);
        assertThat(found("use " + ip + " now")).isEqualTo(ip);
    }

    @Provide
    Arbitrary<List<Integer>> octets() {
        return Arbitraries.integers().between(0, 255).list().ofSize(3);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "10.0.0.5",
                        "fd00::5",
                        "8.8.8.8",
                        "10.",
                        "::",
                        ":",
                        ".",
                        ",",
                        " ",
                        "\n",
                        "#",
                        "//",
                        "\"",
                        "'",
                        "[",
                        "]",
                        "{",
                        "}",
                        "=",
                        "=~",
                        "host",
                        "version",
                        "-",
                        "/",
                        "/24",
                        "/32",
                        "@",
                        "|",
                        ";",
                        "\\n",
                        "😀",
                        "é",
                        "no_proxy",
                        "localhost",
                        "*",
                        "5",
                        ":80")
                .list()
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces));
    }
}
