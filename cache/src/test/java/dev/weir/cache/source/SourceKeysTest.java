package dev.weir.cache.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceKeysTest {

    private final SourceKeys keys = SourceKeys.sharing("a shared secret".getBytes());

    @Test
    void orderOfPartsDoesNotMatter() {
        assertEquals(
                keys.question("x").with("a", "1").with("b", "2").key(),
                keys.question("x").with("b", "2").with("a", "1").key());
    }

    @Test
    void partsThatReadAlikeWhenJoinedDiffer() {
        assertNotEquals(
                keys.question("x").with("a", "12").with("b", "3").key(),
                keys.question("x").with("a", "1").with("b", "23").key());
        assertNotEquals(
                keys.question("x").with("a", "b").key(),
                keys.question("x").with("ab", "").key());
        assertNotEquals(
                keys.question("xa").with("b", "c").key().digest(),
                keys.question("x").with("ab", "c").key().digest());
    }

    @Test
    void nothingIsNotTheSameAsEmpty() {
        assertEquals(
                keys.question("x").key(),
                keys.question("x").with("a", (Object) null).key());
        assertNotEquals(
                keys.question("x").key(), keys.question("x").with("a", "").key());
    }

    @Test
    void credentialsMakeADifferentKey() {
        assertNotEquals(
                keys.question("x").with("query", "q").with("password", "one").key(),
                keys.question("x").with("query", "q").with("password", "two").key());
    }

    @Test
    void typesMakeADifferentKey() {
        assertNotEquals(
                keys.question("x").with("a", "1").key().digest(),
                keys.question("y").with("a", "1").key().digest());
    }

    @Test
    void replicasWithTheSameSecretAgree() {
        SourceKeys other = SourceKeys.sharing("a shared secret".getBytes());
        assertEquals(
                keys.question("x").with("a", "1").key(),
                other.question("x").with("a", "1").key());
    }

    @Test
    void anotherSecretGivesAnotherKey() {
        assertNotEquals(
                keys.question("x").with("a", "1").key(),
                SourceKeys.random().question("x").with("a", "1").key());
    }

    @Test
    void entriesOfAMapAreParts() {
        assertEquals(
                keys.question("x").with("h", Map.of("a", "1", "b", "2")).key(),
                keys.question("x").with("h.a", "1").with("h.b", "2").key());
    }

    @Test
    void keyShowsNothingOfTheQuestion() {
        String shown = keys.question("x").with("password", "hunter2").key().toString();
        assertFalse(shown.contains("hunter2"));
        assertTrue(shown.matches("x/[0-9a-f]{32}"), shown);
    }

    @Test
    void phasesAreSpreadEvenly() {
        int[] tenths = new int[10];
        for (int i = 0; i < 10_000; i++) {
            double phase = keys.question("x").with("i", i).key().phase();
            tenths[(int) (phase * 10)]++;
        }
        for (int tenth : tenths) {
            assertTrue(tenth > 850 && tenth < 1_150, "uneven: " + tenth);
        }
    }

    @Test
    void digestTooShortForAPhaseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SourceKey("x", "abc"));
    }
}
