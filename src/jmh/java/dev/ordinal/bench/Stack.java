package dev.ordinal.bench;

import dev.ordinal.engine.CompiledPolicy;
import dev.ordinal.engine.PolicyCompiler;
import dev.ordinal.engine.Preparation;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the benchmarks judge, and by what. */
final class Stack {

    /** Objects of one copy of {@link #TEXT}. */
    static final int OBJECTS = 3;

    /** A StatefulSet of ordinary size, which holds to most conventions, with its Service and its budget. */
    private static final String TEXT = """
            apiVersion: v1
            kind: Service
            metadata: {name: NAME, namespace: shop, labels: {app: NAME}}
            spec:
              clusterIP: None
              publishNotReadyAddresses: true
              selector: {app: NAME}
              ports:
              - {name: client, port: 5432, targetPort: client}
            ---
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: NAME, namespace: shop}
            spec:
              maxUnavailable: 1
              selector: {matchLabels: {app: NAME}}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: NAME, namespace: shop, labels: {app: NAME}}
            spec:
              serviceName: NAME
              replicas: 3
              podManagementPolicy: OrderedReady
              updateStrategy: {type: RollingUpdate}
              selector: {matchLabels: {app: NAME}}
              template:
                metadata: {labels: {app: NAME}}
                spec:
                  terminationGracePeriodSeconds: 60
                  affinity:
                    podAntiAffinity:
                      preferredDuringSchedulingIgnoredDuringExecution:
                      - weight: 100
                        podAffinityTerm:
                          topologyKey: kubernetes.io/hostname
                          labelSelector: {matchLabels: {app: NAME}}
                  initContainers:
                  - name: prepare
                    image: registry.example/postgres:17.2
                    command: [sh, -c, 'chmod 700 /data']
                    volumeMounts:
                    - {name: data, mountPath: /data}
                  containers:
                  - name: postgres
                    image: registry.example/postgres:17.2
                    args: [-c, max_connections=200, -c, 'primary_conninfo=host=NAME-0.NAME port=5432']
                    ports:
                    - {name: client, containerPort: 5432}
                    env:
                    - name: POD_NAME
                      valueFrom: {fieldRef: {fieldPath: metadata.name}}
                    - {name: PGDATA, value: /data/pgdata}
                    readinessProbe:
                      exec: {command: [pg_isready, -U, postgres]}
                      periodSeconds: 5
                    livenessProbe:
                      tcpSocket: {port: client}
                      initialDelaySeconds: 60
                      periodSeconds: 20
                      failureThreshold: 6
                    resources:
                      requests: {cpu: 500m, memory: 1Gi}
                      limits: {memory: 1Gi}
                    volumeMounts:
                    - {name: data, mountPath: /data}
                  - name: metrics
                    image: registry.example/exporter:0.16.0
                    ports:
                    - {name: metrics, containerPort: 9187}
                    readinessProbe:
                      httpGet: {path: /, port: metrics}
                    livenessProbe:
                      httpGet: {path: /, port: metrics}
                      periodSeconds: 30
              volumeClaimTemplates:
              - metadata: {name: data}
                spec:
                  accessModes: [ReadWriteOnce]
                  resources: {requests: {storage: 10Gi}}
            """;

    private Stack() {}

    /** The text of a copy. */
    static String text(int copy) {
        return TEXT.replace("NAME", "db" + copy);
    }

    /** So many objects, read and prepared: every third is a StatefulSet, the last is one too. */
    static List<Manifest> objects(int count) {
        var inputs = new ArrayList<Input>();
        for (int copy = 0; copy * OBJECTS < count; copy++) {
            inputs.add(Input.text("db" + copy + ".yaml", text(copy)));
        }
        List<Manifest> read =
                new ManifestReader(ReadLimits.DEFAULT, "default").read(inputs).manifests();
        return Preparation.of(read).manifests();
    }

    /** The policies of the folder {@code policies}, with which the benchmarks are run. */
    static List<Policy> policies() {
        try (var files = Files.list(Path.of("policies"))) {
            List<Input> inputs = files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.toString().endsWith(".test.yaml"))
                    .sorted()
                    .map(Input::path)
                    .toList();
            return PolicyReader.read(inputs).policies();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many policies, the built-in ones again and again under other names. */
    static List<CompiledPolicy> compiled(int count) {
        List<CompiledPolicy> compiled = PolicyCompiler.compile(policies()).policies();
        var copies = new ArrayList<CompiledPolicy>();
        for (int i = 0; i < count; i++) {
            copies.add(renamed(compiled.get(i % compiled.size()), i / compiled.size()));
        }
        return copies;
    }

    private static CompiledPolicy renamed(CompiledPolicy compiled, int copy) {
        Policy policy = compiled.policy();
        var renamed = new Policy(
                policy.name() + "-" + copy,
                policy.title(),
                policy.description(),
                policy.category(),
                policy.action(),
                policy.match(),
                policy.matchConditions(),
                policy.params(),
                policy.paramValues(),
                policy.variables(),
                policy.validations(),
                policy.mutations(),
                policy.judgedAtMutation(),
                policy.exemptable(),
                policy.onStale(),
                policy.failurePolicy(),
                policy.position());
        return new CompiledPolicy(
                renamed,
                compiled.matchConditions(),
                compiled.variables(),
                compiled.variableIndex(),
                compiled.rules(),
                compiled.mutations(),
                compiled.reads(),
                compiled.conditionLookups());
    }
}
