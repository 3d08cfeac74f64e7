package dev.weir.controller.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.controller.workload.ResourceText.Format;
import dev.weir.controller.workload.ResourceText.ValueType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResourceTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "number|float64|12|12",
                "number|float64|12.7abc|12.7",
                "number|float64|` 1e3`|1000",
                "number|int64|12.7|12",
                "number|int64|12abc|12",
                "number|quantity|1500m|1.5",
                "json|float64|{\"a\": {\"b\": 2.5}}|2.5",
                "json|float64|{\"a\": {\"b\": \"1k\"}}|1000",
                "json|int64|{\"a\": {\"b\": 2.9}}|2",
                "json|quantity|{\"a\": {\"b\": \"250m\"}}|0.25",
                "json|quantity|{\"a\": {\"b\": 4}}|4",
                "yaml|float64|`a: {b: 2.5}`|2.5",
                "yaml|int64|`a: {b: 2.5}`|2.5",
                "yaml|float64|`a: {b: \"7 pods\"}`|7",
                "yaml|quantity|`a: {b: 2k}`|2000"
            })
    void readsANumber(Format format, ValueType type, String text, double expected) {
        assertEquals(expected, text(format, type).read(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "number|float64|none|begin with a number",
                "number|quantity|12abc|no quantity",
                "json|int64|{\"a\": {\"b\": \"3\"}}|no number of type int64",
                "json|float64|{\"a\": {\"b\": true}}|no number of type float64",
                "json|float64|{\"a\": {}}|points to nothing",
                "yaml|float64|`a: {b: [1]}`|no number of type float64",
                "yaml|float64|`a: {c: 1}`|nothing"
            })
    void saysWhatIsThereInstead(Format format, ValueType type, String text, String message) {
        String said = assertThrows(
                        IllegalArgumentException.class, () -> text(format, type).read(text))
                .getMessage();

        assertTrue(said.contains(message), said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app=orders",
                "app==orders",
                "app!=orders,tier",
                "!canary",
                "tier in (front, back)",
                "a.b/c notin (x)",
                "gen>3",
                "app=",
                " app = orders , tier "
            })
    void knowsASelector(String text) {
        assertTrue(Selectors.isSelector(text), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app=orders,", "=x", "app in orders", "app in (a", "a b", "app=a b", "-app=x", ","})
    void knowsWhatIsNone(String text) {
        assertFalse(Selectors.isSelector(text), text);
    }

    private static ResourceText text(Format format, ValueType type) {
        return new ResourceText(format, type, format == Format.number ? "" : "a.b");
    }
}
