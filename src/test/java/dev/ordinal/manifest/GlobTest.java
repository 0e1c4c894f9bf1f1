package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.yaml | a.yaml",
                "*.yaml/ | a.yaml",
                "./a.yaml | a.yaml",
                "charts | charts/web/a.yaml",
                "charts/ | charts/a.yaml",
                "charts/** | charts/",
                "charts/** | charts/a/b.yaml",
                "**/a.yaml | a.yaml",
                "**/a.yaml | x/y/a.yaml",
                "x/**/a.yaml | x/a.yaml",
                "**/test* | a/testdata/b.yaml",
                "a?.{yml,yaml} | ab.yml",
                "[a-c]*.yaml | bit.yaml",
                "[!a-c]*.yaml | dot.yaml",
                "a\\*.yaml | a*.yaml",
                "a,b+(1).yaml | a,b+(1).yaml",
            })
    void isAbout(String glob, String path) {
        assertThat(Glob.of(glob).matches(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.yaml | x/a.yaml",
                "*.yaml | a.yaml.txt",
                "charts | my/charts/a.yaml",
                "**/a.yaml | x/ba.yaml",
                "a?.yaml | a/.yaml",
                "[!a-c]*.yaml | /a.yaml",
                "a.yaml | abyaml",
            })
    void isNotAbout(String glob, String path) {
        assertThat(Glob.of(glob).matches(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[ab | its `[` is never closed",
                "{a,b | its `{` is never closed",
                "a} | its `}` was never opened",
                "[z-a] | its range `z-a` runs backwards",
                "a\\ | nothing follows its last backslash",
                "/etc | it begins with a slash, but is about paths below a folder",
                "'' | it is empty",
            })
    void isBroken(String glob, String why) {
        assertThatThrownBy(() -> Glob.of(glob)).hasMessage(why);
    }
}
