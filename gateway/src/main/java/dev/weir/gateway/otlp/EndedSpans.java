package dev.weir.gateway.otlp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Counts spans on their way into the queue: those that never come out at the other end were dropped there. */
final class EndedSpans implements SpanProcessor {

    private final Counter ended;

    EndedSpans(MeterRegistry meters) {
        ended = Counter.builder("weir.otlp.spans")
                .description(
                        "Spans that ended and were to be sent; those neither delivered nor failed wait or were dropped")
                .register(meters);
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        ended.increment();
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
