package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionCommandTest {

    private static final String NUMBER = "ordinal \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?( \\([0-9a-f]+\\))?\\R";

    @Test
    void namesTheBuildAndTheJava() {
        CommandRun run = CommandRun.of("version");

        assertThat(run.code()).isZero();
        assertThat(run.out()).matches(NUMBER + "Java 25.*\\R");
    }

    @Test
    void isAnOptionToo() {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.code()).isZero();
        assertThat(run.out()).matches(NUMBER);
    }
}
