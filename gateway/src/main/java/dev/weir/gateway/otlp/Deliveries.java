package dev.weir.gateway.otlp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How sending goes: counted, and logged when it begins to fail, once in a while as long as it does, and when it ends. */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration SAY_AGAIN = Duration.ofMinutes(10);

    private final String signal;
    private final InstantSource clock;
    private final Counter delivered;
    private final Counter failed;

    /** When the failure that goes on was last told of; null while there is none. */
    private final AtomicReference<@Nullable Instant> told = new AtomicReference<>();

    /** @param signal what is sent: {@code traces} or {@code metrics} */
    Deliveries(String signal, MeterRegistry meters, InstantSource clock) {
        this.signal = signal;
        this.clock = clock;
        this.delivered = counter(meters, "delivered");
        this.failed = counter(meters, "failed");
    }

    private Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("weir.otlp.sent")
                .description("Spans and metrics sent to the collector, by how that ended")
                .tag("signal", signal)
                .tag("outcome", outcome)
                .register(meters);
    }

    /** Follows one delivery of so many spans or metrics. */
    CompletableResultCode follow(CompletableResultCode delivery, int items) {
        return delivery.whenComplete(() -> {
            if (delivery.isSuccess()) {
                delivered.increment(items);
                succeeded();
            } else {
                failed.increment(items);
                failed(delivery.getFailureThrowable());
            }
        });
    }

    private void succeeded() {
        if (told.getAndSet(null) != null) {
            LOG.info("Telemetry is delivered again signal={}", signal);
        }
    }

    private void failed(@Nullable Throwable cause) {
        Instant now = clock.instant();
        Instant before = told.get();
        boolean due = before == null || !now.isBefore(before.plus(SAY_AGAIN));
        if (due && told.compareAndSet(before, now)) {
            LOG.warn(
                    "Telemetry not delivered, said again in {} min if it goes on signal={}: {}",
                    SAY_AGAIN.toMinutes(),
                    signal,
                    cause == null ? "no cause is known" : words(cause));
        }
    }

    private static String words(Throwable cause) {
        Throwable last = cause;
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        return last.getMessage() == null
                ? "the collector takes nothing (" + last.getClass().getSimpleName() + ")"
                : last.getMessage();
    }
}
