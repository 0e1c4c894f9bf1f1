package dev.ordinal.e2e;

import static dev.ordinal.e2e.Manifests.headlessService;
import static dev.ordinal.e2e.Manifests.statefulSet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * What the webhook adds to the creation of a StatefulSet as a client of the API server sees it: rounds of dry runs, by
 * turns without the webhook, with one policy of the API server's own where it has them, and with the webhook; in one
 * process and over one connection. {@code bench/door} runs it.
 */
final class DoorBenchmark {

    private static final int ROUNDS = 5;
    private static final int REQUESTS = 400;
    private static final int WARM_UP = 1_000;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Says of a StatefulSet what it can without looking at other objects, and binds it to all namespaces. */
    private static final String BUILT_IN = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: bench}
            spec:
              failurePolicy: Fail
              matchConstraints:
                resourceRules:
                - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [statefulsets]}
              validations:
              - expression: object.spec.serviceName != 'no-such-service'
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: bench}
            spec: {policyName: bench, validationActions: [Deny]}
            """;

    private final ApiServer api;
    private final Webhook webhook;
    private final HttpClient client;

    private DoorBenchmark(ApiServer api, Webhook webhook, HttpClient client) {
        this.api = api;
        this.webhook = webhook;
        this.client = client;
    }

    /** Runs it and prints a table. */
    public static void main(String... arguments) throws Exception {
        Path folder = Program.folder("bench");
        try (ApiServer api = ApiServer.start(folder.resolve("api"));
                Webhook webhook = Webhook.start(api, folder.resolve("webhook"), "ordinal.enforcement=deny");
                HttpClient client =
                        HttpClient.newBuilder().sslContext(api.trust()).build()) {
            new DoorBenchmark(api, webhook, client).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        api.kubectl("default").apply(headlessService("web", "web")).ok();
        boolean hasPolicies = api.serves("validatingadmissionpolicies");
        webhook.register("Fail");
        measure(WARM_UP);
        double[] without = new double[ROUNDS * REQUESTS];
        double[] builtIn = new double[hasPolicies ? without.length : 0];
        double[] with = new double[without.length];
        for (int round = 0; round < ROUNDS; round++) {
            webhook.unregister();
            System.arraycopy(measure(REQUESTS), 0, without, round * REQUESTS, REQUESTS);
            if (hasPolicies) {
                applyBuiltIn();
                System.arraycopy(measure(REQUESTS), 0, builtIn, round * REQUESTS, REQUESTS);
                api.kubectl("").input(BUILT_IN, "delete", "-f", "-").ok();
            }
            webhook.register("Fail");
            System.arraycopy(measure(REQUESTS), 0, with, round * REQUESTS, REQUESTS);
        }
        System.out.printf("API server %s; a StatefulSet's dry run, %d times each%n", api.version(), without.length);
        print("without webhook", without, without);
        if (hasPolicies) {
            print("one built-in policy", builtIn, without);
        } else {
            System.out.println("This API server has no policies of its own to compare with.");
        }
        print("with Ordinal", with, without);
    }

    /** Stores the API server's own policy and waits until it is heeded. */
    private void applyBuiltIn() {
        Kubectl kubectl = api.kubectl("default");
        kubectl.apply(BUILT_IN).ok();
        String refused = statefulSet("web", "no-such-service");
        Loopback.await(
                "the API server heeds its own policy",
                Duration.ofSeconds(60),
                () -> kubectl.apply(refused, "--dry-run=server").all().contains("ValidatingAdmissionPolicy 'bench'"),
                () -> kubectl.apply(refused, "--dry-run=server").all());
    }

    private static void print(String name, double[] millis, double[] base) {
        System.out.printf(
                Locale.ROOT,
                "%-20s p50 %6.2f ms (x %.2f)   p99 %6.2f ms (x %.2f)%n",
                name,
                percentile(millis, 0.5),
                percentile(millis, 0.5) / percentile(base, 0.5),
                percentile(millis, 0.99),
                percentile(millis, 0.99) / percentile(base, 0.99));
    }

    private static double percentile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * part))];
    }

    /** Milliseconds of each of so many requests. */
    private double[] measure(int requests) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(api.address() + "/apis/apps/v1/namespaces/default/statefulsets?dryRun=All"))
                .header("Authorization", "Bearer " + api.token("alice"))
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(statefulSet("web", "web").replace("---\n", "")))
                .build();
        double[] millis = new double[requests];
        for (int i = 0; i < requests; i++) {
            long start = System.nanoTime();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            millis[i] = (System.nanoTime() - start) / NANOS_PER_MILLI;
            if (response.statusCode() != 201) {
                throw new AssertionError(response.statusCode() + " " + response.body());
            }
        }
        return millis;
    }
}
