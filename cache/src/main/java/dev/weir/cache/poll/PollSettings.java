package dev.weir.cache.poll;

import dev.weir.cache.pace.Backoff;
import java.time.Duration;

/**
 * How sources are polled.
 *
 * @param timeout after which a poll counts as failed
 * @param backoff how much less often a failing source is asked
 */
public record PollSettings(Duration timeout, Backoff backoff) {

    public PollSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the poll timeout must be positive: " + timeout);
        }
    }
}
