package dev.ordinal.cli;

import dev.ordinal.policy.Action;
import dev.ordinal.report.GithubReport;
import dev.ordinal.report.JsonReport;
import dev.ordinal.report.JunitReport;
import dev.ordinal.report.ReportFormat;
import dev.ordinal.report.SarifReport;
import dev.ordinal.report.TextReport;
import java.util.Locale;
import java.util.Optional;

/** The formats of {@code check}, by the names that {@code -o} takes. */
enum OutputFormat {
    TEXT,
    JSON,
    SARIF,
    JUNIT,
    GITHUB;

    /** The format of that name. */
    static Optional<OutputFormat> named(String name) {
        for (OutputFormat format : values()) {
            if (format.word().equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The report that writes it.
     *
     * @param colour for text
     * @param detail of text
     * @param failOn the mildest finding that fails a JUnit case
     */
    ReportFormat report(boolean colour, TextReport.Detail detail, Action failOn) {
        return switch (this) {
            case TEXT -> new TextReport(colour, detail);
            case JSON -> new JsonReport();
            case SARIF -> new SarifReport();
            case JUNIT -> new JunitReport(failOn);
            case GITHUB -> new GithubReport();
        };
    }
}
