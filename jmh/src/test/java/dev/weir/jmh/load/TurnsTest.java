package dev.weir.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.jmh.crowd.Slice;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class TurnsTest {

    @Test
    void turnsTakeTheWholeTimeTogether() {
        assertEquals(
                new Turns(50, Duration.ofMillis(100)), Turns.of(Duration.ofMillis(100), Duration.ofSeconds(10), 2));
        assertEquals(
                new Turns(100, Duration.ofMillis(100)), Turns.of(Duration.ofMillis(100), Duration.ofSeconds(10), 1));
    }

    @Test
    void everybodyHasTwoTurnsAtLeast() {
        assertEquals(new Turns(2, Duration.ofMillis(10)), Turns.of(Duration.ofMillis(100), Duration.ofMillis(40), 2));
    }

    @Test
    void whoFollowsLeadsTheNextRound() {
        assertEquals(List.of("a", "b"), Turns.order(List.of("a", "b"), 0));
        assertEquals(List.of("b", "a"), Turns.order(List.of("a", "b"), 1));
        assertEquals(List.of("a"), Turns.order(List.of("a"), 1));
    }

    @Test
    void warmingUpIsBounded() {
        assertEquals(Duration.ofSeconds(1), warmUp(Duration.ofMillis(10)));
        assertEquals(Duration.ofSeconds(4), warmUp(Duration.ofSeconds(4)));
        assertEquals(Duration.ofSeconds(10), warmUp(Duration.ofHours(1)));
    }

    @Test
    void theMiddleIsNotMovedByOneThatWentWrong() {
        assertEquals(2, Median.of(List.of(2.0, 1_000.0, 1.0)));
        assertEquals(2.5, Median.of(List.of(4.0, 2.0, 3.0, -1_000.0)));
        assertTrue(Double.isNaN(Median.of(List.of())));
    }

    @Test
    void onlyAnswersWithAValueCount() {
        assertEquals(450, new Slice(1_000, 100, 2_000_000_000L).perSecond());
    }

    private static Duration warmUp(Duration measuring) {
        return new LoadOptions(1, 1, measuring, OptionalDouble.empty(), OptionalInt.empty(), false).warmUp();
    }
}
