package dev.weir.gateway.otlp;

import dev.weir.cache.trace.Span;
import dev.weir.cache.trace.Tracing;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A span that the sampler wants; all others are {@link Span#NONE}, so that nothing more is done for what follows from them.
 * Whoever holds one after its end holds ids only.
 */
final class OtlpSpan implements Span {

    /** One poll may lead to a hundred thousand evaluations: as many of them are told as one trace can be read with. */
    static final int FOLLOWERS = 1_000;

    private final Tracer tracer;
    private final AtomicInteger followers = new AtomicInteger();
    private volatile io.opentelemetry.api.trace.Span span;

    private OtlpSpan(Tracer tracer, io.opentelemetry.api.trace.Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    static Tracing tracing(Tracer tracer) {
        return name -> start(tracer, tracer.spanBuilder(name).setNoParent());
    }

    private static Span start(Tracer tracer, SpanBuilder builder) {
        io.opentelemetry.api.trace.Span started = builder.startSpan();
        return started.isRecording() ? new OtlpSpan(tracer, started) : NONE;
    }

    @Override
    public boolean seen() {
        return true;
    }

    @Override
    public Span next(String name, List<Span> others) {
        if (followers.incrementAndGet() > FOLLOWERS) {
            return NONE;
        }
        SpanBuilder builder = tracer.spanBuilder(name).setParent(Context.root().with(span));
        for (Span other : others) {
            if (other instanceof OtlpSpan known) {
                builder.addLink(known.span.getSpanContext());
            }
        }
        return start(tracer, builder);
    }

    @Override
    public void tell(String name, String value) {
        span.setAttribute(name, value);
    }

    @Override
    public void tell(String name, long value) {
        span.setAttribute(name, value);
    }

    @Override
    public void failed(String message) {
        span.setStatus(StatusCode.ERROR, message);
    }

    @Override
    public void end() {
        io.opentelemetry.api.trace.Span ended = span;
        ended.end();
        span = io.opentelemetry.api.trace.Span.wrap(ended.getSpanContext());
    }
}
