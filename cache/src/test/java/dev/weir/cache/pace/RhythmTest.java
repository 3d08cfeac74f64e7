package dev.weir.cache.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RhythmTest {

    private static final Instant GRID = Instant.ofEpochSecond(1_000_000);
    private static final Duration TEN = Duration.ofSeconds(10);

    private final Rhythm rhythm = new Rhythm(0.3);

    @Test
    void slotIsAtThePhaseOfTheInterval() {
        assertEquals(GRID.plusSeconds(3), rhythm.slotFrom(GRID, TEN));
        assertEquals(GRID.plusSeconds(3), rhythm.slotFrom(GRID.plusSeconds(3), TEN));
        assertEquals(GRID.plusSeconds(13), rhythm.slotFrom(GRID.plusSeconds(4), TEN));
    }

    @Test
    void sourceAtItsPlaceStaysThere() {
        Instant slot = GRID.plusSeconds(3);
        assertEquals(slot.plus(TEN), rhythm.next(slot, slot, TEN));
    }

    @Test
    void timerALittleLateDoesNotMoveTheRhythm() {
        Instant slot = GRID.plusSeconds(3);
        assertEquals(slot.plus(TEN), rhythm.next(slot, slot.plusMillis(80), TEN));
    }

    @Test
    void periodIsNotShorterAfterAPollThatHadToWait() {
        Instant slot = GRID.plusSeconds(3);
        Instant started = slot.plusMillis(400);
        assertEquals(started.plus(TEN).plusSeconds(1), rhythm.next(slot, started, TEN));
    }

    @Test
    void sourceOffItsPlaceDriftsThereByAtMostATenthOfEachPeriod() {
        Instant at = GRID.plusSeconds(5);
        int periods = 0;
        while (!at.equals(rhythm.slotFrom(at, TEN))) {
            Instant next = rhythm.next(at, at, TEN);
            Duration period = Duration.between(at, next);
            assertTrue(period.compareTo(TEN) >= 0 && period.compareTo(Duration.ofSeconds(11)) <= 0, "" + period);
            at = next;
            assertTrue(++periods <= 10, "not there after ten periods");
        }
    }

    @Test
    void sourceThatStartedEarlyTakesItsPlaceAtOnceButNotWithinATenthOfTheInterval() {
        assertEquals(GRID.plusSeconds(3), rhythm.settle(GRID, TEN));
        assertEquals(GRID.plusSeconds(3), rhythm.settle(GRID.plusSeconds(2), TEN));
        assertEquals(GRID.plusSeconds(13), rhythm.settle(GRID.plusMillis(2_001), TEN));
        assertEquals(GRID.plusSeconds(13), rhythm.settle(GRID.plusSeconds(4), TEN));
    }

    @Test
    void phaseOutsideTheIntervalIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Rhythm(1));
        assertThrows(IllegalArgumentException.class, () -> new Rhythm(Double.NaN));
    }

    @Test
    void nestedPlacesOfALongerIntervalAreThoseOfAShorterOne() {
        for (double phase : new double[] {0, 0.1, 0.123456, 0.5, 0.999}) {
            Rhythm nested = Rhythm.nested(phase);
            Instant slot = nested.slotFrom(GRID, TEN.multipliedBy(3));
            assertEquals(slot, nested.slotFrom(slot, TEN), "phase " + phase);
            assertEquals(slot.plus(TEN), nested.next(slot, slot, TEN), "phase " + phase);
        }
    }

    @Test
    void whatIsAskedTogetherIsInStepAgainAtOnce() {
        Rhythm nested = Rhythm.nested(0);
        Instant slot = nested.slotFrom(GRID, TEN);
        assertEquals(slot.plus(TEN), nested.next(slot, slot.plusSeconds(4), TEN), "started late");
        Instant between = slot.plusSeconds(7);
        assertEquals(slot.plus(TEN), nested.next(between, between, TEN), "was asked at a time of its own");
        Instant before = slot.plusMillis(-999);
        assertEquals(slot.plus(TEN), nested.next(before, before, TEN), "was asked only just now");
        assertEquals(slot.plus(TEN), nested.putOff(between, TEN));
        assertEquals(between, rhythm.putOff(between, TEN), "by itself");
    }
}
