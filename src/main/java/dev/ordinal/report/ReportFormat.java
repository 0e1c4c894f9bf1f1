package dev.ordinal.report;

import java.io.IOException;
import java.io.Writer;

/** A way to write down what a check found. */
public interface ReportFormat {

    /**
     * Writes the whole report and flushes it; the writer stays open.
     *
     * @throws IOException as the writer throws it
     */
    void write(CheckResult result, Writer out) throws IOException;
}
