package dev.ordinal.report;

import dev.ordinal.policy.Action;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report as JUnit XML, in the dialect that Jenkins and GitLab read: a suite per policy, in it a case per object. A
 * case has at most one outcome: error, failure or skipped; what is milder stands in its output. A suite named
 * {@code input} holds what could not be read.
 */
public final class JunitReport implements ReportFormat {

    private final Action failOn;

    /**
     * Makes the format.
     *
     * @param failOn the mildest finding that fails a case
     */
    public JunitReport(Action failOn) {
        this.failOn = failOn;
    }

    @Override
    public void write(CheckResult result, Writer out) throws IOException {
        List<JunitSuite> suites = JunitSuite.of(result, failOn);
        var xml = new Xml(out);
        xml.declaration();
        xml.open("testsuites", attributes("ordinal", suites, result));
        for (JunitSuite suite : suites) {
            xml.open("testsuite", attributes(suite.name(), List.of(suite), result));
            for (JunitSuite.Case one : suite.cases()) {
                write(suite.name(), one, xml);
            }
            if (!suite.output().isEmpty()) {
                xml.element("system-out", Map.of(), suite.output());
            }
            xml.close("testsuite");
        }
        xml.close("testsuites");
        out.flush();
    }

    private static Map<String, String> attributes(String name, List<JunitSuite> suites, CheckResult result) {
        int tests = 0;
        int failures = 0;
        int errors = 0;
        int skipped = 0;
        for (JunitSuite suite : suites) {
            tests += suite.cases().size();
            failures += suite.count(JunitSuite.Outcome.FAILED);
            errors += suite.count(JunitSuite.Outcome.ERROR);
            skipped += suite.count(JunitSuite.Outcome.SKIPPED);
        }
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("name", name);
        attributes.put("tests", Integer.toString(tests));
        attributes.put("failures", Integer.toString(failures));
        attributes.put("errors", Integer.toString(errors));
        attributes.put("skipped", Integer.toString(skipped));
        if (name.equals("ordinal")) {
            long millis = result.duration().toMillis();
            attributes.put("time", millis / 1000 + "." + String.format("%03d", millis % 1000));
        }
        return attributes;
    }

    private static void write(String suite, JunitSuite.Case one, Xml xml) throws IOException {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("name", one.name());
        attributes.put("classname", suite);
        one.position().ifPresent(position -> {
            attributes.put("file", position.file());
            attributes.put("line", Integer.toString(position.line()));
        });
        if (one.outcome() == JunitSuite.Outcome.PASSED && one.output().isEmpty()) {
            xml.empty("testcase", attributes);
            return;
        }
        xml.open("testcase", attributes);
        if (one.outcome() != JunitSuite.Outcome.PASSED) {
            var why = new LinkedHashMap<String, String>();
            why.put("message", one.message());
            if (!one.type().isEmpty()) {
                why.put("type", one.type());
            }
            xml.element(one.outcome().element(), why, one.text());
        }
        if (!one.output().isEmpty()) {
            xml.element("system-out", Map.of(), one.output());
        }
        xml.close("testcase");
    }
}
