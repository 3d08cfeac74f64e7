package dev.weir.cache.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    private final Backoff backoff = new Backoff(Duration.ofMinutes(5));

    @Test
    void doublesWithEachFailure() {
        assertEquals(Duration.ofSeconds(20), backoff.delay(TEN, 1, 0));
        assertEquals(Duration.ofSeconds(40), backoff.delay(TEN, 2, 0));
        assertEquals(Duration.ofSeconds(160), backoff.delay(TEN, 4, 0));
    }

    @Test
    void stopsAtTheCapHoweverManyFailures() {
        assertEquals(Duration.ofMinutes(5), backoff.delay(TEN, 5, 0));
        assertEquals(Duration.ofMinutes(5), backoff.delay(TEN, 1_000_000, 0));
    }

    @Test
    void jitterTakesAwayAQuarterAtMost() {
        assertEquals(Duration.ofSeconds(30), backoff.delay(TEN, 2, 1));
    }

    @Test
    void isNeverShorterThanTheInterval() {
        assertEquals(Duration.ofHours(1), backoff.delay(Duration.ofHours(1), 3, 0.9));
    }

    @Test
    void retryAfterIsHonouredUpToTheCap() {
        assertEquals(Duration.ofSeconds(30), backoff.honoured(Duration.ofSeconds(30)));
        assertEquals(Duration.ofMinutes(5), backoff.honoured(Duration.ofDays(1)));
    }

    @Test
    void capMustBePositive() {
        assertThrows(IllegalArgumentException.class, () -> new Backoff(Duration.ZERO));
    }
}
