package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.manifest.JsonObject;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlLibraryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                // url | scheme | host | hostname | port | escaped path | printed
                "https://user:pass@example.com:80/path?query=val#fragment|https|example.com:80|example.com|80|/path"
                        + "|https://user:pass@example.com:80/path?query=val#fragment",
                "/absolute-path|''|''|''|''|/absolute-path|/absolute-path",
                "HTTPS://Example.com|https|Example.com|Example.com|''|''|https://Example.com",
                "https://[::1]:80/|https|[::1]:80|::1|80|/|https://[::1]:80/",
                "https://[::1]/|https|[::1]|::1|''|/|https://[::1]/",
                "https://[::ffff:1.2.3.4]/|https|[::ffff:1.2.3.4]|::ffff:1.2.3.4|''|/|https://[::ffff:1.2.3.4]/",
                "https://[fe80::1%25en0]:1/|https|[fe80::1%en0]:1|fe80::1%en0|1|/|https://[fe80::1%25en0]:1/",
                "https://example.com:/|https|example.com:|example.com|''|/|https://example.com:/",
                "https://a:1:2/|https|a:1:2|a:1|2|/|https://a:1:2/",
                "https://example.com/path with spaces/|https|example.com|example.com|''|/path%20with%20spaces/"
                        + "|https://example.com/path%20with%20spaces/",
                "https://example.com/a%2fb|https|example.com|example.com|''|/a%2fb|https://example.com/a%2fb",
                "https://example.com/a%20[b]!|https|example.com|example.com|''|/a%20[b]!|https://example.com/a%20[b]!",
                "https://example.com/ä|https|example.com|example.com|''|/%C3%A4|https://example.com/%C3%A4",
                "https://ex%C3%A4mple.com/|https|exämple.com|exämple.com|''|/|https://ex%C3%A4mple.com/",
                "mailto:a@example.com|mailto|''|''|''|''|mailto:a@example.com",
                "mailto:a?b#c d|mailto|''|''|''|''|mailto:a?b#c%20d",
                "file:///etc/hosts|file|''|''|''|/etc/hosts|file:///etc/hosts",
                "file:/etc/hosts|file|''|''|''|/etc/hosts|file:/etc/hosts",
                "postgres://db-0.db:5432/app?sslmode=off|postgres|db-0.db:5432|db-0.db|5432|/app"
                        + "|postgres://db-0.db:5432/app?sslmode=off",
                "//host/path|''|host|host|''|/path|//host/path",
                "///path|''|''|''|''|///path|///path",
                "/a?|''|''|''|''|/a|/a?",
                "/a??|''|''|''|''|/a|/a??",
                "/a:b|''|''|''|''|/a:b|/a:b",
                "*|''|''|''|''|*|*",
                "https://@host/|https|host|host|''|/|https://@host/",
                "https://u%40x@host/|https|host|host|''|/|https://u%40x@host/",
                "https://u:p%3a@host/|https|host|host|''|/|https://u:p%3A@host/",
                "https://host?q|https|host|host|''|''|https://host?q",
                // A host and a port make a scheme and something opaque.
                "db-0.db:5432|db-0.db|''|''|''|''|db-0.db:5432",
                "a+b.c-1://h|a+b.c-1|h|h|''|''|a+b.c-1://h",
            })
    void findsTheParts(
            String text, String scheme, String host, String hostname, String port, String path, String printed) {
        Url url = UrlParser.parse(text).orCelError("");
        assertThat(url.scheme()).isEqualTo(scheme);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.hostname()).isEqualTo(hostname);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.escapedPath()).isEqualTo(path);
        assertThat(url).hasToString(printed).isEqualTo(UrlParser.parse(printed).orCelError(""));
        assertThat(UrlParser.parseRequestUri(text).isValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|empty url",
                "../relative-path|invalid URI for request",
                "relative|invalid URI for request",
                "#fragment|invalid URI for request",
                ":8080|missing protocol scheme",
                "1http://a|invalid URI for request",
                "https://a:b:c/|invalid port \":c\" after host",
                "https://a:8x/|invalid port \":8x\" after host",
                "https://[::1|missing ']' in host",
                "https://[::1]x/|invalid port \"x\" after host",
                "https://[127.0.0.1]/|invalid host",
                "https://[host]/|invalid host",
                "https://[fe80::1%25]/|invalid host",
                "https://[fe80::1%en0]/|invalid host",
                "https://[fe80::1%25%2F]/|invalid URL escape",
                "https://a b/|invalid character \" \" in host name",
                "https://a%41/|invalid URL escape \"%41\"",
                "https://a/%zz|invalid URL escape \"%zz\"",
                "https://a/%4|invalid URL escape \"%4\"",
                "https://a/%|invalid URL escape \"%\"",
                "https://u%zz@a/|invalid URL escape",
                "https://u:%zz@a/|invalid URL escape",
                "https://u<@a/|net/url: invalid userinfo",
                "https://a#b|invalid character \"#\" in host name",
            })
    void refuses(String text, String reason) {
        assertThat(UrlParser.parse(text))
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class,
                        malformed -> assertThat(malformed.reason())
                                .startsWith("parse \"")
                                .contains(reason));
    }

    @Test
    void refusesControlCharacters() {
        assertThat(UrlParser.parse("/a\nb").toString()).contains("invalid control character in URL");
        assertThat(UrlParser.parse("/a\u007fb").isValue()).isFalse();
    }

    @Test
    void aBadFragmentIsFoundOnlyWhenTheUrlIsRead() {
        assertThat(CelTesting.eval("isURL('/a?b#%zz')")).isEqualTo(true);
        assertThatThrownBy(() -> CelTesting.eval("url('/a?b#%zz')"))
                .hasMessageContaining("URL parse error during conversion from string: parse \"/a?b#%zz\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url('https://a/p?k1=a&k2=b&k2=c').getQuery() == {'k1': ['a'], 'k2': ['b', 'c']}",
                "url('https://a/p?key with spaces=value with spaces').getQuery()"
                        + " == {'key with spaces': ['value with spaces']}",
                "url('https://a/p?').getQuery() == {} && url('https://a/p').getQuery() == {}",
                "url('/?a=1+2%20%C3%A4&b&=c&&d;e=1&f=%zz&%zz=f&a=2').getQuery()"
                        + " == {'a': ['1 2 ä', '2'], 'b': [''], '': ['c']}",
                "url('/?x=1').getQuery().x[0] == '1'",
                "url('HTTPS://a/b') == url('https://a/b')",
                "url('https://a/b') != url('https://a/b?')",
                "url('https://a/b') in [url('https://a/b')]",
                "type(url('/a')) == kubernetes.URL",
                "isURL('https://[::1]:80/') && !isURL('localhost')",
                "dyn(url('https://a:1/b')).getPort() == '1'",
            })
    void holds(String expression) {
        assertThat(CelTesting.eval(expression)).isEqualTo(true);
    }

    @Test
    void holdsForValuesOfUnknownType() {
        assertThat(CelTesting.eval("url(object.u).getHostname()", JsonObject.of(Map.of("u", "http://db-0.db:1"))))
                .isEqualTo("db-0.db");
    }

    @Property
    void anyPathSurvivesEscaping(@ForAll @StringLength(max = 20) String text) {
        String path = "/"
                + new String(
                        Url.encode(text).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                        java.nio.charset.StandardCharsets.UTF_8);
        String escaped = UrlEscaping.escape(Url.encode(path), UrlEscaping.Part.PATH);
        assertThat(UrlEscaping.unescape(escaped, UrlEscaping.Part.PATH).toOptional())
                .hasValue(Url.encode(path));
        assertThat(UrlParser.parse("http://h" + escaped).orCelError("").escapedPath())
                .isEqualTo(escaped);
    }
}
