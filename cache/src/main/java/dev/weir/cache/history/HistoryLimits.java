package dev.weir.cache.history;

/**
 * How much history is kept.
 *
 * @param ringBytes for one metric at most; when its ring is full the oldest sample goes
 * @param totalBytes for all metrics at most; when they are spent rings stop growing and new metrics get none
 */
public record HistoryLimits(int ringBytes, long totalBytes) {

    public HistoryLimits {
        if (ringBytes < HistoryBook.RING_BYTES + HistoryBook.SAMPLE_BYTES) {
            throw new IllegalArgumentException("ringBytes has no room for a sample: " + ringBytes + ", needs at least "
                    + (HistoryBook.RING_BYTES + HistoryBook.SAMPLE_BYTES));
        }
        if (totalBytes < 0) {
            throw new IllegalArgumentException("totalBytes must not be negative: " + totalBytes);
        }
    }

    int samplesPerRing() {
        return (ringBytes - HistoryBook.RING_BYTES) / HistoryBook.SAMPLE_BYTES;
    }
}
