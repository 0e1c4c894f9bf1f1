package dev.ordinal.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.patch.JsonPatch.Applied;
import dev.ordinal.patch.JsonPatch.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operation of RFC 6902, on every kind of place. */
class Rfc6902Test {

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        try (InputStream file = Rfc6902Test.class.getResourceAsStream("/patch/rfc6902.yaml")) {
            var cases = (JsonArray) Trees.tree(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(cases).hasSizeGreaterThan(90);
            return cases.objects().stream()
                    .map(one -> DynamicTest.dynamicTest(one.text("name").orElseThrow(), () -> run(one)));
        }
    }

    private static void run(JsonObject one) {
        JsonObject before = one.object("before");
        String untouched = before.toString();
        switch (JsonPatch.parse(Optional.ofNullable(one.get("patch")).orElseThrow())) {
            case Parsed.Malformed(List<String> problems) ->
                assertThat(problems).isEqualTo(one.array("malformed")).isNotEmpty();
            case Parsed.Patch(JsonPatch patch) -> {
                assertThat(one).doesNotContainKey("malformed");
                switch (patch.apply(before)) {
                    // Exact texts: the order of fields counts here, and 1.0 is not 1.
                    case Applied.Done(JsonObject root) ->
                        assertThat(root.toString()).isEqualTo(String.valueOf(one.get("after")));
                    case Applied.Refused(int operation, String why) -> {
                        assertThat(why)
                                .isEqualTo(one.object("refused").text("why").orElse("to be done"));
                        assertThat((long) operation)
                                .isEqualTo(one.object("refused")
                                        .integer("operation")
                                        .orElseThrow());
                    }
                }
                assertThat(before).hasToString(untouched);
                assertThat(JsonPatch.parse(patch.toTree())).isEqualTo(new Parsed.Patch(patch));
            }
        }
    }
}
