package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.manifest.JsonObject;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityLibraryTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "1, 1",
        "+1, 1",
        "-1, -1",
        "007, 7",
        "1., 1",
        ".5, 0.5",
        "1.5, 1.5",
        "100m, 0.1",
        "100u, 0.0001",
        "100n, 0.0000001",
        "1k, 1000",
        "1M, 1000000",
        "1G, 1000000000",
        "1T, 1000000000000",
        "1P, 1000000000000000",
        "1E, 1000000000000000000",
        "1Ki, 1024",
        "1Mi, 1048576",
        "1Gi, 1073741824",
        "1Ti, 1099511627776",
        "1Pi, 1125899906842624",
        "1Ei, 1152921504606846976",
        "1.5Gi, 1610612736",
        "0.5Ki, 512",
        "-1.5Ki, -1536",
        "12e6, 12000000",
        "12E6, 12000000",
        "12e-3, 0.012",
        "12e+3, 12000",
        "1e1000, 1e1000",
        "1e-1000, 0.000000001",
        // More than the API server can hold of a binary amount is cut, of a decimal one it is not.
        "8Ei, 9223372036854775807",
        "-9999Ei, -9223372036854775807",
        "9999999999999999999999999999G, 9999999999999999999999999999000000000",
        // What is finer than a billionth is rounded away from zero.
        "0.0000000001, 0.000000001",
        "-0.1n, -0.000000001",
        "1.0000000001, 1.000000001",
        "0.1Ki, 102.4",
        "0.00000000000000000000000000000001Ki, 0.000000001",
        "0.0000000000Ki, 0",
        // The scanner of the API server takes an absent number for zero where it need not multiply.
        "Mi, 0",
        "k, 0",
        "+, 0",
        "., 0",
        "E5, 0",
    })
    void reads(String text, String amount) {
        assertThat(Quantity.parse(text).toOptional())
                .as(text)
                .hasValueSatisfying(quantity -> assertThat(quantity.amount()).isEqualByComparingTo(amount));
    }

    @ParameterizedTest
    @CsvSource({
        "'', quantities must match the regular expression",
        "Three, quantities must match the regular expression",
        "'1,3G', quantities must match the regular expression",
        "10Mo, quantities must match the regular expression",
        "1.1.M, quantities must match the regular expression",
        "1+1.0M, quantities must match the regular expression",
        "' 1', quantities must match the regular expression",
        "'1 ', quantities must match the regular expression",
        "--1, unable to parse quantity's suffix",
        "0x10, quantities must match the regular expression",
        "10Mm, unable to parse quantity's suffix",
        "200K, unable to parse quantity's suffix",
        "0.1mi, unable to parse quantity's suffix",
        ".5i, unable to parse quantity's suffix",
        "1i, unable to parse quantity's suffix",
        "1e, unable to parse quantity's suffix",
        "-3.01e-, unable to parse quantity's suffix",
        "1k5, unable to parse quantity's suffix",
        "Ei, unable to parse numeric part of quantity",
        "e-10, unable to parse numeric part of quantity",
        "1e1001, exponents must not be beyond 1000",
        "1e-99999999999999999999, exponents must not be beyond 1000",
    })
    void refuses(String text, String reason) {
        assertThat(Quantity.parse(text))
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains(reason));
    }

    @Test
    void refusesWhatIsLong() {
        assertThat(Quantity.parse("9".repeat(1_001)).isValue()).isFalse();
        assertThat(Quantity.parse("9".repeat(1_000) + "").isValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "50k, 50000",
        "50000000G, 50000000000000000",
        "1.5k, 1500",
        "1Ki, 1024",
        "9223372036854775807, ",
        "922337203685477580, 922337203685477580",
        "9E, 9000000000000000000",
        "10E, ",
        "1e400, ",
        "9999999999999999999999999999999999999G, ",
        // Not in the form that converts, as in the API server.
        "1.5Gi, ",
        "8Ei, ",
        "1000m, ",
        "1.0, ",
    })
    void convertsToAnIntegerAsItWasWritten(String text, Long whole) {
        Quantity quantity = Quantity.parse(text).orCelError("");
        if (whole == null) {
            assertThat(quantity.toLong()).as(text).isEmpty();
        } else {
            assertThat(quantity.toLong()).as(text).hasValue(whole);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "50.703k, 50703",
        "100m, 0.1",
        "1.5Gi, 1610612736",
        "0.1Ki, 102.4",
        "1e300, 1e300",
        "1e400, Infinity",
        "-1e400, -Infinity",
        "0e400, 0"
    })
    void approximates(String text, double value) {
        assertThat(Quantity.parse(text).orCelError("").toDouble()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quantity('200M') == quantity('0.2G')",
                "quantity('200M') != quantity('0.3G')",
                "quantity('1Ki') in [quantity('1024')]",
                "quantity('50M').isLessThan(quantity('50Mi'))",
                "!quantity('100M').isLessThan(quantity('50M'))",
                "quantity('50Mi').isGreaterThan(quantity('50M'))",
                "quantity('200M').compareTo(quantity('0.2G')) == 0",
                "quantity('50M').compareTo(quantity('50Mi')) == -1",
                "quantity('50Mi').compareTo(quantity('50M')) == 1",
                "quantity('50k').add(quantity('20')) == quantity('50.02k')",
                "quantity('50k').add(20) == quantity('50020')",
                "quantity('50k').sub(quantity('20')) == quantity('49.98k')",
                "quantity('50k').sub(20) == quantity('49980')",
                "quantity('50k').add(20).sub(quantity('100k')).asInteger() == -49980",
                "quantity('50k').add(20).sub(quantity('100k')).sub(-50000).asInteger() == 20",
                "quantity('0').add(quantity('1.5Gi')).isInteger() == false",
                "quantity('1k').add(quantity('0')).asInteger() == 1000",
                "quantity('0').add(quantity('1k')).asInteger() == 1000",
                "quantity('500m').add(quantity('500m')) == quantity('1')",
                "quantity('9E').add(quantity('9E')) == quantity('18E')",
                "!quantity('9E').add(quantity('9E')).isInteger()",
                "quantity('-1').sign() == -1 && sign(quantity('1')) == 1 && quantity('0').sign() == 0",
                "quantity('50').isInteger() && !quantity('50m').isInteger()",
                "isQuantity('20Mi') && !isQuantity('20Mo') && !isQuantity('10Mm')",
                "type(quantity('1')) == kubernetes.Quantity",
                "[quantity('9999999999999999999999999999999999999')].all(x,"
                        + " x.add(quantity('1')).compareTo(x.add(quantity('2'))) == -1)",
                "quantity('0').sub(-9223372036854775807 - 1) == quantity('9223372036854775808')",
            })
    void holds(String expression) {
        assertThat(CelTesting.eval(expression)).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quantity('10Mo')|quantities must match the regular expression",
                "quantity('9999999999999999999999999999999999999G').asInteger()|cannot convert value to integer",
                "isQuantity([1, 2, 3])|found no matching overload for 'isQuantity'",
                "quantity('1') + quantity('1')|found no matching overload",
                "quantity('1').add('1')|found no matching overload for 'add'",
            })
    void fails(String expression, String message) {
        assertThatThrownBy(() -> CelTesting.eval(expression)).hasMessageContaining(message);
    }

    @Test
    void holdsForValuesOfUnknownType() {
        var object = JsonObject.of(Map.of("a", "1Gi", "b", "2Gi"));
        assertThat(CelTesting.eval("quantity(object.a).isLessThan(quantity(object.b))", object))
                .isEqualTo(true);
        assertThat(CelTesting.eval("dyn(quantity(object.a)).isLessThan(dyn(quantity(object.b)))", object))
                .isEqualTo(true);
        assertThat(CelTesting.eval("dyn(quantity(object.a)).add(dyn(1)).compareTo(dyn(quantity('1Gi'))) == 1", object))
                .isEqualTo(true);
    }

    @Property
    void additionIsUndoneBySubtractionAndCommutes(
            @ForAll long a,
            @ForAll @IntRange(min = -9, max = 30) int powerOfA,
            @ForAll long b,
            @ForAll @IntRange(min = -9, max = 30) int powerOfB) {
        Quantity x = Quantity.small(a, powerOfA);
        Quantity y = Quantity.small(b, powerOfB);
        assertThat(x.plus(y)).isEqualTo(y.plus(x)).hasSameHashCodeAs(y.plus(x));
        assertThat(x.plus(y).minus(y)).isEqualTo(x);
        assertThat(x.minus(x).sign()).isZero();
        assertThat(x.plus(y).amount()).isEqualByComparingTo(x.amount().add(y.amount()));
        assertThat(Integer.signum(x.compareTo(y))).isEqualTo(x.minus(y).sign());
    }

    @Property
    void printedQuantitiesReadBack(@ForAll long number, @ForAll @IntRange(min = -9, max = 30) int power) {
        Quantity quantity = Quantity.small(number, power);
        assertThat(Quantity.parse(quantity.toString()).toOptional()).hasValue(quantity);
    }
}
