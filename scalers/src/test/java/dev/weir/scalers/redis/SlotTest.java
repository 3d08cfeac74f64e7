package dev.weir.scalers.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Slots as Redis itself tells them ({@code CLUSTER KEYSLOT}). */
final class SlotTest {

    @Test
    void isWhatRedisSays() {
        assertEquals(12_739, Slot.of("123456789"));
        assertEquals(12_182, Slot.of("foo"));
        assertEquals(0, Slot.of(""));
        assertEquals(8_140, Slot.of("zwölf"));
    }

    @Test
    void onlyWhatStandsInTheFirstBracesCounts() {
        assertEquals(Slot.of("user"), Slot.of("{user}.orders"));
        assertEquals(Slot.of("user"), Slot.of("a{user}{other}"));
        assertEquals(9_500, Slot.of("{}foo"));
        assertEquals(4_015, Slot.of("foo{{bar}}"));
        assertEquals(15_278, Slot.of("foo{bar"));
        assertEquals(7_365, Slot.of("a}b{c}"));
    }
}
