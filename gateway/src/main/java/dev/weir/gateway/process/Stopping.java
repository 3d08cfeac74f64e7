package dev.weir.gateway.process;

import dev.weir.gateway.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

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

    /** Those of the API and the others together, then health. */
    private static final int ROUNDS = 2;

    private Stopping() {}

    /** Everything goes on until then, but for who would be sent here. */
    static Duration delay(Settings settings) {
        return settings.shutdown().pause().plus(MARGIN);
    }

    /** Completes after the delay that the settings name. */
    static Future<Void> pause(Vertx vertx, Settings settings) {
        long millis = settings.shutdown().pause().toMillis();
        return millis == 0
                ? Future.succeededFuture()
                : vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
    }

    static Duration doors(Settings settings) {
        return settings.limits().shutdownGrace().multipliedBy(ROUNDS).plus(MARGIN);
    }
}
