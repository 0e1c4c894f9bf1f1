package dev.ordinal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {

    @Property
    void readsWhatItWrites(@ForAll("paths") FieldPath path) {
        assertThat(FieldPath.parse(path.toString())).contains(path);
    }

    @Property
    void resolvingGoesOnWhereThePathEnds(@ForAll("paths") FieldPath path, @ForAll("paths") FieldPath other) {
        FieldPath resolved = path.resolve(other);

        assertThat(resolved.segments().subList(0, path.segments().size())).isEqualTo(path.segments());
        assertThat(resolved.segments()
                        .subList(path.segments().size(), resolved.segments().size()))
                .isEqualTo(other.segments());
    }

    @Provide
    Arbitrary<FieldPath> paths() {
        Arbitrary<Object> fields = Arbitraries.oneOf(
                        Arbitraries.strings(),
                        Arbitraries.strings().withChars("ab.'\"\\[]0é/ \n").ofMaxLength(6),
                        Arbitraries.of("spec", "a.b/c", "0", "$ref"))
                .map(text -> text);
        Arbitrary<Object> indexes =
                Arbitraries.integers().between(0, 999_999_999).map(number -> number);
        return Arbitraries.oneOf(fields, indexes).list().ofMaxSize(6).map(FieldPathTest::path);
    }

    private static FieldPath path(List<Object> segments) {
        FieldPath path = FieldPath.ROOT;
        for (Object segment : segments) {
            path = segment instanceof Integer index ? path.child(index) : path.child(segment.toString());
        }
        return path;
    }

    @Test
    void writesPlainNamesPlainly() {
        FieldPath path =
                FieldPath.ROOT.child("spec").child("containers").child(0).child("env-x");

        assertThat(path).hasToString("spec.containers[0].env-x");
        assertThat(FieldPath.ROOT.child("metadata").child("annotations").child("a.b/c"))
                .hasToString("metadata.annotations['a.b/c']");
        assertThat(FieldPath.ROOT).hasToString("");
    }

    @Test
    void readsDoubleQuotesToo() {
        assertThat(FieldPath.parse("data[\"a'b\"]"))
                .contains(FieldPath.ROOT.child("data").child("a'b"));
        assertThat(FieldPath.parse("data['it\\'s']"))
                .contains(FieldPath.ROOT.child("data").child("it's"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".a", "a.", "a..b", "a[", "a[]", "a[x]", "a['x]", "a[0]b", "a[1234567890]", "a['x'", "['x\\']"})
    void refusesWhatIsNoPath(String text) {
        assertThat(FieldPath.parse(text)).isEqualTo(Optional.empty());
    }

    @Test
    void knowsItsParent() {
        FieldPath path = FieldPath.ROOT.child("a").child(1);

        assertThat(path.parent()).isEqualTo(FieldPath.ROOT.child("a"));
        assertThat(FieldPath.ROOT.parent()).isSameAs(FieldPath.ROOT);
        assertThat(FieldPath.ROOT.isRoot()).isTrue();
        assertThat(path.isRoot()).isFalse();
        assertThat(path).hasSameHashCodeAs(FieldPath.parse("a[1]").orElseThrow());
        assertThat(path).isNotEqualTo("a[1]");
    }

    @Test
    void findsValuesInATree() {
        JsonObject root = Reading.object("a:\n- b: 1\n- c\n");

        assertThat(Reading.path("a[0].b").find(root)).contains(1L);
        assertThat(Reading.path("a[1]").find(root)).contains("c");
        assertThat(Reading.path("a[2]").find(root)).isEmpty();
        assertThat(Reading.path("a.b").find(root)).isEmpty();
        assertThat(Reading.path("x").find(root)).isEmpty();
        assertThat(FieldPath.ROOT.find(root)).contains(root);
    }
}
