package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.engine;
import static dev.ordinal.engine.EngineTesting.objects;
import static dev.ordinal.engine.EngineTesting.policy;
import static dev.ordinal.engine.EngineTesting.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One engine and one view serve several threads, whose caches they fill at the same time. */
class ConcurrencyTest {

    private static final int THREADS = 8;

    private static final String OBJECTS =
            IntStream.range(0, 120).mapToObj("""
                    apiVersion: example.com/v%1$d
                    kind: Thing
                    metadata: {name: thing-%1$d, labels: {app: a%1$d}}
                    spec: {size: %1$d, parts: [{name: a}, {name: b}]}
                    ---
                    apiVersion: v1
                    kind: Service
                    metadata: {name: thing-%1$d}
                    spec: {selector: {app: a%1$d}, ports: [{port: 80}]}
                    """::formatted).collect(Collectors.joining("---\n"));

    private static final String POLICIES = policy("p", """
            variables:
            - {name: service, expression: "cluster.get('v1', 'Service', 'default', object.metadata.name)"}
            - {name: selecting, expression: "cluster.selecting('v1', 'Service', 'default', object.metadata.labels)"}
            validations:
            - {name: even, expression: object.spec.size % 2 == 0 && variables.service.hasValue(), message: odd}
            - name: parts
              forEach: {list: object.spec.parts, as: part}
              expression: part.name != 'b' || variables.selecting.size() != 1 || object.spec.size % 3 == 0
              messageExpression: "part.name + string(object.spec.size) + variables.selecting[0].metadata.name"
            - {name: fails, expression: object.spec.size != 5 || object.missing, message: m}
            """);

    @Test
    void allThreadsGetTheSame() throws InterruptedException, ExecutionException {
        List<Manifest> objects = objects(OBJECTS);
        List<Evaluation> expected = all(engine(POLICIES), objects, view(objects));
        assertThat(EngineTesting.all(expected, Evaluation::findings)).hasSize(60 + 80);
        assertThat(EngineTesting.all(expected, Evaluation::errors)).hasSize(1);
        PolicyEngine engine = engine(POLICIES);
        ClusterView view = view(objects);
        var start = new CountDownLatch(1);
        var found = new ArrayList<Future<List<Evaluation>>>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                found.add(threads.submit(() -> {
                    start.await();
                    return all(engine, objects, view);
                }));
            }
            start.countDown();
            for (Future<List<Evaluation>> one : found) {
                assertThat(one.get()).isEqualTo(expected);
            }
        }
    }

    private static List<Evaluation> all(PolicyEngine engine, List<Manifest> objects, ClusterView view) {
        var evaluations = new ArrayList<Evaluation>();
        objects.forEach(object -> evaluations.addAll(engine.evaluate(Change.create(object), view)));
        return evaluations;
    }
}
