package dev.ordinal.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How small the patches are. */
class JsonPatchDiffTest {

    private static final String WEB = """
            spec:
              replicas: 3
              template:
                spec:
                  containers:
                  - name: web
                    image: nginx
                    args: [--port, "80", --verbose]
                    env: [{name: A, value: "1"}, {name: B, value: "2"}, {name: C, value: "3"}]
                    ports: [{containerPort: 53}, {containerPort: 53, protocol: UDP}]
                  - {name: proxy, image: envoy}
                  tolerations:
                  - {operator: Exists, effect: NoSchedule}
                  - {operator: Exists, effect: NoExecute}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a field that is new        | image: nginx                        | 'image: nginx\n        tty: true' | add /spec/template/spec/containers/0/tty
                    a field that goes          | replicas: 3                         | {}                                 | remove /spec/replicas
                    a value                    | replicas: 3                         | replicas: 5                        | replace /spec/replicas
                    a variable first           | env: [                              | 'env: [{name: N}, '                | add /spec/template/spec/containers/0/env/0
                    a variable between         | '{name: B'                          | '{name: N}, {name: B'              | add /spec/template/spec/containers/0/env/1
                    a variable last            | 'value: "3"}'                       | 'value: "3"}, {name: N}'           | add /spec/template/spec/containers/0/env/3
                    a variable that goes       | '{name: B, value: "2"}, '           | ''                                 | remove /spec/template/spec/containers/0/env/1
                    a variable's value         | value: "2"                          | value: "7"                         | replace /spec/template/spec/containers/0/env/1/value
                    a port that goes           | '{containerPort: 53}, '             | ''                                 | remove /spec/template/spec/containers/0/ports/0
                    an argument                | --port                              | --plain                            | replace /spec/template/spec/containers/0/args/0
                    an argument that goes      | '"80", '                            | ''                                 | remove /spec/template/spec/containers/0/args/1
                    a container between        | '- {name: proxy'                    | '- {name: n}\n      - {name: proxy' | add /spec/template/spec/containers/1
                    an item without a name     | '- {operator: Exists, effect: NoE'  | '- {operator: Equal}\n      - {operator: Exists, effect: NoE' | add /spec/template/spec/tolerations/1
                    a field of such an item    | effect: NoExecute                   | effect: None                       | replace /spec/template/spec/tolerations/1/effect
                    a field new in such an item| effect: NoSchedule                  | 'effect: NoSchedule, key: a'       | add /spec/template/spec/tolerations/0/key
                    """)
    void oneChangeIsOneOperation(String what, String from, String to, String expected) {
        assertThat(WEB).contains(from);
        JsonObject before = Trees.object(WEB);
        JsonObject after = changed(from, to);
        JsonPatch patch = JsonPatch.diff(before, after);
        assertThat(shown(patch)).describedAs(what).containsExactly(expected);
        assertThat(patch.apply(before)).isEqualTo(new JsonPatch.Applied.Done(after));
    }

    private static JsonObject changed(String from, String to) {
        String text = WEB.replace(from, to.replace("\\n", "\n"));
        return Trees.object(text.replace("  {}\n", ""));
    }

    @Test
    void whereMuchChangesTheNewValueIsTheSmallerPatch() {
        var before = Trees.object("{metadata: {name: a}, spec: {a: 1, b: 2, c: 3, d: [1, 2, 3, 4, 5]}}");
        assertThat(shown(JsonPatch.diff(before, Trees.object("{metadata: {name: a}, spec: {e: 1}}"))))
                .containsExactly("replace /spec");
        assertThat(shown(JsonPatch.diff(
                        before, Trees.object("{metadata: {name: a}, spec: {a: 1, b: 2, c: 3, d: [9, 8, 7]}}"))))
                .containsExactly("replace /spec/d");
    }

    @Test
    void theWholeIsNeverReplaced() {
        assertThat(shown(JsonPatch.diff(Trees.object("{a: 1, b: 2, c: 3}"), Trees.object("{d: 4}"))))
                .containsExactly("remove /a", "remove /b", "remove /c", "add /d");
    }

    @Test
    void theOrderOfFieldsIsNoDifferenceButTheSpellingOfANumberIs() {
        assertThat(JsonPatch.diff(Trees.object("{a: 1, b: {c: 2, d: 3}}"), Trees.object("{b: {d: 3, c: 2}, a: 1}")))
                .isEqualTo(JsonPatch.EMPTY);
        var whole = JsonObject.of(Map.of("a", 1L));
        var fraction = JsonObject.of(Map.of("a", 1.0));
        assertThat(shown(JsonPatch.diff(whole, fraction))).containsExactly("replace /a");
        assertThat(JsonPatch.diff(fraction, fraction)).isEqualTo(JsonPatch.EMPTY);
    }

    /** The reader of YAML makes whole numbers of fractions like 1.0, so no case of the file tests this. */
    @ParameterizedTest
    @CsvSource({
        "1, 1.0, true",
        "0, -0.0, true",
        "1, 1.5, false",
        "9007199254740992, 9007199254740992.0, true",
        "9007199254740993, 9007199254740992.0, false",
        "9223372036854775807, 9223372036854775808.0, false"
    })
    void numbersAreTestedByTheirExactValue(long whole, double fraction, boolean same) {
        var patch = new JsonPatch(List.of(new JsonPatch.Operation.Test(new JsonPointer(List.of("a")), fraction)));
        assertThat(patch.apply(JsonObject.of(Map.of("a", whole))) instanceof JsonPatch.Applied.Done)
                .isEqualTo(same);
    }

    @Test
    void namesAreEscaped() {
        assertThat(shown(JsonPatch.diff(Trees.object("{m: {}}"), Trees.object("{m: {a/b~c: 1}}"))))
                .containsExactly("add /m/a~1b~0c");
    }

    @Test
    @Timeout(20)
    void listsOfTenThousandItemsStayQuick() {
        var items = new ArrayList<Object>();
        for (int i = 0; i < 10_000; i++) {
            items.add(JsonObject.of(Map.of("name", "item-" + i, "text", "a text that makes the item longer")));
        }
        JsonObject before = list(items);
        assertThat(patched(before, items, all -> all.add(5_000, "new"))).hasSize(1);
        assertThat(patched(before, items, all -> {
                    all.add(9_000, "new");
                    all.remove(5_000);
                    all.add(1_000, "newer");
                }))
                .containsExactly("add /list/1000", "remove /list/5001", "add /list/9000");
        patched(before, items, all -> Collections.shuffle(all, new Random(1)));
        patched(before, items, Collections::reverse);
        patched(before, items, all -> all.replaceAll(item -> "same"));
        patched(list(Collections.nCopies(10_000, 1L)), Collections.nCopies(10_000, 1L), all -> {
            for (int i = 0; i < all.size(); i += 2) {
                all.set(i, 2L);
            }
        });
    }

    private static JsonObject list(List<Object> items) {
        return JsonObject.of(Map.of("list", JsonArray.of(items)));
    }

    private static List<String> patched(JsonObject before, List<Object> items, Consumer<List<Object>> change) {
        var changed = new ArrayList<>(items);
        change.accept(changed);
        JsonObject after = list(changed);
        JsonPatch patch = JsonPatch.diff(before, after);
        assertThat(patch.apply(before)).isEqualTo(new JsonPatch.Applied.Done(after));
        return shown(patch);
    }

    private static List<String> shown(JsonPatch patch) {
        return patch.toTree().objects().stream()
                .map(operation -> operation.text("op").orElseThrow() + " "
                        + operation.text("path").orElseThrow())
                .toList();
    }
}
