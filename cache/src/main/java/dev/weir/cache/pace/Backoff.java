package dev.weir.cache.pace;

import java.time.Duration;

/**
 * How much less often a failing source is asked: twice its interval after the first failure that counts, doubled by each
 * further one, with jitter, up to a cap.
 *
 * @param cap the longest time between two polls of a failing source, unless its interval is longer; also the longest that
 *     an upstream's retry-after is honoured
 */
public record Backoff(Duration cap) {

    /** The part of a delay that jitter takes away at most, so that sources that failed together do not return together. */
    private static final double JITTER_SHARE = 0.25;

    private static final int MAX_DOUBLINGS = 30;

    public Backoff {
        if (cap.isNegative() || cap.isZero()) {
            throw new IllegalArgumentException("the cap of the back-off must be positive: " + cap);
        }
    }

    /**
     * The time from the start of a failed poll to the start of the next one; never less than the interval.
     *
     * @param failures failures that count, from 1
     * @param jitter in [0, 1)
     */
    public Duration delay(Duration interval, int failures, double jitter) {
        double doubled = interval.toMillis() * (double) (1L << Math.min(failures, MAX_DOUBLINGS));
        double capped = Math.min(doubled, cap.toMillis());
        Duration delay = Duration.ofMillis((long) (capped * (1 - JITTER_SHARE * jitter)));
        return delay.compareTo(interval) < 0 ? interval : delay;
    }

    /** What of an upstream's retry-after is honoured. */
    public Duration honoured(Duration retryAfter) {
        return retryAfter.compareTo(cap) < 0 ? retryAfter : cap;
    }
}
