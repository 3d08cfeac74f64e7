package dev.weir.controller.observed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.scalers.Scalers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What the label {@code scaler} says, for every type that KEDA has. */
final class ScalerNamesTest {

    @ParameterizedTest
    @CsvFileSource(resources = "/observed/scaler-names.csv")
    void aTriggerWithoutANameGoesByKedasImplementation(String type, String name) {
        assertEquals(name, ScalerNames.of(null, type));
        assertTrue(Scalers.load().knownToKeda(type), type);
    }

    @Test
    void theTriggersOwnNameComesFirst() {
        assertEquals("orders-in-line", ScalerNames.of("orders-in-line", "rabbitmq"));
        assertEquals("rabbitMQScaler", ScalerNames.of("", "rabbitmq"));
    }
}
