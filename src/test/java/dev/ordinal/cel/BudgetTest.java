package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.manifest.JsonArray;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

    private static final JsonArray THOUSAND =
            JsonArray.of(LongStream.range(0, 1000).boxed().toList());

    private static final String DOUBLING = doubling(24);

    private static String doubling(int times) {
        var text = new StringBuilder("cel.bind(a0, '0123456789', ");
        for (int i = 1; i <= times; i++) {
            text.append("cel.bind(a%d, a%d + a%d, ".formatted(i, i - 1, i - 1));
        }
        return text + "a%d.size()".formatted(times) + ")".repeat(times + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list.all(x, list.all(y, list.all(z, z >= 0)))",
                "list.all(x, list.all(y, y >= 0)) || true",
                "list.map(x, list.map(y, list.map(z, x + y + z))).size()",
                "list.exists(x, list.exists(y, list.exists(z, x + y + z < 0)))",
                "list.transformList(i, x, list.transformList(j, y, list.all(z, z >= 0))).size()"
            })
    void stopsNestedComprehensionsOverLargeLists(String expression) {
        Outcome outcome = Expressions.evaluate(expression, Map.of("list", THOUSAND));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).isIn(Outcome.Failed.Kind.BUDGET, Outcome.Failed.Kind.TIME));
    }

    @Test
    void stopsTextsThatDouble() {
        assertThat(Expressions.evaluate(DOUBLING, Map.of())).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Outcome.Failed.Kind.BUDGET);
            assertThat(failed.message()).contains("1048576 characters");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list.map(x, text).join('').size()",
                "list.map(x, text).join(text).size()",
                "text.replace('a', text).replace('a', text).size()",
                "text.replace('', text).size()"
            })
    void stopsFunctionsThatMakeLongTextsAtOnce(String expression) {
        assertThat(Expressions.evaluate(expression, Map.of("list", THOUSAND, "text", "a".repeat(10_000))))
                .isInstanceOf(Outcome.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lists.range(1000000000).size()", "text.split('').size()", "text.findAll('').size()"})
    void stopsFunctionsThatMakeLongLists(String expression) {
        assertThat(Expressions.evaluate(expression, Map.of("text", "a".repeat(1 << 20))))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Outcome.Failed.Kind.BUDGET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x'.matches(dyn('((a{0,100}){0,100}){0,100}'))",
                "text.matches(dyn('((((a{1,100}){1,100}){1,100}){1,100}){1,100}'))",
                "'x'.matches('(' + 'a'.replace('a', '((((((((((a{0,99}){0,99})') + '){0,99}')"
            })
    void stopsCountedRegexes(String expression) {
        long start = System.nanoTime();
        assertThat(Expressions.evaluate(expression, Map.of("text", "a".repeat(1000))))
                .isInstanceOf(Outcome.Failed.class);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @Test
    void stopsAtTheDeadline() {
        var limits = new Budget.Limits(Long.MAX_VALUE, Long.MAX_VALUE, 50_000_000L, 1_000_000_000L, 1000, 10_000);
        assertThat(Expressions.evaluate(
                        "list.all(x, list.all(y, list.all(z, z >= 0)))", Map.of("list", THOUSAND), limits))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Outcome.Failed.Kind.TIME));
    }

    @Test
    void countsAllExpressionsOfARequestTogether() {
        var budget = new Budget(new Budget.Limits(10_000, 15_000, 1_000_000_000L, 9_000_000_000L, 1000, 10_000));
        CompiledExpression expression =
                Expressions.compile("list.all(x, x >= 0)", Scope.BASE.with("list", ExpressionType.DYN));
        var lookups = new Lookups(Expressions.UNKNOWN_VIEW);

        Outcome first = expression.evaluate(_ -> THOUSAND, lookups, budget);
        Outcome last = first;
        for (int i = 0; i < 20 && last instanceof Outcome.Value; i++) {
            last = expression.evaluate(_ -> THOUSAND, lookups, budget);
        }

        assertThat(first).isEqualTo(new Outcome.Value(true));
        assertThat(last)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.message()).contains("the rules so far"));
        assertThat(budget.used()).isGreaterThan(15_000);
    }

    @Test
    void mapAndFilterAreLinear() {
        var small = JsonArray.of(LongStream.range(0, 2_000).boxed().toList());
        var large = JsonArray.of(LongStream.range(0, 40_000).boxed().toList());
        String expression = "list.filter(x, x >= 0).map(y, y + 1).map(z, z > 5, z).size()";

        assertThat(steps(expression, large)).isBetween(19 * steps(expression, small), 21 * steps(expression, small));
        assertThat(Expressions.evaluate(expression, Map.of("list", large))).isEqualTo(new Outcome.Value(39_995L));
    }

    private static long steps(String expression, JsonArray list) {
        var budget = Budget.standard();
        var lookups = new Lookups(Expressions.UNKNOWN_VIEW);
        Expressions.compile(expression, Scope.BASE.with("list", ExpressionType.DYN))
                .evaluate(_ -> list, lookups, budget);
        return budget.used();
    }
}
