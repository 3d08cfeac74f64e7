package dev.weir.cache.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cache.source.Reading;
import dev.weir.cache.source.Snapshot;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotCodecTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");

    private enum Mood {
        GOOD,
        BAD
    }

    private record Part(long big, @Nullable String name) {}

    private record Everything(
            boolean yes,
            int count,
            long big,
            double real,
            @Nullable Double maybe,
            @Nullable String text,
            Mood mood,
            Instant at,
            Duration took,
            List<@Nullable String> names,
            List<Part> parts,
            Part one) {}

    private record Other(boolean yes) {}

    private record Strict(int positive) {
        Strict {
            if (positive <= 0) {
                throw new IllegalArgumentException("not positive");
            }
        }
    }

    private record Loose(int positive) {}

    private record Unfit(Map<String, String> map) {}

    private static final Everything VALUE = new Everything(
            true,
            -7,
            Long.MIN_VALUE,
            Double.NaN,
            null,
            "\u00e4\ud83d\ude00\0",
            Mood.BAD,
            NOW,
            Duration.ofSeconds(-3, 5),
            Arrays.asList("a", null, ""),
            List.of(new Part(1, null), new Part(2, "two")),
            new Part(3, "three"));

    private final SnapshotCodec<Everything> codec = SnapshotCodec.of(Everything.class);

    @Test
    void aValueArrivesAsItWas() {
        Snapshot<Everything> value = Snapshot.first(new Reading.Value<>(VALUE, NOW));
        assertEquals(value, through(value));
    }

    @Test
    void aFailureArrivesWithTheLastValueOrWithout() {
        Snapshot<Everything> never = Snapshot.first(failure(Duration.ofSeconds(9)));
        assertEquals(never, through(never));
        Snapshot<Everything> after = Snapshot.first(new Reading.Value<>(VALUE, NOW.minusSeconds(30)))
                .and(failure(null))
                .and(failure(null));
        assertEquals(after, through(after));
        assertEquals(2, through(after).failures());
    }

    private static Reading<Everything> failure(@Nullable Duration retryAfter) {
        return new Reading.Failure<>("refused", NOW, retryAfter);
    }

    @Test
    void nothingWasTakenInTheFuture() {
        Snapshot<Everything> early = Snapshot.first(new Reading.Value<>(VALUE, NOW.plusSeconds(3_600)));
        assertEquals(NOW, through(early).latest().takenAt());
    }

    @Test
    void anotherShapeIsRefused() {
        BytesOut out = new BytesOut();
        SnapshotCodec.of(Other.class).write(Snapshot.first(new Reading.Value<>(new Other(true), NOW)), out);
        assertThrows(MalformedException.class, () -> codec.read(new Bytes(out.buffer()), NOW));
    }

    @Test
    void whatTheRecordRefusesIsMalformed() {
        BytesOut out = new BytesOut();
        SnapshotCodec.of(Loose.class).write(Snapshot.first(new Reading.Value<>(new Loose(-1), NOW)), out);
        assertThrows(
                MalformedException.class, () -> SnapshotCodec.of(Strict.class).read(new Bytes(out.buffer()), NOW));
    }

    @Test
    void aTypeThatCannotTravelIsToldOf() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> SnapshotCodec.of(Unfit.class));
        assertTrue(refused.getMessage().contains("java.util.Map"), refused.getMessage());
    }

    /** Whatever arrives is read or refused, and never anything else; prints its seed. */
    @Test
    void damagedBytesAreReadOrRefused() {
        long seed = Long.getLong("weir.seed", new Random().nextLong());
        System.out.println("damage with -Dweir.seed=" + seed);
        Random random = new Random(seed);
        byte[] whole = bytes(Snapshot.first(new Reading.Value<>(VALUE, NOW)).and(failure(Duration.ofSeconds(9))));
        List<Integer> outcomes = new ArrayList<>(List.of(0, 0));
        for (int i = 0; i < 100_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int n = random.nextInt(4); n > 0 && damaged.length > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            int outcome = read(damaged);
            outcomes.set(outcome, outcomes.get(outcome) + 1);
        }
        assertTrue(outcomes.get(0) > 10_000 && outcomes.get(1) > 1_000, outcomes::toString);
    }

    private int read(byte[] bytes) {
        try {
            codec.read(new Bytes(Buffer.buffer(bytes)), NOW);
            return 1;
        } catch (MalformedException refused) {
            return 0;
        }
    }

    private Snapshot<Everything> through(Snapshot<Everything> snapshot) {
        return codec.read(new Bytes(Buffer.buffer(bytes(snapshot))), NOW);
    }

    private byte[] bytes(Snapshot<Everything> snapshot) {
        BytesOut out = new BytesOut();
        codec.write(snapshot, out);
        return out.buffer().getBytes();
    }
}
