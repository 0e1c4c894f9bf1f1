package dev.ordinal.report;

import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.Exempted;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.engine.RuleError;
import dev.ordinal.fix.FileFix;
import dev.ordinal.fix.Fixes;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.patch.TextEdit;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.ActionByOperation;
import dev.ordinal.policy.Expression;
import dev.ordinal.policy.FailurePolicy;
import dev.ordinal.policy.MatchConstraints;
import dev.ordinal.policy.Policy;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A result with something of everything, and awkward text in every place. */
final class Sample {

    private static final SourceFile WEB = new SourceFile("stack/web one.yaml", """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: web
            spec:
              serviceName: nginx   # must be headless
              template:
                spec:
                  containers: [{name: nginx, image: "nginx:latest"}, {name: 数据库, image: db}]
            \ttabbed:\tvalue
            """);

    private static final SourceFile SERVICES = new SourceFile(
            "a/services.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: nginx\n  name: nginx\n");

    private static final SourceFile LONG = new SourceFile(
            "minified.json",
            "{\"kind\":\"StatefulSet\",\"metadata\":{\"name\":\"db\",\"labels\":{" + "\"key\":\"value\",".repeat(20)
                    + "\"last\":\"one\"}},\"spec\":{\"replicas\":3,\"serviceName\":\"db\",\"podManagementPolicy\":"
                    + "\"Parallel\",\"template\":{" + "\"more\":\"and more\",".repeat(10) + "}}}\n");

    private static final SourceFile POLICY = new SourceFile(
            "policies/claims.yaml", "spec:\n  validations:\n  - expression: object.spec.replicas > size('x')\n");

    static final ResourceRef WEB_REF = new ResourceRef("apps/v1", "StatefulSet", "default", "web");
    static final ResourceRef DB_REF = new ResourceRef("apps/v1", "StatefulSet", "data", "db");
    private static final ResourceRef SERVICE_REF = new ResourceRef("v1", "Service", "default", "nginx");
    private static final ResourceRef CLASS_REF = new ResourceRef("storage.k8s.io/v1", "StorageClass", "", "fast");

    private Sample() {}

    static SourcePosition at(SourceFile file, int line, int column) {
        return new SourcePosition(file.name(), line, column);
    }

    /** Where the file says so for the first time. */
    private static SourcePosition at(SourceFile file, String text) {
        int line = 1;
        while (!file.line(line).contains(text)) {
            line++;
        }
        String before = file.line(line).substring(0, file.line(line).indexOf(text));
        return at(file, line, before.codePointCount(0, before.length()) + 1);
    }

    static Policy.Validation rule(String name, String remedy, Optional<ActionByOperation> action) {
        return new Policy.Validation(
                name,
                Optional.empty(),
                expression(),
                "",
                Optional.empty(),
                "",
                at(POLICY, 1, 1),
                Optional.empty(),
                remedy,
                Optional.empty(),
                action,
                Optional.empty());
    }

    private static Expression expression() {
        return new Expression("true", new Expression.Origin() {
            @Override
            public SourceFile file() {
                return POLICY;
            }

            @Override
            public SourcePosition at(int line, int column) {
                return Sample.at(POLICY, 3, 17 + column);
            }
        });
    }

    static Policy policy(String name, String title, String description, Action action, Policy.Validation... rules) {
        var match = new MatchConstraints(
                List.of(), List.of(), JsonObject.EMPTY, JsonObject.EMPTY, MatchConstraints.MatchPolicy.EQUIVALENT);
        return new Policy(
                name,
                title,
                description,
                "identity",
                ActionByOperation.always(action),
                match,
                List.of(),
                JsonObject.EMPTY,
                Map.of(),
                List.of(),
                List.of(rules),
                Policy.Mutations.NONE,
                false,
                true,
                Action.WARN,
                FailurePolicy.FAIL,
                at(POLICY, 1, 1));
    }

    private static Finding finding(
            String policy,
            String rule,
            Action action,
            String message,
            ResourceRef subject,
            String path,
            SourcePosition position,
            Finding.Related... related) {
        return new Finding(
                policy,
                rule,
                action,
                message,
                "Do something about it: 100%.",
                subject,
                FieldPath.parse(path).orElseThrow(),
                Optional.of(position),
                List.of(related));
    }

    /** The result of a check that found nothing. */
    static CheckResult clean() {
        return new CheckResult(
                "1.2.3",
                policies(),
                List.of(new Evaluation("claims", WEB_REF, List.of(), List.of(), List.of(), List.of())),
                List.of(),
                1,
                1,
                1,
                Map.of(),
                Map.of(),
                Duration.ofMillis(1234));
    }

