package dev.weir.jmh.crowd;

import java.time.Duration;

/**
 * An even schedule: when each request is meant to be sent, whether or not earlier ones have been answered. Latencies that
 * are counted from there hide no wait (what is known as coordinated omission).
 *
 * @param perSecond requests per second, above 0
 */
public record Pace(double perSecond) {

    private static final double NANOS = 1e9;

    /** When the request of this number, from 0, is meant to be sent, in nanoseconds from the start. */
    long intendedNanos(long number) {
        return Math.round(number * NANOS / perSecond);
    }

    /** How many requests are meant to have been sent when this time has passed. */
    long due(long elapsedNanos) {
        return elapsedNanos < 0 ? 0 : (long) Math.floor(elapsedNanos * perSecond / NANOS) + 1;
    }

    /** How many requests there are in this time; at least one. */
    long count(Duration length) {
        return Math.max(1, Math.round(length.toNanos() * perSecond / NANOS));
    }
}
