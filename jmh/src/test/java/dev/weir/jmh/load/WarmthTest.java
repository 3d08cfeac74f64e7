package dev.weir.jmh.load;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.jmh.crowd.Slice;
import org.junit.jupiter.api.Test;

final class WarmthTest {

    private final Warmth warmth = new Warmth(1_000);

    @Test
    void aServerThatGetsFasterIsNotWarmYet() {
        for (int turn = 0; turn < 4 * Warmth.WINDOW; turn++) {
            warmth.add(new Slice(1_000 + 10 * turn, 0, 100_000_000));
        }

        assertFalse(warmth.reached());
    }

    @Test
    void oneThatStaysAsFastIs() {
        for (int turn = 0; turn < 2 * Warmth.WINDOW; turn++) {
            warmth.add(new Slice(1_000 + turn % 7, 0, 100_000_000));
        }

        assertTrue(warmth.reached());
    }

    @Test
    void tooFewAnswersAreNeverEnough() {
        for (int turn = 0; turn < 2 * Warmth.WINDOW; turn++) {
            warmth.add(new Slice(1, 0, 100_000_000));
        }

        assertFalse(warmth.reached());
    }
}
