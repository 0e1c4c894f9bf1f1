package dev.ordinal.cli;

import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.policy.PolicyFiles;
import dev.ordinal.report.CheckResult;
import dev.ordinal.report.TextReport;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Tells what is wrong with files that a command read. */
final class Problems {

    private Problems() {}

    /** Writes the problems of policy files to standard error; the exit code is that of a command that did its work. */
    static ExitCode tell(PolicyFiles files, Console console) throws IOException {
        var err = console.err();
        write(files.problems(), files.sources(), console.isColourful(Console.Stream.ERR), err);
        return files.hasErrors() ? ExitCode.BAD_INPUT : ExitCode.CLEAN;
    }

    /** Writes problems as {@code check} does. */
    static void write(List<Problem> problems, Map<String, SourceFile> sources, boolean colour, Writer out)
            throws IOException {
        var result = new CheckResult("", List.of(), List.of(), problems, 0, 0, 0, Map.of(), sources, Duration.ZERO);
        new TextReport(colour, TextReport.Detail.QUIET).write(result, out);
    }
}
