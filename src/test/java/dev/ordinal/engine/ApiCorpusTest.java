package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ReadLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Types and defaults on real manifests, of the folder that the system property or environment variable
 * {@code ORDINAL_CORPUS} names; skipped where there is none.
 */
class ApiCorpusTest {

    private static final Path CORPUS = Path.of(Optional.ofNullable(System.getProperty("ORDINAL_CORPUS"))
            .or(() -> Optional.ofNullable(System.getenv("ORDINAL_CORPUS")))
            .orElse("../shared/corpus"));

    private static final ApiShapes SHAPES = new ApiShapes();

    /** OpenShift templates have parameters where numbers belong; their values are filled in when a file is read. */
    @Test
    void bundlesAreWellTyped() {
        assertThat(problems("bundles")).isEmpty();
    }

    /** {@code hostnames} stands beside {@code hostAliases} instead of in it. */
    @Test
    void aMisplacedFieldOfAClientIsTold() {
        assertThat(problems("clients"))
                .extracting(Problem::message)
                .containsExactly("spec.template.spec.hostnames: Kubernetes has no such field here and ignores it; the"
                        + " nearest it has is hostname");
    }

    /** Among them is a StatefulSet with a text in every field that is one, the operators of its selectors included. */
    @Test
    void thePortAndTheOperatorsOfNastyObjectsAreTold() {
        assertThat(problems("nasty"))
                .extracting(Problem::message)
                .allMatch(message -> message.equals("spec.ports[0].port: expected a whole number, found text \"sds\"")
                        || message.endsWith(
                                "operator: expected In, NotIn, Exists or DoesNotExist, found text \"operatorValue\""))
                .hasSize(14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundles", "clients", "nasty"})
    void defaultsOfRealObjectsAreWellTypedAndKeepWhatIsThere(String folder) {
        assertThat(manifests(folder)).allSatisfy(manifest -> {
            JsonObject cleaned = SHAPES.check(manifest).cleaned();
            Manifest filled = ApiDefaults.apply(manifest.withRoot(cleaned));
            assertThat(ApiDefaults.apply(filled).root()).isSameAs(filled.root());
            assertThat(SHAPES.check(filled).unusable()).isEmpty();
            assertThat(ApiLawsTest.lost(cleaned, filled.root())).isEmpty();
        });
    }

    private static List<Problem> problems(String folder) {
        return manifests(folder).stream()
                .flatMap(manifest -> SHAPES.check(manifest).problems().stream())
                .toList();
    }

    /** The objects of a folder, each of its folders read for itself. */
    private static List<Manifest> manifests(String folder) {
        Path root = CORPUS.resolve(folder);
        assumeThat(root)
                .as("no corpus at %s: set ORDINAL_CORPUS to its folder", CORPUS)
                .isDirectory();
        try (Stream<Path> folders = Files.list(root)) {
            return folders.sorted()
                    .flatMap(each -> new ManifestReader(ReadLimits.DEFAULT, "default")
                            .read(List.of(Input.path(each))).manifests().stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
