package dev.ordinal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KNOWN = List.of("headless-service", "fieldPath", "Deny", "Warn", "as", "list");

    @ParameterizedTest
    @CsvSource({
        "headless-servcie, headless-service",
        "headles-service, headless-service",
        "headless, ''",
        "fieldpath, fieldPath",
        "feildPath, fieldPath",
        "DENY, Deny",
        "warm, Warn",
        "lsit, list",
        "a, as",
        "sa, as",
        "xy, ''",
        "x, ''",
        "'', ''",
        "quite different, ''"
    })
    void findsWhatWasMeant(String word, String meant) {
        assertThat(Nearest.to(word, KNOWN).orElse("")).isEqualTo(meant);
    }

    @Test
    void ofTwoThatAreAsNearItNamesTheFirst() {
        assertThat(Nearest.to("cat", List.of("car", "bat", "dog"))).contains("car");
        assertThat(Nearest.to("cat", List.of())).isEmpty();
    }

    @Property
    void slipsAreADistance(@ForAll @ShortText String one, @ForAll @ShortText String other) {
        assertThat(Nearest.slips(one, other)).isEqualTo(Nearest.slips(other, one));
        assertThat(Nearest.slips(one, other) == 0).isEqualTo(one.equals(other));
        assertThat(Nearest.slips(one, other)).isLessThanOrEqualTo(Math.max(one.length(), other.length()));
        assertThat(Nearest.slips(one, one + other)).isEqualTo(other.length());
    }

    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    @StringLength(max = 8)
    @CharRange(from = 'a', to = 'd')
    @interface ShortText {}
}
