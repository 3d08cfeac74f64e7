package dev.weir.scalers.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "5,5",
        "1000,1000",
        "1500,1500",
        "1e6,1000000",
        "0.25,0.25",
        "2.5,2.5",
        "-3,0",
        "NaN,0",
        "Infinity,0",
        "0.0004,0",
        "0.0005,0.001",
        "1.2345,1.234",
        "1e15,1e15"
    })
    void keepsThreeDecimalsAndClampsWhatIsNoTarget(double value, double expected) {
        assertEquals(expected, Quantity.of(value).value(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"2.5,2.5", "-2.5,-2.5", "1.9999,1.999", "-1.9999,-1.999", "NaN,0", "0,0"})
    void truncatesTowardZeroAndKeepsTheSign(double value, double expected) {
        assertEquals(expected, Quantity.truncated(value).value(), 1e-9);
    }

    @Test
    void writesWholeNumbersPlainlyAndOthersInMilliUnits() {
        assertEquals("5", Quantity.of(5).text());
        assertEquals("5", Quantity.of(5.0).text());
        assertEquals("2500m", Quantity.of(2.5).text());
        assertEquals("250m", Quantity.of(0.25).text());
        assertEquals("-2500m", Quantity.truncated(-2.5).text());
        assertEquals("0", Quantity.of(-0.0).text());
        assertEquals("0", Quantity.truncated(-0.0001).text());
    }

    @ParameterizedTest
    @CsvSource({
        "5,5",
        "1500m,1.5",
        "2k,2000",
        "1M,1e6",
        "1Ki,1024",
        "1.5Gi,1610612736",
        "100n,1e-7",
        "3u,3e-6",
        "1E,1e18",
        "1Ei,1152921504606846976",
        "1e3,1000",
        "1E3,1000",
        "-5,-5",
        "+5,5",
        ".5,0.5",
        "5.,5",
        " 7 ,7"
    })
    void readsSuffixesAndExponents(String text, double expected) {
        assertEquals(expected, Quantity.parse(text), Math.abs(expected) * 1e-12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "5x", "5 m", "1.2.3", "Ki5", "5kk", "5i", "five", "1e", "0x5", "1e-2147483647m"})
    void refusesWhatIsNoQuantity(String text) {
        assertThrows(NumberFormatException.class, () -> Quantity.parse(text));
    }
}
