package dev.weir.gateway.access;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Requests by what became of them at the door. Counting is one addition; any thread. */
final class AccessTally {

    final LongAdder allowed = new LongAdder();
    final LongAdder open = new LongAdder();
    final LongAdder unauthorized = new LongAdder();
    final LongAdder forbidden = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder unavailable = new LongAdder();
    final LongAdder full = new LongAdder();
    final AtomicInteger waitingForTokens = new AtomicInteger();
    final AtomicInteger waitingForRights = new AtomicInteger();

    AccessTally(MeterRegistry meters) {
        register(meters, "allowed", allowed);
        register(meters, "open", open);
        register(meters, "unauthorized", unauthorized);
        register(meters, "forbidden", forbidden);
        register(meters, "malformed", malformed);
        register(meters, "unavailable", unavailable);
        register(meters, "full", full);
        waiting(meters, "tokens", waitingForTokens);
        waiting(meters, "rights", waitingForRights);
    }

    private static void waiting(MeterRegistry meters, String of, AtomicInteger count) {
        Gauge.builder("weir.access.waiting", count, AtomicInteger::get)
                .description("Requests that wait to hear from the API server whether they may be answered")
                .tag("of", of)
                .register(meters);
    }

    private static void register(MeterRegistry meters, String outcome, LongAdder count) {
        FunctionCounter.builder("weir.access.requests", count, LongAdder::doubleValue)
                .description("Requests to the API port, by whether they were let through")
                .tag("outcome", outcome)
                .register(meters);
    }
}
