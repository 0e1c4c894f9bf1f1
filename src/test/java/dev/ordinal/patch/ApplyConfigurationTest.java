package dev.ordinal.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.ResourceRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ApplyConfigurationTest {

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        try (InputStream file = ApplyConfigurationTest.class.getResourceAsStream("/patch/apply-configuration.yaml")) {
            var cases = (JsonArray) Trees.tree(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(cases).hasSizeGreaterThan(30);
            return cases.objects().stream()
                    .map(one -> DynamicTest.dynamicTest(one.text("name").orElseThrow(), () -> run(one)));
        }
    }

    private static void run(JsonObject one) {
        ResourceRef kind = kind(one.text("kind").orElse("apps/v1 StatefulSet"));
        JsonObject applied = one.object("applied");
        switch (ApplyConfiguration.merge(kind, one.object("before"), applied)) {
            case ApplyConfiguration.Merged(JsonObject merged) -> {
                // Exact texts: the order of fields counts here.
                assertThat(merged.toString()).isEqualTo(String.valueOf(one.get("after")));
                assertThat(ApplyConfiguration.merge(kind, merged, applied))
                        .isEqualTo(new ApplyConfiguration.Merged(merged));
            }
            case ApplyConfiguration.Refused(List<String> problems) ->
                assertThat(problems).isNotEmpty().isEqualTo(one.array("refused"));
        }
    }

    /** What is left alone is the same value, not a copy. */
    @Test
    void sharesWhatItDoesNotTouch() {
        JsonObject object = Trees.object("{metadata: {labels: {a: b}}, spec: {replicas: 1}}");
        var applied = Trees.object("{spec: {replicas: 2}}");
        ResourceRef kind = kind("apps/v1 StatefulSet");
        var merged = (ApplyConfiguration.Merged) ApplyConfiguration.merge(kind, object, applied);
        assertThat(merged.object().get("metadata")).isSameAs(object.get("metadata"));
        var again = (ApplyConfiguration.Merged) ApplyConfiguration.merge(kind, merged.object(), applied);
        assertThat(again.object()).isSameAs(merged.object());
    }

    static ResourceRef kind(String text) {
        String[] words = text.split(" ", -1);
        return new ResourceRef(words[0], words[1], "default", "one");
    }
}
