package dev.weir.cache.history;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Recent samples per metric, bounded for each and in total. When the total is spent, rings stop growing and overwrite
 * their oldest samples earlier, and a new metric has no history until another one goes; both are counted.
 *
 * @param <K> what names a metric
 */
public final class HistoryBook<K> {

    /** What a ring costs beside its samples: map entry, key reference, objects and array headers. */
    static final int RING_BYTES = 160;

    static final int SAMPLE_BYTES = Long.BYTES + Double.BYTES;

    private final int samplesPerRing;
    private final Budget budget;
    private final Map<K, Ring> rings = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();

    public HistoryBook(HistoryLimits limits) {
        this.samplesPerRing = limits.samplesPerRing();
        this.budget = new Budget(limits.totalBytes());
    }

    /** Adds a sample to the metric's history. */
    public void append(K metric, Instant at, double value) {
        Ring ring = rings.get(metric);
        if (ring == null) {
            ring = rings.computeIfAbsent(metric, key -> newRing());
        }
        if (ring == null) {
            refused.incrementAndGet();
        } else {
            ring.append(at, value);
        }
    }

    private @Nullable Ring newRing() {
        return budget.reserve(RING_BYTES + SAMPLE_BYTES) ? new Ring(samplesPerRing, budget) : null;
    }

    /** The history of a metric; empty if there is none. */
    public Samples of(K metric) {
        Ring ring = rings.get(metric);
        return ring == null ? Samples.NONE : ring.samples();
    }

    /** Forgets a metric. */
    public void forget(K metric) {
        Ring ring = rings.remove(metric);
        if (ring != null) {
            budget.release(ring.close());
        }
    }

    /** How many metrics have a history. */
    public int size() {
        return rings.size();
    }

    /** The bytes in use, by this class's own account. */
    public long bytes() {
        return budget.usedBytes();
    }

    /** Samples that were lost because the total was spent before their metric had a ring. */
    public long refused() {
        return refused.get();
    }
}
