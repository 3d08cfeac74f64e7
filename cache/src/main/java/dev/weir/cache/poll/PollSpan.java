package dev.weir.cache.poll;

import dev.weir.cache.source.Reading;
import dev.weir.cache.source.Source;
import dev.weir.cache.trace.Span;
import dev.weir.cache.trace.Tracing;

/** What a trace is told of a poll. */
final class PollSpan {

    private PollSpan() {}

    static Span begin(Tracing tracing, Source<?> source, int subscribers) {
        Span span = tracing.begin("poll");
        if (span.seen()) {
            span.tell("weir.source", source.key().toString());
            span.tell("weir.upstream", source.upstream());
            span.tell("weir.subscribers", subscribers);
        }
        return span;
    }

    static void end(Span span, Reading<?> reading) {
        if (reading instanceof Reading.Failure<?> failure) {
            span.failed(failure.message());
        }
        span.end();
    }
}
