package dev.weir.cache.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HistoryBookTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int FIVE_SAMPLES = HistoryBook.RING_BYTES + 5 * HistoryBook.SAMPLE_BYTES;

    private final HistoryBook<String> book = new HistoryBook<>(new HistoryLimits(FIVE_SAMPLES, 1_000_000));

    @Test
    void keepsSamplesInTheirOrder() {
        append(book, "m", 3);
        assertEquals(
                List.of(new Sample(NOON, 0), new Sample(NOON.plusSeconds(1), 1), new Sample(NOON.plusSeconds(2), 2)),
                book.of("m").list());
    }

    @Test
    void fullRingDropsTheOldest() {
        append(book, "m", 12);
        Samples samples = book.of("m");
        assertEquals(5, samples.size());
        assertEquals(7, samples.value(0));
        assertEquals(11, samples.value(4));
        assertEquals(FIVE_SAMPLES, book.bytes());
    }

    @Test
    void sameInstantReplacesTheLastSample() {
        book.append("m", NOON, 1);
        book.append("m", NOON, 2);
        assertEquals(List.of(new Sample(NOON, 2)), book.of("m").list());
    }

    @Test
    void olderSampleIsIgnored() {
        book.append("m", NOON, 1);
        book.append("m", NOON.minusSeconds(1), 2);
        assertEquals(List.of(new Sample(NOON, 1)), book.of("m").list());
    }

    @Test
    void sinceLeavesOutWhatIsOlder() {
        append(book, "m", 5);
        Samples recent = book.of("m").since(NOON.plusSeconds(3));
        assertEquals(2, recent.size());
        assertEquals(NOON.plusSeconds(3), recent.at(0));
        assertEquals(0, book.of("m").since(NOON.plusSeconds(9)).size());
        assertEquals(5, book.of("m").since(NOON.minusSeconds(9)).size());
    }

    @Test
    void whatAReaderHoldsDoesNotChange() {
        append(book, "m", 2);
        Samples before = book.of("m");
        append(book, "m", 9);
        assertEquals(2, before.size());
        assertEquals(1, before.value(1));
    }

    @Test
    void ringsStopGrowingWhenTheTotalIsSpent() {
        int total = HistoryBook.RING_BYTES + 3 * HistoryBook.SAMPLE_BYTES;
        HistoryBook<String> small = new HistoryBook<>(new HistoryLimits(FIVE_SAMPLES, total));
        append(small, "m", 12);
        assertEquals(3, small.of("m").size());
        assertEquals(11, small.of("m").value(2));
        assertEquals(total, small.bytes());
    }

    @Test
    void newMetricHasNoHistoryWhenTheTotalIsSpent() {
        HistoryBook<String> small = new HistoryBook<>(new HistoryLimits(FIVE_SAMPLES, FIVE_SAMPLES));
        append(small, "first", 5);
        append(small, "second", 2);
        assertEquals(0, small.of("second").size());
        assertEquals(2, small.refused());
    }

    @Test
    void forgottenMetricMakesRoomForAnother() {
        HistoryBook<String> small = new HistoryBook<>(new HistoryLimits(FIVE_SAMPLES, FIVE_SAMPLES));
        append(small, "first", 5);
        small.forget("first");
        assertEquals(0, small.bytes());
        append(small, "second", 5);
        assertEquals(5, small.of("second").size());
    }

    @Test
    void threadsTogetherNeverSpendMoreThanTheTotal() throws InterruptedException {
        int total = 40 * FIVE_SAMPLES;
        HistoryBook<Integer> shared = new HistoryBook<>(new HistoryLimits(FIVE_SAMPLES, total));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch start = new CountDownLatch(1);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(() -> {
                awaitQuietly(start);
                for (int i = 0; i < 20_000; i++) {
                    shared.append(i % 100, NOON.plusMillis(i), i);
                    if (i % 7 == 0) {
                        shared.forget((i + 50) % 100);
                    }
                }
            });
        }
        start.countDown();
        threads.shutdown();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
        assertTrue(shared.bytes() <= total, "bytes " + shared.bytes());
        for (int i = 0; i < 100; i++) {
            shared.forget(i);
        }
        assertEquals(0, shared.bytes());
    }

    @Test
    void ringWithoutRoomForASampleIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new HistoryLimits(HistoryBook.RING_BYTES, 1_000));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void append(HistoryBook<String> book, String metric, int samples) {
        for (int i = 0; i < samples; i++) {
            book.append(metric, NOON.plusSeconds(i), i);
        }
    }
}
