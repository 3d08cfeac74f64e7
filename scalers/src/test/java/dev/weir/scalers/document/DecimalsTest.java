package dev.weir.scalers.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "-2.50, -2.5",
        "+.5, 0.5",
        "5., 5",
        "1e3, 1000",
        "1E-2, 0.01",
        "NaN, NaN",
        "+Inf, Infinity",
        "-inf, -Infinity",
        "Infinity, Infinity",
        "1e999999999, Infinity"
    })
    void readsWhatIsANumber(String text, double value) {
        assertEquals(OptionalDouble.of(value), Decimals.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " 5", "5 ", "1f", "1d", "0x10", "5m", "1,5", ".", "e3", "--1", "nan5", "1e1000000000000"})
    void refusesWhatIsNone(String text) {
        assertEquals(OptionalDouble.empty(), Decimals.parse(text));
    }

    @Test
    void refusesWhatHasNoEnd() {
        assertEquals(OptionalDouble.empty(), Decimals.parse("1".repeat(401)));
    }
}
