package dev.weir.gateway.process;

import dev.weir.gateway.config.Settings;
import java.time.Duration;

/** How long the steps of an end may take at most; each step has shorter bounds inside, these are for what nobody foresaw. */
final class Stopping {

    /** The Lease is given back within this, or ends by itself. */
    static final Duration LEASE = Duration.ofSeconds(7);

    /** Everything else of the operator. */
    static final Duration OPERATOR = Duration.ofSeconds(15);

    static final Duration STEP = Duration.ofSeconds(5);

    /** What is left to be sent of ourselves. */
    static final Duration TELEMETRY = Duration.ofSeconds(6);

    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** One port after the other. */
    private static final int DOORS = 4;

    private Stopping() {}

    static Duration doors(Settings settings) {
        return settings.limits().shutdownGrace().multipliedBy(DOORS).plus(MARGIN);
    }
}
