package dev.weir.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class WaveTest {

    private final Wave wave = new Wave(100, Duration.ofSeconds(5));

    @Test
    void isNightBeforeTheFirstDawn() {
        assertTrue(values(0, 5_000).allMatch(value -> value == 0));
    }

    @Test
    void goesUpToAboutItsPeakAndDownToNothing() {
        long highest = values(5_000, 29_000).max().orElseThrow();
        assertTrue(highest > 80 && highest <= 100, "highest " + highest);
        assertTrue(values(19_000, 29_000).allMatch(value -> value == 0), "the night is ten seconds long");
        assertTrue(values(6_000, 18_000).allMatch(value -> value > 10), "the day is not interrupted");
    }

    @Test
    void dipsAtNoon() {
        assertTrue(at(12_000) < at(10_000) && at(12_000) < at(14_000));
    }

    @Test
    void isTheSameEveryDay() {
        for (long millis = 5_000; millis < 29_000; millis += 100) {
            assertEquals(at(millis), at(millis + Wave.PERIOD.toMillis()));
        }
    }

    private LongStream values(long fromMillis, long toMillis) {
        return LongStream.iterate(fromMillis, millis -> millis < toMillis, millis -> millis + 50)
                .map(this::at);
    }

    private long at(long millis) {
        return wave.at(Duration.ofMillis(millis));
    }
}
