package dev.weir.gateway.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Time since the demo proper began, which is when Weir serves. Any thread may ask. */
final class Elapsed {

    private final InstantSource clock;
    private volatile @Nullable Instant began;

    Elapsed(InstantSource clock) {
        this.clock = clock;
    }

    void begin() {
        began = clock.instant();
    }

    /** Zero before the beginning. */
    Duration time() {
        Instant start = began;
        return start == null ? Duration.ZERO : Duration.between(start, clock.instant());
    }

    InstantSource clock() {
        return clock;
    }
}
