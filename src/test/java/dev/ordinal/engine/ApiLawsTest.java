package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any object, however odd its values: objects of every kind with some values replaced by others. */
class ApiLawsTest {

    private static final ApiShapes SHAPES = new ApiShapes();

    private static final List<JsonObject> SEEDS = ApiDefaultsTest.cases("workloads.yaml", "pods.yaml", "others.yaml")
            .map(test -> ApiDefaults.apply(Manifest.of(test.object("given"))).root())
            .toList();

    private static final List<Object> ODD = List.of(
            JsonObject.NULL,
            JsonObject.EMPTY,
            JsonArray.EMPTY,
            "",
            "text",
            "${ODD}",
            0L,
            7L,
            1L << 40,
            1.5,
            3.0,
            true,
            JsonArray.of(List.of("text", 1L)),
            JsonObject.EMPTY.with("name", "text"),
            JsonArray.of(List.of(JsonObject.EMPTY.with("name", "text"), JsonObject.NULL)));

    @Provide
    Arbitrary<JsonObject> objects() {
        return Arbitraries.of(SEEDS)
                .flatMap(seed -> Arbitraries.doubles()
                        .between(0, 0.3)
                        .flatMap(share -> Arbitraries.longs()
                                .map(random -> (JsonObject) shaken(seed, true, share, new Random(random)))));
    }

    /** The tree without some of its values and with others replaced; kind and version stay. */
    private static Object shaken(Object value, boolean isRoot, double share, Random random) {
        if (!isRoot && random.nextDouble() < share / 2) {
            return ODD.get(random.nextInt(ODD.size()));
        }
        return switch (value) {
            case JsonObject object -> {
                var fields = new LinkedHashMap<String, Object>();
                for (Map.Entry<String, Object> field : object.entrySet()) {
                    boolean identity = isRoot
                            && (field.getKey().equals("apiVersion")
                                    || field.getKey().equals("kind"));
                    if (identity) {
                        fields.put(field.getKey(), field.getValue());
                    } else if (random.nextDouble() >= share) {
                        fields.put(field.getKey(), shaken(field.getValue(), false, share, random));
                    }
                }
                yield JsonObject.of(fields);
            }
            case JsonArray array -> {
                var items = new ArrayList<Object>();
                array.forEach(item -> items.add(shaken(item, false, share, random)));
                yield JsonArray.of(items);
            }
            default -> value;
        };
    }

    @Property
    void defaultingTwiceChangesNothing(@ForAll("objects") JsonObject object) {
        JsonObject once = filled(object);
        assertThat(filled(once)).isSameAs(once);
    }

    @Property
    void everyValueThatIsSetStays(@ForAll("objects") JsonObject object) {
        assertThat(lost(object, filled(object))).isEmpty();
    }

    @Property
    void aCleanedObjectIsWellTyped(@ForAll("objects") JsonObject object) {
        JsonObject cleaned = SHAPES.check(Manifest.of(object)).cleaned();
        ApiShapes.Result again = SHAPES.check(Manifest.of(cleaned));
        assertThat(again.problems()).isEmpty();
        assertThat(again.cleaned()).isSameAs(cleaned);
    }

    @Property
    void whatIsUnusableIsInTheObject(@ForAll("objects") JsonObject object) {
        assertThat(SHAPES.check(Manifest.of(object)).unusable())
                .allSatisfy(path -> assertThat(path.find(object)).isPresent());
    }

    @Property
    void theDefaultsOfAWellTypedObjectAreWellTyped(@ForAll("objects") JsonObject object) {
        JsonObject cleaned = SHAPES.check(Manifest.of(object)).cleaned();
        assertThat(SHAPES.check(Manifest.of(filled(cleaned))).problems()).isEmpty();
    }

    private static JsonObject filled(JsonObject root) {
        return ApiDefaults.apply(Manifest.of(root)).root();
    }

    /** The paths of values that are neither null nor empty nor 0 and became something else. */
    static List<FieldPath> lost(JsonObject root, JsonObject becomes) {
        return lost(FieldPath.ROOT, root, becomes);
    }

    private static List<FieldPath> lost(FieldPath at, Object value, Object becomes) {
        var lost = new ArrayList<FieldPath>();
        if (value instanceof JsonObject object && becomes instanceof JsonObject filled) {
            object.forEach((name, below) -> lost.addAll(
                    lost(at.child(name), below, Objects.requireNonNullElse(filled.get(name), JsonObject.NULL))));
        } else if (value instanceof JsonArray array
                && becomes instanceof JsonArray filled
                && array.size() == filled.size()) {
            for (int i = 0; i < array.size(); i++) {
                lost.addAll(lost(at.child(i), array.get(i), filled.get(i)));
            }
        } else if (!value.equals(becomes) && !isEmpty(value)) {
            lost.add(at);
        }
        return lost;
    }

    private static boolean isEmpty(Object value) {
        return JsonObject.NULL.equals(value)
                || value.equals("")
                || value.equals(0L)
                || value.equals(JsonObject.EMPTY)
                || value.equals(JsonArray.EMPTY);
    }
}
