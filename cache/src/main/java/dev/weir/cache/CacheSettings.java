package dev.weir.cache;

import dev.weir.cache.history.HistoryLimits;
import dev.weir.cache.pace.Backoff;
import dev.weir.cache.pace.UpstreamLimits;
import java.time.Duration;

/**
 * The cache's settings.
 *
 * @param pollTimeout after which a poll counts as failed
 * @param backoff how much less often a failing source is asked
 * @param upstream what one upstream is asked at most
 * @param history how many samples are kept
 */
public record CacheSettings(Duration pollTimeout, Backoff backoff, UpstreamLimits upstream, HistoryLimits history) {

    /** What suits most: a slow answer is waited for 10 s, an hour of samples at one per minute, 64 MiB of them in all. */
    public static CacheSettings defaults() {
        return new CacheSettings(
                Duration.ofSeconds(10),
                new Backoff(Duration.ofMinutes(5)),
                new UpstreamLimits(64, 1_000, 1_000),
                new HistoryLimits(1_120, 64L << 20));
    }

    public CacheSettings withPollTimeout(Duration timeout) {
        return new CacheSettings(timeout, backoff, upstream, history);
    }

    public CacheSettings withBackoff(Backoff other) {
        return new CacheSettings(pollTimeout, other, upstream, history);
    }

    public CacheSettings withUpstream(UpstreamLimits other) {
        return new CacheSettings(pollTimeout, backoff, other, history);
    }

    public CacheSettings withHistory(HistoryLimits other) {
        return new CacheSettings(pollTimeout, backoff, upstream, other);
    }
}
