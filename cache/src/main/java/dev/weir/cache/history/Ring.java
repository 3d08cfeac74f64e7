package dev.weir.cache.history;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The latest samples of one metric. Appending copies the few dozen numbers, which costs less than a lock and gives readers
 * a picture that never changes.
 */
final class Ring {

    private static final Samples CLOSED = Samples.empty();

    private final int limit;
    private final Budget budget;
    private final AtomicReference<Samples> samples = new AtomicReference<>(Samples.NONE);

    /** The bytes of the ring itself and of its first sample are set aside already. */
    Ring(int limit, Budget budget) {
        this.limit = limit;
        this.budget = budget;
    }

    Samples samples() {
        return Objects.requireNonNull(samples.get());
    }

    /**
     * Adds a sample. One of the same instant as the last replaces it, an older one is ignored: a metric that is published
     * again from the same reading has not been measured again.
     */
    void append(Instant at, double value) {
        long atMillis = at.toEpochMilli();
        while (true) {
            Samples before = samples();
            if (before == CLOSED) {
                return;
            }
            boolean grows = before.isAfterAll(atMillis) && mayGrow(before.size());
            if (samples.compareAndSet(before, after(before, atMillis, value, grows))) {
                return;
            }
            if (grows && before.size() > 0) {
                budget.release(HistoryBook.SAMPLE_BYTES);
            }
        }
    }

    private boolean mayGrow(int size) {
        return size == 0 || size < limit && budget.reserve(HistoryBook.SAMPLE_BYTES);
    }

    private static Samples after(Samples before, long atMillis, double value, boolean grows) {
        if (before.isAfterAll(atMillis)) {
            return before.and(atMillis, value, grows ? 0 : 1);
        }
        return before.endsAt(atMillis) ? before.withLast(value) : before;
    }

    /**
     * Ends the ring and tells what it had set aside in all; what is appended after that is ignored.
     */
    long close() {
        Samples last = samples.getAndSet(CLOSED);
        return HistoryBook.RING_BYTES + (long) HistoryBook.SAMPLE_BYTES * Math.max(1, last.size());
    }
}
