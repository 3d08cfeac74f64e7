package dev.weir.cache.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Reading<String> good = new Reading.Value<>("a", NOON);
    private final Reading<String> bad = new Reading.Failure<>("refused", NOON.plusSeconds(5), null);

    @Test
    void failureKeepsTheLastGoodValue() {
        Snapshot<String> snapshot = Snapshot.first(good).and(bad).and(bad);
        assertEquals(good, snapshot.lastGood());
        assertEquals(2, snapshot.failures());
        assertEquals(Optional.of("refused"), snapshot.failure());
    }

    @Test
    void valueEndsTheFailures() {
        Snapshot<String> snapshot = Snapshot.first(bad).and(good);
        assertEquals(0, snapshot.failures());
        assertEquals(Optional.empty(), snapshot.failure());
    }

    @Test
    void ageIsThatOfTheLastGoodValue() {
        Snapshot<String> snapshot = Snapshot.first(good).and(bad);
        assertEquals(Optional.of(Duration.ofSeconds(9)), snapshot.age(NOON.plusSeconds(9)));
    }

    @Test
    void sourceThatNeverAnsweredHasNoAge() {
        Snapshot<String> snapshot = Snapshot.first(bad);
        assertNull(snapshot.lastGood());
        assertEquals(Optional.empty(), snapshot.age(NOON));
        assertEquals(1, snapshot.failures());
    }
}
