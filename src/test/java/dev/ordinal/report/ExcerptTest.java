package dev.ordinal.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

    /** The place starts at the first character of what is expected. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    `  serviceName: web`                        | `serviceName: web`
                    `  serviceName: web   # comment`            | `serviceName: web`
                    `  name: "a # b, c: d"  # comment`          | `name: "a # b, c: d"`
                    `  name: it's, well, plain`                 | `name: it's, well, plain`
                    `  containers:`                             | `containers`
                    `  containers: [{name: a`                   | `containers`
                    `  containers: [{name: a}] # all`           | `containers: [{name: a}]`
                    `  script: |`                               | `script`
                    `  text: >-`                                | `text`
                    `- 10.0.0.1 # address`                      | `10.0.0.1`
                    `- image: nginx:latest`                     | `image: nginx:latest`
                    `{name: http, port: 80}`                    | `port: 80`
                    `{name: http, port: 80}`                    | `name: http`
                    `[a, b]`                                    | `b`
                    `  "serviceName": "web",`                   | `"serviceName": "web"`
                    `{"a":1,"serviceName":"web","b":2}`         | `"serviceName":"web"`
                    `{"a":{"b":[1,2]},"c":3}`                   | `"a":{"b":[1,2]}`
                    `  ? key`                                   | `? key`
                    `  url: http://x:80/a#b`                    | `url: http://x:80/a#b`
                    """)
    void spansTheKeyAndItsValue(String line, String marked) {
        int start = line.indexOf(marked);
        assertThat(line.substring(start, Span.end(line, start))).isEqualTo(marked);
    }

    @Test
    void spansAreWithinTheLine() {
        assertThat(Span.end("", 0)).isZero();
        assertThat(Span.end("a", 1)).isEqualTo(1);
        assertThat(Span.end(": x", 0)).isEqualTo(3);
        assertThat(Span.end("😀", 0)).isEqualTo(2);
        assertThat(Span.end("x".repeat(1000), 0)).isLessThan(1000);
        assertThat(Span.wordEnd("size(x)", 0)).isEqualTo(4);
        assertThat(Span.wordEnd("(x)", 0)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1", "60", "109", "110", "111", "500", "99990", "99999"})
    void aLongLineIsCutAroundThePlace(int at) {
        String line = "x".repeat(at) + "HERE" + "y".repeat(100_000 - at);
        Excerpt excerpt = Excerpt.cut(line, at, at + 4);
        assertThat(excerpt.text()).hasSizeLessThanOrEqualTo(112);
        assertThat(excerpt.text().substring(excerpt.from(), excerpt.from() + excerpt.width()))
                .isEqualTo("HERE");
    }

    @Test
    void aPlaceBehindTheLineIsMarkedThere() {
        assertThat(Excerpt.cut("abc", 3, 3)).isEqualTo(new Excerpt("abc", 3, 1));
    }

    @Test
    void wideAndCombiningCharactersCountAsATerminalShowsThem() {
        assertThat(Excerpt.cut("数据: e\u0301x", 0, 2)).isEqualTo(new Excerpt("数据: e\u0301x", 0, 4));
        assertThat(Excerpt.cut("数据: e\u0301x", 6, 7)).isEqualTo(new Excerpt("数据: e\u0301x", 7, 1));
        assertThat(Excerpt.cut("\t\u001bx", 2, 3)).isEqualTo(new Excerpt("    \ufffdx", 5, 1));
    }
}
