package dev.weir.gateway.external;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** Requests by outcome. Counting is one addition without look-up or allocation; any thread. */
final class Tally {

    final LongAdder value = new LongAdder();
    final LongAdder unavailable = new LongAdder();
    final LongAdder expired = new LongAdder();
    final LongAdder neverAnswered = new LongAdder();
    final LongAdder tooManyWaiting = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder passedOn = new LongAdder();

    Tally(MeterRegistry meters) {
        register(meters, "value", value);
        register(meters, "unavailable", unavailable);
        register(meters, "expired", expired);
        register(meters, "never_answered", neverAnswered);
        register(meters, "too_many_waiting", tooManyWaiting);
        register(meters, "unknown", unknown);
        register(meters, "refused", refused);
        register(meters, "passed_on", passedOn);
    }

    private static void register(MeterRegistry meters, String outcome, LongAdder count) {
        FunctionCounter.builder("weir.external.requests", count, LongAdder::doubleValue)
                .description("Requests for a metric, by outcome")
                .tag("outcome", outcome)
                .register(meters);
    }
}
