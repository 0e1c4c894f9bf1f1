package dev.ordinal.cel;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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

class PeerNamesTest {

    private static String found(String text) {
        return PeerNames.in(text).stream().map(PeerName::text).collect(joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "web-0.nginx, web, 0, nginx, '', ''",
                "web-12.nginx.prod, web, 12, nginx, prod, ''",
                "web-0.nginx.prod.svc, web, 0, nginx, prod, ''",
                "web-0.nginx.prod.svc.cluster.local, web, 0, nginx, prod, cluster.local",
                "http://web-0.nginx:8080/x, web, 0, nginx, '', ''",
                "0@web-0.nginx.prod.svc.cluster.local:9093, web, 0, nginx, prod, cluster.local",
                "1:web-1.nginx:5432, web, 1, nginx, '', ''",
                "--peer=web-0.nginx.$(POD_NAMESPACE).svc.cluster.local, web, 0, nginx, $(POD_NAMESPACE), cluster.local",
                "web-0.nginx.${NS}.svc, web, 0, nginx, ${NS}, ''",
                "web-0.nginx.$NS.svc.a.b, web, 0, nginx, $NS, a.b",
                "MASTER_HOST='web-0.nginx', web, 0, nginx, '', ''",
                "go to web-0.nginx., web, 0, nginx, '', ''",
                "web-0.nginx.prod.svc.cluster.local.:80, web, 0, nginx, prod, cluster.local",
                "a-b-3.c-d.e-f, a-b, 3, c-d, e-f, ''",
                "server.1=web-0.nginx:2888, web, 0, nginx, '', ''",
                "x\\nweb-0.nginx, web, 0, nginx, '', ''",
                "web-0.nginx.dev, web, 0, nginx, dev, ''",
                "web-0.web.com.svc, web, 0, web, com, ''",
            })
    void findsAName(String text, String statefulSet, long ordinal, String service, String namespace, String domain) {
        assertThat(PeerNames.in(text)).hasSize(1);
        PeerName name = PeerNames.in(text).getFirst();
        assertThat(name.pod()).isEqualTo(statefulSet + "-" + ordinal);
        assertThat(name.statefulSet()).isEqualTo(statefulSet);
        assertThat(name.ordinal()).isEqualTo(ordinal);
        assertThat(name.service()).isEqualTo(service);
        assertThat(name.namespace()).isEqualTo(namespace.equals("''") ? "" : namespace);
        assertThat(name.domain()).isEqualTo(domain.equals("''") ? "" : domain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web-0",
                "nginx.prod",
                "zookeeper-13.8.2",
                "web-0.1",
                "web-0.log",
                "app-1.0.jar",
                "/data/web-0.nginx",
                "web-0.nginx.tar.gz",
                "web-1.example.com",
                "web-1.io",
                "web-00.nginx",
                "web-01.nginx",
                "web-.nginx",
                "-0.nginx",
                "web--0.ngin-",
                "2024-10.backup",
                "10-0.nginx",
                "Web-0.nginx",
                "x_web-0.nginx",
                "web-0.Nginx",
                "web-0.nginx_x",
                "web-0.nginx-",
                "web-0.nginx.-x",
                "web-0.nginx.svc",
                "web-0.nginx.a.b",
                "web-0.nginx.a.svc.$D",
                "web-0.$(SVC).a.svc",
                "web-0.nginx.$(NS",
                "web-0.nginx.${",
                "$(NAME)-0.nginx",
                "${X}web-0.nginx",
                "a.web-0.nginx",
                "quay.io/org/app:web-0.nginx",
                "web-0.nginx(",
                "web-0.nginx=1",
                "web-12345678901.nginx",
                "# web-0.nginx",
                "x=1 # web-0.nginx",
                "10.0.0.5",
                "a1b2-3",
            })
    void leavesWhatIsNone(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void refusesLabelsThatAreTooLong() {
        assertThat(found("w".repeat(61) + "-0.nginx")).isNotEmpty();
        assertThat(found("w".repeat(62) + "-0.nginx")).isEmpty();
        assertThat(found("web-0." + "n".repeat(64))).isEmpty();
    }

    @Test
    void saysWhere() {
        var text = "# web-9.nginx\né😀 web-0.nginx,web-1.nginx\nweb-2.nginx";

        assertThat(found(text)).isEqualTo("web-0.nginx web-1.nginx web-2.nginx");
        assertThat(PeerNames.in(text)).extracting(PeerName::line).containsExactly(2, 2, 3);
        assertThat(PeerNames.in(text)).extracting(PeerName::offset).containsExactly(17, 29, 41);
    }

    @Test
    void stopsAtABound() {
        assertThat(PeerNames.in("web-0.nginx ".repeat(1_000))).hasSize(PeerNames.MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.a", "-0.a", "web-0.a.", "a-", ".", "0.a-1.b ", "/web-0.a:", "# a-0.b", "9", "a.$A"})
    void takesTimeThatGrowsWithTheTextAlone(String piece) {
        var text = piece.repeat(2_000_000 / piece.length());
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> PeerNames.in(text));
    }

    @Property(tries = 2_000)
    void theOffsetPointsAtTheName(@ForAll("texts") String text) {
        for (PeerName name : PeerNames.in(text)) {
            assertThat(text.startsWith(name.text(), text.offsetByCodePoints(0, name.offset())))
                    .isTrue();
            assertThat(name.text()).startsWith(name.pod() + "." + name.service());
        }
    }

    @Property
    void neverThrows(@ForAll String text) {
        assertThat(PeerNames.in(text)).isNotNull();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "web-0",
                        "web",
                        "-1",
                        "nginx",
                        ".",
                        "..",
                        "svc",
                        "$(NS)",
                        "${NS}",
                        "$NS",
                        "$(",
                        "cluster",
                        " ",
                        "\n",
                        "#",
                        "//",
                        "/",
                        ":",
                        "\"",
                        "=",
                        "😀",
                        "-",
                        "0",
                        "\\n",
                        "@",
                        ",",
                        ".svc.cluster.local")
                .list()
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces));
    }
}
