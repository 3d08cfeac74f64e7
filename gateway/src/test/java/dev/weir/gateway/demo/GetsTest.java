package dev.weir.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class GetsTest {

    private final Gets gets = new Gets();

    @Test
    void knowsNothingAtFirst() {
        assertEquals(0, gets.all());
        assertEquals(0.0, gets.p99Millis());
    }

    @Test
    void countsAndRanks() {
        for (int millis = 1; millis <= 200; millis++) {
            gets.add(millis * 1_000_000L, millis % 50 != 0);
        }
        assertEquals(200, gets.all());
        assertEquals(4, gets.failed());
        assertEquals(198.0, gets.p99Millis());
    }
}
