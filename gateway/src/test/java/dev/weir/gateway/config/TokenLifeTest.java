package dev.weir.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TokenLifeTest {

    @Test
    void isBetweenOneHourAndSix() {
        assertEquals(Duration.ofHours(1), of(""));
        assertEquals(Duration.ofMinutes(90), of("1h30m"));
        assertEquals(Duration.ofHours(6), of("6h0m0s"));
    }

    @Test
    void whatIsNoneIsRefused() {
        for (String given : new String[] {"59m", "6h1s", "soon", "3600"}) {
            String said = assertThrows(InvalidSettingsException.class, () -> of(given))
                    .getMessage();
            assertEquals(
                    true, said.startsWith("KEDA_BOUND_SERVICE_ACCOUNT_TOKEN_EXPIRY: given \"" + given + "\""), said);
        }
    }

    private static Duration of(String given) {
        return TokenLife.from(Map.of("KEDA_BOUND_SERVICE_ACCOUNT_TOKEN_EXPIRY", given));
    }
}
