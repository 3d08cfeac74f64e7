package dev.weir.cache.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StartSpreadTest {

    private static final Instant NOW = Instant.ofEpochSecond(999_960);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final StartSpread spread = new StartSpread();

    @Test
    void fewSourcesStartAtOnce() {
        for (int i = 0; i < 5; i++) {
            Instant first = spread.first(NOW, new Rhythm(0.9), MINUTE);
            assertTrue(Duration.between(NOW, first).toMillis() <= 200, "starts at " + first);
        }
    }

    @Test
    void manySourcesStartAtTheirPlaceInTheInterval() {
        for (int i = 0; i < 10_000; i++) {
            spread.first(NOW, new Rhythm(0.999), MINUTE);
        }
        Rhythm rhythm = new Rhythm(0.5);
        assertEquals(rhythm.slotFrom(NOW, MINUTE), spread.first(NOW, rhythm, MINUTE));
    }

    @Test
    void placeBeforeTheNextEarlyOneTakesNoEarlyPlace() {
        Rhythm soon = new Rhythm(rhythmPhaseAt(NOW));
        for (int i = 0; i < 100; i++) {
            assertEquals(NOW, spread.first(NOW, soon, MINUTE));
        }
        assertEquals(NOW, spread.first(NOW, new Rhythm(0.9), MINUTE));
    }

    @Test
    void sourcesThatAreAskedTogetherTakeOneEarlyPlace() {
        Rhythm rhythm = Rhythm.nested(0.90035);
        Instant first = spread.first(NOW, rhythm, MINUTE, "a");
        for (int i = 0; i < 1_000; i++) {
            assertEquals(first, spread.first(NOW, rhythm, MINUTE, "a"));
        }
        assertTrue(spread.first(NOW, rhythm, MINUTE, "b").isAfter(first), "two upstreams start at the same moment");
        Instant second = spread.first(NOW.plusMillis(1), rhythm, MINUTE, "a");
        assertTrue(second.isAfter(first), "a place that is over is taken");
        assertEquals(second, spread.first(NOW.plusMillis(2), rhythm, MINUTE, "a"));
    }

    @Test
    void placesThatAreOverAreForgotten() {
        for (int i = 0; i < 10_000; i++) {
            Instant now = NOW.plusSeconds(i);
            assertEquals(now, spread.first(now, Rhythm.nested(0.5), MINUTE, "upstream " + i), "at " + i);
        }
        assertTrue(spread.remembered() <= 256, "remembers " + spread.remembered());
    }

    @Test
    void clockThatWasSetBackDelaysNobody() {
        spread.first(NOW, new Rhythm(0.9), MINUTE);
        Instant before = NOW.minus(Duration.ofDays(1));
        Instant first = spread.first(before, new Rhythm(0.9), MINUTE);
        assertFalse(first.isAfter(before), "starts at " + first);
    }

    private static double rhythmPhaseAt(Instant instant) {
        return instant.toEpochMilli() % MINUTE.toMillis() / (double) MINUTE.toMillis();
    }
}
