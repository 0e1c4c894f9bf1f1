package dev.ordinal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0", "10", "10Gi", "1.5Gi", ".5", "5.", "-1", "+1k", "100m", "1n", "1u", "2E", "2Ei", "1e3", "1E3",
                "1e-3", "1E+3", "12.50Ki"
            })
    void isAQuantity(String text) {
        assertThat(QuantityText.isQuantity(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "Gi", "10 Gi", "10GB", "10gi", "10K", "10ki", "1.2.3", ".", "-", "1e", "1e+", "1e3x", "1x3",
                "${SIZE}", "10Gi ", "0x10", "ten"
            })
    void isNoQuantity(String text) {
        assertThat(QuantityText.isQuantity(text)).isFalse();
    }
}
