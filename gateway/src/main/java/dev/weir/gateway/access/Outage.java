package dev.weir.gateway.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the API server can be asked about callers, and how long a yes of it lives on while it cannot. Any thread.
 */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    /** One that comes and goes is told of once in so long. */
    private static final long TOLD_AGAIN_MILLIS = 60_000;

    private final Duration grace;
    private final InstantSource clock;
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicLong toldMillis = new AtomicLong(Long.MIN_VALUE);
    private final AtomicBoolean told = new AtomicBoolean();
    private final Counter outlived;

    /** @param grace how long a yes lives on beyond its time; zero for not at all */
    Outage(Duration grace, InstantSource clock, MeterRegistry meters) {
        this.grace = grace;
        this.clock = clock;
        Gauge.builder("weir.access.reviews.away", away, is -> is.get() ? 1 : 0)
                .description("1 while the API server cannot be asked about callers")
                .register(meters);
        outlived = Counter.builder("weir.access.outlived")
                .description("Times that a yes was taken beyond its time because the API server could not be asked")
                .register(meters);
    }

    /** A question had no answer. */
    void failed(Throwable why) {
        away.set(true);
        long now = clock.millis();
        long before = toldMillis.get();
        if ((before == Long.MIN_VALUE || now - before >= TOLD_AGAIN_MILLIS)
                && !told.get()
                && toldMillis.compareAndSet(before, now)) {
            told.set(true);
            LOG.warn(
                    "callers cannot be asked about: {}; who was known to may read goes on for {} s, others get 503",
                    why.getMessage(),
                    grace.toSeconds());
        }
    }

    /** A question had an answer. */
    void answered() {
        // Read first: it is false nearly always, and then nothing is written.
        if (away.get() && away.compareAndSet(true, false) && told.compareAndSet(true, false)) {
            LOG.info("callers can be asked about again");
        }
    }

    /** Whether the last question had no answer. */
    boolean away() {
        return away.get();
    }

    long graceMillis() {
        return grace.toMillis();
    }

    /** A yes was taken beyond its time. */
    void outlived() {
        outlived.increment();
    }
}
