package dev.weir.cache.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * A number of starts per second, of which a twentieth may come together. It remembers when the bucket would be full again
 * (the generic cell rate algorithm), so nothing runs when nobody asks. Belongs to one timeline.
 */
final class RateLimit {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int BURST_DIVISOR = 20;

    private final long spacingNanos;
    private final long burstNanos;
    private Instant full = Instant.MIN;

    RateLimit(int perSecond) {
        spacingNanos = NANOS_PER_SECOND / perSecond;
        burstNanos = spacingNanos * (Math.max(1, perSecond / BURST_DIVISOR) - 1);
    }

    /** How long until the next start is allowed; zero if it is allowed now. */
    Duration delay(Instant now) {
        if (full.isBefore(now.plusNanos(burstNanos)) || full.equals(now.plusNanos(burstNanos))) {
            return Duration.ZERO;
        }
        Duration delay = Duration.between(now.plusNanos(burstNanos), full);
        // A clock that was set back must not block the upstream for the time it was set back by.
        return delay.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : delay;
    }

    /** Counts one start. */
    void take(Instant now) {
        Instant horizon = now.plusSeconds(1);
        Instant base = full.isAfter(now) ? full : now;
        full = (base.isAfter(horizon) ? now : base).plusNanos(spacingNanos);
    }
}
