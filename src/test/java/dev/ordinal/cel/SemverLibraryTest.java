package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemverLibraryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "semver('1.2.3').compareTo(semver('1.2.3')) == 0",
                "semver('1.2.3').compareTo(semver('2.0.0')) == -1",
                "semver('1.2.3').compareTo(semver('0.1.2')) == 1",
                "semver('1.2.3-a').compareTo(semver('1.2.3-b')) == -1",
                "semver('1.2.3').isLessThan(semver('1.2.4')) && semver('1.3.3').isGreaterThan(semver('1.2.4'))",
                "semver('1.2.3') in [semver('1.2.3+build')]",
                "semver('18446744073709551615.0.0').isGreaterThan(semver('1.0.0'))",
                "dyn(semver('1.2.3')).isLessThan(dyn(semver('1.2.4')))",
                "dyn(quantity('1')).isLessThan(dyn(quantity('2')))",
                "dyn(semver('1.2.3')).compareTo(dyn(semver('1.2.4'))) == -1",
                "dyn(quantity('1')).compareTo(dyn(quantity('2'))) == -1",
                "isSemver('1.2.3', false) && !isSemver('v1.2.3', false)",
                "type(semver('1.2.3')) == kubernetes.Semver",
                "jsonpatch.escapeKey('k8s.io/my~label') == 'k8s.io~1my~0label'",
                "jsonpatch.escapeKey('~1') == '~01'",
            })
    void holds(String expression) {
        assertThat(CelTesting.eval(expression)).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({
        "'', Version string empty",
        "1, No Major.Minor.Patch elements found",
        "1.2, No Major.Minor.Patch elements found",
        "v1.2.3, Invalid character(s) found in major number",
        "1.x.3, Invalid character(s) found in minor number",
        "1.2-rc.3, Invalid character(s) found in minor number",
        "1..3, Invalid character(s) found in minor number",
        "1.2.3.4, Invalid character(s) found in patch number",
        "1.2.-rc, Invalid character(s) found in patch number",
        "1.2.03, Patch number must not contain leading zeroes",
        "01.2.3, Major number must not contain leading zeroes",
        "99999999999999999999.0.0, Major number is too large",
        "1.2.3-, Prerelease is empty",
        "1.2.3-a..b, Prerelease is empty",
        "1.2.3-01, Numeric PreRelease version must not contain leading zeroes",
        "1.2.3-99999999999999999999, Numeric PreRelease version is too large",
        "1.2.3-a_b, Invalid character(s) found in prerelease",
        "1.2.3+, Build meta data is empty",
        "1.2.3+a.ä, Invalid character(s) found in build meta data",
        "' 1.2.3', Invalid character(s) found in major number",
    })
    void refuses(String text, String reason) {
        assertThat(SemverParser.parse(text))
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "v1.2.3, 1.2.3",
        "1, 1.0.0",
        "v1.2, 1.2.0",
        "01.002.0003, 1.2.3",
        "00.0.00, 0.0.0",
        "1.2.03-alpha, 1.2.3-alpha",
        "1.2.0-alpha+b, 1.2.0-alpha+b",
        "1.2.00-alpha, 1.2.0-alpha",
    })
    void normalizes(String text, String normal) {
        assertThat(SemverParser.parseNormalized(text).toOptional())
                .hasValueSatisfying(version -> assertThat(version).hasToString(normal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v", "vv1.2.3", "1.2-rc", "1+b", "1.2.3.4", " 1.2.3", "V1.2.3"})
    void normalizationDoesNotSaveWhatIsNoVersion(String text) {
        assertThat(SemverParser.parseNormalized(text).isValue()).isFalse();
    }

    @Test
    void ordersAsTheSpecificationDoes() {
        // The example of semver.org, item 11.
        List<String> ascending = List.of(
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "1.1.0",
                "2.0.0");
        assertThat(ascending.reversed().stream()
                        .map(text -> SemverParser.parse(text).orCelError(""))
                        .sorted()
                        .map(Semver::toString))
                .isEqualTo(ascending);
    }

    @Property
    void comparesAntisymmetrically(@ForAll("versions") String a, @ForAll("versions") String b) {
        Semver x = SemverParser.parse(a).orCelError("");
        Semver y = SemverParser.parse(b).orCelError("");
        assertThat(Integer.signum(x.compareTo(y))).isEqualTo(-Integer.signum(y.compareTo(x)));
        assertThat(x.equals(y)).isEqualTo(x.compareTo(y) == 0);
        if (x.equals(y)) {
            assertThat(x).hasSameHashCodeAs(y);
        }
        assertThat(SemverParser.parseNormalized("v" + a).toOptional()).hasValue(x);
    }

    @Provide
    Arbitrary<String> versions() {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 3);
        Arbitrary<String> preRelease = Arbitraries.of("", "-a", "-a.1", "-1", "-2.b", "-rc-1");
        Arbitrary<String> build = Arbitraries.of("", "+x", "+1.2");
        return Combinators.combine(number, number, number, preRelease, build)
                .as((major, minor, patch, pre, meta) -> major + "." + minor + "." + patch + pre + meta);
    }
}
