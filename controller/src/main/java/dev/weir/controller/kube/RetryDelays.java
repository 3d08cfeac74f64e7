package dev.weir.controller.kube;

import java.time.Duration;

/**
 * How long a failed reconcile waits: doubling from {@code first} up to {@code most}.
 */
public record RetryDelays(Duration first, Duration most) {

    /** 50 ms to 1 min. */
    public static final RetryDelays DEFAULT = new RetryDelays(Duration.ofMillis(50), Duration.ofMinutes(1));

    /** The wait after this many failures in a row, from 1. */
    public Duration after(int failures) {
        int doublings = Math.min(failures - 1, 30);
        Duration wait = first.multipliedBy(1L << doublings);
        return wait.compareTo(most) > 0 ? most : wait;
    }
}
