package dev.weir.gateway.passthrough;

import dev.weir.gateway.passthrough.NoAnswerException.Why;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What became of the requests that were not ours. Any thread. */
final class Outcomes {

    private final Counter answered;
    private final Counter kept;
    private final Counter shared;
    private final Map<Why, Counter> failed = new EnumMap<>(Why.class);

    Outcomes(MeterRegistry meters) {
        answered = counter(meters, "answered");
        kept = counter(meters, "kept");
        shared = counter(meters, "shared");
        for (Why why : Why.values()) {
            failed.put(why, counter(meters, why.name().toLowerCase(Locale.ROOT)));
        }
    }

    void answered() {
        answered.increment();
    }

    void kept() {
        kept.increment();
    }

    void shared() {
        shared.increment();
    }

    void failed(Why why) {
        Objects.requireNonNull(failed.get(why)).increment();
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("weir.adapter.requests")
                .description("Requests for metrics that are not ours, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }
}
