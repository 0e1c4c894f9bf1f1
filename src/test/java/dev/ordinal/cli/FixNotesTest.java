package dev.ordinal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of fields that a cluster does not let change. */
class FixNotesTest {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec:
              selector: {app: db}
              ports: [{port: 5432}]
            ---
            """;
    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: NAME
              annotations:
                probes.ordinal.dev/readiness: "true"
            spec:
              serviceName: db
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec:
                  containers:
                  - name: db
                    image: postgres:17
                    ports: [{containerPort: 5432}]
            """;

    private static List<String> notes(String text) {
        return CommandRun.Around.NOTHING
                .in(text)
                .run("fix")
                .err()
                .lines()
                .filter(line -> line.startsWith("note: "))
                .toList();
    }

    @Test
    void whatCanBeChangedNeedsNone() {
        assertThat(notes(SERVICE.replace("spec:", "spec:\n  clusterIP: None") + SET.replace("NAME", "db")))
                .isEmpty();
        // a Service that is added is not there yet
        assertThat(notes(SET.replace("NAME", "db"))).isEmpty();
    }

    @Test
    void eachIsSaidOnce() {
        String claims = SET.replace("  annotations:", "  annotations:\n    storage.ordinal.dev/data: 1Gi /data");

        List<String> said = notes(SERVICE + claims.replace("NAME", "a") + "---\n" + claims.replace("NAME", "b"));

        assertThat(said)
                .containsExactly(
                        "note: a cluster does not let a Service's clusterIP become None: one that is there already has to"
                                + " be deleted and applied anew.",
                        "note: a cluster does not let a StatefulSet's serviceName or claim templates change: one that is"
                                + " there already has to be deleted, by kubectl delete --cascade=orphan to keep its pods,"
                                + " and applied anew; its pods have the change once they are made again.");
    }
}