    static CheckResult full() {
        var service = new Finding.Related(SERVICE_REF, Optional.of(at(SERVICES, 1, 1)));
        var storageClass = new Finding.Related(CLASS_REF, Optional.empty());
        Finding notHeadless = finding(
                "headless-service",
                "not-headless",
                Action.DENY,
                "Service 'nginx' has a cluster IP,\nso <pods> & \"peers\" have no names",
                WEB_REF,
                "spec.serviceName",
                at(WEB, 6, 3),
                service,
                storageClass);
        Finding latest = finding(
                "headless-service",
                "wide",
                Action.WARN,
                "container 数据库 has \u001b[31mno tag\u0000 \u202eback",
                WEB_REF,
                "spec.template.spec.containers[1].image",
                at(WEB, "image: db"),
                service);
        Finding item = finding(
                "headless-service",
                "wide",
                Action.AUDIT,
                "an item",
                WEB_REF,
                "spec.template.spec.containers[0]",
                at(WEB, "{name: nginx"));
        Finding tabbed =
                finding("claims", "tab", Action.AUDIT, "a tab", WEB_REF, "tabbed", at(WEB, 10, 2), storageClass);
        Finding minified = finding(
                "claims",
                "tab",
                Action.DENY,
                "a long line",
                DB_REF,
                "spec.podManagementPolicy",
                at(LONG, "\"podManagement"));
        Finding twin = finding(
                "claims",
                "tab",
                Action.DENY,
                "the same field again",
                DB_REF,
                "spec.podManagementPolicy",
                at(LONG, "\"podManagement"));
        Finding nowhere = new Finding(
                "claims", "tab", Action.WARN, "no file", "", CLASS_REF, FieldPath.ROOT, Optional.empty(), List.of());
        Finding exempt =
                finding("claims", "tab", Action.DENY, "exempt for now", WEB_REF, "metadata.name", at(WEB, 4, 3));
        Finding unknown = finding(
                "headless-service",
                "wide",
                Action.DENY,
                "what it is about",
                DB_REF,
                "spec.serviceName",
                at(LONG, 1, 1));
        RuleError failed = new RuleError(
                RuleError.Kind.EVALUATION,
                "claims",
                "tab",
                Action.DENY,
                "no such overload: string > int",
                WEB_REF,
                at(POLICY, "size("),
                Optional.of(at(WEB, 1, 1)));
        return new CheckResult(
                "1.2.3",
                policies(),
                List.of(
                        new Evaluation(
                                "headless-service",
                                WEB_REF,
                                List.of(latest, notHeadless, item),
                                List.of(),
                                List.of(),
                                List.of()),
                        new Evaluation(
                                "headless-service",
                                DB_REF,
                                List.of(),
                                List.of(new NotKnownRule(unknown, "the input is partial")),
                                List.of(),
                                List.of()),
                        new Evaluation(
                                "claims",
                                WEB_REF,
                                List.of(tabbed),
                                List.of(),
                                List.of(new Exempted(exempt, "moves in May; see \"TICKET-1\"", "annotation")),
                                List.of(failed)),
                        new Evaluation("claims", DB_REF, List.of(minified, twin), List.of(), List.of(), List.of()),
                        new Evaluation("claims", CLASS_REF, List.of(nowhere), List.of(), List.of(), List.of())),
                List.of(
                        new Problem(
                                Problem.Kind.DUPLICATE_KEY,
                                at(SERVICES, 5, 3),
                                "Key name stands here and in line 4; this one counts"),
                        new Problem(
                                Problem.Kind.SYNTAX,
                                new SourcePosition("<stdin>", 7, 2),
                                "Found a tab where a blank was expected"),
                        new Problem(Problem.Kind.EXPRESSION, at(POLICY, "size("), "undeclared reference to 'size'")),
                4,
                5,
                3,
                Map.of("values file", 1, "kustomization", 2),
                Map.of(
                        WEB.name(), WEB,
                        SERVICES.name(), SERVICES,
                        LONG.name(), LONG,
                        POLICY.name(), POLICY),
                Duration.ofMillis(415),
                fixes(notHeadless, minified));
    }

    /** One finding with edits of two files, and one with none that anybody asked for. */
    private static Fixes fixes(Finding withEdits, Finding without) {
        int end = SERVICES.text().length();
        int name = WEB.text().indexOf("数据库");
        return new Fixes(Map.of(
                withEdits,
                List.of(
                        new FileFix(SERVICES, List.of(new TextEdit(end, end, "spec:\n  clusterIP: None\n"))),
                        new FileFix(
                                WEB,
                                List.of(
                                        new TextEdit(name, name + 3, "\"db\""),
                                        new TextEdit(
                                                WEB.text().length() - 1,
                                                WEB.text().length(),
                                                "")))),
                without,
                List.of()));
    }

    private static List<Policy> policies() {
        return List.of(
                policy(
                        "headless-service",
                        "The governing Service is headless",
                        "Pods get their names from it.\n",
                        Action.DENY,
                        rule("not-headless", "Set clusterIP: None.", Optional.empty()),
                        rule("wide", "", Optional.of(ActionByOperation.always(Action.WARN)))),
                policy(
                        "claims",
                        "Data lies on claims",
                        "",
                        Action.WARN,
                        rule("tab", "Add a claim template.", Optional.of(ActionByOperation.always(Action.DENY)))));
    }

    static String written(ReportFormat format, CheckResult result) {
        var out = new StringWriter();
        try {
            format.write(result, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
