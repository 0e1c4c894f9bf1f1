package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListsLibraryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1, 2, 3].isSorted() && ['a', 'b', 'b', 'c'].isSorted() && ![2.0, 1.0].isSorted()",
                "[1].isSorted() && [].isSorted() && [false, true].isSorted() && ![1u, 0u].isSorted()",
                "[duration('1s'), duration('1m')].isSorted() && [b'a', b'b'].isSorted() && ![b'\\xff', b'a'].isSorted()",
                "[timestamp('2020-01-01T00:00:00Z'), timestamp('2021-01-01T00:00:00Z')].isSorted()",
                "['\\uffff', '😀'].isSorted() && ['a', 'ab'].isSorted()",
                "[dyn(1), 1.5, 2u].isSorted() && ![dyn(1u), 0.5].isSorted() && [dyn(-1), 0u].isSorted()",
                "[1, 3].sum() == 4 && [1.0, 3.0].sum() == 4.0 && [1u, 3u].sum() == 4u && [].sum() == 0",
                "[duration('1m'), duration('1s')].sum() == duration('61s')",
                "dyn([1.5, 2.5]).sum() == 4.0 && dyn([duration('1s')]).sum() == duration('1s') && dyn([]).sum() == 0",
                "[1, 3].filter(x, x > 5).sum() == 0 && type([1.5].filter(x, x > 5.0).sum()) == double",
                "type([1u].filter(x, x > 5u).sum()) == uint",
                "[duration('1s')].filter(x, false).sum() == duration('0s')",
                "[1, 3].min() == 1 && [1, 3].max() == 3 && ['b', 'a'].min() == 'a' && [true, false].max() == true",
                "[dyn(1), 1.5].max() == 1.5 && [2.5, -1.0].min() == -1.0",
                "[1, 2, 2, 3].indexOf(2) == 1 && ['a', 'b', 'b', 'c'].lastIndexOf('b') == 2",
                "[1.0].indexOf(1.1) == -1 && [].indexOf('string') == -1 && [].lastIndexOf(1) == -1",
                "[dyn(1), 2u, 3.0].indexOf(2) == 1 && [dyn(1), 2u, 3.0].lastIndexOf(3) == 2",
                "[[1], [2]].indexOf([2]) == 1 && [{'a': 1}].indexOf({'a': 1}) == 0 && [{'a': 1}].indexOf({'a': 2}) == -1",
                "[{'a': 1}].indexOf({'b': 1}) == -1 && [[1, 2]].indexOf([1]) == -1 && [[1], [2.0]].indexOf([2]) == 1",
                "[ip('::1')].indexOf(ip('0::1')) == 0 && [dyn('1')].indexOf(1) == -1",
                "[1, 2, 3, 4].slice(1, 3) == [2, 3] && [1, 2].slice(2, 2) == [] && [1, 2].slice(0, 2) == [1, 2]",
                "[[1], [2, 3], [4]].flatten() == [1, 2, 3, 4] && [[1, 2], [], [3]].flatten() == [1, 2, 3]",
                "[dyn(1), [2, [3, [4]]]].flatten(2) == [1, 2, 3, [4]] && [dyn(1), [2, [3]]].flatten(9) == [1, 2, 3]",
                "[dyn(1), [2]].flatten(0) == [dyn(1), [2]] && [dyn(1), [2, [3]]].flatten() == [dyn(1), 2, [3]]",
                "[1, 2, 2, 3, 3, 3].distinct() == [1, 2, 3] && ['b', 'b', 'c', 'a', 'c'].distinct() == ['b', 'c', 'a']",
                "[dyn(1), 'b', 2, 'b', 1.0, 1u].distinct() == [dyn(1), 'b', 2] && [0.0, -0.0].distinct().size() == 1",
                "[{'a': [1]}, {'a': [1.0]}].distinct().size() == 1",
                "[5, 3, 1, 2].reverse() == [2, 1, 3, 5] && [].reverse() == []",
                "[3, 2, 1].sort() == [1, 2, 3] && ['b', 'c', 'a'].sort() == ['a', 'b', 'c'] && [].sort() == []",
                "[{'n': 2}, {'n': 1}].sortBy(e, e.n) == [{'n': 1}, {'n': 2}]",
                "['ccc', 'a', 'bb'].sortBy(e, -size(e)) == ['ccc', 'bb', 'a'] && [].sortBy(e, e) == []",
                "[[2, 1], [1, 2]].sortBy(e, e.sortBy(f, f)[0] + e[1]) == [[2, 1], [1, 2]]",
                "lists.range(3) == [0, 1, 2] && lists.range(0) == [] && lists.range(-5) == []",
                "lists.range(10000).size() == 10000",
                "[ip('::1'), ip('::2')].reverse()[0] == ip('::2') && [duration('1s')].slice(0, 1).sum() == duration('1s')",
            })
    void holds(String expression) {
        assertThat(CelTesting.eval(expression)).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[].min()|min called on empty list",
                "[].max()|max called on empty list",
                "[9223372036854775807, 1].sum()|integer overflow",
                "[18446744073709551615u, 1u].sum()|unsigned integer overflow",
                "[duration('9000000000s'), duration('9000000000s')].sum()|integer overflow",
                "[dyn('a')].sum()|no such overload: the sum of string and string",
                "[dyn(1), 1.0].sum()|no such overload: the sum of int and double",
                "['a'].sum()|found no matching overload for 'sum'",
                "[[1]].min()|found no matching overload for 'min'",
                "[dyn('a'), 1].isSorted()|no such overload: string cannot be compared with int",
                "[dyn(null), null].max()|no such overload: null_type cannot be compared with null_type",
                "[double('NaN'), 1.0].min()|NaN values cannot be ordered",
                "[1].slice(-1, 1)|cannot slice(-1, 1), negative indexes not supported",
                "[1].slice(1, 0)|cannot slice(1, 0), start index must be less than or equal to end index",
                "[1].slice(0, 2)|cannot slice(0, 2), list is length 1",
                "[dyn(1)].flatten(-1)|level must be non-negative",
                "[dyn(1), 'b'].sort()|list elements must have the same type",
                "[dyn(1), 1.0].sort()|list elements must have the same type",
                "[dyn([1])].sort()|list elements must be comparable",
                "[[1]].sort()|found no matching overload for 'sort'",
                "[1].sortBy(e, [e])|list elements must be comparable",
                "[1, 2].sortBy(e, 1 / 0)|division by zero",
                "[1].sortBy(1, 2)|the first argument must be the name of a variable",
                "lists.range(10001)|made a range of more than 10000 numbers",
            })
    void fails(String expression, String message) {
        assertThatThrownBy(() -> CelTesting.eval(expression)).hasMessageContaining(message);
    }

    @Test
    void holdsForValuesOfUnknownType() {
        JsonObject object = JsonObject.of(Map.of(
                "numbers", JsonArray.of(List.of(3L, 1L, 2L)),
                "texts", JsonArray.of(List.of("b", "a")),
                "nested", JsonArray.of(List.of(JsonArray.of(List.of(1L)), JsonArray.EMPTY))));
        for (String expression : List.of(
                "object.numbers.sum() == 6 && object.numbers.min() == 1 && object.numbers.max() == 3",
                "object.numbers.sort() == [1, 2, 3] && object.texts.sort() == ['a', 'b']",
                "object.numbers.indexOf(2) == 2 && object.texts.indexOf('a') == 1 && object.texts.lastIndexOf('a') == 1",
                "object.nested.flatten() == [1] && object.texts.reverse().isSorted() && object.texts.distinct().size() == 2",
                "object.numbers.sortBy(n, 0 - n).slice(0, 1) == [3]")) {
            assertThat(CelTesting.eval(expression, object)).as(expression).isEqualTo(true);
        }
        assertThat(CelTesting.eval("object.texts.sort()", object)).isInstanceOf(JsonArray.class);
    }

    @Test
    @Timeout(20)
    void workGrowsWithTheList() {
        JsonArray numbers = JsonArray.of(
                LongStream.range(0, 20_000).map(n -> n * 7919 % 20_011).boxed().toList());
        assertThat(CelTesting.eval(
                        "object.sortBy(n, n).isSorted() && object.distinct().size() == 20000 && object.sum() > 0",
                        numbers))
                .isEqualTo(true);
    }

    @Test
    void whatIsFlattenedIsBounded() {
        JsonArray inner = JsonArray.of(LongStream.range(0, 1_000).boxed().toList());
        JsonArray outer =
                JsonArray.of(LongStream.range(0, 1_001).mapToObj(_ -> inner).toList());
        assertThatThrownBy(() -> CelTesting.eval("object.flatten()", outer))
                .hasMessageContaining("made a list of more than 1000000 items");
    }

    @Property
    void sortsAsJavaDoes(@ForAll @Size(max = 20) List<@IntRange(max = 9) Integer> numbers) {
        List<Long> list = numbers.stream().map(Integer::longValue).toList();
        assertThat(ListFunctions.sort(list)).isEqualTo(list.stream().sorted().toList());
        assertThat(ListFunctions.isSorted(ListFunctions.sort(list))).isTrue();
        assertThat(ListFunctions.reverse(ListFunctions.reverse(list))).isEqualTo(list);
        assertThat(ListFunctions.distinct(list))
                .isEqualTo(list.stream().distinct().toList());
        assertThat(ListFunctions.sum(list, 0L))
                .isEqualTo(list.stream().mapToLong(n -> n).sum());
    }

    @Property
    void ordersTextsByTheirCharacters(@ForAll @Size(max = 5) List<@StringLength(max = 3) String> texts) {
        var whole = texts.stream().filter(StringsHelp::isWhole).toList();
        var expected = new ArrayList<>(whole);
        expected.sort(Comparator.comparing(text -> text.codePoints().boxed().toList(), StringsHelp::compare));
        assertThat(ListFunctions.sort(whole)).isEqualTo(expected);
    }

    private static final class StringsHelp {

        /** Whether no half of a surrogate pair stands alone. */
        static boolean isWhole(String text) {
            return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
        }

        static int compare(List<Integer> a, List<Integer> b) {
            for (int index = 0; index < Math.min(a.size(), b.size()); index++) {
                int order = a.get(index).compareTo(b.get(index));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(a.size(), b.size());
        }
    }
}
