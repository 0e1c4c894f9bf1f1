package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JsonTreeTest {

    @Property
    void anObjectIsTheMapItWasMadeOf(@ForAll @Size(max = 40) Map<String, Long> map, @ForAll String other) {
        var ordered = new LinkedHashMap<String, Object>(map);
        JsonObject object = JsonObject.of(ordered);

        assertThat((Map<String, Object>) object).isEqualTo(ordered);
        assertThat(object.hashCode()).isEqualTo(ordered.hashCode());
        assertThat(object.keySet()).containsExactlyElementsOf(ordered.keySet());
        assertThat(object.values()).containsExactlyElementsOf(ordered.values());
        assertThat(object.entrySet()).hasSize(ordered.size()).containsExactlyElementsOf(ordered.entrySet());
        assertThat(object.get(other)).isEqualTo(ordered.get(other));
        ordered.forEach((name, value) -> {
            assertThat(object.get(name)).isEqualTo(value);
            assertThat(object.containsKey(name)).isTrue();
            assertThat(object.find(name)).contains(value);
        });
    }

    @Property
    void withAndWithoutDoWhatMapsDo(@ForAll @Size(max = 20) Map<String, Long> map, @ForAll String name) {
        var changed = new LinkedHashMap<String, Object>(map);
        JsonObject object = JsonObject.of(changed);
        changed.put(name, "new");
        assertThat((Map<String, Object>) object.with(name, "new")).isEqualTo(changed);
        assertThat(object.with(name, "new").keySet()).containsExactlyElementsOf(changed.keySet());
        changed.remove(name);
        assertThat((Map<String, Object>) object.without(name)).isEqualTo(changed);
        assertThat((Map<String, Object>) object).isEqualTo(map);
    }

    /** "Aa" and "BB" hash alike, and so does whatever is made of them. */
    @Test
    void fieldsThatHashAlikeAreFoundAsFast() {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < 1 << 16; i++) {
            var name = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            map.put(name.toString(), (long) i);
        }
        JsonObject object = JsonObject.of(map);

        map.forEach((name, value) -> assertThat(object.get(name)).isEqualTo(value));
        assertThat(object.containsKey("Aa")).isFalse();
    }

    @Test
    void readsFieldsByTheirType() {
        JsonObject object = Reading.object("text: a\nnumber: 3\nlist: [1, {a: 1}]\nobject: {a: 1}\n");

        assertThat(object.text("text")).contains("a");
        assertThat(object.text("number")).isEmpty();
        assertThat(object.integer("number")).contains(3L);
        assertThat(object.integer("text")).isEmpty();
        assertThat(object.object("object").get("a")).isEqualTo(1L);
        assertThat((Object) object.object("list")).isSameAs(JsonObject.EMPTY);
        assertThat(object.array("list").objects()).containsExactly(object.object("object"));
        assertThat((Object) object.array("object")).isSameAs(JsonArray.EMPTY);
        Object number = 3;
        assertThat(object.get(number)).isNull();
        assertThat(object.containsKey(number)).isFalse();
        assertThat(object.containsValue("a")).isTrue();
    }

    @Test
    void isACelValue() {
        JsonObject object = Reading.object("a: [1]");

        assertThat(object.select("a")).isEqualTo(List.of(1L));
        assertThatThrownBy(() -> object.select("b")).isInstanceOf(CelAttributeNotFoundException.class);
        assertThat((Object) object.value()).isSameAs(object);
        assertThat(object.isZeroValue()).isFalse();
        assertThat(object.celType().name()).isEqualTo("map");
        JsonArray array = object.array("a");
        assertThat((Object) array.value()).isSameAs(array);
        assertThat(array.isZeroValue()).isFalse();
        assertThat(array.celType().name()).isEqualTo("list");
    }

    @Test
    void anArrayIsTheListItWasMadeOf() {
        JsonArray array = JsonArray.of(List.of("a", "b", "a"));

        assertThat((List<Object>) array).isEqualTo(List.of("a", "b", "a")).hasSameHashCodeAs(List.of("a", "b", "a"));
        assertThat(array.contains("b")).isTrue();
        assertThat(array.containsAll(List.of("a", "c"))).isFalse();
        assertThat(array.indexOf("a")).isZero();
        assertThat(array.lastIndexOf("a")).isEqualTo(2);
        assertThat(array.subList(1, 3)).containsExactly("b", "a");
        assertThat(new ArrayList<>(array)).containsExactly("a", "b", "a");
        assertThat(array.toArray(new String[0])).containsExactly("a", "b", "a");
        assertThat(array.listIterator(1).next()).isEqualTo("b");
        assertThat(array.listIterator().next()).isEqualTo("a");
        assertThat((List<Object>) array.with(1, "c")).containsExactly("a", "c", "a");
        assertThat(array).hasToString("[a, b, a]");
        assertThat((Object) JsonArray.of(List.of())).isSameAs(JsonArray.EMPTY);
    }

    @Test
    void cannotBeChanged() {
        JsonObject object = Reading.object("a: 1");
        JsonArray array = JsonArray.of(List.of("a"));

        for (Runnable change : List.<Runnable>of(
                () -> object.put("b", 1L),
                () -> object.remove("a"),
                () -> object.putAll(Map.of("b", 1L)),
                object::clear,
                () -> object.values().clear(),
                () -> object.keySet().clear(),
                () -> object.entrySet().iterator().next().setValue(2L),
                () -> array.add("b"),
                () -> array.add(0, "b"),
                () -> array.addAll(List.of("b")),
                () -> array.addAll(0, List.of("b")),
                () -> array.set(0, "b"),
                () -> array.remove("a"),
                () -> array.remove(0),
                () -> array.removeAll(List.of("a")),
                () -> array.retainAll(List.of("b")),
                array::clear)) {
            assertThatThrownBy(change::run).isInstanceOf(UnsupportedOperationException.class);
        }
        var entries = JsonObject.EMPTY.entrySet().iterator();
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    }
}
