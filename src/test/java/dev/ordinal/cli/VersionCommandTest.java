package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VersionCommandTest {

    @Test
    void printsOneLineWithTheVersionOfTheBuild() {
        StringWriter out = new StringWriter();
        CommandLine commandLine = OrdinalCommand.commandLine().setOut(new PrintWriter(out));

        int exitCode = commandLine.execute("version");

        assertThat(exitCode).isZero();
        assertThat(out.toString()).matches("ordinal \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }
}
