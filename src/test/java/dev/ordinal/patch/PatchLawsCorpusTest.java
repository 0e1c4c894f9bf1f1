package dev.ordinal.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.Corpus;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.patch.JsonPatch.Applied;
import dev.ordinal.patch.JsonPatch.Operation;
import dev.ordinal.patch.JsonPatch.Parsed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What holds of every tree and of every patch. */
class PatchLawsCorpusTest {

    private static final ResourceRef STATEFUL_SET = ApplyConfigurationTest.kind("apps/v1 StatefulSet");

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aDiffMakesTheOneOfTheOther(@ForAll("objects") JsonObject before, @ForAll("objects") JsonObject after) {
        assertThat(JsonPatch.diff(before, after).apply(before)).isEqualTo(new Applied.Done(after));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aPatchOfFewChangesMakesThem(@ForAll("objects") JsonObject before, @ForAll("patches") JsonPatch changes) {
        if (changes.apply(before) instanceof Applied.Done(JsonObject after)) {
            assertThat(JsonPatch.diff(before, after).apply(before)).isEqualTo(new Applied.Done(after));
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void nothingDiffersFromItself(@ForAll("objects") JsonObject object) {
        assertThat(JsonPatch.diff(object, object)).isEqualTo(JsonPatch.EMPTY);
        assertThat(JsonPatch.diff(object, (JsonObject) copy(object))).isEqualTo(JsonPatch.EMPTY);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsReadBack(@ForAll("patches") JsonPatch patch) {
        assertThat(JsonPatch.parse(patch.toTree())).isEqualTo(new Parsed.Patch(patch));
    }

    /** What one patch does is what its parts do one after the other, up to the operation that is refused. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void aPatchIsItsOperationsInARow(@ForAll("objects") JsonObject object, @ForAll("patches") JsonPatch patch) {
        // Between two operations a patch may put anything in the place of the whole, but none may end so.
        Assume.that(patch.operations().stream()
                .noneMatch(operation -> operation.path().tokens().isEmpty()));
        String untouched = object.toString();
        JsonObject root = object;
        Applied expected = new Applied.Done(object);
        for (int i = 0; i < patch.operations().size(); i++) {
            Applied one = new JsonPatch(List.of(patch.operations().get(i))).apply(root);
            if (one instanceof Applied.Refused(int ignored, String why)) {
                expected = new Applied.Refused(i, why);
                break;
            }
            expected = one;
            root = ((Applied.Done) one).root();
        }
        assertThat(patch.apply(object)).isEqualTo(expected);
        assertThat(object).hasToString(untouched);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void mergingTwiceIsMergingOnce(@ForAll("sets") JsonObject object, @ForAll("sets") JsonObject applied) {
        if (ApplyConfiguration.merge(STATEFUL_SET, object, applied)
                instanceof ApplyConfiguration.Merged(JsonObject merged)) {
            assertThat(ApplyConfiguration.merge(STATEFUL_SET, merged, applied))
                    .isEqualTo(new ApplyConfiguration.Merged(merged));
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void mergingLosesNothingThatIsNotApplied(@ForAll("sets") JsonObject object, @ForAll("sets") JsonObject applied) {
        if (ApplyConfiguration.merge(STATEFUL_SET, object, applied)
                instanceof ApplyConfiguration.Merged(JsonObject merged)) {
            assertThat(missing(object, merged, applied)).isEmpty();
            assertThat(missing(applied, merged, JsonObject.EMPTY)).isEmpty();
        }
    }

    /** The named items and the fields of a tree that another one lacks or has otherwise, but for those excepted. */
    private static List<String> missing(Object wanted, Object in, Object except) {
        var missing = new ArrayList<String>();
        if (wanted instanceof JsonObject object && in instanceof JsonObject other) {
            JsonObject excepted = except instanceof JsonObject fields ? fields : JsonObject.EMPTY;
            object.forEach((name, value) -> missing.addAll(
                    other.containsKey(name)
                            ? missing(value, other.getOrDefault(name, ""), excepted.getOrDefault(name, ""))
                            : List.of(name)));
        } else if (wanted instanceof JsonArray items && in instanceof JsonArray others) {
            for (JsonObject item : items.objects()) {
                missing.addAll(missing(item, named(item, others), named(item, except)));
            }
        } else if (!wanted.equals(in) && except.equals("")) {
            missing.add(wanted + " became " + in);
        }
        return missing;
    }

    private static Object named(JsonObject item, Object list) {
        return list instanceof JsonArray items
                ? items.objects().stream()
                        .filter(other -> other.text("name").equals(item.text("name")))
                        .findFirst()
                        .orElse(JsonObject.EMPTY)
                : "";
    }

    @Test
    void realStatefulSetsBecomeEachOther() {
        List<JsonObject> sets = new ManifestReader(ReadLimits.DEFAULT, "default")
                .read(List.of(Input.path(Corpus.folder().resolve("bundles")))).manifests().stream()
                        .filter(manifest -> manifest.kind().equals("StatefulSet"))
                        .map(Manifest::root)
                        .toList();
        assertThat(sets).hasSizeGreaterThan(50);
        for (int i = 0; i < sets.size(); i++) {
            JsonObject before = sets.get(i);
            JsonObject after = sets.get((i * 7 + 1) % sets.size());
            JsonPatch patch = JsonPatch.diff(before, after);
            assertThat(patch.apply(before)).isEqualTo(new Applied.Done(after));
            assertThat(JsonPatch.parse(patch.toTree())).isEqualTo(new Parsed.Patch(patch));
            assertThat(JsonPatch.diff(before, (JsonObject) copy(before))).isEqualTo(JsonPatch.EMPTY);
            JsonObject spec = before.object("spec");
            JsonObject longer = before.with("spec", spec.with("aFieldOfOurs", 1L));
            assertThat(JsonPatch.diff(before, longer).operations())
                    .containsExactly(new Operation.Add(pointer("/spec/aFieldOfOurs"), 1L));
            assertThat(JsonPatch.diff(longer, before).operations())
                    .containsExactly(new Operation.Remove(pointer("/spec/aFieldOfOurs")));
        }
    }

    private static JsonPointer pointer(String text) {
        return JsonPointer.parse(text).orElseThrow();
    }

    private static Object copy(Object value) {
        return switch (value) {
            case JsonObject object -> {
                var fields = new LinkedHashMap<String, Object>();
                object.forEach((name, field) -> fields.put(name, copy(field)));
                yield JsonObject.of(fields);
            }
            case JsonArray array ->
                JsonArray.of(array.stream().map(PatchLawsCorpusTest::copy).toList());
            default -> value;
        };
    }

    @Provide
    Arbitrary<JsonObject> objects() {
        return Arbitraries.maps(names(), values()).ofMaxSize(5).map(JsonObject::of);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "c", "name", "0", "-", "", "x/y~z");
    }

    private static Arbitrary<Object> values() {
        return values(2);
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> scalars =
                Arbitraries.of("", "one", "two", 0L, 1L, 1.0, -2.5, true, false, JsonObject.NULL, JsonArray.EMPTY);
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<Object> parts = values(depth - 1);
        return Arbitraries.oneOf(
                scalars,
                parts.list().ofMaxSize(6).map(JsonArray::of),
                Arbitraries.maps(names(), parts).ofMaxSize(4).map(JsonObject::of));
    }

    @Provide
    Arbitrary<JsonPatch> patches() {
        Arbitrary<JsonPointer> pointers = Arbitraries.of("a", "b", "c", "name", "0", "1", "-", "", "x/y~z")
                .list()
                .ofMaxSize(3)
                .map(JsonPointer::new);
        Arbitrary<Operation> operations = Arbitraries.oneOf(
                Combinators.combine(pointers, values()).as(Operation.Add::new),
                pointers.map(Operation.Remove::new),
                Combinators.combine(pointers, values()).as(Operation.Replace::new),
                Combinators.combine(pointers, pointers).as(Operation.Move::new),
                Combinators.combine(pointers, pointers).as(Operation.Copy::new),
                Combinators.combine(pointers, values()).as(Operation.Test::new));
        return operations.list().ofMaxSize(5).map(JsonPatch::new);
    }

    /** Parts of StatefulSets: labels, containers with variables, and scalars. */
    @Provide
    Arbitrary<JsonObject> sets() {
        Arbitrary<String> few = Arbitraries.of("a", "b", "c");
        Arbitrary<Map<String, String>> labels = Arbitraries.maps(few, few);
        Arbitrary<JsonArray> variables = named(
                Combinators.combine(few, few).as((name, value) -> JsonObject.of(Map.of("name", name, "value", value))));
        Arbitrary<JsonArray> containers = named(Combinators.combine(few, few, variables)
                .as((name, image, env) -> JsonObject.of(Map.of("name", name, "image", image, "env", env))));
        return Combinators.combine(labels, containers, Arbitraries.longs().between(0, 3))
                .as((map, list, replicas) -> JsonObject.of(Map.of(
                        "metadata",
                        JsonObject.of(Map.of("labels", JsonObject.of(map))),
                        "spec",
                        JsonObject.of(Map.of(
                                "replicas",
                                replicas,
                                "template",
                                JsonObject.of(Map.of("spec", JsonObject.of(Map.of("containers", list)))))))));
    }

    private static Arbitrary<JsonArray> named(Arbitrary<JsonObject> items) {
        return items.list()
                .ofMaxSize(3)
                .uniqueElements(item -> item.text("name"))
                .map(JsonArray::of);
    }
}
