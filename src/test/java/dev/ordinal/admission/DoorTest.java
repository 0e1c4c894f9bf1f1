package dev.ordinal.admission;

import static dev.ordinal.admission.Reviews.STATEFUL_SET;
import static dev.ordinal.admission.Reviews.statefulSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.Decision;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.policy.Action;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoorTest {

    private static final DoorRules RULES =
            new DoorRules(Set.of("root"), Set.of("breakers"), Set.of("kube-system", "ordinal-system"));

    private static final Decision DENIED = Said.findings(
            List.of(Said.finding("service-exists", Action.DENY, "Service \"db\" does not exist", "")),
            List.of(),
            List.of());

    private final List<Change> judged = new ArrayList<>();
    private final List<Door.Passage> passages = new ArrayList<>();

    private String answer(Door.Ruler ruler, String review) throws BadReview {
        var door = new Door(new ReviewReader(ReadLimits.DEFAULT), ruler, (_, passage, nanos) -> {
            assertThat(nanos).isNotNegative();
            passages.add(passage);
        });
        byte[] answer = door.answer(
                review.getBytes(StandardCharsets.UTF_8), Deadline.in(Duration.ofSeconds(1)), System.nanoTime());
        return new String(answer, StandardCharsets.UTF_8);
    }

    private String validate(String review) throws BadReview {
        return answer(
                new Validation(
                        (change, _) -> {
                            judged.add(change);
                            return DENIED;
                        },
                        () -> RULES),
                review);
    }

    private static String creation(String namespace, String user, String group) {
        return statefulSet("""
                "namespace": "%s", "operation": "CREATE", "object": %s,
                "userInfo": {"username": "%s", "groups": ["%s"]}""".formatted(namespace, STATEFUL_SET, user, group));
    }

    @Test
    void aDenialIsForbidden() throws BadReview {
        assertThat(validate(creation("shop", "jane", "dev")))
                .isEqualTo(
                        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":{\"uid\":\"u-1\","
                                + "\"allowed\":false,\"status\":{\"code\":403,\"reason\":\"Forbidden\",\"message\":"
                                + "\"headless-service/service-exists at spec.serviceName: Service \\\"db\\\" does not exist\"},"
                                + "\"auditAnnotations\":{\"findings\":\"Deny headless-service/service-exists at spec.serviceName:"
                                + " Service \\\"db\\\" does not exist\"}}}");
        assertThat(judged).hasSize(1);
        assertThat(passages).singleElement().satisfies(passage -> {
            assertThat(passage.decision()).contains(DENIED);
            assertThat(passage.bypassed()).isFalse();
        });
    }

    @Test
    void whoIsLetThroughIsNotJudged() throws BadReview {
        for (String review : List.of(creation("shop", "root", "dev"), creation("shop", "jane", "breakers"))) {
            assertThat(validate(review))
                    .contains("\"allowed\":true", "\"warnings\":[\"Ordinal did not judge", "\"bypassed\":");
        }
        assertThat(judged).isEmpty();
        assertThat(passages).allMatch(Door.Passage::bypassed);
    }

    @Test
    void whereNothingIsDeniedADenialIsAWarning() throws BadReview {
        for (String namespace : List.of("kube-system", "ordinal-system")) {
            assertThat(validate(creation(namespace, "jane", "dev")))
                    .contains("\"allowed\":true", "\"warnings\":[\"headless-service/service-exists");
        }
    }

    @Test
    void soAreDenialsOfThoseNamespacesThemselves() throws BadReview {
        assertThat(
                        validate(
                                Reviews.of(
                                        "{\"group\": \"\", \"version\": \"v1\", \"kind\": \"Namespace\"}",
                                        "{\"group\": \"\", \"version\": \"v1\", \"resource\": \"namespaces\"}",
                                        "\"name\": \"kube-system\", \"operation\": \"DELETE\", \"oldObject\": {\"kind\": \"Namespace\"}")))
                .contains("\"allowed\":true");
    }

    @Test
    void aConnectionIsAllowed() throws BadReview {
        assertThat(validate(statefulSet("\"operation\": \"CONNECT\"")))
                .endsWith("\"response\":{\"uid\":\"u-1\",\"allowed\":true}}");
        assertThat(judged).isEmpty();
    }
}
