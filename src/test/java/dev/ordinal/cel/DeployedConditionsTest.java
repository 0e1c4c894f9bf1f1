package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whom the deployed webhook configuration spares. A condition that failed to evaluate would count by the failure
 * policy, so each is evaluated on what an admission request may lack as well.
 */
class DeployedConditionsTest {

    private static final Path RULES = Path.of("deploy/base/rules.yaml");

    @ParameterizedTest(name = "{0} {1} {2} by {3}")
    @CsvSource({
        "true,  apps, statefulsets, '', '{username: jane, groups: [system:authenticated]}'",
        "true,  apps, statefulsets, '', '{username: jane}'",
        "true,  apps, statefulsets, '', '{}'",
        "false, '',   pods,         '', '{username: system:node:a, groups: [system:nodes]}'",
        "false, coordination.k8s.io, leases, '', '{username: jane}'",
        "false, '',   nodes,        '', '{username: jane}'",
        "false, apps, statefulsets, '', '{username: system:kube-controller-manager, groups: []}'",
        "true,  apps, statefulsets, scale, '{username: system:kube-controller-manager}'",
        "true,  apps, statefulsets, scale, '{username: system:serviceaccount:kube-system:horizontal-pod-autoscaler}'",
        "false, '',   pods,         '', '{username: system:serviceaccount:kube-system:statefulset-controller}'",
        "false, '',   persistentvolumeclaims, '', '{username: system:serviceaccount:kube-system:generic-garbage-collector}'",
        "true,  apps, statefulsets, '', '{username: system:serviceaccount:kube-system:helm-controller}'",
        "true,  apps, statefulsets, '', '{username: system:serviceaccount:shop:statefulset-controller}'"
    })
    void aRequestIsSent(boolean sent, String group, String resource, String subresource, String user)
            throws IOException {
        String sub = subresource.isEmpty() ? "" : ", subResource: " + subresource;
        JsonObject request = Yaml.object("{resource: {group: '%s', version: v1, resource: %s}%s, userInfo: %s}"
                .formatted(group, resource, sub, user.replaceAll("(system:[a-z:-]+)", "'$1'")));

        boolean all = true;
        for (Object webhook : Yaml.object(lastDocument()).array("webhooks")) {
            for (JsonObject condition :
                    ((JsonObject) webhook).array("matchConditions").objects()) {
                Outcome outcome =
                        Expressions.evaluate(condition.text("expression").orElseThrow(), Map.of("request", request));
                assertThat(outcome).as(condition.toString()).isInstanceOf(Outcome.Value.class);
                all &= Boolean.TRUE.equals(((Outcome.Value) outcome).value());
            }
        }

        assertThat(all).isEqualTo(sent);
    }

    private static String lastDocument() throws IOException {
        String text = Files.readString(RULES);
        MatchResult last = Pattern.compile("(?m)^---$")
                .matcher(text)
                .results()
                .reduce((_, next) -> next)
                .orElseThrow();
        return text.substring(last.end());
    }
}
