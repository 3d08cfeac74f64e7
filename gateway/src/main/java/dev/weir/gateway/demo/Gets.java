package dev.weir.gateway.demo;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How the requests to the gateway went. One thread adds, any may read. */
final class Gets {

    /** The latest so many times are kept; more than any demo of a few minutes has. */
    private static final int KEPT = 16_384;

    private final LongAdder all = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicLongArray latest = new AtomicLongArray(KEPT);

    /** @param ok whether it was answered with 200 and a value */
    void add(long nanos, boolean ok) {
        latest.set((int) (all.sum() % KEPT), nanos);
        all.increment();
        if (!ok) {
            failed.increment();
        }
    }

    long all() {
        return all.sum();
    }

    long failed() {
        return failed.sum();
    }

    /** 99 of 100 took no longer than this; 0 if there were none. Milliseconds, to the tenth. */
    double p99Millis() {
        int count = (int) Math.min(all(), KEPT);
        if (count == 0) {
            return 0;
        }
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = latest.get(i);
        }
        Arrays.sort(times);
        long nanos = times[(int) Math.ceil(count * 0.99) - 1];
        return Math.round(nanos / 100_000.0) / 10.0;
    }
}
