package dev.weir.cache.poll;

import java.time.Duration;

/**
 * What one subscriber needs of a source.
 *
 * @param interval how often it wants a reading; the source is asked at the shortest interval of all its subscribers
 * @param failuresBeforeBackOff how many polls may fail in a row before the source may be asked less often, because a
 *     fallback waits for that many failures; the source honours the largest number of all its subscribers
 */
public record Demand(Duration interval, int failuresBeforeBackOff) {

    public Demand {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be positive: " + interval);
        }
        if (failuresBeforeBackOff < 0) {
            throw new IllegalArgumentException("failuresBeforeBackOff must not be negative: " + failuresBeforeBackOff);
        }
    }

    /** A demand of a subscriber that waits for no fallback. */
    public static Demand every(Duration interval) {
        return new Demand(interval, 0);
    }
}
