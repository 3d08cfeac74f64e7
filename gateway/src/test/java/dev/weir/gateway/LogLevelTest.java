package dev.weir.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import dev.weir.gateway.config.InvalidSettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelTest {

    @Test
    void takesTheWordsOfZap() {
        assertEquals(Level.DEBUG, LogLevel.of("debug"));
        assertEquals(Level.INFO, LogLevel.of("info"));
        assertEquals(Level.ERROR, LogLevel.of("error"));
        assertEquals(Level.ERROR, LogLevel.of("panic"));
        assertEquals(Level.INFO, LogLevel.of("0"));
        assertEquals(Level.DEBUG, LogLevel.of("5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "loud", "-1", "1.5"})
    void refusesWhatIsNoLevel(String given) {
        assertEquals(
                "--zap-log-level: given \"" + given + "\", accepted is error, warn, info, debug or a number from 0",
                assertThrows(InvalidSettingsException.class, () -> LogLevel.of(given))
                        .getMessage());
    }
}
