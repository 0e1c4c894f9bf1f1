package dev.ordinal.engine;

import static dev.ordinal.engine.TestObjects.STATEFUL_SET;
import static dev.ordinal.engine.TestObjects.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiDefaultsTest {

    private static final String[] FILES = {"workloads.yaml", "pods.yaml", "others.yaml"};

    /**
     * The cases of {@code api-defaults/}: {@code filled} is the whole of what {@code given} becomes, {@code contains} a
     * part of it, {@code lacks} what it does not have.
     */
    @TestFactory
    Stream<DynamicTest> cases() {
        return cases(FILES).map(test -> dynamicTest(test.text("case").orElseThrow(), () -> check(test)));
    }

    static Stream<JsonObject> cases(String... files) {
        return Stream.of(files).flatMap(file -> read(file).stream());
    }

    private static void check(JsonObject test) {
        JsonObject given = test.object("given");
        JsonObject becomes = filled(given);
        if (test.containsKey("filled")) {
            assertThat(becomes).isEqualTo(test.object("filled"));
        } else {
            assertThat(missing(becomes, test.object("contains"))).isEmpty();
        }
        assertThat(test.array("lacks"))
                .allSatisfy(path -> assertThat(
                                FieldPath.parse((String) path).orElseThrow().find(becomes))
                        .isEmpty());
        assertThat(filled(becomes)).isSameAs(becomes);
        if (becomes.equals(given)) {
            assertThat(becomes).isSameAs(given);
        }
    }

    private static JsonObject filled(JsonObject root) {
        return ApiDefaults.apply(Manifest.of(root)).root();
    }

    /** The paths at which the tree lacks what the part has. */
    static List<String> missing(Object tree, Object part) {
        return missing(FieldPath.ROOT, tree, part).toList();
    }

    private static Stream<String> missing(FieldPath at, Object tree, Object part) {
        if (part instanceof JsonObject fields && tree instanceof JsonObject object) {
            return fields.entrySet().stream()
                    .flatMap(field -> missing(
                            at.child(field.getKey()),
                            Objects.requireNonNullElse(object.get(field.getKey()), JsonObject.NULL),
                            field.getValue()));
        }
        if (part instanceof JsonArray items && tree instanceof JsonArray array && items.size() == array.size()) {
            return Stream.iterate(0, i -> i < items.size(), i -> i + 1)
                    .flatMap(i -> missing(at.child(i), array.get(i), items.get(i)));
        }
        return tree.equals(part) ? Stream.empty() : Stream.of(at + ": " + part + " became " + tree);
    }

    private static List<JsonObject> read(String file) {
        try (InputStream in =
                Objects.requireNonNull(ApiDefaultsTest.class.getResourceAsStream("api-defaults/" + file))) {
            return ((JsonArray) TestObjects.value(new String(in.readAllBytes(), StandardCharsets.UTF_8))).objects();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theNamespaceIsThatOfTheIdentity() {
        var ref = new ResourceRef("v1", "ConfigMap", "db", "web");
        assertThat(ApiDefaults.apply(object("{metadata: {name: web}}"), ref))
                .isEqualTo(object("{metadata: {name: web, namespace: db}}"));
        assertThat(ApiDefaults.apply(JsonObject.EMPTY, ref)).isEqualTo(object("{metadata: {namespace: db}}"));
        assertThat(ApiDefaults.apply(object("{metadata: {namespace: own}}"), ref))
                .isEqualTo(object("{metadata: {namespace: own}}"));
    }

    @Test
    void unchangedPartsAreShared() {
        JsonObject becomes = filled(STATEFUL_SET);
        assertThat(becomes.get("metadata")).isSameAs(STATEFUL_SET.get("metadata"));
        assertThat(becomes.object("spec").get("selector"))
                .isSameAs(STATEFUL_SET.object("spec").get("selector"));
        assertThat(missing(becomes, STATEFUL_SET)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            nginx, Always
            nginx:latest, Always
            registry:5000/nginx, Always
            registry:5000/nginx:latest, Always
            nginx:latest@sha256:0123, Always
            nginx:1, IfNotPresent
            registry:5000/nginx:1, IfNotPresent
            nginx@sha256:0123, IfNotPresent
            nginx:1@sha256:0123, IfNotPresent
            nginx:notlatest, IfNotPresent
            '', IfNotPresent
            """)
    void imagesWithoutATagArePulledAlways(String image, String policy) {
        assertThat(ContainerDefaults.pullPolicy(image)).isEqualTo(policy);
    }

    @Test
    void theDefaultsOfEveryKindAreWellTyped() {
        cases(FILES)
                .filter(test -> !test.text("case").orElseThrow().contains("wrong type"))
                .map(test -> Manifest.of(test.object("given")))
                .forEach(given -> assertThat(
                                new ApiShapes().check(ApiDefaults.apply(given)).problems())
                        .as(given.root().toString())
                        .isEmpty());
    }
}
