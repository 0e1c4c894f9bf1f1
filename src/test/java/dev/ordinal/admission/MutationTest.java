package dev.ordinal.admission;

import static dev.ordinal.admission.Reviews.STATEFUL_SET;
import static dev.ordinal.admission.Reviews.statefulSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.Decision;
import dev.ordinal.engine.Mutated;
import dev.ordinal.engine.MutationJudge;
import dev.ordinal.engine.RuleError;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.JsonTrees;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.patch.JsonPatch;
import dev.ordinal.policy.Action;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The mutating door. */
class MutationTest {

    private static final DoorRules RULES =
            new DoorRules(Set.of("root"), Set.of("breakers"), Set.of("kube-system", "ordinal-system"));

    private final AtomicReference<Door.Passage> passage = new AtomicReference<>();

    private JsonObject answer(Mutating mutating, String review) {
        var door = new Door(
                new ReviewReader(ReadLimits.DEFAULT),
                new Mutation(mutating, () -> RULES),
                (_, passed, _) -> passage.set(passed));
        try {
            byte[] answer = door.answer(
                    review.getBytes(StandardCharsets.UTF_8), Deadline.in(Duration.ofSeconds(1)), System.nanoTime());
            return ((JsonObject) new JsonTrees(ReadLimits.DEFAULT).decode(answer)).object("response");
        } catch (BadReview | JsonTrees.NotJson bad) {
            throw new AssertionError(bad);
        }
    }

    private static String creation(String namespace, String user) {
        return statefulSet("""
                "namespace": "%s", "operation": "CREATE", "object": %s,
                "userInfo": {"username": "%s", "groups": ["dev"]}""".formatted(namespace, STATEFUL_SET, user));
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }

    /** What comes of giving the object a field of its spec. */
    private static MutationJudge.Outcome adding(
            Manifest object, Decision said, List<String> warnings, List<RuleError> errors, List<FieldPath> fields) {
        Manifest after = object.withRoot(object.root()
                .with(
                        "spec",
                        object.root()
                                .object("spec")
                                .with("serviceName", "web")
                                .with(
                                        "odd",
                                        JsonObject.of(Map.of(
                                                "text",
                                                "a\"é",
                                                "list",
                                                JsonArray.of(List.of(1L, 2.5, true, JsonObject.NULL)))))));
        JsonPatch patch = JsonPatch.diff(object.root(), after.root());
        return new MutationJudge.Outcome(
                new Mutated(
                        object,
                        after,
                        List.of(new Mutated.Step("governing-service", patch, fields)),
                        warnings,
                        List.of(),
                        errors),
                said,
                false);
    }

    private static MutationJudge.Outcome adding(Manifest object, FieldPath... fields) {
        return adding(object, Said.nothing(), List.of(), List.of(), List.of(fields));
    }

    private static MutationJudge.Outcome nothing(Manifest object, Decision said) {
        return new MutationJudge.Outcome(
                new Mutated(object, object, List.of(), List.of(), List.of(), List.of()), said, false);
    }

    @Test
    void whatIsAddedIsAPatchAWarningAndAnAuditAnnotation() throws JsonTrees.NotJson {
        JsonObject response = answer(
                (change, _) -> adding(change.subject(), path("spec.serviceName"), path("spec.odd")),
                creation("shop", "jane"));

        assertThat(response).containsEntry("allowed", true).containsEntry("patchType", "JSONPatch");
        assertThat(response.array("warnings")).containsExactly("governing-service added spec.serviceName, spec.odd");
        assertThat(response.object("auditAnnotations"))
                .isEqualTo(JsonObject.of(Map.of("mutations", "governing-service added spec.serviceName, spec.odd")));
        byte[] patch = Base64.getDecoder().decode(response.text("patch").orElseThrow());
        JsonObject sent =
                (JsonObject) new JsonTrees(ReadLimits.DEFAULT).decode(STATEFUL_SET.getBytes(StandardCharsets.UTF_8));
        assertThat(JsonPatch.parse(new JsonTrees(ReadLimits.DEFAULT).decode(patch)))
                .isInstanceOfSatisfying(
                        JsonPatch.Parsed.Patch.class,
                        parsed -> assertThat(parsed.patch().apply(sent))
                                .isEqualTo(new JsonPatch.Applied.Done(passage.get()
                                        .mutation()
                                        .orElseThrow()
                                        .mutated()
                                        .after()
                                        .root())));
    }

