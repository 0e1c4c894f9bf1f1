package dev.ordinal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.PolicyTest.Case;
import dev.ordinal.policy.PolicyTest.Expected;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is made of {@code good/full.test.yaml}. */
class PolicyTestReadingTest {

    private static final String FILE = "src/test/resources/policy/good/full.test.yaml";

    private final PolicyTest test =
            PolicyReader.read(List.of(Input.path(Path.of(FILE)))).tests().getFirst();

    @Test
    void aCaseSharesAllObjectsUnlessItSaysOtherwise() {
        Case all = test.cases().getFirst();
        assertThat(all.name()).isEqualTo("all of them");
        assertThat(all.position()).isEqualTo(new SourcePosition(FILE, 14, 5));
        assertThat(all.objects())
                .extracting(Manifest::toString)
                .containsExactly("StatefulSet default/web", "Service other/nginx", "StorageClass fast");
        assertThat(all.subjects()).isEqualTo(all.objects());
        assertThat(all.operation()).isEqualTo(Operation.CREATE);
        assertThat(all.subresource()).isEmpty();
        assertThat(all.oldObjects()).isEmpty();
        assertThat(all.partial()).isFalse();
        assertThat(all.params()).isEmpty();
        assertThat(all.expect()).isEmpty();
        assertThat(all.notKnown()).isEmpty();
    }

    @Test
    void objectsKeepTheirPlaces() {
        Manifest service = test.cases().getFirst().objects().get(1);
        assertThat(service.positionOf(FieldPath.parse("spec.clusterIP").orElseThrow()))
                .contains(new SourcePosition(FILE, 11, 14));
        Manifest web = test.cases().get(1).objects().getFirst();
        assertThat(web.positionOf(FieldPath.parse("spec.replicas").orElseThrow()))
                .contains(new SourcePosition(FILE, 6, 101));
    }

    @Test
    void readsEveryFieldOfACase() {
        Case update = test.cases().get(1);
        assertThat(update.objects())
                .extracting(Manifest::toString)
                .containsExactly("StatefulSet default/web", "Service default/mine");
        Manifest web = update.subjects().getFirst();
        assertThat(update.subjects()).hasSize(1);
        assertThat(web.root().object("spec").integer("replicas")).contains(1L);
        assertThat(web.root().object("spec")).doesNotContainKey("serviceName");
        assertThat(update.objects().get(1).root().object("spec").text("type")).contains("NodePort");
        assertThat(update.operation()).isEqualTo(Operation.UPDATE);
        assertThat(update.oldObjects())
                .extracting(old -> old.root().object("spec").integer("replicas"))
                .containsExactly(Optional.of(3L));
        assertThat(update.subresource()).isEqualTo("scale");
        assertThat(update.partial()).isTrue();
        assertThat(update.params()).containsEntry("allowAbsent", true);
        assertThat(update.expect())
                .containsExactly(
                        new Expected(
                                "service-exists",
                                Optional.of(Action.DENY),
                                Optional.of("StatefulSet/web"),
                                Optional.of("spec.serviceName"),
                                Optional.of("Service `` does not exist")),
                        new Expected(
                                "every-container",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(update.notKnown()).containsExactly("every-container");
        assertThat(update.position()).isEqualTo(new SourcePosition(FILE, 16, 5));
    }

    @Test
    void aPatchOfNullTakesAnObjectAway() {
        Case without = test.cases().get(2);
        assertThat(without.objects())
                .extracting(Manifest::toString)
                .containsExactly("StatefulSet default/web", "StorageClass fast");
        assertThat(without.operation()).isEqualTo(Operation.DELETE);
        assertThat(without.whole()).isTrue();
    }

    @Test
    void anObjectMayHaveAGeneratedName() {
        Manifest pod = test.cases().get(3).objects().getFirst();
        assertThat(pod.name()).isEmpty();
        assertThat(pod.namespace()).isEqualTo("default");
    }

    @Test
    void withoutAnOldPatchTheOldObjectIsTheSame() {
        PolicyTest read = TestPolicies.read("""
                        apiVersion: ordinal.dev/v1alpha1
                        kind: PolicyTest
                        metadata: {name: p}
                        spec:
                          objects:
                            web: {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}}
                          cases:
                          - {name: one, operation: UPDATE}
                        """).tests().getFirst();
        Case update = read.cases().getFirst();
        assertThat(update.oldObjects()).isEqualTo(update.subjects()).hasSize(1);
        assertThat(read.file().name()).isEqualTo("p.yaml");
    }
}
