package dev.ordinal.engine;

import static dev.ordinal.engine.EngineTesting.policies;
import static dev.ordinal.engine.EngineTesting.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Operation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies that are about a kind of change are remembered, but no client decides how much that takes. */
class CandidatesTest {

    private final Candidates candidates =
            new Candidates(policies(rule("p", "true")), new Matcher(BuiltinTypes.INSTANCE));

    private static Change change(String apiVersion, String kind, String subresource) {
        var manifest = new Manifest(new ResourceRef(apiVersion, kind, "default", "it"), JsonObject.EMPTY, null);
        return new Change(Operation.CREATE, subresource, Optional.of(manifest), Optional.empty());
    }

    private static Change asked(String group, String version, String plural) {
        return change("example.com/v1", "Thing", "")
                .asked(TestObjects.object(
                        "{resource: {group: %s, version: %s, resource: %s}}".formatted(group, version, plural)));
    }

    @Test
    void aKindIsRememberedOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(candidates.of(change("example.com/v1", "Thing", ""))).hasSize(1);
            assertThat(candidates.of(change("example.com/v1", "Thing", "scale")))
                    .hasSize(1);
        }
        assertThat(candidates.remembered()).isEqualTo(2);
    }

    @Test
    void theResourceOfARequestMakesADifference() {
        Change thing = change("autoscaling/v1", "Scale", "scale");

        assertThat(candidates.of(thing)).isEmpty();
        assertThat(candidates.of(thing.asked(
                        TestObjects.object("{resource: {group: example.com, version: v1, resource: things}}"))))
                .hasSize(1);
        assertThat(candidates.of(thing.asked(
                        TestObjects.object("{resource: {group: example.com, version: v1, resource: others}}"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // lengths of group, version, kind and subresource, whether that may be
        "253, 63, 63, 63, true",
        "254, 63, 63, 63, false",
        "253, 64, 63, 63, false",
        "253, 63, 64, 63, false",
        "253, 63, 63, 64, false",
    })
    void whatIsLongerThanKubernetesAllowsIsNotRemembered(
            int group, int version, int kind, int subresource, boolean remembered) {
        candidates.of(change("g".repeat(group) + "/" + "v".repeat(version), "K".repeat(kind), "s".repeat(subresource)));
        assertThat(candidates.remembered()).isEqualTo(remembered ? 1 : 0);

        candidates.of(asked("g".repeat(group), "v".repeat(version), "k".repeat(kind)));
        boolean isResourcePossible = group <= 253 && version <= 63 && kind <= 63;
        assertThat(candidates.remembered()).isEqualTo((remembered ? 1 : 0) + (isResourcePossible ? 1 : 0));
    }

    @Test
    void kindsThatAreMadeUpAreForgottenAgain() {
        for (int i = 0; i < 5_000; i++) {
            candidates.of(change("example.com/v1", "K" + i, ""));
            assertThat(candidates.remembered()).isLessThanOrEqualTo(1_000);
        }
        candidates.of(change("example.com/v1", "Thing", ""));

        assertThat(candidates.remembered()).as("it begins anew").isEqualTo(1);
    }
}
