package dev.weir.jmh.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PaceTest {

    @Test
    void spreadsRequestsEvenly() {
        Pace pace = new Pace(4);
        assertEquals(0, pace.intendedNanos(0));
        assertEquals(250_000_000, pace.intendedNanos(1));
        assertEquals(1_000_000_000, pace.intendedNanos(4));
        assertEquals(8, pace.count(Duration.ofSeconds(2)));
    }

    @Test
    void sendsAtLeastOneRequestHoweverShortTheTime() {
        assertEquals(1, new Pace(1).count(Duration.ofMillis(100)));
    }

    @Test
    void nothingIsDueBeforeTheStart() {
        assertEquals(0, new Pace(1_000).due(-1));
        assertEquals(1, new Pace(1_000).due(0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 7.5, 999, 33_333, 1_000_000})
    void whatIsIntendedSoonAfterIsDue(double perSecond) {
        Pace pace = new Pace(perSecond);
        for (long number = 0; number < 10_000; number++) {
            long intended = pace.intendedNanos(number);
            // Rounding may put a request a nanosecond before or after its time.
            assertTrue(pace.due(intended + 1) >= number + 1, "request " + number);
            assertTrue(pace.due(intended - 1) <= number + 1, "request " + number);
        }
    }
}