    @Test
    void whereNothingIsAddedThereIsNoPatch() {
        assertThat(answer((change, _) -> nothing(change.subject(), Said.nothing()), creation("shop", "jane")))
                .containsOnlyKeys("uid", "allowed")
                .containsEntry("allowed", true);
    }

    @Test
    void whatTheApiServerIsAboutToRefuseIsTheFirstWarningAndNeverADenial() {
        Decision said = Said.findings(
                List.of(), List.of(Said.finding("field", Action.WARN, "it is immutable", "Undo it.")), List.of());
        RuleError error = Said.error("mutations[0]", Action.WARN);

        JsonObject response = answer(
                (change, _) -> adding(
                        change.subject(),
                        said,
                        List.of("spec.x is set by two policies that disagree"),
                        List.of(error),
                        List.of(path("spec.serviceName"))),
                creation("shop", "jane"));

        assertThat(response).containsEntry("allowed", true);
        assertThat(response.array("warnings"))
                .containsExactly(
                        "headless-service/field at spec.serviceName: it is immutable. Undo it.",
                        "quorum added nothing, as it failed: no such key: spec",
                        "spec.x is set by two policies that disagree",
                        "governing-service added spec.serviceName");
        assertThat(response.object("auditAnnotations"))
                .containsOnlyKeys("mutations", "conflicts", "not-added", "findings");
    }

    @Test
    void evenADenialIsOnlyAWarning() {
        Decision said =
                Said.findings(List.of(Said.finding("field", Action.DENY, "it is immutable", "")), List.of(), List.of());

        JsonObject response = answer((change, _) -> nothing(change.subject(), said), creation("shop", "jane"));

        assertThat(response).containsEntry("allowed", true);
        assertThat(response.array("warnings")).hasSize(1);
    }

    @Test
    void manyFieldsTakeSeveralLinesWithinTheApiServersBounds() {
        List<FieldPath> fields = IntStream.range(0, 12)
                .mapToObj(i -> path("spec.template.spec.containers[%d].readinessProbe".formatted(i)))
                .toList();

        JsonObject response = answer(
                (change, _) -> adding(change.subject(), Said.nothing(), List.of(), List.of(), fields),
                creation("shop", "jane"));

        assertThat(response.array("warnings"))
                .hasSizeBetween(2, 4)
                .allSatisfy(line -> assertThat((String) line)
                        .startsWith("governing-service added spec.template")
                        .doesNotContain("…")
                        .hasSizeLessThanOrEqualTo(512));
        assertThat(response.array("warnings").toString()).contains("containers[0].", "containers[11].");
    }

    @Test
    void whoIsLetThroughAndTheSparedNamespacesAreLeftAlone() {
        var asked = new AtomicBoolean();
        Mutating mutating = (change, _) -> {
            asked.set(true);
            return adding(change.subject(), path("spec"));
        };
        for (String review : List.of(
                creation("shop", "root"),
                creation("kube-system", "jane"),
                creation("ordinal-system", "jane"),
                statefulSet("\"operation\": \"CONNECT\""))) {
            assertThat(answer(mutating, review)).containsEntry("allowed", true).doesNotContainKey("patch");
        }
        assertThat(asked).isFalse();
        answer(mutating, creation("shop", "root"));
        assertThat(passage.get().bypassed()).isTrue();
    }

    @Test
    void aMistakeOfOursLeavesTheObjectAsItIs() {
        var mistakes = List.<Mutating>of(
                (_, _) -> {
                    throw new IllegalStateException("on purpose");
                },
                (_, _) -> {
                    throw new StackOverflowError("on purpose");
                });
        for (Mutating mutating : mistakes) {
            assertThat(answer(mutating, creation("shop", "jane")))
                    .containsOnlyKeys("uid", "allowed")
                    .containsEntry("allowed", true);
            assertThat(passage.get().fault()).isPresent();
        }
    }
}
